// What was taught to be left out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::HasSubstr;

Settings Without(const Condition& condition) {
  Settings settings;
  DefaultFilter& filter = settings.filters.emplace_back();
  filter.set_table(condition.table());
  filter.set_words("those");
  *filter.add_conditions() = condition;
  return settings;
}

Condition NoStaff() {
  Condition c;
  c.set_table("readers");
  c.set_column("is_staff");
  c.set_is_true(true);
  c.set_negated(true);
  return c;
}

Condition NoLateLoans() {
  Condition c;
  c.set_table("loans");
  c.set_column("state");
  c.mutable_one_of()->add_values("late");
  c.set_negated(true);
  return c;
}

class TreeDefaultsTest : public ::testing::Test {
 protected:
  Library library_;
};

TEST_F(TreeDefaultsTest, HoldForTheTableAndWhatBelongsToIt) {
  const Settings settings = Without(NoStaff());
  EXPECT_EQ(library_.Rows("how many readers", settings), "5");
  EXPECT_EQ(library_.Rows("how many loans", settings), "9");
  EXPECT_EQ(library_.Rows("how many waivers", settings), "4");
  EXPECT_EQ(library_.Rows("how many branches", settings), "3");
  EXPECT_EQ(library_.Rows("how many books", settings), "4");
}

TEST_F(TreeDefaultsTest, WhatCountsAloneIsOfItsOwnRows) {
  Settings settings = Without(NoStaff());
  settings.filters[0].set_own_rows(true);
  EXPECT_EQ(library_.Rows("how many readers", settings), "5");
  EXPECT_EQ(library_.Rows("how many loans", settings), "10");
  EXPECT_EQ(library_.Rows("loans per country", settings),
            library_.Rows("loans per country"));
  // Listed, they are asked for.
  EXPECT_NE(library_.Rows("loans per reader", settings),
            library_.Rows("loans per reader"));
}

TEST_F(TreeDefaultsTest, TheOneRowThatIsNamedIsAskedFor) {
  Settings settings = Without(NoStaff());
  settings.filters[0].mutable_conditions(0)->set_negated(false);  // all go
  ASSERT_EQ(library_.Rows("how many readers", settings), "1");
  EXPECT_EQ(library_.Rows("country of Ana Brook", settings),
            library_.Rows("country of Ana Brook"));
  // Not what belongs to it.
  EXPECT_NE(library_.Rows("how many loans of Ana Brook", settings),
            library_.Rows("how many loans of Ana Brook"));
}

TEST_F(TreeDefaultsTest, HoldForRowsThatAreAskedFor) {
  const Settings settings = Without(NoLateLoans());
  EXPECT_EQ(library_.Rows("how many readers borrowed since 2025-12-29"), "3");
  EXPECT_EQ(
      library_.Rows("how many readers borrowed since 2025-12-29", settings),
      "2");
  EXPECT_EQ(library_.Rows("how many readers", settings), "6");
}

TEST_F(TreeDefaultsTest, HoldForRowsThatBelongToWhatIsAskedFor) {
  Condition no_germans = NoLateLoans();
  no_germans.set_table("readers");
  no_germans.set_column("country");
  no_germans.mutable_one_of()->set_values(0, "Germany");
  Settings settings = Without(no_germans);
  settings.filters[0].set_table("loans");
  EXPECT_EQ(library_.Rows("how many loans with waivers"), "3");
  EXPECT_EQ(library_.Rows("how many loans with waivers", settings), "1");
  // Through the loans that they read.
  const std::string question = "how many books per state";
  EXPECT_EQ(library_.Rows(question), "late|2 lost|1 out|1 returned|3");
  EXPECT_EQ(library_.Rows(question, Without(NoStaff())),
            "late|2 lost|1 out|1 returned|2");
}

TEST_F(TreeDefaultsTest, AQuestionThatNamesThemMeansThem) {
  EXPECT_EQ(library_.Rows("how many staff readers", Without(NoStaff())), "1");
  EXPECT_EQ(library_.Rows("how many late loans", Without(NoLateLoans())), "2");
}

TEST_F(TreeDefaultsTest, AnAmountNamesItsColumns) {
  Condition cheap;
  cheap.set_table("loans");
  cheap.set_column("fee");
  cheap.mutable_compare()->set_operator_(Comparison::AT_MOST);
  cheap.mutable_compare()->set_number(4);
  const Settings settings = Without(cheap);
  EXPECT_EQ(library_.Rows("how many loans", settings), "5");
  EXPECT_EQ(library_.Rows("how many loans over 5", settings), "5");
}

TEST_F(TreeDefaultsTest, WhatIsNotThereIsSaid) {
  Condition c = NoLateLoans();
  c.set_column("mood");
  const Understood u = library_.Understand("how many loans", Without(c));
  EXPECT_TRUE(u.built.ok);
  ASSERT_EQ(u.built.notes.size(), 1);
  EXPECT_THAT(u.built.notes[0], HasSubstr("not in this database"));
}

}  // namespace
}  // namespace alhf::sql_generator
