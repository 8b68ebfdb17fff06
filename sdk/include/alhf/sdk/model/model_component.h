// A language model as the second engine of a component. The embedded engine
// works first, without a network, and its assessment or answer stands wherever
// the model's does not come in time, cannot be read, or is not wanted; the
// answer then says so.
//
//   ALHF_ASSIGN_OR_RETURN(
//       std::unique_ptr<Component> component,
//       WithModel(config.model(), std::move(embedded), std::move(stage)));
//
// Assess: the model splits the record into instructions and says what it
// understood and where it applies, as proposals that are GUIDANCE_ONLY; what
// the embedded engine enforces stays as it is. Adjust: the embedded engine's;
// what applies reaches the model as the plan's guidance. With `judge` the model
// says of the lessons that the score leaves open whether they apply. Run: the
// stage asks the model; every lesson is guidance then.
//
// Thread safety: pure functions. Ownership: the component owns all of it.
#ifndef ALHF_SDK_MODEL_MODEL_COMPONENT_H_
#define ALHF_SDK_MODEL_MODEL_COMPONENT_H_

#include <memory>

#include "absl/status/statusor.h"
#include "alhf/config/v1/model.pb.h"
#include "alhf/sdk/component.h"
#include "alhf/sdk/model/model_stage.h"
#include "alhf/sdk/model/openai.h"

namespace alhf::sdk {

// Returns `embedded`, which may be an `Agent` too, with a model beside it.
// `stage` may be null for a component that runs none.
//
// INVALID_ARGUMENT CONFIG_INVALID: as `MakeChatModel`, or there is a stage to
//   run and `stage` is null.
absl::StatusOr<std::unique_ptr<Component>> WithModel(
    const config::v1::ModelEngine& config, std::unique_ptr<Component> embedded,
    std::unique_ptr<ModelStage> stage, ModelParts parts = {});

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_MODEL_COMPONENT_H_
