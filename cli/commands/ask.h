// Asking one question, and showing how its answer comes about.
#ifndef ALHF_CLI_COMMANDS_ASK_H_
#define ALHF_CLI_COMMANDS_ASK_H_

#include "absl/status/statusor.h"
#include "alhf/v1/coordinator.pb.h"
#include "cli/commands/session.h"

namespace alhf::cli {

// Sends `request`, shows each event as it comes, and returns the answer.
absl::StatusOr<v1::Exchange> AskAndShow(v1::AskRequest request,
                                        Session& session);

}  // namespace alhf::cli

#endif  // ALHF_CLI_COMMANDS_ASK_H_
