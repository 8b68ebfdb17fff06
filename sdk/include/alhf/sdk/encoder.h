// Sentences as vectors, for components that compare texts of their own.
//
//   ALHF_ASSIGN_OR_RETURN(auto encoder, OpenEncoder());
//   if (encoder == nullptr) …  // none is installed: words alone
//
// Thread safety: an encoder may be used concurrently.
#ifndef ALHF_SDK_ENCODER_H_
#define ALHF_SDK_ENCODER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::sdk {

using core::Encoder;
using core::SentenceVector;

// Returns the encoder of a file of weights; empty: of the one that lies beside
// the programs, null where there is none.
// DATA_LOSS STORE_DAMAGED: it is no weights file, or damaged.
absl::StatusOr<std::shared_ptr<const Encoder>> OpenEncoder(
    const std::string& weights = "");

}  // namespace alhf::sdk

#endif  // ALHF_SDK_ENCODER_H_
