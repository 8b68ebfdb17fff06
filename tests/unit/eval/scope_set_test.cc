#include "eval/scope_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/status.h"
#include "tests/support/temp_folder.h"

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kGroup[] =
    R"({"id":"a","source":"boats","lessons":[)"
    R"({"id":"a/0","text":"Boats are wooden","question":"Which boats?"},)"
    R"({"id":"a/1","text":"Nets are green","question":null,"db":"port"}],)"
    R"("queries":[{"text":"How many boats?","applies":["a/0"]},)"
    R"({"text":"Who sings?","applies":[],"db":"choir"}]})";
constexpr char kOther[] =
    R"({"id":"b","source":"boats","lessons":[)"
    R"({"id":"b/0","text":"Nets are green","question":null,"db":"port"},)"
    R"({"id":"b/1","text":"Nets are green","question":null,"db":"fair"}],)"
    R"("queries":[{"text":"Nets?","applies":["b/0","b/1"]}]})";
constexpr char kElsewhere[] =
    R"({"id":"c","source":"air","lessons":[],"queries":[]})";

TEST(ScopeSetTest, ReadsGroups) {
  const testing::TempFolder folder;
  const auto groups = ReadScopeGroups(folder.Write(
      "scopes.jsonl", std::string(kGroup) + "\n\n" + kElsewhere + "\n"));
  ASSERT_TRUE(groups.ok()) << groups.status();
  ASSERT_THAT(*groups, SizeIs(2));
  const ScopeMemory& boats = (*groups)[0];
  EXPECT_EQ(boats.source, "boats");
  EXPECT_EQ(boats.lessons[0].question, "Which boats?");
  EXPECT_EQ(boats.lessons[1].question, "");
  EXPECT_EQ(boats.lessons[1].db, "port");
  EXPECT_THAT(boats.queries[0].applies, ElementsAre(0));
  EXPECT_THAT(boats.queries[1].applies, IsEmpty());
  EXPECT_EQ(boats.queries[1].db, "choir");
}

TEST(ScopeSetTest, SaysWhereAFileIsWrong) {
  const testing::TempFolder folder;
  const auto message = [&](const std::string& text) {
    const auto groups = ReadScopeGroups(folder.Write("scopes.jsonl", text));
    EXPECT_EQ(ReasonOf(groups.status()), Reason::CONFIG_INVALID);
    return std::string(groups.status().message());
  };
  EXPECT_THAT(message("\nno json"), HasSubstr(".jsonl:2: "));
  EXPECT_THAT(message(R"({"source":"s","lessons":[],"queries":[)"
                      R"({"text":"?","applies":["x"]}]})"),
              HasSubstr("queries[0]: applies: there is no lesson \"x\""));
  EXPECT_THAT(message(R"({"source":"s","lessons":[],"queries":[)"
                      R"({"text":"?"}]})"),
              HasSubstr("has no \"applies\""));
  EXPECT_THAT(message(""), HasSubstr("cannot be read, or is empty"));
  EXPECT_FALSE(ReadScopeGroups("/nowhere/a.jsonl").ok());
}

TEST(ScopeSetTest, GroupsOfASourceAreJoinedUntilThereAreEnough) {
  const testing::TempFolder folder;
  const auto groups = ReadScopeGroups(folder.Write(
      "scopes.jsonl",
      std::string(kGroup) + "\n" + kOther + "\n" + kElsewhere + "\n"));
  ASSERT_TRUE(groups.ok()) << groups.status();
  const std::vector<ScopeSet> alone = JoinGroups(*groups, 0);
  ASSERT_THAT(alone, SizeIs(2));
  EXPECT_EQ(alone[0].source, "air");
  EXPECT_THAT(alone[1].memories, SizeIs(2));
  EXPECT_EQ(alone[1].QueryCount(), 3);

  const std::vector<ScopeSet> joined = JoinGroups(*groups, 3);
  ASSERT_THAT(joined[1].memories, SizeIs(1));
  const ScopeMemory& memory = joined[1].memories[0];
  // The same text for the same database is one lesson.
  EXPECT_THAT(memory.lessons, SizeIs(3));
  EXPECT_EQ(joined[1].LessonCount(), 3);
  EXPECT_THAT(memory.queries[2].applies, ElementsAre(1, 2));
  EXPECT_NE(memory.queries[1].group, memory.queries[2].group);
}

TEST(ScopeSetTest, EverySecondQueryIsAskedBefore) {
  ScopeMemory memory;
  for (const char* text : {"a", "b", "c"}) {
    memory.queries.push_back({text, "", {}});
  }
  std::vector<ScopeSet> sets = {{"boats", {memory}}};
  AskEverySecondBefore(sets);
  const ScopeMemory& split = sets[0].memories[0];
  ASSERT_EQ(split.queries.size(), 1);
  EXPECT_EQ(split.queries[0].text, "b");
  ASSERT_EQ(split.earlier.size(), 2);
  EXPECT_EQ(split.earlier[1].text, "c");
}

}  // namespace
}  // namespace alhf::eval
