// What a component's methods are given. `Context` is the growth point of the
// SDK: new facilities come here and never break an override.
//
// A context is valid for one call, bound to one tenant and to one snapshot of
// its memory, and cannot be copied.
#ifndef ALHF_SDK_CONTEXT_H_
#define ALHF_SDK_CONTEXT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/sdk/facets.h"
#include "alhf/sdk/memory.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

// One lesson that applies to a query, or comes near.
struct Recollection {
  v1::Lesson lesson;
  // An item with lesson, score, why, disposition (SHADOW or CANDIDATE until
  // the coordinator decides), effect, conflict key, specificity, audience,
  // agent, position, directive and text filled in; the component adds target
  // and what to do (guidance by default).
  v1::AdjustmentItem item;
};

// Thread safety: const methods may run concurrently.
class Context {
 public:
  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  virtual ~Context() = default;

  virtual const std::string& tenant() const = 0;
  virtual const std::string& agent() const = 0;
  // When the caller stops waiting.
  virtual absl::Time deadline() const = 0;
  // The query's `now`, or the record's time: engines know no other.
  virtual absl::Time now() const = 0;
  virtual const Memory& memory() const = 0;
  // W3C trace context of the call, for the header `traceparent` of what the
  // component calls itself. Empty: there is none.
  virtual const std::string& traceparent() const = 0;
  // True in `Assess` where a person assigned the record to this component.
  virtual bool assume_in_scope() const { return false; }

  // Returns how far `record` falls in the scope of this component, by its
  // manifest, by what the record was said about, and by what persons assigned
  // to it and away from it: see `ScopeModel`. Outcome and reason are filled in.
  virtual absl::StatusOr<v1::Assessment> AssessByManifest(
      const v1::FeedbackRecord& record) const = 0;

  // Chooses the lessons whose scope covers `query`, whose structure this
  // component knows as `facets` (together with those that the query brings).
  // Honours the query's overlay and `as_of`. A follow-up ("And for 2024?") is
  // compared with the questions of its last turns that it leans on, and what
  // `facets` have as ABSENT, by its own words, is then UNKNOWN.
  virtual absl::StatusOr<std::vector<Recollection>> Recall(
      const v1::Query& query, const FacetSet& facets) const = 0;

  // The same as a ready adjustment: every recollection as its item (guidance
  // with the lesson's text), with `rejected`, `scored`, `position` and
  // `facets`.
  virtual absl::StatusOr<v1::Adjustment> RecallAdjustment(
      const v1::Query& query, const FacetSet& facets) const = 0;
};

// What `Learn` is given. Everything written becomes durable together with the
// entry's position, or not at all.
class LearnContext {
 public:
  LearnContext() = default;
  LearnContext(const LearnContext&) = delete;
  LearnContext& operator=(const LearnContext&) = delete;
  virtual ~LearnContext() = default;

  virtual const std::string& tenant() const = 0;
  // The entry's time: the only time that learning may know.
  virtual absl::Time entry_time() const = 0;
  // The memory as it is before this entry, with what this entry wrote.
  virtual const Memory& memory() const = 0;

  // Stores `lesson` under its id as its revision at this position.
  virtual absl::Status Store(const v1::Lesson& lesson) = 0;
  // Stores `value` under `key`, derived from `lesson_ids`: erased with any of
  // them. At most 1 MiB.
  virtual absl::Status Derive(absl::string_view key, absl::string_view value,
                              const std::vector<std::string>& lesson_ids) = 0;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_CONTEXT_H_
