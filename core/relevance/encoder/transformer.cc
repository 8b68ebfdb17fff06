#include "core/relevance/encoder/transformer.h"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "core/relevance/encoder/linear_map.h"

namespace alhf::core {
namespace {

using Index = Eigen::Index;
using Matrix =
    Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Row = Eigen::RowVectorXf;
using Int8Row = Eigen::Map<const Eigen::Matrix<int8_t, 1, Eigen::Dynamic>>;

constexpr Index kHeads = 4;
constexpr float kNormEpsilon = 1e-6F;
constexpr float kShortest = 1e-12F;
// Pieces of several texts that go through a layer together, so that its weights
// are read once for all.
constexpr size_t kPiecesTogether = 128;

// Where each text's rows lie.
struct Span {
  Index begin = 0;
  Index size = 0;
};

// Reads tensors; the first that is missing is the status.
class TensorReader {
 public:
  TensorReader(const EncoderWeights& weights, Instructions instructions)
      : weights_(weights), instructions_(instructions) {}

  std::unique_ptr<const LinearMap> Map(const std::string& name) {
    auto map = MakeLinearMap(weights_, name, instructions_);
    if (!map.ok()) status_.Update(map.status());
    return map.ok() ? *std::move(map) : nullptr;
  }
  Row Vector(const std::string& name) {
    const auto found = weights_.tensors.find(name);
    if (found == weights_.tensors.end() || found->second.floats.empty()) {
      status_.Update(BadWeights(weights_.model, absl::StrCat("has no ", name)));
      return {};
    }
    const std::vector<float>& floats = found->second.floats;
    return Eigen::Map<const Row>(floats.data(),
                                 static_cast<Index>(floats.size()));
  }
  const absl::Status& status() const { return status_; }

 private:
  const EncoderWeights& weights_;
  const Instructions instructions_;
  absl::Status status_;
};

Matrix Applied(const LinearMap& map, const Matrix& x) {
  Matrix y(x.rows(), static_cast<Index>(map.outputs()));
  map.Apply(x.data(), static_cast<size_t>(x.rows()), y.data());
  return y;
}

// J. L. Ba et al., "Layer Normalization" (arXiv:1607.06450).
struct Norm {
  Norm(TensorReader& reader, const std::string& name)
      : scale(reader.Vector(name + "/norm/scale")),
        bias(reader.Vector(name + "/norm/bias")) {}

  Matrix Of(const Matrix& x) const {
    Matrix y(x.rows(), x.cols());
    for (Index r = 0; r < x.rows(); ++r) {
      const Row centred = x.row(r).array() - x.row(r).mean();
      const float variance =
          centred.squaredNorm() / static_cast<float>(x.cols());
      const float factor = 1 / std::sqrt(variance + kNormEpsilon);
      y.row(r).array() =
          centred.array() * (scale.array() * factor) + bias.array();
    }
    return y;
  }

  Row scale;
  Row bias;
};

// One layer: attention, then a network for each piece alone.
class Layer {
 public:
  Layer(TensorReader& reader, const std::string& name, bool widens)
      : attention_norm_(reader, name + "/attention"),
        qkv_(reader.Map(name + "/attention/qkv")),
        output_(reader.Map(name + "/attention/output")),
        widen_(widens ? reader.Map(name + "/widen") : nullptr),
        feed_forward_norm_(reader, name + "/feed_forward"),
        inner_(reader.Map(name + "/feed_forward/inner")),
        outer_(reader.Map(name + "/feed_forward/outer")) {}

  // Whether the maps fit each other, from `width` values of a piece on.
  bool Fits(size_t width) const {
    return attention_norm_.scale.size() == static_cast<Index>(width) &&
           attention_norm_.bias.size() == static_cast<Index>(width) &&
           qkv_->inputs() == width && qkv_->outputs() == 3 * width &&
           width % kHeads == 0 && output_->inputs() == width &&
           (widen_ == nullptr ? output_->outputs() == width
                              : widen_->inputs() == width &&
                                    widen_->outputs() == output_->outputs()) &&
           feed_forward_norm_.scale.size() == static_cast<Index>(outputs()) &&
           feed_forward_norm_.bias.size() == static_cast<Index>(outputs()) &&
           inner_->inputs() == outputs() &&
           inner_->outputs() == outer_->inputs() &&
           outer_->outputs() == outputs();
  }
  size_t outputs() const { return output_->outputs(); }

  Matrix Of(const Matrix& x, const std::vector<Span>& texts) const {
    Matrix y = Applied(*output_, Attend(x, texts));
    // The residual is the layer's input as it came, not its norm.
    y += widen_ == nullptr ? x : Applied(*widen_, x);
    const Matrix inner =
        Applied(*inner_, feed_forward_norm_.Of(y)).cwiseMax(0.0F);
    y += Applied(*outer_, inner);
    return y;
  }

 private:
  // Each text's pieces look at each other, in heads of their own.
  Matrix Attend(const Matrix& x, const std::vector<Span>& texts) const {
    const Matrix qkv = Applied(*qkv_, attention_norm_.Of(x));
    const Index width = x.cols();
    const Index head = width / kHeads;
    const float scale = 1 / std::sqrt(static_cast<float>(head));
    Matrix seen(x.rows(), width);
    for (const Span& text : texts) {
      for (Index at = 0; at < width; at += head) {
        const auto part = [&](Index column) {
          return qkv.block(text.begin, column + at, text.size, head);
        };
        Matrix weights = (part(0) * scale) * part(width).transpose();
        for (Index r = 0; r < weights.rows(); ++r) {
          auto row = weights.row(r).array();
          row = (row - row.maxCoeff()).exp().eval();
          row /= row.sum();
        }
        seen.block(text.begin, at, text.size, head).noalias() =
            weights * part(2 * width);
      }
    }
    return seen;
  }

