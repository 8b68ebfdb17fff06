// What imports and exports did, as text.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_TRANSFER_H_
#define ALHF_CLI_RENDER_TRANSFER_H_

#include <string>

#include "cli/style.h"
#include "cli/transfer/transfer.pb.h"

namespace alhf::cli {

// Returns the counts, who would learn, what to look at, and each row that was
// skipped with its line.
std::string RenderFeedbackImport(const FeedbackImportReport& report,
                                 const std::string& evaluation_file,
                                 const Style& style);

std::string RenderExport(const TransferReport& report, const std::string& file);
std::string RenderImport(const TransferReport& report);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_TRANSFER_H_
