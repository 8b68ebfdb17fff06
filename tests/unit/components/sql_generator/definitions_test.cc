#include "components/sql_generator/definitions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::ElementsAre;

const absl::CivilDay kToday(2026, 1, 15);

class DefinitionsTest : public ::testing::Test {
 protected:
  TermDefinition Term(const std::string& term, const std::string& meaning) {
    const auto resolved =
        ResolveTerm(library_.catalog(), term, meaning, kToday);
    EXPECT_TRUE(resolved.directive.has_value()) << term << ": " << meaning;
    return resolved.directive.value_or(TermDefinition());
  }
  bool IsTerm(const std::string& term, const std::string& meaning) {
    return ResolveTerm(library_.catalog(), term, meaning, kToday)
        .directive.has_value();
  }
  DefaultFilter Filter(const std::string& words, bool exclude) {
    const auto filters =
        ResolveFilters(library_.catalog(), words, exclude, kToday);
    EXPECT_EQ(filters.size(), 1) << words;
    return filters.size() == 1 ? *filters[0].directive : DefaultFilter();
  }
  bool IsFilter(const std::string& words) {
    return !ResolveFilters(library_.catalog(), words, true, kToday).empty();
  }
  Library library_;
};

TEST_F(DefinitionsTest, RowsByWhatTheyDid) {
  const TermDefinition term =
      Term("active reader", "someone who borrowed in the last 90 days");
  EXPECT_EQ(term.term(), "active reader");
  EXPECT_EQ(term.table(), "readers");
  ASSERT_EQ(term.conditions_size(), 1);
  EXPECT_EQ(term.conditions(0).exists().conditions(0).dates().rolling().count(),
            90);
}

TEST_F(DefinitionsTest, TheMeaningSaysWhoseRows) {
  const TermDefinition term = Term("late readers' loans", "loans over 5");
  EXPECT_EQ(term.table(), "loans");
  EXPECT_EQ(term.conditions(0).compare().expression(), "fee");
}

TEST_F(DefinitionsTest, RowsByNumber) {
  const TermDefinition term = Term("big loan", "over 5");
  EXPECT_EQ(term.conditions(0).compare().expression(), "fee");
  EXPECT_EQ(term.conditions(0).compare().number(), 5);
}

TEST_F(DefinitionsTest, ValuesAndSynonyms) {
  EXPECT_THAT(Term("Iberia", "Spain").values(), ElementsAre("Spain"));
  EXPECT_THAT(Term("west", "Spain, Germany and France").values(),
              ElementsAre("Spain", "Germany", "France"));
  EXPECT_EQ(Term("turnover", "takings").same_as(), "takings");
  EXPECT_EQ(Term("patron", "reader").same_as(), "reader");
}

TEST_F(DefinitionsTest, NamesRowsWhereTheMeaningDoes) {
  EXPECT_EQ(Term("VIP", "a reader in Spain").table(), "readers");
  EXPECT_EQ(Term("gone", "lost or late loans").table(), "loans");
  EXPECT_EQ(Term("staid", "late or over 5").table(), "");
}

TEST_F(DefinitionsTest, Dates) {
  const DateRange::Months summer =
      Term("summer", "June to August").dates().months();
  EXPECT_EQ(summer.first(), 6u);
  EXPECT_EQ(summer.last(), 8u);
  EXPECT_EQ(Term("recent", "in the last 90 days").dates().rolling().count(),
            90u);
  EXPECT_EQ(Term("the move", "March 2020 to May 2021").dates().fixed().from(),
            "2020-03-01");
  EXPECT_FALSE(IsTerm("soon", "this year to date"));
}

TEST_F(DefinitionsTest, ValuesThatAreNamesBesides) {
  const Library library(
      "CREATE TABLE staff (id INTEGER PRIMARY KEY, team TEXT);"
      "INSERT INTO staff VALUES (1, 'Fees'), (2, 'Desk')",
      "measures { name: 'fees' table: 'staff' }");
  const auto front =
      ResolveTerm(library.catalog(), "front", "fees and desk", kToday);
  ASSERT_TRUE(front.directive.has_value());
  EXPECT_THAT(front.directive->values(), ElementsAre("fees", "desk"));
  Settings settings;
  settings.terms.push_back(*front.directive);
  EXPECT_EQ(library.Rows("how many staff in the front", settings), "2");
}

TEST_F(DefinitionsTest, WhatIsNotUnderstoodIsNotResolved) {
  EXPECT_FALSE(IsTerm("active reader", "someone nice"));
  EXPECT_FALSE(IsTerm("active reader", "borrowed something nice"));
  EXPECT_FALSE(IsTerm("whale", "readers with takings over 1000"));
  EXPECT_FALSE(IsTerm("takings", "net of shipping"));
  EXPECT_FALSE(IsTerm("west", "Spain and late"));
  EXPECT_FALSE(IsTerm("total", "sum of fee"));
  EXPECT_FALSE(IsTerm("week", "loans"));
  EXPECT_FALSE(IsTerm("late reader", "borrowed since last month"));
  EXPECT_FALSE(IsTerm("", "loans"));
  EXPECT_FALSE(IsTerm("x", ""));
}

TEST_F(DefinitionsTest, Filters) {
  const DefaultFilter late = Filter("late loans", true);
  EXPECT_EQ(late.table(), "loans");
  EXPECT_TRUE(late.conditions(0).negated());
  EXPECT_FALSE(Filter("late loans", false).conditions(0).negated());
  EXPECT_EQ(
      Filter("late or lost loans", true).conditions(0).one_of().values_size(),
      2);
  EXPECT_EQ(Filter("staff", true).table(), "readers");
  const DefaultFilter both = Filter("late loans over 5", true);
  ASSERT_EQ(both.conditions_size(), 1);
  EXPECT_TRUE(both.conditions(0).negated());
  EXPECT_EQ(both.conditions(0).all_of().conditions_size(), 2);
}

TEST_F(DefinitionsTest, WhatIsNoRowsIsNoFilter) {
  EXPECT_FALSE(IsFilter("glorps"));
  EXPECT_FALSE(IsFilter("loans"));
  EXPECT_FALSE(IsFilter("late loans and staff"));  // two filters
  EXPECT_FALSE(IsFilter("archived loans"));
  EXPECT_FALSE(IsFilter(""));
}

TEST_F(DefinitionsTest, KnowsWhatIsOfTheData) {
  EXPECT_TRUE(NamesData(library_.catalog(), "nice readers"));
  EXPECT_FALSE(NamesData(library_.catalog(), "nice weather"));
  EXPECT_TRUE(IsOfData(library_.catalog(), "readers in Spain"));
  EXPECT_FALSE(IsOfData(library_.catalog(), "nice readers"));
}

}  // namespace
}  // namespace alhf::sql_generator
