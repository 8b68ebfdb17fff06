#include "eval/expected_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/eval/harbour_database.h"

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

// Size of each group, and how many of it are taken.
std::vector<std::pair<size_t, size_t>> GroupsOf(const std::string& sql) {
  HarbourDatabase harbour;
  const auto expected = ReadExpectedRows(sql, *harbour);
  EXPECT_TRUE(expected.ok()) << expected.status();
  std::vector<std::pair<size_t, size_t>> groups;
  if (!expected.ok()) return groups;
  for (const RowGroup& group : expected->groups) {
    groups.emplace_back(group.rows.size(), group.take);
    for (const PlainRow& row : group.rows) {
      EXPECT_EQ(row.size(), expected->columns);
    }
  }
  return groups;
}

TEST(ExpectedRowsTest, GroupsWhatTies) {
  const struct {
    const char* sql;
    std::vector<std::pair<size_t, size_t>> groups;
  } kCases[] = {
      {"SELECT name FROM boats", {{6, 6}}},
      {"SELECT name FROM boats WHERE pier = 9", {}},
      // By a column that is shown, by number, by alias, and by one that is
      // not shown.
      {"SELECT name, length FROM boats ORDER BY length DESC",
       {{1, 1}, {2, 2}, {3, 3}}},
      {"SELECT name, length FROM boats ORDER BY 2", {{3, 3}, {2, 2}, {1, 1}}},
      {"SELECT name, length AS l FROM boats ORDER BY l",
       {{3, 3}, {2, 2}, {1, 1}}},
      {"SELECT name FROM boats ORDER BY length", {{3, 3}, {2, 2}, {1, 1}}},
      {"SELECT pier, COUNT(*) FROM boats GROUP BY pier ORDER BY COUNT(*)",
       {{3, 3}}},
      // A limit takes a part of those that tie.
      {"SELECT name FROM boats ORDER BY length DESC LIMIT 2", {{1, 1}, {2, 1}}},
      {"SELECT name FROM boats ORDER BY length DESC LIMIT 3", {{1, 1}, {2, 2}}},
      {"SELECT name FROM boats ORDER BY length DESC LIMIT 2 OFFSET 2",
       {{2, 1}, {3, 1}}},
      {"SELECT name FROM boats LIMIT 2", {{6, 2}}},
      {"SELECT name FROM boats ORDER BY name LIMIT 100",
       {{1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}}},
      // Where a term cannot be added, nothing ties.
      {"SELECT name, 1 FROM boats WHERE pier = 3 UNION ALL SELECT 'x', 2 "
       "ORDER BY 2",
       {{2, 2}, {1, 1}}},
      {"SELECT DISTINCT length FROM boats ORDER BY -length",
       {{1, 1}, {1, 1}, {1, 1}}},
  };
  for (const auto& each : kCases) {
    EXPECT_EQ(GroupsOf(each.sql), each.groups) << each.sql;
  }
}

TEST(ExpectedRowsTest, CountsRows) {
  HarbourDatabase harbour;
  EXPECT_EQ(ReadExpectedRows("SELECT name FROM boats ORDER BY length LIMIT 4",
                             *harbour)
                ->RowCount(),
            4);
}

TEST(ExpectedRowsTest, SaysThatAStatementIsNone) {
  HarbourDatabase harbour;
  EXPECT_EQ(ReadExpectedRows("SELECT x FROM boats", *harbour).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace alhf::eval
