#include "cli/transfer/export_lines.h"

#include <string>

#include "tests/fuzz/targets.h"

namespace alhf::fuzz {

void ReadExportLines(absl::string_view bytes) {
  cli::ParseExport(std::string(bytes)).IgnoreError();
}

}  // namespace alhf::fuzz