  Norm attention_norm_;
  std::unique_ptr<const LinearMap> qkv_;
  std::unique_ptr<const LinearMap> output_;
  std::unique_ptr<const LinearMap> widen_;  // null: as wide as its input
  Norm feed_forward_norm_;
  std::unique_ptr<const LinearMap> inner_;
  std::unique_ptr<const LinearMap> outer_;
};

// The vocabulary's embeddings, one row a piece.
class Table {
 public:
  explicit Table(Tensor tensor) : tensor_(std::move(tensor)) {}
  size_t width() const { return tensor_.shape[1]; }

  // Returns the row of piece `id`.
  Row Of(int id) const {
    const auto size = static_cast<Index>(width());
    const Index place = static_cast<Index>(id) * size;
    if (tensor_.int8s.empty()) {
      return Eigen::Map<const Row>(tensor_.floats.data() + place, size);
    }
    const auto group = static_cast<Index>(tensor_.group);
    Row row(size);
    for (Index i = 0; i < size; i += group) {
      row.segment(i, group) =
          Int8Row(tensor_.int8s.data() + place + i, group).cast<float>() *
          tensor_.scales[static_cast<size_t>((place + i) / group)];
    }
    return row;
  }

 private:
  const Tensor tensor_;
};

class UseTransformer final : public Transformer {
 public:
  UseTransformer(TensorReader& reader, const Tensor& table)
      : table_(table),
        layers_{Layer(reader, "layer0", /*widens=*/true),
                Layer(reader, "layer1", /*widens=*/false)},
        head_(reader.Map("head")) {
    const Row scales = reader.Vector("time_scales");
    positions_.resize(kMaxTokens, 2 * scales.size());
    for (Index i = 0; i < positions_.rows(); ++i) {
      const Row angles = scales * static_cast<float>(i);
      positions_.row(i) << angles.array().sin().matrix(),
          angles.array().cos().matrix();
    }
  }

  bool Fits() const {
    return positions_.cols() == static_cast<Index>(table_.width()) &&
           layers_[0].Fits(table_.width()) &&
           layers_[1].Fits(layers_[0].outputs()) &&
           head_->inputs() == layers_[1].outputs();
  }

  size_t dimensions() const override { return head_->outputs(); }

  std::vector<std::vector<float>> Encode(
      const std::vector<std::vector<int>>& ids) const override {
    std::vector<std::vector<float>> vectors;
    vectors.reserve(ids.size());
    while (vectors.size() < ids.size()) {
      std::vector<Span> texts;
      const size_t first = vectors.size();
      Index rows = 0;
      for (size_t i = first; i < ids.size(); ++i) {
        const Index size =
            static_cast<Index>(std::min(ids[i].size(), kMaxTokens));
        const bool full = rows + size > static_cast<Index>(kPiecesTogether);
        if (full && !texts.empty()) break;
        texts.push_back({rows, size});
        rows += size;
      }
      const Matrix out = EncodeTogether(&ids[first], texts, rows);
      for (Index r = 0; r < out.rows(); ++r) {
        vectors.emplace_back(out.row(r).begin(), out.row(r).end());
      }
    }
    return vectors;
  }

 private:
  Matrix EncodeTogether(const std::vector<int>* ids,
                        const std::vector<Span>& texts, Index rows) const {
    Matrix x(rows, positions_.cols());
    for (size_t t = 0; t < texts.size(); ++t) {
      for (Index i = 0; i < texts[t].size; ++i) {
        const int id = ids[t][static_cast<size_t>(i)];
        x.row(texts[t].begin + i) = 2 * table_.Of(id) + positions_.row(i);
      }
    }
    for (const Layer& layer : layers_) x = layer.Of(x, texts);
    Matrix means = Matrix::Zero(static_cast<Index>(texts.size()), x.cols());
    for (size_t t = 0; t < texts.size(); ++t) {
      if (texts[t].size == 0) continue;
      means.row(static_cast<Index>(t)) =
          x.middleRows(texts[t].begin, texts[t].size).colwise().mean();
    }
    Matrix out = Applied(*head_, means).array().tanh();
    for (Index r = 0; r < out.rows(); ++r) {
      out.row(r) /= std::sqrt(std::max(out.row(r).squaredNorm(), kShortest));
    }
    return out;
  }

  const Table table_;
  const std::array<Layer, 2> layers_;
  const std::unique_ptr<const LinearMap> head_;
  Matrix positions_;  // [kMaxTokens, width]
};

}  // namespace

absl::StatusOr<std::unique_ptr<const Transformer>> Transformer::Create(
    const EncoderWeights& weights, Instructions instructions) {
  const auto table = weights.tensors.find("embeddings");
  if (table == weights.tensors.end() || table->second.shape.size() != 2 ||
      table->second.shape[0] < weights.vocabulary.size()) {
    return BadWeights(weights.model, "has no embedding for each piece");
  }
  TensorReader reader(weights, instructions);
  auto transformer = std::make_unique<UseTransformer>(reader, table->second);
  ALHF_RETURN_IF_ERROR(reader.status());
  if (!transformer->Fits()) {
    return BadWeights(weights.model, "has tensors that do not fit each other");
  }
  return transformer;
}

}  // namespace alhf::core
