#include "components/retriever/source_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace alhf::retriever {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SourceNamesTest : public ::testing::Test {
 protected:
  static std::vector<Document> Documents() {
    return {
        ParseDocument("harbour/berths-2023.md", "# Berths\nText."),
        ParseDocument("harbour/berths-2025.md", "# Berths\nText."),
        ParseDocument("old-logs/storms.md", "# Storms\nText."),
        ParseDocument("old-logs/deep/wrecks.md", "# Wrecks\nText."),
        ParseDocument("radio.md",
                      "---\nstatus: draft\ndate: 2019-01-01\n---\n# Radio\nT."),
        ParseDocument("drafts/ropes.md", "# Ropes and knots\nText."),
        ParseDocument("wiki/moorings.md", "# Moorings\nText."),
    };
  }
  const SourceNames names_{"/srv/sailing-manual/", Documents()};
};

TEST_F(SourceNamesTest, FindsWhatATextNamedLast) {
  EXPECT_THAT(
      names_.NamedLast("That is from the old-logs folder, which rots. "),
      ElementsAre("old-logs/"));
  EXPECT_THAT(names_.NamedLast("Storms come in the night. "), IsEmpty());
  EXPECT_TRUE(IsPronoun("it"));
  EXPECT_FALSE(IsPronoun("it all"));
}

TEST_F(SourceNamesTest, ResolvesFoldersAndDocumentsByTheirWords) {
  struct Case {
    const char* phrase;
    std::vector<std::string> paths;
  };
  for (const Case& c : {
           Case{"the old-logs folder", {"old-logs/"}},
           Case{"old logs", {"old-logs/"}},
           Case{"the 2025 berths page", {"harbour/berths-2025.md"}},
           Case{"the 2025 sailing manual", {"harbour/berths-2025.md"}},
           Case{"the 2019 manual", {"radio.md"}},  // by its date
           Case{"berths", {"harbour/berths-2023.md", "harbour/berths-2025.md"}},
           Case{"drafts", {"drafts/", "radio.md"}},  // by folder and status
           Case{"knots", {"drafts/ropes.md"}},       // by title
           Case{"harbour/berths-2023.md", {"harbour/berths-2023.md"}},
           Case{"the wiki", {"wiki/"}},
           Case{"the wreck document", {"old-logs/deep/wrecks.md"}},
       }) {
    EXPECT_EQ(names_.Resolve(c.phrase), c.paths) << c.phrase;
  }
}

TEST(NamePartTest, EndsWhereSomethingElseBegins) {
  EXPECT_EQ(NamePart("the red binder when it rains"), "the red binder ");
  EXPECT_EQ(NamePart("bullets and leave out sources"), "bullets ");
  EXPECT_EQ(NamePart("the red binder"), "the red binder");
}

TEST_F(SourceNamesTest, ResolvesNothingThatIsNotThere) {
  for (const char* phrase :
       {"", "the page", "it", "the blue binder", "berths of 1999",
        "the sailing manual", "ISO weeks", "a table", "old berths"}) {
    EXPECT_THAT(names_.Resolve(phrase), IsEmpty()) << phrase;
  }
}

TEST(NamesSomethingTest, TellsANameFromAWordForAnySource) {
  EXPECT_TRUE(NamesSomething("the red binder"));
  EXPECT_TRUE(NamesSomething("2019"));
  for (const char* phrase : {"", "sources", "that page", "the other one"}) {
    EXPECT_FALSE(NamesSomething(phrase)) << phrase;
  }
}

TEST(MentionsSourcesTest, TellsDocumentsFromOtherMatters) {
  for (const char* text : {"that page is wrong", "which documents?",
                           "from the wiki", "another source"}) {
    EXPECT_TRUE(MentionsSources(text)) << text;
  }
  for (const char* text :
       {"use bullets", "the second one", "we use Postgres"}) {
    EXPECT_FALSE(MentionsSources(text)) << text;
  }
}

TEST_F(SourceNamesTest, FilesByTheirNames) {
  EXPECT_THAT(names_.FilesIn("see wiki/moorings.md, berths-2023 or radio"),
              ElementsAre("wiki/moorings.md", "harbour/berths-2023.md"));
  EXPECT_THAT(names_.Resolve("berths-2025"),
              ElementsAre("harbour/berths-2025.md"));
  EXPECT_THAT(names_.WithEnding("the txt file"), IsEmpty());
  EXPECT_EQ(names_.WithEnding("the md files").size(), Documents().size());
}

TEST_F(SourceNamesTest, RivalsAreOnTheSame) {
  EXPECT_THAT(names_.RivalsOf({"harbour/berths-2025.md"}),
              ElementsAre("harbour/berths-2023.md"));
  EXPECT_THAT(names_.RivalsOf({"radio.md"}), IsEmpty());
  EXPECT_THAT(names_.Among({"harbour/berths-2025.md", "radio.md"}, "2019"),
              ElementsAre("radio.md"));
  EXPECT_TRUE(names_.NamesWholly("the ropes and knots", {"drafts/ropes.md"}));
  EXPECT_FALSE(names_.NamesWholly("ropes", {"drafts/ropes.md"}));
  EXPECT_TRUE(names_.NamesWholly("drafts", {"drafts/"}));
  EXPECT_FALSE(names_.NamesWholly("logs", {"old-logs/"}));
  EXPECT_THAT(names_.TitleWords({"drafts/ropes.md"}),
              ElementsAre("ropes", "knots"));
}

}  // namespace
}  // namespace alhf::retriever
