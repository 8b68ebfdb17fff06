#include "tests/support/sql_parsers.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::testing {
namespace {

TEST(SqlParsersTest, TakeOneStatementThatReads) {
  const SqlParsers parsers("CREATE TABLE a (b INTEGER)");
  const std::string sql = "SELECT COUNT(*) FROM a WHERE b IN (1, 2)";
  EXPECT_TRUE(parsers.CheckPostgresql(sql).ok());
  EXPECT_TRUE(parsers.CheckSqlite(sql).ok());
  for (const char* wrong :
       {"", "SELECT b FROM", "SELECT b FROM a; SELECT b FROM a",
        "DELETE FROM a", "SELECT \"b FROM a"}) {
    EXPECT_FALSE(parsers.CheckPostgresql(wrong).ok()) << wrong;
    EXPECT_FALSE(parsers.CheckSqlite(wrong).ok()) << wrong;
  }
}

TEST(SqlParsersTest, EachTakesItsOwnDialect) {
  const SqlParsers parsers("CREATE TABLE a (b INTEGER)");
  EXPECT_TRUE(parsers.CheckPostgresql("SELECT b::int FROM a").ok());
  EXPECT_FALSE(parsers.CheckSqlite("SELECT b::int FROM a").ok());
  EXPECT_FALSE(parsers.CheckSqlite("SELECT c FROM a").ok());
  EXPECT_FALSE(SqlParsers("CREATE nothing").CheckSqlite("SELECT 1").ok());
}

}  // namespace
}  // namespace alhf::testing
