// On a real PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <signal.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "components/sql_generator/connection.h"
#include "tests/support/eventually.h"
#include "tests/support/postgres_server.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using alhf::testing::Eventually;
using alhf::testing::IsOk;
using alhf::testing::PostgresServer;
using alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

MATCHER_P(IsUnavailable, why, "") {
  return ::testing::ExplainMatchResult(StatusIs(absl::StatusCode::kUnavailable,
                                                Reason::DATABASE_UNAVAILABLE),
                                       arg, result_listener) &&
         ::testing::ExplainMatchResult(HasSubstr(why),
                                       std::string(arg.status().message()),
                                       result_listener);
}

class PostgresqlConnectionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto server = PostgresServer::Start();
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
  }
  void Load(const std::string& sql) {
    ASSERT_THAT(server_->Execute(sql), IsOk());
  }
  std::unique_ptr<Connection> Open(const std::string& parameters = "") {
    auto connection = Connect(server_->uri() + parameters);
    EXPECT_THAT(connection, IsOk());
    return connection.ok() ? *std::move(connection) : nullptr;
  }
  // The rows, or the error.
  static std::string Rows(Connection& connection, const std::string& sql) {
    const auto result = connection.Execute(sql, {});
    if (!result.ok()) return std::string(result.status().message());
    v1::Table table;
    for (const v1::Row& row : result->rows) *table.add_rows() = row;
    return RowsOf(table);
  }

  std::unique_ptr<PostgresServer> server_;
};

TEST_F(PostgresqlConnectionTest, ReadsTheSchema) {
  Load(R"sql(
    CREATE TYPE mood AS ENUM ('calm', 'wild');
    CREATE TABLE suns (id INT PRIMARY KEY, made TIMESTAMP, seen TIMESTAMPTZ,
      born DATE, note VARCHAR(9), mood MOOD, mass NUMERIC(8, 2), heat FLOAT8,
      is_new SMALLINT, ok BOOLEAN NOT NULL, told TEXT, tags TEXT[], x JSONB);
    INSERT INTO suns (id, ok, told) VALUES (1, TRUE, '2025-01-02');
    CREATE TABLE moons (sun INT NOT NULL REFERENCES suns, part TEXT,
      PRIMARY KEY (sun, part));
    CREATE TABLE rings (sun INT, part TEXT,
      FOREIGN KEY (sun, part) REFERENCES moons);
    CREATE VIEW calm AS SELECT * FROM suns WHERE mood = 'calm';
    CREATE TABLE days (d DATE) PARTITION BY RANGE (d);
    CREATE TABLE days_2025 PARTITION OF days
      FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
    CREATE TABLE gone (a INT, b INT); ALTER TABLE gone DROP COLUMN a;)sql");
  const auto connection = Open();
  const auto schema = connection->ReadSchema();
  ASSERT_THAT(schema, IsOk());
  const auto kind = [&](const char* column) {
    return schema->FindColumn("suns", column)->kind;
  };
  EXPECT_EQ(kind("id"), ColumnKind::kInteger);
  EXPECT_EQ(kind("made"), ColumnKind::kTimestamp);
  EXPECT_EQ(kind("seen"), ColumnKind::kTimestampWithZone);
  EXPECT_EQ(kind("born"), ColumnKind::kDate);
  EXPECT_EQ(kind("note"), ColumnKind::kText);
  EXPECT_EQ(kind("mood"), ColumnKind::kText);
  EXPECT_EQ(kind("mass"), ColumnKind::kNumber);
  EXPECT_EQ(kind("heat"), ColumnKind::kNumber);
  EXPECT_TRUE(schema->FindColumn("suns", "is_new")->IsFlag());
  EXPECT_EQ(kind("ok"), ColumnKind::kBoolean);
  EXPECT_FALSE(schema->FindColumn("suns", "ok")->nullable);
  EXPECT_EQ(kind("told"), ColumnKind::kDate);
  EXPECT_TRUE(schema->FindColumn("suns", "told")->date_as_text);
  EXPECT_EQ(kind("tags"), ColumnKind::kOther);
  EXPECT_EQ(kind("x"), ColumnKind::kOther);
  EXPECT_THAT(schema->table(*schema->Find("moons")).primary_key,
              ElementsAre("sun", "part"));
  const Table& rings = schema->table(*schema->Find("rings"));
  ASSERT_EQ(rings.references.size(), 1);
  EXPECT_EQ(rings.references[0].parent, "moons");
  EXPECT_THAT(rings.references[0].columns, ElementsAre("sun", "part"));
  EXPECT_THAT(rings.references[0].parent_columns, ElementsAre("sun", "part"));
  EXPECT_TRUE(schema->Find("calm").has_value());
  EXPECT_TRUE(schema->Find("days").has_value());
  EXPECT_FALSE(schema->Find("days_2025").has_value());
  EXPECT_EQ(schema->table(*schema->Find("gone")).columns.size(), 1);
}

