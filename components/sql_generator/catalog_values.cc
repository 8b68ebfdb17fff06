#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/status.h"
#include "components/sql_generator/catalog.h"
#include "components/sql_generator/country_names.h"
#include "components/sql_generator/identifier.h"
#include "components/sql_generator/keywords.h"
#include "components/sql_generator/written_names.h"

namespace alhf::sql_generator {
namespace {

// Of the values that become words.
constexpr size_t kMostColumns = 200;
constexpr size_t kMostValues = 20'000;  // of a column
constexpr size_t kMostInAll = 100'000;
constexpr size_t kLongestValue = 64;
constexpr absl::Duration kValueTime = absl::Seconds(5);
constexpr absl::Duration kFlagTime = absl::Seconds(2);

// Whether a column is called by a number of things, or by a measure of them.
bool CountsSomething(absl::string_view column) {
  static constexpr absl::string_view kNumbers =
      " day age amount class code cost count fee floor grade hour id index "
      "kind level month number percent phase points position price quantity "
      "rank rating score severity size stage step tier total type value "
      "version weight year ";
  const std::vector<std::string> words = SpelledOut(NameWords(column));
  return words.empty() || IsPlural(words.back()) ||
         std::any_of(words.begin(), words.end(), [](const std::string& word) {
           return absl::StrContains(kNumbers, absl::StrCat(" ", word, " "));
         });
}

absl::StatusOr<ResultSet> DistinctOf(Connection& connection, const Table& table,
                                     const Column& column, absl::Duration time,
                                     size_t most) {
  const std::string name = QuoteName(column.name);
  return connection.Execute(
      absl::StrCat("SELECT DISTINCT ", name, " FROM ", QuoteName(table.name),
                   " WHERE ", name, " IS NOT NULL"),
      {time, most});
}

// The value that means yes, of two that are a yes and a no.
std::string YesOf(const std::vector<v1::Row>& values) {
  static constexpr std::pair<absl::string_view, absl::string_view> kPairs[] = {
      {"y", "n"}, {"yes", "no"}, {"t", "f"}, {"true", "false"}, {"j", "n"}};
  if (values.size() != 2) return "";
  const auto is = [&values](int i, absl::string_view word) {
    return absl::EqualsIgnoreCase(
        values[static_cast<size_t>(i)].cells(0).text(), word);
  };
  for (const auto& [yes, no] : kPairs) {
    for (const int first : {0, 1}) {
      if (is(first, yes) && is(1 - first, no)) {
        return values[static_cast<size_t>(first)].cells(0).text();
      }
    }
  }
  return "";
}

}  // namespace

absl::Status Catalog::AddValues(Connection& connection, const Clock& clock) {
  const absl::Time end = clock.Now() + kValueTime;
  size_t columns = 0;
  size_t values = 0;
  for (size_t t = 0; t < schema_.tables().size(); ++t) {
    const Table& table = schema_.table(t);
    for (const Column& column : table.columns) {
      if (column.kind != ColumnKind::kText) continue;
      const absl::Duration left = end - clock.Now();
      if (left <= absl::ZeroDuration() || columns++ == kMostColumns) {
        return absl::OkStatus();
      }
      const auto read =
          DistinctOf(connection, table, column, left, kMostValues);
      if (absl::IsDeadlineExceeded(read.status())) return absl::OkStatus();
      ALHF_RETURN_IF_ERROR(read.status());
      if (!read->truncated) {
        ALHF_RETURN_IF_ERROR(
            AddFacts(connection, left, t, column.name, read->rows));
      }
      if (read->truncated || values + read->rows.size() > kMostInAll) continue;
      values += read->rows.size();
      AddValuesOf(t, column, read->rows);
    }
  }
  return absl::OkStatus();
}

// Integers that are 0 and 1, and are called by no number: "active".
absl::Status Catalog::FindFlags(Connection& connection, const Clock& clock) {
  const absl::Time end = clock.Now() + kFlagTime;
  for (size_t t = 0; t < schema_.tables().size(); ++t) {
    Table& table = schema_.table(t);
    for (Column& column : table.columns) {
      if (column.kind != ColumnKind::kInteger || column.key ||
          column.integer_flag || CountsSomething(column.name)) {
        continue;
      }
      const absl::Duration left = end - clock.Now();
      if (left <= absl::ZeroDuration()) return absl::OkStatus();
      const auto read = DistinctOf(connection, table, column, left, 3);
      if (absl::IsDeadlineExceeded(read.status())) return absl::OkStatus();
      ALHF_RETURN_IF_ERROR(read.status());
      column.integer_flag =
          read->rows.size() == 2 && !read->truncated &&
          std::all_of(
              read->rows.begin(), read->rows.end(), [](const v1::Row& row) {
                return row.cells(0).value_case() == v1::Cell::kInteger &&
                       (row.cells(0).integer() == 0 ||
                        row.cells(0).integer() == 1);
              });
    }
  }
  return absl::OkStatus();
}

// What all values of a column say of it.
absl::Status Catalog::AddFacts(Connection& connection, absl::Duration time,
                               size_t table, const std::string& name,
                               const std::vector<v1::Row>& rows) {
  auto& columns = schema_.table(table).columns;
  Column& column =
      *std::find_if(columns.begin(), columns.end(),
                    [&name](const Column& c) { return c.name == name; });
  column.yes = YesOf(rows);
  if (rows.size() < 2) return absl::OkStatus();
  // One row more than there are values: some row shares one, or has none.
  const auto counted = connection.Execute(
      absl::StrCat("SELECT COUNT(*) FROM (SELECT 1 FROM ",
                   QuoteName(schema_.table(table).name), " LIMIT ",
                   rows.size() + 1, ") AS some_rows"),
      {time, 1});
  if (absl::IsDeadlineExceeded(counted.status())) return absl::OkStatus();
  ALHF_RETURN_IF_ERROR(counted.status());
  column.tells_apart =
      counted->rows[0].cells(0).integer() == static_cast<int64_t>(rows.size());
  column.coded = std::all_of(rows.begin(), rows.end(), [](const v1::Row& row) {
    const std::string& text = row.cells(0).text();
    return std::any_of(text.begin(), text.end(), absl::ascii_isdigit);
  });
  return absl::OkStatus();
}

void Catalog::AddValuesOf(size_t table, const Column& column,
                          const std::vector<v1::Row>& rows) {
  const bool countries = HoldsCountries(column.name);
  for (const v1::Row& row : rows) {
    const std::string& value = row.cells(0).text();
    if (value.size() > kLongestValue ||
        absl::StrContains(value, absl::string_view("\0", 1))) {
      continue;
    }
    const Meaning meaning{.kind = Meaning::Kind::kValue,
                          .table = table,
                          .column = &column,
                          .value = value};
    vocabulary_.AddValue(value, meaning);
    if (!countries) continue;
    for (const std::string& name : CountryNames(value)) {
      vocabulary_.AddValue(name, meaning);
    }
  }
}

}  // namespace alhf::sql_generator
