#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>
#include <string>

#include "alhf/testing/status_matchers.h"
#include "components/sql_generator/connection.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using alhf::testing::IsOk;
using alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class SqliteConnectionTest : public ::testing::Test {
 protected:
  std::string Path() const { return folder_.path() + "/a.db"; }
  std::unique_ptr<Connection> Open(const std::string& sql) {
    LoadSqlite(Path(), sql);
    auto connection = ConnectSqlite(Path());
    EXPECT_THAT(connection, IsOk());
    return connection.ok() ? *std::move(connection) : nullptr;
  }
  TempFolder folder_;
};

TEST_F(SqliteConnectionTest, ReadsTheSchema) {
  const auto connection = Open(
      "CREATE TABLE suns (id INTEGER PRIMARY KEY, made DATETIME, note TEXT,"
      "  seen TEXT, mass REAL, is_new INTEGER, ok BOOLEAN, odd BOOLEAN,"
      "  born DATE, x BLOB);"
      "CREATE TABLE moons (sun INTEGER NOT NULL REFERENCES suns, part TEXT,"
      "  PRIMARY KEY (sun, part));"
      "CREATE VIEW big AS SELECT * FROM suns;"
      "INSERT INTO suns VALUES (1, '2025-01-02 10:00:00', 'a', '2025-01-02',"
      "  1.5, 1, 0, 'T', 'noon', NULL);");
  const auto schema = connection->ReadSchema();
  ASSERT_THAT(schema, IsOk());
  ASSERT_EQ(schema->tables().size(), 3);
  const auto kind = [&](const char* column) {
    return schema->FindColumn("suns", column)->kind;
  };
  EXPECT_EQ(kind("id"), ColumnKind::kInteger);
  EXPECT_EQ(kind("made"), ColumnKind::kTimestamp);
  EXPECT_EQ(kind("note"), ColumnKind::kText);
  EXPECT_EQ(kind("seen"), ColumnKind::kDate);
  EXPECT_TRUE(schema->FindColumn("suns", "seen")->date_as_text);
  EXPECT_EQ(kind("mass"), ColumnKind::kNumber);
  EXPECT_TRUE(schema->FindColumn("suns", "is_new")->IsFlag());
  EXPECT_EQ(kind("ok"), ColumnKind::kBoolean);
  EXPECT_EQ(kind("odd"), ColumnKind::kText);    // holds words
  EXPECT_EQ(kind("born"), ColumnKind::kOther);  // holds no dates
  const Table& moons = schema->table(*schema->Find("moons"));
  EXPECT_THAT(moons.primary_key, ElementsAre("sun", "part"));
  ASSERT_EQ(moons.references.size(), 1);
  EXPECT_THAT(moons.references[0].parent_columns, ElementsAre("id"));
  EXPECT_TRUE(schema->Find("big").has_value());
}

TEST_F(SqliteConnectionTest, ReadsRows) {
  const auto connection = Open("CREATE TABLE a (b)");
  const auto rows = connection->Execute(
      "SELECT 1 AS one, 1.5, 'x' UNION ALL SELECT NULL, 2, 'y'", {});
  ASSERT_THAT(rows, IsOk());
  EXPECT_EQ(rows->columns[0], "one");
  ASSERT_EQ(rows->rows.size(), 2);
  EXPECT_EQ(rows->rows[0].cells(0).integer(), 1);
  EXPECT_EQ(rows->rows[0].cells(1).number(), 1.5);
  EXPECT_EQ(rows->rows[0].cells(2).text(), "x");
  EXPECT_EQ(rows->rows[1].cells(0).value_case(), v1::Cell::VALUE_NOT_SET);
  EXPECT_FALSE(rows->truncated);
}

TEST_F(SqliteConnectionTest, CutsRows) {
  const auto connection = Open("CREATE TABLE a (b)");
  const auto rows =
      connection->Execute("SELECT 1 UNION SELECT 2", {absl::Seconds(5), 1});
  ASSERT_THAT(rows, IsOk());
  EXPECT_EQ(rows->rows.size(), 1);
  EXPECT_TRUE(rows->truncated);
}

