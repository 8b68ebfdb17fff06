#include "components/sql_generator/calendar_readers.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

Clause ClauseOf(absl::string_view text) {
  return {text, sdk::Analyze(text).tokens};
}

// The first month, "e" where years are named after their end; "" for nothing.
std::string Fiscal(const std::string& text) {
  const auto fiscal = ReadFiscalCalendar(ClauseOf(text));
  if (!fiscal) return "";
  return absl::StrCat(fiscal->first_month(),
                      fiscal->named_after_end() ? "e" : "");
}

TEST(ReadFiscalCalendarTest, ReadsWhereItBegins) {
  EXPECT_EQ(Fiscal("Our fiscal year starts in February"), "2");
  EXPECT_EQ(Fiscal("fiscal year begins 1 february, not january"), "2");
  EXPECT_EQ(Fiscal("The financial year runs from April to March"), "4");
  EXPECT_EQ(Fiscal("our fiscal year ends in June"), "7");
  EXPECT_EQ(Fiscal("the fiscal year ends on 30 September"), "10");
}

TEST(ReadFiscalCalendarTest, ReadsWhatItIsNamedAfter) {
  EXPECT_EQ(Fiscal("the fiscal year starts in July and is named after the year "
                   "it ends in"),
            "7e");
  EXPECT_EQ(Fiscal("FY2025 starts in October 2024"), "10e");
  EXPECT_EQ(Fiscal("FY2025 starts in October 2025"), "10");
  EXPECT_EQ(Fiscal("FY2025 ends in September 2025"), "10e");
}

TEST(ReadFiscalCalendarTest, WhatItDoesNotKnowItSays) {
  EXPECT_EQ(Fiscal("our fiscal year starts on 6 April"), "0");
  EXPECT_EQ(Fiscal("the fiscal year runs from April to April"), "0");
}

TEST(ReadFiscalCalendarTest, LeavesTheRest) {
  for (const char* text :
       {"the year starts in January", "is the fiscal year over?",
        "fiscal years are odd", "when does the fiscal year start in June",
        "use fiscal weeks", "the page on the fiscal year is from June"}) {
    EXPECT_EQ(Fiscal(text), "") << text;
  }
}

class ReadDatePreferenceTest : public ::testing::Test {
 protected:
  ReadDatePreferenceTest() {
    LoadSqlite(folder_.path() + "/a.db",
               "CREATE TABLE repairs (id INTEGER PRIMARY KEY, brought_date "
               "DATE NOT NULL, mended_date DATE, note TEXT);"
               "CREATE TABLE parts (id INTEGER PRIMARY KEY, bought_on DATE)");
    const auto connection = Connect("sqlite:" + folder_.path() + "/a.db");
    const auto catalog = Catalog::Load(**connection, Semantic(), clock_);
    EXPECT_TRUE(catalog.ok()) << catalog.status();
    catalog_ = *catalog;
  }
  // "table.column", or "".
  std::string Of(const std::string& text) {
    const auto date = ReadDatePreference(ClauseOf(text), *catalog_);
    return date ? absl::StrCat(date->table(), ".", date->column()) : "";
  }
  TempFolder folder_;
  ManualClock clock_{LibraryNow()};
  std::shared_ptr<const Catalog> catalog_;
};

TEST_F(ReadDatePreferenceTest, TakesTheDateThatIsWanted) {
  for (const char* text :
       {"For repairs use the mended date, not the brought date",
        "use the mended date instead of the brought date",
        "use the mended date, not the day they were brought",
        "repairs by mended_date pls", "count repairs by their mended date",
        "repairs should be dated by the mended date",
        "a repair counts on the day it left the shop, mended_date",
        "turnover belongs to the period of the bill, that is mended_date, and "
        "not to the day on which it was ordered"}) {
    EXPECT_EQ(Of(text), "repairs.mended_date") << text;
  }
}

TEST_F(ReadDatePreferenceTest, LeavesTheRest) {
  for (const char* text :
       {"not the mended date", "repairs have a mended date",
        "use the mended date and the brought date",
        "for parts use the mended date", "use the mended date in Spain",
        "which repairs use the mended date"}) {
    EXPECT_EQ(Of(text), "") << text;
  }
}

}  // namespace
}  // namespace alhf::sql_generator
