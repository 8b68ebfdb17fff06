#include "components/sql_generator/number_definitions.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

const absl::CivilDay kToday(2026, 1, 15);

class NumberDefinitionsTest : public ::testing::Test {
 protected:
  // The rows of `question` once `term` means `meaning`; "" where that is not
  // resolved.
  std::string Rows(const Library& of, const std::string& term,
                   const std::string& meaning, const std::string& question) {
    const auto resolved = ResolveNumber(of.catalog(), term, meaning, kToday);
    if (!resolved.directive) return "";
    Settings settings;
    settings.terms.push_back(*resolved.directive);
    settings.terms.back().set_term(term);
    return of.Rows(question, settings);
  }
  bool Resolves(const std::string& term, const std::string& meaning) {
    return ResolveNumber(workshop_.catalog(), term, meaning, kToday)
        .directive.has_value();
  }
  Library library_;
  Library workshop_{WorkshopSql(), WorkshopSemantic()};
};

TEST_F(NumberDefinitionsTest, LessThanItWas) {
  for (const char* meaning : {"net of waivers", "less waivers",
                              "takings minus waivers", "net waivers"}) {
    const auto term =
        ResolveNumber(library_.catalog(), "takings", meaning, kToday).directive;
    ASSERT_TRUE(term.has_value()) << meaning;
    ASSERT_EQ(term->measure().minus_size(), 1) << meaning;
    EXPECT_EQ(term->measure().minus(0).table(), "waivers");
    EXPECT_EQ(term->measure().minus(0).expression(), "waived");
  }
  const auto without = ResolveNumber(library_.catalog(), "takings",
                                     "without late loans", kToday);
  ASSERT_TRUE(without.directive.has_value());
  ASSERT_EQ(without.directive->measure().conditions_size(), 1);
  EXPECT_TRUE(without.directive->measure().conditions(0).negated());
}

TEST_F(NumberDefinitionsTest, NumbersOfNumbers) {
  EXPECT_EQ(Rows(workshop_, "net income", "income minus credits",
                 "net income in 2025"),
            "215");
  EXPECT_EQ(Rows(workshop_, "gross", "income plus deposit", "gross in 2025"),
            "265");
  EXPECT_EQ(Rows(workshop_, "hourly income", "income divided by hours spent",
                 "hourly income by urgency"),
            "extra delicate|20 high|32 low|22.5");
  EXPECT_EQ(Rows(workshop_, "worth", "hours times deposit", "worth in 2025"),
            "105");
}

TEST_F(NumberDefinitionsTest, CountsAreNumbers) {
  EXPECT_EQ(Rows(workshop_, "load", "the number of jobs", "load in 2025"), "5");
  EXPECT_EQ(Rows(workshop_, "load", "how many jobs without a mended date",
                 "load per owner"),
            "2|Ben|1 3|Cem|1");
  EXPECT_EQ(Rows(workshop_, "flawless", "jobs minus credits", "flawless"), "3");
  EXPECT_EQ(
      Rows(workshop_, "real work", "jobs minus gift jobs", "real work in 2025"),
      "3");
  EXPECT_EQ(Rows(workshop_, "urgent share", "high jobs divided by jobs",
                 "urgent share"),
            "0.333333");
}

TEST_F(NumberDefinitionsTest, NumbersOfSomeRows) {
  EXPECT_EQ(
      Rows(workshop_, "open value",
           "the sum of the charge of jobs without a mended date", "open value"),
      "90");
  EXPECT_EQ(Rows(workshop_, "usual effort", "average hours of low jobs",
                 "usual effort"),
            "1.33333");
}

TEST_F(NumberDefinitionsTest, WhatIsNoNumberIsNotResolved) {
  for (const char* meaning :
       {"jobs", "income", "high and low", "income minus glorps",
        "income minus owners", "income divided by owners", "jobs per owner",
        "average income minus credits", "late jobs", "hours times owners", "",
        "minus credits", "top 3 jobs"}) {
    EXPECT_FALSE(Resolves("it", meaning)) << meaning;
  }
}

TEST_F(NumberDefinitionsTest, NamesMeasures) {
  EXPECT_NE(MeasureNamed(workshop_.catalog(), "the earnings"), nullptr);
  EXPECT_EQ(MeasureNamed(workshop_.catalog(), "high income"), nullptr);
  EXPECT_EQ(MeasureNamed(workshop_.catalog(), "jobs"), nullptr);
}

}  // namespace
}  // namespace alhf::sql_generator
