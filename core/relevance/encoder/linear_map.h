// y = W x + b over rows, with weights in float or in int8.
//
//   ALHF_ASSIGN_OR_RETURN(auto map, MakeLinearMap(weights, "head", options));
//   map->Apply(x, rows, y);
//
// Thread safety: immutable.
#ifndef ALHF_CORE_RELEVANCE_ENCODER_LINEAR_MAP_H_
#define ALHF_CORE_RELEVANCE_ENCODER_LINEAR_MAP_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "core/relevance/encoder/int8_kernel.h"
#include "core/relevance/encoder/weights.h"

namespace alhf::core {

class LinearMap {
 public:
  virtual ~LinearMap() = default;
  // `x` has `rows` rows of inputs() values, `y` of outputs(); they do not
  // overlap.
  virtual void Apply(const float* x, size_t rows, float* y) const = 0;
  virtual size_t inputs() const = 0;
  virtual size_t outputs() const = 0;
};

// Returns the map of the tensors "NAME/weight" and "NAME/bias". Inputs of an
// int8 one are rounded to 16 bits, a scale for each row.
//
// DATA_LOSS STORE_DAMAGED: they are missing or do not fit each other.
absl::StatusOr<std::unique_ptr<const LinearMap>> MakeLinearMap(
    const EncoderWeights& weights, const std::string& name,
    Instructions instructions);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_ENCODER_LINEAR_MAP_H_
