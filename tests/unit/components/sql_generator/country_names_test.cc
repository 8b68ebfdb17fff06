#include "components/sql_generator/country_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CountryNamesTest, NamesACode) {
  EXPECT_THAT(CountryNames("PT"), ElementsAre("Portugal"));
  EXPECT_THAT(CountryNames("NZ"), ElementsAre("New Zealand"));
  EXPECT_THAT(CountryNames("XX"), IsEmpty());
  EXPECT_THAT(CountryNames("P"), IsEmpty());
}

TEST(CountryNamesTest, KnowsWhereCountriesAre) {
  EXPECT_TRUE(HoldsCountries("BillingCountry"));
  EXPECT_TRUE(HoldsCountries("ctry"));
  EXPECT_FALSE(HoldsCountries("countryside"));
  EXPECT_FALSE(HoldsCountries("state"));
}

TEST(CountryNamesTest, ACountryIsAskedForByItsName) {
  const Library sailors(
      "CREATE TABLE sailors (id INTEGER PRIMARY KEY, country TEXT NOT NULL, "
      "grade TEXT NOT NULL);"
      "INSERT INTO sailors VALUES (1, 'PT', 'IS'), (2, 'NZ', 'B'), "
      "(3, 'NZ', 'B')",
      "");
  EXPECT_EQ(sailors.Rows("how many sailors from New Zealand"), "2");
  EXPECT_EQ(sailors.Rows("how many sailors in Portugal"), "1");
  // Codes of another column are no countries.
  EXPECT_EQ(sailors.Rows("how many sailors in Iceland"),
            "refused: I do not understand: Iceland.");
}

}  // namespace
}  // namespace alhf::sql_generator
