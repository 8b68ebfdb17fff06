// The transformer of the Universal Sentence Encoder, lite edition: two layers
// of self-attention over sentence pieces, their mean, one layer of tanh, length
// one.
//
//   ALHF_ASSIGN_OR_RETURN(auto transformer,
//                         Transformer::Create(weights, BestInstructions()));
//   std::vector<std::vector<float>> vectors = transformer->Encode({ids});
//
// D. Cer et al., "Universal Sentence Encoder" (arXiv:1803.11175); A. Vaswani
// et al., "Attention Is All You Need" (NIPS 2017), with the norms before each
// block. What departs from the papers is as the published weights need it: the
// embedding counts twice, sines and cosines of a position stand in halves, and
// the pool is the plain mean.
//
// Thread safety: immutable.
#ifndef ALHF_CORE_RELEVANCE_ENCODER_TRANSFORMER_H_
#define ALHF_CORE_RELEVANCE_ENCODER_TRANSFORMER_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "core/relevance/encoder/int8_kernel.h"
#include "core/relevance/encoder/weights.h"

namespace alhf::core {

class Transformer {
 public:
  // Ids beyond these have no effect.
  static constexpr size_t kMaxTokens = 128;

  // DATA_LOSS STORE_DAMAGED: a tensor is missing or does not fit.
  static absl::StatusOr<std::unique_ptr<const Transformer>> Create(
      const EncoderWeights& weights, Instructions instructions);
  virtual ~Transformer() = default;

  virtual size_t dimensions() const = 0;

  // Returns a vector of length one for each text of `ids`, the same whatever
  // texts stand beside it; ids are places in the vocabulary. A text without
  // ids has a vector that means nothing.
  virtual std::vector<std::vector<float>> Encode(
      const std::vector<std::vector<int>>& ids) const = 0;
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_ENCODER_TRANSFORMER_H_
