// A component: one part of an agent that can be corrected in plain language.
//
//   class AnswerTone final : public alhf::sdk::Component { … };
//
//   int main(int argc, char** argv) {
//     return alhf::sdk::ServeMain(argc, argv, std::make_unique<AnswerTone>());
//   }
//
// sdk/examples/hello is the whole of one; docs/writing_a_component.md leads
// through it. The SDK does service, positions, memory, health, reflection and
// shutdown.
#ifndef ALHF_SDK_COMPONENT_H_
#define ALHF_SDK_COMPONENT_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/sdk/context.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

// Holds configuration only; all state is in the memory that a context gives.
//
// Thread safety: all methods may run concurrently.
class Component {
 public:
  virtual ~Component() = default;

  // Returns who this component is and what it owns, with examples in and out
  // of scope. Called once, at startup.
  virtual v1::Manifest Describe() const = 0;

  // Returns how far `record` falls in this component's scope and, where
  // claimed, what it understood. No side effects.
  //
  // Where `context.assume_in_scope()`, a person assigned the record here:
  // return proposals whatever the score.
  //
  // `Assessment.component`, `position_seen` and, where they are unset, outcome
  // and thresholds are filled in by the SDK, as are tenant and agent of each
  // proposal's scope. A claim brings at least one proposal; each names its
  // effect and what was understood.
  virtual absl::StatusOr<v1::Assessment> Assess(
      const Context& context, const v1::FeedbackRecord& record) const = 0;

  // Returns what to do differently for `query`, within `context.deadline()`.
  // Name the query's structure as facets and let `context.Recall()` choose.
  virtual absl::StatusOr<v1::Adjustment> Adjust(
      const Context& context, const v1::Query& query) const = 0;

  // Stores `lesson`, deterministically: no model, network, clock or
  // randomness. Called for a new lesson and for a person's edit of one; what
  // was derived from the lesson before is gone by then. The default stores it
  // as it is.
  virtual absl::Status Learn(LearnContext& context,
                             const v1::Lesson& lesson) const;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_COMPONENT_H_
