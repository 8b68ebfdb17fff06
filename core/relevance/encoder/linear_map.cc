#include "core/relevance/encoder/linear_map.h"

#include <Eigen/Core>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace alhf::core {
namespace {

using Index = Eigen::Index;
using Matrix =
    Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Rows = Eigen::Map<Matrix>;
using ConstRows = Eigen::Map<const Matrix>;
using ConstRow = Eigen::Map<const Eigen::RowVectorXf>;

constexpr float kLargestInput = 32767;
// Adding and taking it away rounds to the nearest integer, half to even.
constexpr float kRounding = 12582912;  // 1.5 · 2^23

class FloatMap final : public LinearMap {
 public:
  FloatMap(const Tensor& weight, const Tensor& bias)
      : weight_(
            ConstRows(weight.floats.data(), weight.shape[0], weight.shape[1])
                .transpose()),
        bias_(bias.floats) {}

  void Apply(const float* x, size_t rows, float* y) const override {
    const auto count = static_cast<Index>(rows);
    Rows out(y, count, weight_.cols());
    out.noalias() = ConstRows(x, count, weight_.rows()) * weight_;
    out.rowwise() += ConstRow(bias_.data(), weight_.cols());
  }
  size_t inputs() const override { return static_cast<size_t>(weight_.rows()); }
  size_t outputs() const override {
    return static_cast<size_t>(weight_.cols());
  }

 private:
  const Matrix weight_;  // [inputs, outputs]
  const std::vector<float> bias_;
};

class Int8Map final : public LinearMap {
 public:
  Int8Map(Int8Matrix weight, const Tensor& bias, Instructions instructions)
      : weight_(std::move(weight)),
        bias_(bias.floats),
        instructions_(instructions) {}

  void Apply(const float* x, size_t rows, float* y) const override {
    std::vector<int16_t> rounded(rows * inputs());
    std::vector<float> scales(rows);
    for (size_t r = 0; r < rows; ++r) {
      scales[r] = Round(x + r * inputs(), rounded.data() + r * inputs());
    }
    MultiplyInt8(instructions_, weight_.view(), rounded.data(), rows, y);
    for (size_t r = 0; r < rows; ++r) {
      float* out = y + r * outputs();
      for (size_t o = 0; o < outputs(); ++o) {
        out[o] = out[o] * scales[r] + bias_[o];
      }
    }
  }
  size_t inputs() const override { return weight_.inputs(); }
  size_t outputs() const override { return weight_.outputs(); }

 private:
  // Returns the scale of the row.
  float Round(const float* x, int16_t* rounded) const {
    const size_t size = inputs();
    const float largest =
        ConstRow(x, static_cast<Index>(size)).cwiseAbs().maxCoeff();
    if (!(largest > 0)) {
      for (size_t i = 0; i < size; ++i) rounded[i] = 0;
      return 0;
    }
    const float factor = kLargestInput / largest;
    for (size_t i = 0; i < size; ++i) {
      const float nearest = (x[i] * factor + kRounding) - kRounding;
      rounded[i] = static_cast<int16_t>(static_cast<int32_t>(nearest));
    }
    return largest / kLargestInput;
  }

  const Int8Matrix weight_;
  const std::vector<float> bias_;
  const Instructions instructions_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<const LinearMap>> MakeLinearMap(
    const EncoderWeights& weights, const std::string& name,
    Instructions instructions) {
  const auto weight = weights.tensors.find(absl::StrCat(name, "/weight"));
  const auto bias = weights.tensors.find(absl::StrCat(name, "/bias"));
  if (weight == weights.tensors.end() || bias == weights.tensors.end()) {
    return BadWeights(weights.model, absl::StrCat("has no ", name));
  }
  const Tensor& matrix = weight->second;
  if (matrix.shape.size() != 2 ||
      bias->second.floats.size() != matrix.shape[0]) {
    return BadWeights(weights.model,
                      absl::StrCat(name, " is no matrix with its bias"));
  }
  if (matrix.int8s.empty()) {
    return std::make_unique<FloatMap>(matrix, bias->second);
  }
  std::optional<Int8Matrix> packed = PackInt8(matrix);
  if (!packed.has_value()) {
    return BadWeights(weights.model,
                      absl::StrCat(name, " has a shape that no kernel takes"));
  }
  return std::make_unique<Int8Map>(*std::move(packed), bias->second,
                                   instructions);
}

}  // namespace alhf::core
