// The file that `alhf export` writes and `alhf import` takes: one message as
// JSON a line, a header first (transfer.proto).
#ifndef ALHF_CLI_TRANSFER_EXPORT_LINES_H_
#define ALHF_CLI_TRANSFER_EXPORT_LINES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/transfer/transfer.pb.h"

namespace alhf::cli {

inline constexpr uint32_t kExportFormat = 1;

// Returns the lines of `text`, the header among them; blank ones are passed
// over. All of them are read before the first is taken: a file that is broken
// changes nothing.
//
// Errors: INVALID_ARGUMENT FIELD_INVALID, which names the line: no line of an
// export, no header first, another format, or no line at all.
absl::StatusOr<std::vector<ExportLine>> ParseExport(const std::string& text);

}  // namespace alhf::cli

#endif  // ALHF_CLI_TRANSFER_EXPORT_LINES_H_