TEST_F(SqliteConnectionTest, WritesNothing) {
  const auto connection = Open("CREATE TABLE a (b); INSERT INTO a VALUES (1);");
  for (const char* sql : {"DELETE FROM a", "INSERT INTO a VALUES (2)",
                          "DROP TABLE a", "CREATE TABLE c (d)"}) {
    EXPECT_THAT(connection->Execute(sql, {}),
                StatusIs(absl::StatusCode::kInternal, Reason::COMPONENT_FAILED))
        << sql;
  }
  EXPECT_EQ(connection->Execute("SELECT COUNT(*) FROM a", {})
                ->rows[0]
                .cells(0)
                .integer(),
            1);
}

TEST_F(SqliteConnectionTest, KeepsToTheSchemaWhereItIsTold) {
  const auto connection = Open(
      "CREATE TABLE a (b INT, t TEXT); CREATE VIEW v AS SELECT b FROM a;"
      "INSERT INTO a VALUES (7, 'x');");
  const ExecuteLimits kept = {.only_schema = true};
  for (const char* sql :
       {"SELECT b FROM a", "SELECT * FROM v", "SELECT count(*) FROM a",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "WHERE i < 9) SELECT max(i) FROM n",
        "SELECT strftime('%Y', '2025-01-01'), upper(t), round(1.5) FROM a",
        "SELECT x.b FROM (SELECT b FROM a) x JOIN v ON v.b = x.b"}) {
    EXPECT_THAT(connection->Execute(sql, kept), IsOk()) << sql;
  }
  for (const char* sql :
       {"SELECT * FROM sqlite_schema", "SELECT sql FROM \"sqlite_master\"",
        "SELECT b FROM a WHERE b IN (SELECT rootpage FROM sqlite_master)",
        "SELECT * FROM pragma_database_list", "ATTACH 'b.db' AS b",
        "PRAGMA query_only = 0", "SELECT load_extension('x')", "BEGIN",
        "INSERT INTO a VALUES (8, 'y')", "CREATE TEMP TABLE x (y)"}) {
    EXPECT_THAT(connection->Execute(sql, kept),
                StatusIs(absl::StatusCode::kInternal, Reason::COMPONENT_FAILED))
        << sql;
  }
  // The next one may do what it could.
  EXPECT_THAT(connection->Execute("SELECT * FROM sqlite_schema", {}), IsOk());
}

TEST_F(SqliteConnectionTest, StopsInTime) {
  const auto connection = Open("CREATE TABLE a (b)");
  EXPECT_THAT(
      connection->Execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT "
                          "i + 1 FROM n) SELECT COUNT(*) FROM n",
                          {absl::Milliseconds(20), 10}),
      StatusIs(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE));
  EXPECT_THAT(connection->Execute("SELECT 1", {}), IsOk());
}

TEST_F(SqliteConnectionTest, SaysWhyItCannotBeUsed) {
  const auto missing = ConnectSqlite(folder_.path() + "/none.db");
  EXPECT_THAT(missing, StatusIs(absl::StatusCode::kUnavailable,
                                Reason::DATABASE_UNAVAILABLE));
  EXPECT_THAT(std::string(missing.status().message()),
              HasSubstr("no such file"));
  const std::string text = folder_.Write("text", std::string(5000, 'x'));
  const auto no_database = ConnectSqlite(text);
  EXPECT_THAT(no_database, StatusIs(absl::StatusCode::kUnavailable,
                                    Reason::DATABASE_UNAVAILABLE));
  EXPECT_THAT(std::string(no_database.status().message()),
              HasSubstr("not an SQLite database"));
}

TEST_F(SqliteConnectionTest, SaysThatItIsLocked) {
  LoadSqlite(Path(), "CREATE TABLE a (b)");
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(Path().c_str(), &other), SQLITE_OK);
  sqlite3_exec(other, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr);
  const auto locked = ConnectSqlite(Path());
  EXPECT_THAT(locked, StatusIs(absl::StatusCode::kUnavailable,
                               Reason::DATABASE_UNAVAILABLE));
  EXPECT_THAT(std::string(locked.status().message()), HasSubstr("locked"));
  sqlite3_close(other);
}

}  // namespace
}  // namespace alhf::sql_generator
