// Which of the newest exchanges lessons would have changed, had they been in
// force.
//
//   ALHF_RETURN_IF_ERROR(TryOut(lessons, {.exchanges = 50}, report, session));
//
// Thread safety: none; a session belongs to one thread.
#ifndef ALHF_CLI_COMMANDS_TRY_OUT_H_
#define ALHF_CLI_COMMANDS_TRY_OUT_H_

#include <vector>

#include "absl/status/status.h"
#include "alhf/v1/types.pb.h"
#include "cli/commands/session.h"
#include "cli/review/review.pb.h"

namespace alhf::cli {

struct TryOutOptions {
  // The newest ones to look at; 0: none.
  int exchanges = 0;
  // Answer those that would change before and after, and compare.
  bool answers = false;
};

// What puts `lessons` in force for one query; what nobody understood, or is in
// force, is left out. Lessons that the system has get other ids here: a lesson
// that waits is not recalled by its own.
v1::Overlay OverlayOf(const std::vector<v1::Lesson>& lessons);

// Fills `report.exchanges` and `looked_at`.
absl::Status TryOut(const std::vector<v1::Lesson>& lessons,
                    const TryOutOptions& options, PreviewReport& report,
                    Session& session);

}  // namespace alhf::cli

#endif  // ALHF_CLI_COMMANDS_TRY_OUT_H_