TEST_F(PostgresqlConnectionTest, ReadsCellsOfEveryType) {
  const auto connection = Open();
  const auto result = connection->Execute(
      "SELECT 7::int2, 9000000000::int8, 2.50::numeric, 3::numeric, "
      "1.5::float8, TRUE, 'x'::text, NULL, DATE '2025-01-02', "
      "TIMESTAMP '2025-01-02 03:04:05', "
      "TIMESTAMPTZ '2025-01-02 03:04:05+02', ARRAY[1, 2], "
      "'{\"a\": 1}'::jsonb, INTERVAL '1 day', '1 < ä \xF0\x9F\x8C\x99'",
      {});
  ASSERT_THAT(result, IsOk());
  const auto& cells = result->rows[0].cells();
  EXPECT_EQ(cells[0].integer(), 7);
  EXPECT_EQ(cells[1].integer(), 9'000'000'000);
  EXPECT_EQ(cells[2].number(), 2.5);
  EXPECT_EQ(cells[3].integer(), 3);
  EXPECT_EQ(cells[4].number(), 1.5);
  EXPECT_TRUE(cells[5].boolean());
  EXPECT_EQ(cells[6].text(), "x");
  EXPECT_EQ(cells[7].value_case(), v1::Cell::VALUE_NOT_SET);
  EXPECT_EQ(cells[8].text(), "2025-01-02");
  EXPECT_EQ(cells[9].text(), "2025-01-02 03:04:05");
  EXPECT_EQ(cells[10].text(), "2025-01-02 01:04:05+00");
  EXPECT_EQ(cells[11].text(), "{1,2}");
  EXPECT_EQ(cells[12].text(), "{\"a\": 1}");
  EXPECT_EQ(cells[13].text(), "1 day");
  EXPECT_EQ(cells[14].text(), "1 < ä \xF0\x9F\x8C\x99");
}

TEST_F(PostgresqlConnectionTest, ReadsDatesHoweverTheServerIsSet) {
  Load(
      "ALTER DATABASE postgres SET datestyle = 'SQL, DMY';"
      "ALTER DATABASE postgres SET timezone = 'Asia/Tokyo';"
      "ALTER DATABASE postgres SET standard_conforming_strings = off;");
  const auto connection = Open();
  EXPECT_EQ(Rows(*connection,
                 "SELECT DATE '2025-02-01', TIMESTAMPTZ '2025-02-01 00:00Z'"),
            "2025-02-01|2025-02-01 00:00:00+00");
  EXPECT_EQ(Rows(*connection, "SELECT '\\n'"), "\\n");
}

TEST_F(PostgresqlConnectionTest, WritesNothing) {
  Load(
      "CREATE TABLE a (b INT); CREATE SEQUENCE s;"
      "CREATE FUNCTION put() RETURNS INT LANGUAGE SQL AS "
      "'INSERT INTO a VALUES (1) RETURNING b';");
  const auto connection = Open();
  for (const char* sql :
       {"SELECT put()", "SELECT nextval('s')", "DELETE FROM a",
        "INSERT INTO a VALUES (2)", "DROP TABLE a", "SELECT 1; SELECT 2",
        "SELECT b INTO c FROM a", "SELECT * FROM a FOR UPDATE",
        "WITH w AS (INSERT INTO a VALUES (3) RETURNING b) SELECT b FROM w",
        "SELECT set_config('transaction_read_only', 'off', false), put()",
        "COMMIT"}) {
    EXPECT_THAT(connection->Execute(sql, {}),
                StatusIs(absl::StatusCode::kInternal, Reason::COMPONENT_FAILED))
        << sql;
  }
  // What outlives the statement changes nothing either.
  (void)connection->Execute(
      "SELECT set_config('default_transaction_read_only', 'off', false)", {});
  EXPECT_THAT(Rows(*connection, "SELECT put()"), HasSubstr("read-only"));
  EXPECT_EQ(Rows(*connection, "SELECT COUNT(*) FROM a"), "0");
}

TEST_F(PostgresqlConnectionTest, KeepsTimeAndRows) {
  const auto connection = Open();
  EXPECT_THAT(
      connection->Execute("SELECT pg_sleep(60)", {absl::Milliseconds(50), 10}),
      StatusIs(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE));
  const auto rows = connection->Execute("SELECT generate_series(1, 1000000000)",
                                        {absl::Seconds(30), 3});
  ASSERT_THAT(rows, IsOk());
  EXPECT_EQ(rows->rows.size(), 3);
  EXPECT_TRUE(rows->truncated);
  EXPECT_FALSE(
      connection->Execute("SELECT 1", {absl::Seconds(5), 1})->truncated);
}

TEST_F(PostgresqlConnectionTest, KeepsToTheSchemaWhereItIsTold) {
  Load(
      "CREATE TABLE a (b INT, t TEXT); INSERT INTO a VALUES (7, 'x');"
      "CREATE TABLE parts (d INT) PARTITION BY RANGE (d);"
      "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (9);"
      "CREATE SCHEMA vault; CREATE TABLE vault.salaries (s TEXT);"
      "CREATE TABLE vault.shown (s TEXT); CREATE SEQUENCE vault.n;"
      "CREATE VIEW vault.inner_view AS SELECT s FROM vault.shown;"
      "CREATE VIEW v AS SELECT s FROM vault.inner_view;");
  const auto connection = Open();
  const ExecuteLimits kept = {.only_schema = true};
  for (const char* sql :
       {"SELECT b FROM a", "SELECT * FROM v", "SELECT sum(d) FROM parts",
        "SELECT 1", "SELECT x.b FROM (SELECT b FROM a) x, a AS y",
        "WITH w AS (TABLE a) SELECT upper(t) FROM w",
        "SELECT date_trunc('week', DATE '2025-01-01')"}) {
    EXPECT_THAT(connection->Execute(sql, kept), IsOk()) << sql;
  }
  for (const char* sql :
       {"SELECT * FROM vault.salaries", "SELECT b FROM a, vault.salaries",
        "WITH w AS (TABLE \"vault\".\"salaries\") SELECT * FROM w",
        "SELECT (SELECT max(s) FROM vault.salaries)",
        "SELECT b FROM a WHERE EXISTS (SELECT 1 FROM vault.salaries)",
        "SELECT last_value FROM vault.n", "SELECT relname FROM pg_class",
        "SELECT * FROM information_schema.tables",
        "SELECT rolname FROM pg_catalog.pg_roles"}) {
    const auto refused = connection->Execute(sql, kept);
    EXPECT_THAT(refused,
                StatusIs(absl::StatusCode::kInternal, Reason::COMPONENT_FAILED))
        << sql;
    EXPECT_THAT(std::string(refused.status().message()),
                HasSubstr("none of the tables"))
        << sql;
  }
  EXPECT_THAT(connection->Execute("SELECT * FROM vault.salaries", {}), IsOk());
}

TEST_F(PostgresqlConnectionTest, SaysThatATableIsLocked) {
  Load("CREATE TABLE a (b INT)");
  PGconn* other = PQconnectdb(server_->uri().c_str());
  PQclear(PQexec(other, "BEGIN; LOCK TABLE a"));
  const auto connection = Open();
  EXPECT_THAT(connection->Execute("SELECT * FROM a", {}),
              IsUnavailable("locked"));
  PQfinish(other);
  EXPECT_TRUE(Eventually(
      [&] { return connection->Execute("SELECT * FROM a", {}).ok(); }));
}

TEST_F(PostgresqlConnectionTest, AServerThatDiesAndReturns) {
  const auto connection = Open();
  server_->Stop();
  EXPECT_THAT(connection->Execute("SELECT 1", {}), IsUnavailable(""));
  EXPECT_THAT(Connect(server_->uri()), IsUnavailable("postgres"));
  ASSERT_THAT(server_->Restart(), IsOk());
  EXPECT_EQ(Rows(*Open(), "SELECT 1"), "1");
}

TEST_F(PostgresqlConnectionTest, AServerThatIsSilentIsGone) {
  const auto connection = Open();
  const pid_t backend = std::stoi(Rows(*connection, "SELECT pg_backend_pid()"));
  ASSERT_EQ(kill(backend, SIGSTOP), 0);
  EXPECT_THAT(connection->Execute("SELECT 1", {absl::Milliseconds(10), 1}),
              IsUnavailable("does not answer"));
  EXPECT_THAT(connection->Execute("SELECT 1", {absl::Milliseconds(10), 1}),
              IsUnavailable(""));
  kill(backend, SIGCONT);
}

TEST_F(PostgresqlConnectionTest, SaysWhyItCannotConnect) {
  EXPECT_THAT(Connect(server_->uri() + "&dbname=nowhere"),
              IsUnavailable("database \"nowhere\" does not exist"));
  EXPECT_THAT(Connect(server_->uri() + "&user=nobody"),
              IsUnavailable("role \"nobody\" does not exist"));
  EXPECT_THAT(Connect("postgresql://host=nowhere?nothing=1"),
              IsUnavailable("cannot be used"));
  Load(
      "CREATE ROLE guard LOGIN PASSWORD 'right';"
      "DO $$ BEGIN EXECUTE format('COPY (SELECT unnest(ARRAY["
      "''local all guard scram-sha-256'', ''local all all trust''])) TO %L', "
      "current_setting('hba_file')); END $$;"
      "SELECT pg_reload_conf();");
  const std::string uri = server_->uri() + "&user=guard&password=";
  ASSERT_TRUE(Eventually([&] { return !Connect(uri + "s3cret").ok(); }));
  const auto wrong = Connect(uri + "s3cret");
  EXPECT_THAT(wrong, IsUnavailable("password authentication failed"));
  EXPECT_THAT(std::string(wrong.status().message()), Not(HasSubstr("s3cret")));
  EXPECT_THAT(Connect(uri + "right"), IsOk());
}

TEST_F(PostgresqlConnectionTest, ReadsWhatTheRoleMayRead) {
  Load(
      "CREATE TABLE a (b INT); CREATE TABLE c (d INT);"
      "CREATE ROLE guest LOGIN; GRANT SELECT ON a TO guest;");
  const auto connection = Open("&user=guest");
  const auto schema = connection->ReadSchema();
  ASSERT_THAT(schema, IsOk());
  EXPECT_TRUE(schema->Find("a").has_value());
  EXPECT_FALSE(schema->Find("c").has_value());
}

TEST_F(PostgresqlConnectionTest, OtherSchemasAreThoseOfTheSearchPath) {
  Load(
      "CREATE TABLE a (b INT); CREATE SCHEMA sky;"
      "CREATE TABLE sky.suns (id INT PRIMARY KEY);"
      "CREATE TABLE sky.moons (sun INT REFERENCES sky.suns);"
      "CREATE TABLE sky.a (c INT);"
      "INSERT INTO sky.moons SELECT NULL;");
  EXPECT_FALSE(Open()->ReadSchema()->Find("suns").has_value());
  const auto connection = Open("&options=-csearch_path%3Dsky,public");
  const auto schema = connection->ReadSchema();
  ASSERT_THAT(schema, IsOk());
  ASSERT_TRUE(schema->Find("suns").has_value());
  EXPECT_EQ(schema->table(*schema->Find("moons")).references[0].parent, "suns");
  EXPECT_EQ(schema->table(*schema->Find("a")).columns[0].name, "c");
  EXPECT_EQ(Rows(*connection, "SELECT COUNT(*) FROM moons"), "1");
}

TEST_F(PostgresqlConnectionTest, AnswersOverNamesThatNeedQuotes) {
  Load(R"sql(
    CREATE TABLE "Größe Liste" ("Id" INT PRIMARY KEY, "from" TEXT,
      "unit ""price""" NUMERIC(8, 2), "seenAt" TIMESTAMPTZ);
    INSERT INTO "Größe Liste" VALUES
      (1, 'O''Hara', 2.5, '2024-12-31 23:30Z'), (2, 'x\', 3, '2025-07-01Z'),
      (3, 'Ünder', 4, '2025-07-02Z');)sql");
  TempFolder folder;
  Config config;
  auto& entry = *config.add_databases();
  entry.set_name("list");
  entry.set_uri(server_->uri());
  const ManualClock clock(LibraryNow());
  const auto database = Database::Make(config, folder.path(), clock);
  ASSERT_THAT(database, IsOk());
  const SqlEngine engine(**database);
  const auto rows = [&](const std::string& question) {
    const auto understood = engine.Understand(
        {question, LibraryNow(), "Europe/Berlin"}, Settings());
    EXPECT_THAT(understood, IsOk());
    const auto output = engine.Answer(*understood, absl::Seconds(5));
    EXPECT_THAT(output, IsOk());
    return output->has_refusal() ? output->refusal().reason()
                                 : RowsOf(output->table());
  };
  EXPECT_EQ(rows("how many größe liste from O'Hara"), "1");
  EXPECT_EQ(rows("how many größe liste from x\\"), "1");
  EXPECT_EQ(rows("how many größe liste from ünder"), "1");
  EXPECT_EQ(rows("average unit price of größe liste"), "3.16667");
  // It is 2025 in Berlin.
  EXPECT_EQ(rows("how many größe liste per year"), "2025|3");
  EXPECT_EQ(rows("how many größe liste in 2025 per quarter"),
            "2025|1|1 2025|3|2");
}

// The same data gives the same rows in both engines.
TEST_F(PostgresqlConnectionTest, BothEnginesGiveTheSameRows) {
  Load(LibrarySql());
  const Library library;
  const auto database = library.Open(server_->uri());
  const SqlEngine engine(*database);
  int answered = 0;
  const std::vector<std::string> questions = LibraryQuestions();
  for (size_t i = 0; i < questions.size(); ++i) {
    std::string rows[2];
    for (const Engine dialect : {Engine::kSqlite, Engine::kPostgresql}) {
      Settings settings;
      settings.dialect = dialect;
      settings.weeks = static_cast<WeekConvention::Kind>(1 + i % 3);
      const auto understood = engine.Understand(
          {questions[i], LibraryNow(), ""}, settings, Freshness::kAny);
      ASSERT_THAT(understood, IsOk());
      const auto output = engine.Answer(*understood, absl::Seconds(30));
      ASSERT_THAT(output, IsOk());
      EXPECT_EQ(output->table().executed_dialect(), "");
      const bool first = dialect == Engine::kSqlite;
      rows[first ? 0 : 1] = RowsOf(output->table());
      answered += first && !output->has_refusal() ? 1 : 0;
    }
    EXPECT_EQ(rows[0], rows[1]) << questions[i];
  }
  EXPECT_GT(answered, 600);
}

}  // namespace
}  // namespace alhf::sql_generator
