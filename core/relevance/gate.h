// Gate, then compare: what shuts a lesson out before any score counts.
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_GATE_H_
#define ALHF_CORE_RELEVANCE_GATE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "core/relevance/facets.h"

namespace alhf::core {

// The query as scope sees it.
struct QueryScope {
  std::string agent;
  std::string user;
  absl::Time now;
  FacetSet facets;
};

struct GateResult {
  // The gate that shut, e.g. "facet date_part:week ABSENT", "user", "agent",
  // "expired", "counterexample". Empty: open.
  std::string shut;
  // Facets of the lesson that are PRESENT and UNKNOWN in the query.
  int present = 0;
  int unknown = 0;

  bool open() const { return shut.empty(); }
  // Shut because the lesson is of another user or agent: it must not be named.
  bool foreign() const { return shut == "user" || shut == "agent"; }
  // Shut because the lesson does not hold at the query's time.
  bool out_of_time() const {
    return shut == "not yet valid" || shut == "expired";
  }
};

// Returns whether `scope` lets a query pass: agent, audience, validity, then
// facets. Only ABSENT shuts; UNKNOWN leaves it to the score.
GateResult Gate(const v1::Scope& scope, const QueryScope& query);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_GATE_H_
