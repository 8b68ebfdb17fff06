#include "cli/transfer/export_lines.h"

#include <google/protobuf/util/json_util.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status.h"

namespace alhf::cli {
namespace {

absl::Status Refused(int number, absl::string_view what) {
  return Error(
      absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
      absl::StrCat("line ", number, " ", what, ": nothing of it is taken"));
}

}  // namespace

absl::StatusOr<std::vector<ExportLine>> ParseExport(const std::string& text) {
  std::vector<ExportLine> lines;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (line.empty()) continue;
    const auto parsed = google::protobuf::util::JsonStringToMessage(
        std::string(line), &lines.emplace_back());
    if (!parsed.ok()) return Refused(number, "is no line of an export");
    if (lines.size() == 1 && lines[0].header().format() != kExportFormat) {
      return Refused(number, "is not the header of an export of format 1");
    }
  }
  if (lines.empty()) return Refused(1, "is missing");
  return lines;
}

}  // namespace alhf::cli
