#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"
#include "tests/unit/eval/harbour_database.h"

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(SqliteDatabaseTest, ReadsValuesOfEachType) {
  HarbourDatabase harbour;
  const auto table = harbour->Query(
      "SELECT name, length, built AS day, pier FROM boats WHERE pier = 3 "
      "ORDER BY name");
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_THAT(table->columns(), ElementsAre("name", "length", "day", "pier"));
  ASSERT_EQ(table->rows_size(), 2);
  EXPECT_EQ(table->rows(0).cells(0).text(), "Edda");
  EXPECT_EQ(table->rows(0).cells(1).number(), 7);
  EXPECT_EQ(table->rows(0).cells(2).text(), "2020-02-29");
  EXPECT_EQ(table->rows(0).cells(3).integer(), 3);
  EXPECT_EQ(table->rows(1).cells(2).value_case(), v1::Cell::VALUE_NOT_SET);
}

TEST(SqliteDatabaseTest, OnlyReads) {
  HarbourDatabase harbour;
  EXPECT_EQ(harbour->Query("DELETE FROM boats").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(
      harbour->Query("SELECT COUNT(*) FROM boats")->rows(0).cells(0).integer(),
      6);
}

TEST(SqliteDatabaseTest, SaysWhyItDoesNotTakeAStatement) {
  HarbourDatabase harbour;
  EXPECT_THAT(
      std::string(
          harbour->Query("SELECT nowhere FROM boats").status().message()),
      HasSubstr("no such column: nowhere"));
  EXPECT_FALSE(harbour->Query("").ok());
  EXPECT_FALSE(harbour->Query("SELECT").ok());
}

TEST(SqliteDatabaseTest, TooManyRowsAreAnError) {
  HarbourDatabase harbour;
  EXPECT_EQ(harbour
                ->Query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT "
                        "i + 1 FROM n) SELECT i FROM n")
                .status()
                .code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(SqliteDatabaseTest, AFileThatIsNoDatabaseIsSaid) {
  const testing::TempFolder folder;
  const std::string path =
      folder.Write("no.db", "This is a text of some length and no database.");
  EXPECT_EQ(OpenSqlite(path).status().code(), absl::StatusCode::kUnavailable);
}

TEST(SqliteDatabaseTest, GivesItsSchema) {
  HarbourDatabase harbour;
  const auto schema = harbour->SqliteSchema();
  ASSERT_TRUE(schema.ok()) << schema.status();
  EXPECT_THAT(*schema, HasSubstr("CREATE TABLE boats"));
  EXPECT_THAT(*schema, HasSubstr("CREATE VIEW long_boats"));
}

}  // namespace
}  // namespace alhf::eval
