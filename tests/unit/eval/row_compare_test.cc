#include "eval/row_compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/eval/harbour_database.h"

namespace alhf::eval {
namespace {

// Whether the rows of `actual` are those that `expected` asks for.
bool Equal(const std::string& expected, const std::string& actual) {
  HarbourDatabase harbour;
  const auto rows = ReadExpectedRows(expected, *harbour);
  const auto table = harbour->Query(actual);
  EXPECT_TRUE(rows.ok()) << rows.status();
  EXPECT_TRUE(table.ok()) << table.status();
  return rows.ok() && table.ok() && !Difference(*rows, *table).has_value();
}

TEST(RowCompareTest, ComparesByTheRules) {
  const struct {
    const char* expected;
    const char* actual;
    bool equal;
  } kCases[] = {
      {"SELECT 14", "SELECT 14.0", true},
      {"SELECT 14", "SELECT '14'", true},
      {"SELECT 14", "SELECT 15", false},
      {"SELECT '2025-03-01'", "SELECT '2025-03-01 00:00:00'", true},
      {"SELECT NULL", "SELECT NULL", true},
      {"SELECT NULL", "SELECT 0", false},
      // The order of columns is free, further columns are no error, names do
      // not count.
      {"SELECT name, length FROM boats", "SELECT length AS l, name FROM boats",
       true},
      {"SELECT name FROM boats", "SELECT pier, name, length FROM boats", true},
      {"SELECT name, length FROM boats", "SELECT name FROM boats", false},
      {"SELECT name, pier FROM boats", "SELECT name, length FROM boats", false},
      // A pair belongs together: columns alone would fit.
      {"SELECT 1, 2 UNION ALL SELECT 2, 1", "SELECT 1, 1 UNION ALL SELECT 2, 2",
       false},
      {"SELECT 1, 2 UNION ALL SELECT 2, 1", "SELECT 2, 1 UNION ALL SELECT 1, 2",
       true},
      // Rows, as often as they come.
      {"SELECT pier FROM boats", "SELECT DISTINCT pier FROM boats", false},
      {"SELECT 1 UNION ALL SELECT 1 UNION ALL SELECT 2",
       "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 2", false},
      {"SELECT name FROM boats", "SELECT name FROM boats LIMIT 5", false},
      {"SELECT name FROM boats WHERE pier = 9",
       "SELECT name, pier FROM boats WHERE pier = 9", true},
      // The order of rows counts only with an outermost ORDER BY.
      {"SELECT name FROM boats", "SELECT name FROM boats ORDER BY name DESC",
       true},
      {"SELECT name FROM boats ORDER BY name",
       "SELECT name FROM boats ORDER BY name DESC", false},
      {"SELECT name FROM (SELECT name FROM boats ORDER BY name)",
       "SELECT name FROM boats ORDER BY name DESC", true},
      // What ties may come in either order.
      {"SELECT name FROM boats ORDER BY length",
       "SELECT name FROM boats ORDER BY length, name DESC", true},
      {"SELECT name FROM boats ORDER BY length",
       "SELECT name FROM boats ORDER BY length DESC", false},
      // Ties at a limit may fall either way, and no others.
      {"SELECT name FROM boats ORDER BY length DESC LIMIT 2",
       "SELECT name FROM boats WHERE name IN ('Ada', 'Bea') ORDER BY name",
       true},
      {"SELECT name FROM boats ORDER BY length DESC LIMIT 2",
       "SELECT name FROM boats WHERE name IN ('Ada', 'Cleo') ORDER BY name",
       true},
      {"SELECT name FROM boats ORDER BY length DESC LIMIT 2",
       "SELECT name FROM boats WHERE name IN ('Ada', 'Dora') ORDER BY name",
       false},
      {"SELECT name FROM boats ORDER BY length DESC LIMIT 2",
       "SELECT name FROM boats WHERE name IN ('Bea', 'Cleo') ORDER BY name",
       false},
      {"SELECT name FROM boats LIMIT 2",
       "SELECT name FROM boats WHERE pier = 3", true},
      {"SELECT name FROM boats LIMIT 2", "SELECT 'Ada' UNION ALL SELECT 'Ada'",
       false},
  };
  for (const auto& each : kCases) {
    EXPECT_EQ(Equal(each.expected, each.actual), each.equal)
        << each.expected << "\n"
        << each.actual;
  }
}

TEST(RowCompareTest, SaysWhatIsDifferent) {
  HarbourDatabase harbour;
  const auto expected =
      ReadExpectedRows("SELECT name, pier FROM boats", *harbour);
  EXPECT_EQ(Difference(*expected, *harbour->Query("SELECT 1")),
            "1 rows where 6 are expected");
  EXPECT_EQ(Difference(*expected, *harbour->Query("SELECT name FROM boats")),
            "1 columns where 2 are expected");
  EXPECT_EQ(
      Difference(*expected, *harbour->Query("SELECT name, length FROM boats")),
      "other values, or another order");
}

TEST(RowCompareTest, ManyRowsAreComparedInTime) {
  HarbourDatabase harbour;
  const std::string many =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i "
      "< 3000) SELECT i, i % 7, i % 11 FROM n";
  const auto expected = ReadExpectedRows(many, *harbour);
  EXPECT_EQ(Difference(*expected, *harbour->Query(many)), std::nullopt);
}

}  // namespace
}  // namespace alhf::eval
