#include "components/retriever/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace alhf::retriever {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ParseDateTest, ReadsWhatPeopleWrite) {
  struct Case {
    const char* text;
    absl::CivilDay day;
  };
  for (const Case& c : {
           Case{"2024-05-03", absl::CivilDay(2024, 5, 3)},
           Case{"2024-05-minutes.md", absl::CivilDay(2024, 5, 1)},
           Case{"Last updated: 3 May 2024", absl::CivilDay(2024, 5, 3)},
           Case{"updated on Sept 9, 2021", absl::CivilDay(2021, 9, 9)},
           Case{"February 2020", absl::CivilDay(2020, 2, 1)},
           Case{"31 February 2020", absl::CivilDay(2020, 2, 1)},
           Case{"plan-2023.txt", absl::CivilDay(2023, 1, 1)},
           Case{"part 3 of 2023", absl::CivilDay(2023, 1, 1)},
       }) {
    SCOPED_TRACE(c.text);
    ASSERT_TRUE(ParseDate(c.text).has_value());
    EXPECT_EQ(*ParseDate(c.text), c.day);
  }
}

TEST(ParseDateTest, FindsNoneWithoutYear) {
  for (const char* text : {"", "5 May", "chapter 12", "route 66", "999999"}) {
    EXPECT_FALSE(ParseDate(text).has_value()) << text;
  }
}

TEST(ParseDocumentTest, KeepsTheHeadingsAboveEachSection) {
  const Document document = ParseDocument("rules/boats.md",
                                          "# Boats\n\nIntro.\n\n"
                                          "## Sails ##\nFurl them.\n"
                                          "### Jib\nSmall.\n"
                                          "## Oars\nTwo.\n");
  EXPECT_EQ(document.title, "Boats");
  ASSERT_EQ(document.sections.size(), 4u);
  EXPECT_THAT(document.sections[0].headings, ElementsAre("Boats"));
  EXPECT_EQ(document.sections[0].text, "Intro.");
  EXPECT_THAT(document.sections[2].headings,
              ElementsAre("Boats", "Sails", "Jib"));
  EXPECT_THAT(document.sections[3].headings, ElementsAre("Boats", "Oars"));
}

TEST(ParseDocumentTest, ReadsUnderlinedTitlesAndLeavesCodeAlone) {
  const Document document =
      ParseDocument("a.md", "Masts\n=====\n\n```\n# not a heading\n```\n");
  EXPECT_EQ(document.title, "Masts");
  ASSERT_EQ(document.sections.size(), 1u);
  EXPECT_THAT(document.sections[0].text, HasSubstr("# not a heading"));
}

TEST(ParseDocumentTest, FrontMatterComesBeforeLineBeforePath) {
  const absl::string_view line = "Last updated: 2 March 2021\n\nText.\n";
  EXPECT_EQ(ParseDocument("2019-07-01-a.md",
                          absl::StrCat("---\ntitle: \"T\"\ndate: 2023-04-05\n"
                                       "status: draft\n---\n",
                                       line))
                .date,
            absl::CivilDay(2023, 4, 5));
  EXPECT_EQ(ParseDocument("2019-07-01-a.md", line).date,
            absl::CivilDay(2021, 3, 2));
  EXPECT_EQ(ParseDocument("2019-07-01-a.md", "Text.").date,
            absl::CivilDay(2019, 7, 1));
  EXPECT_EQ(ParseDocument("2018/a.md", "Text.").date,
            absl::CivilDay(2018, 1, 1));
  EXPECT_FALSE(ParseDocument("a.md", "In 2017 it rained.").date.has_value());
}

TEST(ParseDocumentTest, UnclosedFrontMatterIsText) {
  const Document document =
      ParseDocument("loose-ends.md", "---\ntitle: X\nmore words\n");
  EXPECT_EQ(document.title, "loose ends");
  ASSERT_EQ(document.sections.size(), 1u);
  EXPECT_THAT(document.sections[0].text, HasSubstr("title: X"));
}

TEST(ParseDocumentTest, CutsLongTextBetweenParagraphs) {
  std::string text = "# Long\n\n";
  for (int i = 0; i < 20; ++i) text += std::string(300, 'x') + "\n\n";
  const Document document = ParseDocument("long.md", text);
  ASSERT_GT(document.sections.size(), 3u);
  for (const Section& section : document.sections) {
    EXPECT_LE(section.text.size(), 1600u);
    EXPECT_EQ(section.headings.size(), 1u);
  }
}

TEST(ParseDocumentTest, EmptyTextHasNoSections) {
  EXPECT_TRUE(ParseDocument("a.md", "").sections.empty());
  EXPECT_TRUE(ParseDocument("a.md", "# Only a title\n").sections.empty());
}

TEST(ReadDocumentsTest, ReadsBelowTheFolderInOrder) {
  testing::TempFolder folder;
  folder.Write("b/two.txt", "Two.");
  folder.Write("a.md", "# One\nOne.");
  folder.Write("b/picture.png", "\x89PNG");
  const auto documents = ReadDocuments(folder.path());
  ASSERT_THAT(documents, IsOk());
  ASSERT_EQ(documents->size(), 2u);
  EXPECT_EQ((*documents)[0].path, "a.md");
  EXPECT_EQ((*documents)[1].path, "b/two.txt");
}

TEST(ReadDocumentsTest, SaysWhatIsWrongAndWhere) {
  testing::TempFolder folder;
  EXPECT_THAT(
      ReadDocuments(folder.path() + "/nowhere"),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
  EXPECT_THAT(
      ReadDocuments(folder.path()),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
  folder.Write("bad.md", "\xFF\xFE");
  const auto documents = ReadDocuments(folder.path());
  EXPECT_THAT(documents, StatusIs(absl::StatusCode::kInvalidArgument,
                                  Reason::CONFIG_INVALID));
  EXPECT_THAT(std::string(documents.status().message()),
              HasSubstr(folder.path() + "/bad.md"));
}

TEST(ReadDocumentsTest, AFileThatCannotBeOpenedIsNamed) {
  testing::TempFolder folder;
  // A link in a circle is a file to nobody, whoever runs the test.
  folder.Write("good.md", "Good.");
  std::filesystem::create_symlink("loop.md", folder.path() + "/loop.md");
  const auto documents = ReadDocuments(folder.path());
  EXPECT_THAT(documents, StatusIs(absl::StatusCode::kInvalidArgument,
                                  Reason::CONFIG_INVALID));
  EXPECT_THAT(std::string(documents.status().message()), HasSubstr("loop.md"));
}

}  // namespace
}  // namespace alhf::retriever
