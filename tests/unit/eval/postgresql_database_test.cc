#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "eval/database.h"
#include "eval/expected_rows.h"
#include "eval/row_compare.h"
#include "tests/support/postgres_server.h"

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(PostgresqlDatabaseTest, ReadsAndOnlyReads) {
  const auto server = alhf::testing::PostgresServer::Start();
  ASSERT_TRUE(server.ok()) << server.status();
  ASSERT_TRUE((*server)
                  ->Execute("CREATE TABLE boats (name TEXT, length INT);"
                            "INSERT INTO boats VALUES ('Ada', 12), ('Bea', 7),"
                            " ('Cleo', 7);"
                            "CREATE TABLE \"odd \"\"name\" (x INT, y INT)")
                  .ok());
  const auto database = OpenDatabase((*server)->uri());
  ASSERT_TRUE(database.ok()) << database.status();
  const auto table = (*database)->Query(
      "SELECT 1 AS i, 1.5::numeric AS n, 'x' AS t, NULL AS nothing, "
      "true AS b, DATE '2025-03-01' AS d");
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_THAT(table->columns(),
              ElementsAre("i", "n", "t", "nothing", "b", "d"));
  const v1::Row& row = table->rows(0);
  EXPECT_EQ(row.cells(0).integer(), 1);
  EXPECT_EQ(row.cells(1).number(), 1.5);
  EXPECT_EQ(row.cells(2).text(), "x");
  EXPECT_EQ(row.cells(3).value_case(), v1::Cell::VALUE_NOT_SET);
  EXPECT_TRUE(row.cells(4).boolean());
  EXPECT_EQ(row.cells(5).text(), "2025-03-01");

  EXPECT_THAT(
      std::string(
          (*database)->Query("CREATE TABLE c (x int)").status().message()),
      HasSubstr("read-only"));
  EXPECT_FALSE((*database)->Query("SELECT 1; SELECT 2").ok());
  EXPECT_FALSE((*database)->Query("SELECT nothing").ok());

  // Ties at a limit, on this engine too.
  const auto expected = ReadExpectedRows(
      "SELECT name FROM boats ORDER BY length DESC LIMIT 2", **database);
  ASSERT_TRUE(expected.ok()) << expected.status();
  for (const auto& [names, equal] :
       {std::pair("'Ada', 'Bea'", true), std::pair("'Ada', 'Cleo'", true),
        std::pair("'Bea', 'Cleo'", false)}) {
    const auto rows = (*database)->Query(absl::StrCat(
        "SELECT name FROM boats WHERE name IN (", names, ") ORDER BY name"));
    EXPECT_EQ(!Difference(*expected, *rows).has_value(), equal) << names;
  }

  const auto schema = (*database)->SqliteSchema();
  ASSERT_TRUE(schema.ok()) << schema.status();
  EXPECT_EQ(*schema,
            "CREATE TABLE \"boats\" (\"name\", \"length\");\n"
            "CREATE TABLE \"odd \"\"name\" (\"x\", \"y\");\n");
}

}  // namespace
}  // namespace alhf::eval
