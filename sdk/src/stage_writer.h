// What an agent's stage writes to: settles late adjustments, keeps the result
// until the stage has ended well.
//
// Thread safety: used by one call's thread only.
#ifndef ALHF_SDK_SRC_STAGE_WRITER_H_
#define ALHF_SDK_SRC_STAGE_WRITER_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "alhf/sdk/agent.h"

namespace alhf::sdk {

class StageWriter final : public RunWriter {
 public:
  using Sink = std::function<void(v1::RunEvent)>;
  // `request` and `sink` must outlive it.
  StageWriter(const v1::RunRequest& request, std::string component,
              const Sink& sink);

  void Progress(absl::string_view text) override;
  std::vector<v1::AdjustmentItem> Late(
      const std::vector<v1::AdjustmentItem>& items) override;
  void ModelUsed(const v1::ModelUsage& usage) override;
  void Output(v1::StepOutput output) override;

  // Gives the result to the sink. INTERNAL COMPONENT_FAILED: the stage wrote
  // none, or more than one.
  absl::Status Finish();

 private:
  const std::string component_;
  const Sink& sink_;
  const double firing_threshold_;
  // The plan, with what came late and acts.
  v1::ComponentPlan plan_;
  std::vector<std::string> settled_keys_;
  std::optional<v1::StepOutput> output_;
  int outputs_ = 0;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_STAGE_WRITER_H_
