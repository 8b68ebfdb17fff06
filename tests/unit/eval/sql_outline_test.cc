#include "eval/sql_outline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using ::testing::Optional;

TEST(SqlOutlineTest, FindsOutermostClauses) {
  const SqlOutline outline = OutlineOf(
      "SELECT a, (SELECT b FROM u ORDER BY c LIMIT 1) FROM t\n"
      "ORDER BY lower(a, 'x,y') DESC NULLS LAST, 2 asc, d LIMIT 5 OFFSET 10; ");
  EXPECT_TRUE(outline.ordered);
  EXPECT_THAT(outline.order_terms, ElementsAre("lower(a, 'x,y')", "2", "d"));
  EXPECT_EQ(outline.sql.substr(*outline.from, 6), "FROM t");
  EXPECT_EQ(outline.sql.substr(*outline.cut), "LIMIT 5 OFFSET 10");
  EXPECT_THAT(outline.offset, Optional(10));
  EXPECT_FALSE(outline.fixed_columns);
}

TEST(SqlOutlineTest, ReadsEveryWayToCut) {
  const struct {
    std::string tail;
    std::optional<uint64_t> offset;
  } kCases[] = {
      {"LIMIT 3", 0},
      {"limit 3 offset 4", 4},
      {"LIMIT 4, 3", 4},
      {"OFFSET 4", 4},
      {"OFFSET 4 ROWS FETCH NEXT 3 ROWS ONLY", 4},
      {"FETCH FIRST 3 ROWS ONLY", 0},
      {"LIMIT (SELECT 3)", 0},
      {"OFFSET (SELECT 4)", std::nullopt},
  };
  for (const auto& each : kCases) {
    const SqlOutline outline = OutlineOf("SELECT a FROM t " + each.tail);
    EXPECT_TRUE(outline.cut.has_value()) << each.tail;
    EXPECT_EQ(outline.offset, each.offset) << each.tail;
    EXPECT_FALSE(outline.ordered);
  }
}

TEST(SqlOutlineTest, LooksIntoNoQuotesNorComments) {
  const SqlOutline outline = OutlineOf(
      "SELECT 'it''s order by x' AS \"limit 3\", [from] FROM t -- order by a\n"
      "/* LIMIT 4 */ WHERE `order by` = 1");
  EXPECT_FALSE(outline.ordered);
  EXPECT_FALSE(outline.cut.has_value());
  EXPECT_EQ(outline.sql.substr(*outline.from, 6), "FROM t");
}

TEST(SqlOutlineTest, KnowsWhereNoColumnCanBeAdded) {
  EXPECT_TRUE(OutlineOf("SELECT DISTINCT a FROM t").fixed_columns);
  EXPECT_TRUE(OutlineOf("SELECT a FROM t UNION SELECT b FROM u").fixed_columns);
  EXPECT_FALSE(OutlineOf("SELECT COUNT(DISTINCT a) FROM t").fixed_columns);
  EXPECT_FALSE(OutlineOf("WITH u AS (SELECT DISTINCT a FROM t) SELECT a FROM u")
                   .fixed_columns);
}

TEST(SqlOutlineTest, AStatementMayHaveNothingOfIt) {
  const SqlOutline outline = OutlineOf("SELECT 1");
  EXPECT_THAT(outline.from, Eq(std::nullopt));
  EXPECT_THAT(outline.order_terms, IsEmpty());
  EXPECT_EQ(OutlineOf("").sql, "");
  EXPECT_EQ(OutlineOf("SELECT (1").sql, "SELECT (1");
}

}  // namespace
}  // namespace alhf::eval
