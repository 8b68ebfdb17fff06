// What the rows of a database say of its columns.
#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

TEST(CatalogValuesTest, AnIntegerOfNoughtsAndOnesIsAFlag) {
  const Library moorings(
      "CREATE TABLE moorings (id INTEGER PRIMARY KEY, name TEXT NOT NULL, "
      "sheltered INTEGER NOT NULL, storm_damaged INTEGER, berths INTEGER NOT "
      "NULL);"
      "INSERT INTO moorings VALUES (1, 'Ness', 1, 0, 1), (2, 'Holm', 0, 1, 0), "
      "(3, 'Voe', 1, NULL, 1)",
      "");
  EXPECT_EQ(moorings.Rows("how many sheltered moorings"), "2");
  EXPECT_EQ(moorings.Rows("how many moorings aren't sheltered"), "1");
  EXPECT_EQ(moorings.Rows("storm-damaged moorings, how many"), "1");
  // So many berths: no flag.
  EXPECT_EQ(moorings.Rows("total berths"), "2");
}

}  // namespace
}  // namespace alhf::sql_generator
