// An answer written by a language model, from the same material as the
// engine's own. Where there is no material none is asked.
//
// Thread safety: immutable.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_MODEL_STAGE_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_MODEL_STAGE_H_

#include <optional>

#include "absl/status/statusor.h"
#include "alhf/sdk/model/model_stage.h"
#include "components/answer_writer/answer_writer.pb.h"

namespace alhf::answer_writer {

class WritingModelStage final : public sdk::ModelStage {
 public:
  explicit WritingModelStage(const Config& config) : config_(config) {}

  absl::StatusOr<sdk::ModelScope> Scope() const override;
  absl::StatusOr<std::optional<v1::StepOutput>> Answer(
      const sdk::ModelTask& task, sdk::ModelSession& model) const override;

 private:
  const Config config_;
};

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_MODEL_STAGE_H_
