// A component's own stage of a query. Optional: implement it beside
// `Component` where the component also does the work.
#ifndef ALHF_SDK_AGENT_H_
#define ALHF_SDK_AGENT_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/context.h"
#include "alhf/v1/agent.pb.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

// Where a stage writes. Thread safety: used by one call's thread only.
class RunWriter {
 public:
  virtual ~RunWriter() = default;

  // Streams a line for the person who waits.
  virtual void Progress(absl::string_view text) = 0;

  // Settles adjustments that were found when structure was known, with the
  // composer's rules against what the plan settled, streams each into the
  // trajectory, and returns those that act now.
  virtual std::vector<v1::AdjustmentItem> Late(
      const std::vector<v1::AdjustmentItem>& items) = 0;

  // Says what the step's language model cost, whatever answers in the end.
  virtual void ModelUsed(const v1::ModelUsage& usage) = 0;

  // Gives the result. Call exactly once, last. A stage that cannot answer
  // writes a `refusal`; an error status means that the stage is broken.
  virtual void Output(v1::StepOutput output) = 0;
};

// Thread safety: `Run()` may run concurrently.
class Agent {
 public:
  virtual ~Agent() = default;

  // Runs this component's stage of `request.query()`, adjusted by
  // `request.plan().items()`, within `context.deadline()`.
  virtual absl::Status Run(const Context& context,
                           const v1::RunRequest& request,
                           RunWriter& writer) const = 0;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_AGENT_H_
