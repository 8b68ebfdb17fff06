// Every day of 41 years, in SQLite and in a real PostgreSQL.
#include "components/sql_generator/date_sql.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "alhf/testing/status_matchers.h"
#include "tests/support/postgres_server.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using alhf::testing::IsOk;
using alhf::testing::PostgresServer;

constexpr absl::CivilDay kFirst(2000, 1, 1);
constexpr absl::CivilDay kLast(2040, 12, 31);
constexpr ExecuteLimits kLimits = {absl::Seconds(60), 20'000};

struct Part {
  DatePart part;
  WeekConvention::Kind weeks;
};

class DateSqlTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string path = folder_.path() + "/days.db";
    LoadSqlite(path, R"sql(
      CREATE TABLE days (day DATE, moment TEXT);
      WITH RECURSIVE d (day) AS (
        SELECT '2000-01-01' UNION ALL
        SELECT date(day, '+1 day') FROM d WHERE day < '2040-12-31')
      INSERT INTO days SELECT day, day || 'T23:59:59.5' FROM d;)sql");
    auto sqlite = Connect("sqlite:" + path);
    ASSERT_THAT(sqlite, IsOk());
    sqlite_ = *std::move(sqlite);

    auto server = PostgresServer::Start();
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
    ASSERT_THAT(server_->Execute(R"sql(
      CREATE TABLE days AS
      SELECT d::date AS day, d + interval '86399.5 seconds' AS moment
      FROM generate_series(timestamp '2000-01-01', '2040-12-31', '1 day') d
      )sql"),
                IsOk());
    auto postgresql = Connect(server_->uri());
    ASSERT_THAT(postgresql, IsOk());
    postgresql_ = *std::move(postgresql);
  }

  // The values of `sql`, one a day, columns divided by "|".
  static std::vector<std::string> Days(Connection& connection,
                                       const std::string& sql) {
    const auto result = connection.Execute(
        absl::StrCat("SELECT ", sql, " FROM days ORDER BY day"), kLimits);
    EXPECT_THAT(result, IsOk()) << sql;
    std::vector<std::string> days;
    if (!result.ok()) return days;
    for (const v1::Row& row : result->rows) {
      v1::Table table;
      *table.add_rows() = row;
      days.push_back(RowsOf(table));
    }
    return days;
  }

  static std::string Columns(Engine dialect, const Part& part,
                             const std::string& date) {
    std::vector<std::string> columns;
    FiscalCalendar fiscal;
    fiscal.set_first_month(11);
    fiscal.set_named_after_end(true);
    for (const NamedExpression& c :
         DatePartColumns(dialect, part.part, part.weeks, date, fiscal)) {
      columns.push_back(c.sql);
    }
    return absl::StrJoin(columns, ", ");
  }

  TempFolder folder_;
  std::unique_ptr<PostgresServer> server_;
  std::unique_ptr<Connection> sqlite_;
  std::unique_ptr<Connection> postgresql_;
};

TEST_F(DateSqlTest, BothDialectsSayTheSameOfEveryDay) {
  for (const Part& part :
       std::vector<Part>{{DatePart::kYear, WeekConvention::MONDAY},
                         {DatePart::kQuarter, WeekConvention::MONDAY},
                         {DatePart::kMonth, WeekConvention::MONDAY},
                         {DatePart::kDay, WeekConvention::MONDAY},
                         {DatePart::kDayOfWeek, WeekConvention::MONDAY},
                         {DatePart::kWeek, WeekConvention::MONDAY},
                         {DatePart::kWeek, WeekConvention::ISO},
                         {DatePart::kWeek, WeekConvention::US},
                         {DatePart::kFiscalYear, WeekConvention::MONDAY},
                         {DatePart::kFiscalQuarter, WeekConvention::MONDAY}}) {
    for (const char* date : {"day", "moment"}) {
      const auto sqlite = Days(*sqlite_, Columns(Engine::kSqlite, part, date));
      const auto postgresql =
          Days(*postgresql_, Columns(Engine::kPostgresql, part, date));
      ASSERT_EQ(sqlite.size(), static_cast<size_t>(kLast - kFirst + 1));
      EXPECT_EQ(sqlite, postgresql)
          << NameOf(part.part) << " " << part.weeks << " of " << date;
    }
  }
}

TEST_F(DateSqlTest, IsoWeeksAreThoseOfPostgresql) {
  const Part iso = {DatePart::kWeek, WeekConvention::ISO};
  EXPECT_EQ(
      Days(*sqlite_, Columns(Engine::kSqlite, iso, "day")),
      Days(*postgresql_,
           "EXTRACT(isoyear FROM day)::int, EXTRACT(week FROM day)::int"));
}

// From Sunday; week 1 has January 1.
TEST_F(DateSqlTest, UsWeeksAreThoseOfTheirDefinition) {
  std::vector<std::string> days;
  int year = 2000;
  int week = 1;
  for (absl::CivilDay day = kFirst; day <= kLast; ++day) {
    if (day > kFirst && absl::GetWeekday(day) == absl::Weekday::sunday) {
      const absl::CivilDay saturday = day + 6;
      week = saturday.year() == year ? week + 1 : 1;
      year = static_cast<int>(saturday.year());
    }
    days.push_back(absl::StrCat(year, "|", week));
  }
  const Part us = {DatePart::kWeek, WeekConvention::US};
  EXPECT_EQ(Days(*sqlite_, Columns(Engine::kSqlite, us, "day")), days);
}

// Also at the end of months, of which not all have 31 days.
TEST_F(DateSqlTest, FiscalYearsAreThoseOfTheirDefinition) {
  std::vector<std::string> days;
  for (absl::CivilDay day = kFirst; day <= kLast; ++day) {
    const int64_t month = (day.month() + 12 - 11) % 12;
    days.push_back(absl::StrCat(day.year() + (day.month() >= 11 ? 1 : 0), "|",
                                month / 3 + 1));
  }
  const Part quarter = {DatePart::kFiscalQuarter, WeekConvention::MONDAY};
  EXPECT_EQ(Days(*sqlite_, Columns(Engine::kSqlite, quarter, "day")), days);
}

TEST_F(DateSqlTest, MonthsMayGoBeyondTheEndOfAYear) {
  for (const auto& [first, last] : {std::pair{6, 8}, {11, 2}, {5, 5}}) {
    DateRange::Months months;
    months.set_first(static_cast<uint32_t>(first));
    months.set_last(static_cast<uint32_t>(last));
    std::vector<std::string> days;
    for (absl::CivilDay day = kFirst; day <= kLast; ++day) {
      const bool in = first <= last
                          ? day.month() >= first && day.month() <= last
                          : day.month() >= first || day.month() <= last;
      days.push_back(in ? "1" : "0");
    }
    EXPECT_EQ(Days(*sqlite_, InMonths(Engine::kSqlite, "day", months)), days);
    EXPECT_EQ(
        Days(*postgresql_,
             absl::StrCat("(", InMonths(Engine::kPostgresql, "day", months),
                          ")::int")),
        days);
  }
}

}  // namespace
}  // namespace alhf::sql_generator
