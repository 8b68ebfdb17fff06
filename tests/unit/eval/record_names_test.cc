#include "eval/record_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;

FeedbackItem Item(const std::string& id, const std::string& guideline,
                  std::vector<RecordIndex> after = {}) {
  FeedbackItem item;
  item.id = id;
  item.guideline = guideline;
  item.after = std::move(after);
  return item;
}

TEST(RecordNamesTest, FindsRecordsByEitherName) {
  RecordNames names;
  ASSERT_TRUE(names.Add(Item("f1", "g1")).ok());
  ASSERT_TRUE(names.Add(Item("f2", "g1")).ok());
  ASSERT_TRUE(names.Add(Item("f3", "f3")).ok());
  EXPECT_THAT(*names.Find("g1"), ElementsAre(0, 1));
  EXPECT_THAT(*names.Find("f2"), ElementsAre(1));
  EXPECT_THAT(*names.Find("f3"), ElementsAre(2));
  EXPECT_THAT(*names.FindAll({"f3", "g1", "f1"}), ElementsAre(0, 1, 2));
  EXPECT_FALSE(names.Find("g2").ok());
  EXPECT_FALSE(names.FindAll({"g1", "g2"}).ok());
}

TEST(RecordNamesTest, ANameMeansOneThing) {
  RecordNames names;
  ASSERT_TRUE(names.Add(Item("f1", "g1")).ok());
  EXPECT_FALSE(names.Add(Item("f1", "g2")).ok());
  EXPECT_FALSE(names.Add(Item("g1", "g2")).ok());
  EXPECT_FALSE(names.Add(Item("f2", "f1")).ok());
  EXPECT_FALSE(names.Add(Item("completeness", "g2")).ok());
  EXPECT_FALSE(names.Add(Item("f3", "completeness")).ok());
}

TEST(RecordNamesTest, AGuidelineMayBearTheNameOfItsFirstRecord) {
  RecordNames names;
  ASSERT_TRUE(names.Add(Item("f1", "f1")).ok());
  ASSERT_TRUE(names.Add(Item("f2", "f1")).ok());
  EXPECT_THAT(*names.Find("f1"), ElementsAre(0, 1));
}

TEST(RecordNamesTest, AnOrderMustExist) {
  EXPECT_TRUE(CheckOrder({}).ok());
  EXPECT_TRUE(
      CheckOrder({Item("a", "a", {1}), Item("b", "b", {2}), Item("c", "c")})
          .ok());
  EXPECT_FALSE(
      CheckOrder({Item("a", "a", {1}), Item("b", "b", {0}), Item("c", "c")})
          .ok());
  EXPECT_FALSE(CheckOrder({Item("a", "a", {0})}).ok());
}

}  // namespace
}  // namespace alhf::eval
