// The benchmarks, one file each; README.md says what each of them means. Each
// prints its tables, or returns why it could not be measured.
#ifndef ALHF_BENCH_CASES_H_
#define ALHF_BENCH_CASES_H_

#include "absl/status/status.h"

namespace alhf::bench {

// How much is measured. The quick one shows that everything works; its figures
// mean nothing.
struct Effort {
  bool quick = false;
  int lessons = 0;  // of `scale`: this many instead of 10 to 100,000
  int Rounds(int full) const { return quick ? 2 : full; }
  int Calls(int full) const { return quick ? 3 : full; }
};

// ComposePlan over three components beside a bare relay to three servers.
absl::Status PlanCase(const Effort& effort);
// SubmitFeedback beside synced puts and bare calls.
absl::Status FeedbackCase(const Effort& effort);
// Recall by words beside SQLite FTS5, inside one process.
absl::Status RecallCase(const Effort& effort);
// Recall and plan by numbers of callers and lessons, beside bare calls.
absl::Status ScaleCase(const Effort& effort);
// DURABLE from many tenants at once beside one.
absl::Status TenantsCase(const Effort& effort);
// Memory and processor time of processes that nobody uses.
absl::Status IdleCase(const Effort& effort);

// Recall beside a search of the npm package mem0ai, where it is.
absl::Status Mem0Case(const Effort& effort);

}  // namespace alhf::bench

#endif  // ALHF_BENCH_CASES_H_
