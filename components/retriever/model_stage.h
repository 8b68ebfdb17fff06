// Passages chosen by a language model, from those that the index finds under
// the same sources and filters; where none of them fits, the model may put the
// search in other words once.
//
// Thread safety: immutable.
#ifndef ALHF_COMPONENTS_RETRIEVER_MODEL_STAGE_H_
#define ALHF_COMPONENTS_RETRIEVER_MODEL_STAGE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "alhf/sdk/model/model_stage.h"
#include "components/retriever/passage_index.h"

namespace alhf::retriever {

class PassageModelStage final : public sdk::ModelStage {
 public:
  // `max_passages` holds where no lesson says another number.
  PassageModelStage(std::shared_ptr<const PassageIndex> index,
                    uint32_t max_passages)
      : index_(std::move(index)), max_passages_(max_passages) {}

  absl::StatusOr<std::optional<v1::StepOutput>> Answer(
      const sdk::ModelTask& task, sdk::ModelSession& model) const override;

 private:
  const std::shared_ptr<const PassageIndex> index_;
  const uint32_t max_passages_;
};

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_MODEL_STAGE_H_
