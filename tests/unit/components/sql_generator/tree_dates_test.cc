#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class TreeDatesTest : public ::testing::Test {
 protected:
  Library workshop_{WorkshopSql(), WorkshopSemantic()};
};

TEST_F(TreeDatesTest, ADateMayBeMissing) {
  EXPECT_EQ(workshop_.Rows("how many jobs without a mended date"), "2");
  EXPECT_EQ(workshop_.Rows("how many jobs have no mended date"), "2");
  EXPECT_EQ(workshop_.Rows("how many jobs with a mended date"), "4");
  EXPECT_EQ(workshop_.Rows("how many jobs whose mended date is empty"), "2");
  EXPECT_EQ(workshop_.Rows("how many mended jobs"), "4");
  EXPECT_EQ(workshop_.Rows("how many jobs are not mended"), "2");
  EXPECT_EQ(workshop_.Rows("how many owners without a club"), "2");
  EXPECT_EQ(workshop_.Rows("how many customers with a club"), "2");
}

TEST_F(TreeDatesTest, AVerbHasItsOwnDate) {
  EXPECT_EQ(workshop_.Rows("how many jobs in 2025"), "5");
  EXPECT_EQ(workshop_.Rows("how many jobs were mended in 2025"), "3");
  EXPECT_EQ(workshop_.Rows("how many jobs were brought in 2025"), "5");
  EXPECT_EQ(workshop_.Rows("how many customers signed up in 2025"), "3");
  EXPECT_EQ(workshop_.Rows("customers by signup year"), "2024|1 2025|3");
  EXPECT_EQ(workshop_.Rows("how many jobs did we mend in 2025"), "3");
  // What is told of a thing is not what was done to it.
  EXPECT_THAT(workshop_.Rows("how many mend jobs"), HasSubstr("refused"));
}

TEST_F(TreeDatesTest, PeriodsGoByTheDateThatIsWanted) {
  Settings settings;
  DatePreference& date = settings.dates.emplace_back();
  date.set_table("jobs");
  date.set_column("mended_date");
  EXPECT_EQ(workshop_.Rows("how many jobs in 2025", settings), "3");
  EXPECT_EQ(workshop_.Rows("jobs per year", settings), "2025|3 2026|1 -|2");
  EXPECT_EQ(workshop_.Rows("how many jobs were brought in 2025", settings),
            "5");
  // Of rows that have no date of their own as well.
  EXPECT_EQ(workshop_.Rows("credits in 2025"), "2");
  EXPECT_EQ(workshop_.Rows("credits in 2025", settings), "3");
}

TEST_F(TreeDatesTest, FiscalYearsWaitForTheirFirstMonth) {
  const Understood before = workshop_.Understand("jobs per fiscal year");
  EXPECT_FALSE(before.built.ok);
  EXPECT_TRUE(before.built.structured);
  EXPECT_THAT(before.built.date_parts, testing::Contains("fiscal_year"));
  EXPECT_THAT(before.built.refusal.reason(), HasSubstr("which month"));
  Settings settings;
  settings.fiscal.emplace().set_first_month(2);
  EXPECT_EQ(workshop_.Rows("jobs per fiscal year", settings), "2024|2 2025|4");
  EXPECT_EQ(workshop_.Rows("jobs per fiscal quarter", settings),
            "2024|4|2 2025|1|1 2025|2|2 2025|4|1");
  EXPECT_THAT(workshop_.Understand("jobs per fiscal quarter", settings)
                  .built.date_parts,
              testing::IsSupersetOf({"fiscal_quarter", "quarter"}));
  EXPECT_EQ(workshop_.Rows("how many jobs in FY2025", settings), "4");
  settings.fiscal->set_named_after_end(true);
  EXPECT_EQ(workshop_.Rows("jobs per fiscal year", settings), "2025|2 2026|4");
  EXPECT_EQ(workshop_.Rows("how many jobs in FY2025", settings), "2");
}

TEST_F(TreeDatesTest, ATimeOfTheYearIsOfAnyYear) {
  Settings settings;
  TermDefinition& summer = settings.terms.emplace_back();
  summer.set_term("summer");
  summer.mutable_dates()->mutable_months()->set_first(6);
  summer.mutable_dates()->mutable_months()->set_last(8);
  EXPECT_EQ(workshop_.Rows("how many jobs in summer", settings), "2");
  EXPECT_EQ(workshop_.Rows("how many jobs in summer 2024", settings), "0");
  EXPECT_EQ(workshop_.Rows("summer 2025 income", settings), "100");
  TermDefinition& winter = settings.terms.emplace_back();
  winter.set_term("winter");
  winter.mutable_dates()->mutable_months()->set_first(12);
  winter.mutable_dates()->mutable_months()->set_last(2);
  EXPECT_EQ(workshop_.Rows("how many jobs in winter", settings), "3");
  // Of which two years?
  EXPECT_THAT(workshop_.Rows("how many jobs in winter 2025", settings),
              HasSubstr("beyond the end of a year"));
}

TEST_F(TreeDatesTest, DatesThatNeverHoldTogetherAreRefused) {
  EXPECT_THAT(workshop_.Rows("how many jobs in 2024 in 2025"),
              HasSubstr("never hold together"));
  EXPECT_EQ(workshop_.Rows("how many jobs in 2025 since June 2025"), "3");
}

TEST_F(TreeDatesTest, WhatHasNoEndHoldsToday) {
  EXPECT_EQ(workshop_.Rows("how many jobs without a mended date today"), "2");
  EXPECT_EQ(workshop_.Rows("how many jobs today"), "0");
  const Understood u =
      workshop_.Understand("how many jobs in 2025 were mended");
  EXPECT_THAT(u.built.interpretation, testing::Not(testing::IsEmpty()));
}

}  // namespace
}  // namespace alhf::sql_generator
