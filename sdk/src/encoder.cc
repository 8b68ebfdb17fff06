#include "alhf/sdk/encoder.h"

#include "core/relevance/encoder/open_encoder.h"

namespace alhf::sdk {

absl::StatusOr<std::shared_ptr<const Encoder>> OpenEncoder(
    const std::string& weights) {
  return core::OpenEncoder(weights, core::ProgramFolder());
}

}  // namespace alhf::sdk
