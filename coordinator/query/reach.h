// Whether lessons reach a query at all: the tenant may be paused, and the
// exchange may be one of its holdout.
//
//   const Reach reach = ReachOf(rollout, query, "x-3f9k2m7q");
//   Withhold(reach, query);   // nothing is recalled, anywhere
//   …
//   Record(reach, plan);      // the plan says so
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_QUERY_REACH_H_
#define ALHF_COORDINATOR_QUERY_REACH_H_

#include <string>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"

namespace alhf::coordinator {

struct Reach {
  // Empty: nobody's answer.
  std::string exchange_id;
  v1::Withheld withheld = v1::WITHHELD_UNSPECIFIED;
  // The share that was in force when it was decided; 0: none counted.
  double holdout = 0;
};

// Returns whether the exchange `id` is one of the `share` in [0, 1) that goes
// without lessons: whether the first 53 bits of its SHA-256, read as a
// fraction, lie below the share. The same id is always decided alike, and a
// larger share has all exchanges of a smaller one.
bool IsHeldOut(double share, absl::string_view id);

// Decides for a query that is to be recorded as `exchange_id`. A query that is
// for nobody's answer (`dry_run`) has no holdout; one that asks `what_if` is
// not paused either.
Reach ReachOf(const v1::Rollout& rollout, const v1::Query& query,
              std::string exchange_id);

// Where lessons are withheld: makes `query` one that recalls none.
void Withhold(const Reach& reach, v1::Query& query);

// Says in `plan` what was decided. Where lessons are withheld no item, guidance
// or setting aside stays, whatever a component answered.
void Record(const Reach& reach, v1::Plan& plan);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_QUERY_REACH_H_
