// What a person should look at among imported rows: what contradicts a lesson,
// what a newer row took back, what is old, what was said before.
//
//   const auto flags = FlagRows(imported, in_force, {.now = now});
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_INTAKE_ROW_FLAGS_H_
#define ALHF_CLI_INTAKE_ROW_FLAGS_H_

#include <vector>

#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "cli/intake/feedback_rows.h"
#include "cli/transfer/transfer.pb.h"

namespace alhf::cli {

// A row and what the system made of it.
struct ImportedRow {
  FeedbackRow row;
  std::vector<v1::Assessment> assessments;
  std::vector<v1::Lesson> lessons;
};

struct FlagOptions {
  absl::Time now = absl::InfinitePast();
  // Rows older than this are STALE.
  absl::Duration stale_after = absl::InfiniteDuration();
};

// Returns flags in the order of rows. Two lessons settle the same thing where
// component, conflict key, audience, topic and facets are the same; of two rows
// that settle it otherwise the newer holds (by time, else the later line), and
// the older one is STALE. CONTRADICTS and REPEATS are of lessons in force, by
// the same rule and by what components said.
std::vector<RowFlag> FlagRows(const std::vector<ImportedRow>& imported,
                              const std::vector<v1::Lesson>& in_force,
                              const FlagOptions& options);

}  // namespace alhf::cli

#endif  // ALHF_CLI_INTAKE_ROW_FLAGS_H_
