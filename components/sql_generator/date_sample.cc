#include "components/sql_generator/date_sample.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/status.h"
#include "components/sql_generator/identifier.h"

namespace alhf::sql_generator {
namespace {

constexpr absl::string_view kPattern = "dddd-dd-dd";

bool BeginsWithDate(absl::string_view text) {
  if (text.size() < kPattern.size()) return false;
  for (size_t i = 0; i < kPattern.size(); ++i) {
    const bool digit = absl::ascii_isdigit(static_cast<unsigned char>(text[i]));
    if (kPattern[i] == 'd' ? !digit : text[i] != '-') return false;
  }
  return text.size() == kPattern.size() || text[kPattern.size()] == ' ' ||
         text[kPattern.size()] == 'T';
}

}  // namespace

absl::Status SampleDates(Connection& connection, const std::string& table,
                         Column& column) {
  const std::string name = QuoteName(column.name);
  ALHF_ASSIGN_OR_RETURN(
      const ResultSet sample,
      connection.Execute(
          absl::StrCat("SELECT ", name, " FROM ", QuoteName(table), " WHERE ",
                       name, " IS NOT NULL LIMIT 20"),
          {absl::Seconds(10), 20}));
  bool dates = !sample.rows.empty() || column.IsDate();
  bool times = false;
  for (const v1::Row& row : sample.rows) {
    const std::string& text = row.cells(0).text();
    dates = dates && BeginsWithDate(text);
    times = times || text.size() > kPattern.size();
  }
  if (column.IsDate()) {
    if (!dates) column.kind = ColumnKind::kOther;
  } else if (dates) {
    column.kind = times ? ColumnKind::kTimestamp : ColumnKind::kDate;
    column.date_as_text = true;
  }
  return absl::OkStatus();
}

}  // namespace alhf::sql_generator
