#include "components/sql_generator/date_sql.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"

namespace alhf::sql_generator {
namespace {

// With $0 for the date: SQLite, PostgreSQL, MySQL, Databricks.
struct Templates {
  absl::string_view sql[4];
};

constexpr Templates kYear = {{"CAST(strftime('%Y', $0) AS INTEGER)",
                              "EXTRACT(YEAR FROM $0)::int", "YEAR($0)",
                              "YEAR($0)"}};
constexpr Templates kQuarter = {
    {"(CAST(strftime('%m', $0) AS INTEGER) + 2) / 3",
     "EXTRACT(QUARTER FROM $0)::int", "QUARTER($0)", "QUARTER($0)"}};
constexpr Templates kMonth = {{"CAST(strftime('%m', $0) AS INTEGER)",
                               "EXTRACT(MONTH FROM $0)::int", "MONTH($0)",
                               "MONTH($0)"}};
constexpr Templates kDay = {
    {"date($0)", "($0)::date", "DATE($0)", "CAST($0 AS DATE)"}};
// Monday is 1.
constexpr Templates kDayOfWeek = {
    {"(CAST(strftime('%w', $0) AS INTEGER) + 6) % 7 + 1",
     "EXTRACT(ISODOW FROM $0)::int", "WEEKDAY($0) + 1", "WEEKDAY($0) + 1"}};

// Days of the year so far and the Mondays among them: SQLite's %W.
constexpr Templates kMondayWeek = {
    {"CAST(strftime('%W', $0) AS INTEGER)",
     "(EXTRACT(DOY FROM $0)::int + 7 - EXTRACT(ISODOW FROM $0)::int) / 7",
     "WEEK($0, 5)", "(DAYOFYEAR($0) + 6 - WEEKDAY($0)) DIV 7"}};

// A week is of the year that its Thursday is in. SQLite 3.40 has no ISO weeks.
constexpr Templates kIsoYear = {
    {"CAST(strftime('%Y', date($0, '-3 days', 'weekday 4')) AS INTEGER)",
     "EXTRACT(ISOYEAR FROM $0)::int", "YEARWEEK($0, 3) DIV 100",
     "EXTRACT(YEAROFWEEK FROM $0)"}};
constexpr Templates kIsoWeek = {
    {"(CAST(strftime('%j', date($0, '-3 days', 'weekday 4')) AS INTEGER) - 1) "
     "/ 7 + 1",
     "EXTRACT(WEEK FROM $0)::int", "WEEK($0, 3)", "WEEKOFYEAR($0)"}};

// A week is of the year that its Saturday is in.
constexpr Templates kUsYear = {
    {"CAST(strftime('%Y', date($0, 'weekday 6')) AS INTEGER)",
     "EXTRACT(YEAR FROM ($0)::date + (6 - EXTRACT(DOW FROM $0)::int))::int",
     "YEAR(DATE_ADD($0, INTERVAL 7 - DAYOFWEEK($0) DAY))",
     "YEAR(DATE_ADD(CAST($0 AS DATE), 7 - DAYOFWEEK($0)))"}};
constexpr Templates kUsWeek = {
    {"(CAST(strftime('%j', date($0, 'weekday 6')) AS INTEGER) - 1) / 7 + 1",
     "(EXTRACT(DOY FROM ($0)::date + (6 - EXTRACT(DOW FROM $0)::int))::int - "
     "1) / 7 + 1",
     "(DAYOFYEAR(DATE_ADD($0, INTERVAL 7 - DAYOFWEEK($0) DAY)) - 1) DIV 7 + 1",
     "(DAYOFYEAR(DATE_ADD(CAST($0 AS DATE), 7 - DAYOFWEEK($0))) - 1) DIV 7 + "
     "1"}};

std::string Fill(Engine dialect, const Templates& templates,
                 absl::string_view date) {
  return absl::Substitute(templates.sql[static_cast<size_t>(dialect)], date);
}

// By the month alone: a day back by some months may be none.
std::vector<NamedExpression> FiscalColumns(Engine dialect, bool quarter,
                                           absl::string_view date,
                                           const FiscalCalendar& fiscal) {
  const uint32_t first = std::max(1u, fiscal.first_month());
  const std::string month = Fill(dialect, kMonth, date);
  std::string year = Fill(dialect, kYear, date);
  if (first > 1) {
    const bool ends = fiscal.named_after_end();
    absl::StrAppend(&year, ends ? " + CASE WHEN " : " - CASE WHEN ", month,
                    ends ? " >= " : " < ", first, " THEN 1 ELSE 0 END");
  }
  std::vector<NamedExpression> columns = {{year, "fiscal_year"}};
  if (quarter) {
    const bool whole =
        dialect == Engine::kSqlite || dialect == Engine::kPostgresql;
    columns.push_back({absl::StrCat("((", month, " + ", 12 - first, ") % 12) ",
                                    whole ? "/" : "DIV", " 3 + 1"),
                       "fiscal_quarter"});
  }
  return columns;
}

}  // namespace

std::vector<NamedExpression> DatePartColumns(Engine dialect, DatePart part,
                                             WeekConvention::Kind weeks,
                                             absl::string_view date,
                                             const FiscalCalendar& fiscal) {
  const auto column = [&](const Templates& templates, std::string name) {
    return NamedExpression{Fill(dialect, templates, date), std::move(name)};
  };
  switch (part) {
    case DatePart::kYear:
      return {column(kYear, "year")};
    case DatePart::kQuarter:
      return {column(kYear, "year"), column(kQuarter, "quarter")};
    case DatePart::kMonth:
      return {column(kYear, "year"), column(kMonth, "month")};
    case DatePart::kDayOfWeek:
      return {column(kDayOfWeek, "day_of_week")};
    case DatePart::kDay:
      return {column(kDay, "day")};
    case DatePart::kFiscalYear:
    case DatePart::kFiscalQuarter:
      return FiscalColumns(dialect, part == DatePart::kFiscalQuarter, date,
                           fiscal);
    case DatePart::kWeek:
      break;
  }
  switch (weeks) {
    case WeekConvention::ISO:
      return {column(kIsoYear, "iso_year"), column(kIsoWeek, "iso_week")};
    case WeekConvention::US:
      return {column(kUsYear, "us_year"), column(kUsWeek, "us_week")};
    default:
      return {column(kYear, "year"), column(kMondayWeek, "week")};
  }
}

std::string InMonths(Engine dialect, absl::string_view date,
                     const DateRange::Months& months) {
  const std::string month = Fill(dialect, kMonth, date);
  if (months.first() <= months.last()) {
    return absl::StrCat(month, " BETWEEN ", months.first(), " AND ",
                        months.last());
  }
  return absl::StrCat("(", month, " >= ", months.first(), " OR ", month,
                      " <= ", months.last(), ")");
}

}  // namespace alhf::sql_generator
