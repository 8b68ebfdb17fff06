// Values, flags, filters and terms of a question in the tree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::HasSubstr;

class TreeTestsTest : public ::testing::Test {
 protected:
  Library library_;
};

TEST_F(TreeTestsTest, FindsValuesWhereTheyAre) {
  EXPECT_EQ(library_.Rows("how many loans in Germany"), "5");
  EXPECT_EQ(library_.Rows("how many german loans"), "5");
  EXPECT_EQ(library_.Rows("how many late loans in Germany"), "1");
  EXPECT_EQ(library_.Rows("how many readers whose country is Spain"), "2");
}

TEST_F(TreeTestsTest, ValuesOfAColumnAreAlternatives) {
  EXPECT_EQ(library_.Rows("how many loans in Germany or France"), "7");
  EXPECT_EQ(library_.Rows("how many loans in Germany, France and Spain"), "8");
  EXPECT_THAT(library_.Rows("how many loans in Germany in France"),
              HasSubstr("Two values of readers.country"));
  EXPECT_THAT(library_.Rows("how many loans in Germany or late"),
              HasSubstr("between values of one column"));
}

TEST_F(TreeTestsTest, NegationsTakeNullAlong) {
  EXPECT_EQ(library_.Rows("how many readers not in Germany"), "4");
  EXPECT_EQ(library_.Rows("how many loans except late or lost"), "7");
  EXPECT_THAT(library_.Sql("how many readers not in Germany"),
              HasSubstr("IS NOT TRUE"));
  EXPECT_THAT(library_.Sql("how many loans except late"),
              HasSubstr("state <> 'late'"));
}

TEST_F(TreeTestsTest, TakesFiltersAndFlags) {
  EXPECT_EQ(library_.Rows("how many overdue loans"), "3");
  EXPECT_EQ(library_.Rows("how many loans not overdue"), "7");
  EXPECT_EQ(library_.Rows("how many staff readers"), "1");
  EXPECT_EQ(library_.Rows("how many readers excluding staff"), "5");
  EXPECT_EQ(library_.Rows("how many loans by staff readers"), "1");
}

TEST_F(TreeTestsTest, WithoutLateLoansIsNotWithOtherLoans) {
  EXPECT_EQ(library_.Rows("how many readers without late loans"), "4");
  EXPECT_EQ(library_.Rows("how many readers with late loans"), "2");
}

TEST_F(TreeTestsTest, TakesTerms) {
  Settings settings;
  TermDefinition& regular = settings.terms.emplace_back();
  regular.set_term("regular reader");
  regular.set_table("readers");
  regular.set_meaning("borrowed");
  Condition& has = *regular.add_conditions();
  has.set_table("readers");
  has.mutable_exists()->set_table("loans");
  TermDefinition& south = settings.terms.emplace_back();
  south.set_term("the south");
  south.add_values("Spain");
  south.add_values("France");
  EXPECT_EQ(library_.Rows("how many regular readers", settings), "5");
  EXPECT_EQ(library_.Rows("loans of regular readers per year", settings),
            "2024|1 2025|8 2026|1");
  EXPECT_EQ(library_.Rows("how many readers in the south", settings), "3");
  EXPECT_EQ(library_.Rows("how many readers not in the south", settings), "3");
}

TEST_F(TreeTestsTest, ATermOfAnotherDatabaseIsRefused) {
  Settings settings;
  TermDefinition& term = settings.terms.emplace_back();
  term.set_term("gold");
  Condition& c = *term.add_conditions();
  c.set_table("readers");
  c.set_column("medal");
  c.mutable_one_of()->add_values("gold");
  EXPECT_THAT(library_.Rows("how many gold readers", settings),
              HasSubstr("is not in this database"));
}

TEST(NearestValueTest, AValueIsOfTheTableThatItStandsNextTo) {
  const Library farms(
      "CREATE TABLE farms (id INTEGER PRIMARY KEY, land TEXT NOT NULL);"
      "CREATE TABLE growers (id INTEGER PRIMARY KEY, land TEXT NOT NULL);"
      "CREATE TABLE harvests (id INTEGER PRIMARY KEY, farm_id INTEGER NOT NULL "
      "REFERENCES farms (id), grower_id INTEGER NOT NULL REFERENCES growers "
      "(id));"
      "INSERT INTO farms VALUES (1, 'Norrland'), (2, 'Skane');"
      "INSERT INTO growers VALUES (1, 'Norrland'), (2, 'Norrland');"
      "INSERT INTO harvests VALUES (1, 1, 1), (2, 2, 1), (3, 2, 2)",
      "");
  EXPECT_EQ(farms.Rows("how many harvests of growers on farms in Norrland"),
            "1");
  EXPECT_EQ(farms.Rows("how many harvests on farms of growers in Norrland"),
            "3");
  EXPECT_EQ(farms.Rows("how many harvests in Norrland").substr(0, 7),
            "refused");
}

}  // namespace
}  // namespace alhf::sql_generator
