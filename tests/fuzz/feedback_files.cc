#include "cli/intake/feedback_rows.h"
#include "tests/fuzz/targets.h"

namespace alhf::fuzz {

void ReadFeedbackFiles(absl::string_view bytes) {
  if (bytes.empty()) return;
  static constexpr cli::RowFormat kFormats[] = {
      cli::RowFormat::kCsv, cli::RowFormat::kJsonLines, cli::RowFormat::kMlflow,
      cli::RowFormat::kLangfuse};
  cli::ReadRows(bytes.substr(1),
                kFormats[static_cast<unsigned char>(bytes[0]) % 4]);
}

}  // namespace alhf::fuzz
