#include "eval/sql_syntax.h"

#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

TEST(SqlSyntaxTest, EachDialectIsReadByItsOwnParser) {
  const auto syntax =
      SqlSyntax::Make("CREATE TABLE boats (name TEXT, built DATE);", true);
  ASSERT_TRUE(syntax.ok()) << syntax.status();
  const struct {
    const char* dialect;
    const char* sql;
    bool reads;
  } kCases[] = {
      {"postgresql", "SELECT built::date FROM boats", true},
      {"postgresql", "SELECT `built` FROM boats", false},
      {"postgresql", "SELECT 1; SELECT 2", false},
      {"postgresql", "DELETE FROM boats", false},
      {"sqlite", "SELECT strftime('%Y', built) FROM boats;", true},
      {"sqlite", "SELECT built::date FROM boats", false},
      {"sqlite", "SELECT built FROM ships", false},
      {"sqlite", "DELETE FROM boats", false},
      {"sqlite", "SELECT 1; SELECT 2", false},
      {"sqlite", "", false},
      {"mysql", "SELECT `built` FROM boats", true},
      {"mysql", "SELECT built FROM boats LIMIT 3", true},
      {"mysql", "SELECT FROM WHERE", false},
      {"mysql", "DELETE FROM boats", false},
      {"mysql", "SELECT 1; SELECT 2", false},
      {"databricks", "SELECT date_trunc('WEEK', built) FROM boats", true},
      {"databricks", "SELECT (1", false},
      {"sqlserver", "SELECT TOP 3 [built] FROM boats", true},
      {"sqlserver", "SELECT built FROM boats WHERE", false},
  };
  for (const auto& each : kCases) {
    const absl::Status status = (*syntax)->Check(each.dialect, each.sql);
    EXPECT_EQ(status.ok(), each.reads)
        << each.dialect << ": " << each.sql << "\n"
        << status;
    if (!each.reads) {
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
    }
  }
}

TEST(SqlSyntaxTest, StartsNoParserThatIsNotWanted) {
  const auto syntax = SqlSyntax::Make("", false);
  EXPECT_EQ((*syntax)->Check("mysql", "SELECT 1").code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE((*syntax)->Check("sqlite", "SELECT 1").ok());
}

TEST(SqlSyntaxTest, ASchemaMustBeSql) {
  EXPECT_FALSE(SqlSyntax::Make("CREATE NOTHING", false).ok());
}

}  // namespace
}  // namespace alhf::eval
