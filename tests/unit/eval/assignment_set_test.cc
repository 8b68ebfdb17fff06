#include "eval/assignment_set.h"

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

TEST(AssignmentSetTest, ReadsRows) {
  const testing::TempFolder folder;
  const auto rows = ReadAssignmentRows(
      folder.Write("rows.jsonl",
                   R"({"id":"1","text":"Shorter.","label":["writer","singer"],)"
                   R"("source":"boats","context":{"question":"Which?",)"
                   R"("answer_or_sql":null}})"
                   "\n\n"
                   R"({"id":"2","text":"Thanks!","label":[],"source":"boats",)"
                   R"("context":null})"));
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_THAT(*rows, SizeIs(2));
  EXPECT_THAT((*rows)[0].label, ElementsAre("singer", "writer"));
  EXPECT_EQ((*rows)[0].question, "Which?");
  EXPECT_EQ((*rows)[0].answer, "");
  EXPECT_THAT((*rows)[1].label, IsEmpty());
  EXPECT_EQ((*rows)[1].question, "");
}

TEST(AssignmentSetTest, SaysWhereAFileIsWrong) {
  const testing::TempFolder folder;
  const auto rows = ReadAssignmentRows(
      folder.Write("rows.jsonl",
                   "\n"
                   R"({"id":"1","text":"Shorter.","source":"boats"})"));
  EXPECT_EQ(ReasonOf(rows.status()), Reason::CONFIG_INVALID);
  EXPECT_THAT(std::string(rows.status().message()),
              HasSubstr(".jsonl:2: has no \"label\""));
  EXPECT_FALSE(ReadAssignmentRows("/nowhere/a.jsonl").ok());
}

}  // namespace
}  // namespace alhf::eval
