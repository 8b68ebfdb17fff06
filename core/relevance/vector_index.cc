#include "core/relevance/vector_index.h"

#include <algorithm>
#include <cmath>

#include "core/relevance/encoder/int8_kernel.h"
#include "core/relevance/inner_product.h"

namespace alhf::core {
namespace {

float LengthOf(const int8_t* vector, size_t size) {
  return std::sqrt(static_cast<float>(InnerProduct(vector, vector, size)));
}

float InnerProduct(const int8_t* vector, const std::vector<float>& mean) {
  float sum = 0;
  for (size_t i = 0; i < mean.size(); ++i) {
    sum += static_cast<float>(vector[i]) * mean[i];
  }
  return sum;
}

float InnerProduct(const std::vector<float>& a, const std::vector<float>& b) {
  float sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

void VectorIndex::Put(DocumentId document, const CompactVector& vector) {
  Remove(document);
  if (vector.empty() || (size_ != 0 && vector.size() != size_)) return;
  size_ = vector.size();
  const float length = LengthOf(vector.data(), size_);
  if (length <= 0) return;
  if (document >= shapes_.size()) {
    shapes_.resize(document + 1);
    values_.resize(shapes_.size() * size_);
  }
  std::copy(vector.begin(), vector.end(),
            values_.begin() + static_cast<std::ptrdiff_t>(document * size_));
  Shape& shape = shapes_[document];
  shape = {true, length, 0, 1};
  if (background_ != nullptr && background_->lesson_mean.size() == size_) {
    const auto& mean = background_->lesson_mean;
    shape.to_query_mean =
        InnerProduct(vector.data(), background_->query_mean) / length;
    const float to_mean = InnerProduct(vector.data(), mean) / length;
    shape.centred =
        std::sqrt(std::max(1 - 2 * to_mean + InnerProduct(mean, mean), 1e-6F));
  }
  ++count_;
}

void VectorIndex::Remove(DocumentId document) {
  if (document >= shapes_.size() || !shapes_[document].present) return;
  shapes_[document] = {};
  --count_;
}

std::vector<float> VectorIndex::NearnessTo(const CompactVector& query) const {
  if (query.size() != size_ || size_ == 0) return {};
  const float length = LengthOf(query.data(), size_);
  if (length <= 0) return {};
  float to_lesson_mean = 0;
  float means = 0;
  float centred = 1;
  if (background_ != nullptr && background_->query_mean.size() == size_) {
    const auto& mean = background_->query_mean;
    to_lesson_mean =
        InnerProduct(query.data(), background_->lesson_mean) / length;
    means = InnerProduct(mean, background_->lesson_mean);
    const float to_mean = InnerProduct(query.data(), mean) / length;
    centred =
        std::sqrt(std::max(1 - 2 * to_mean + InnerProduct(mean, mean), 1e-6F));
  }
  const NearnessScale* const scale =
      background_ == nullptr || background_->scale.empty()
          ? nullptr
          : &background_->scale;
  const InnerProductFunction product_of = InnerProductBy(BestInstructions());
  std::vector<float> nearness(shapes_.size(), kNone);
  for (size_t i = 0; i < shapes_.size(); ++i) {
    const Shape& shape = shapes_[i];
    if (!shape.present) continue;
    const auto product = static_cast<float>(
        product_of(query.data(), values_.data() + i * size_, size_));
    const float cosine = product / (length * shape.length);
    nearness[i] = (cosine - shape.to_query_mean - to_lesson_mean + means) /
                  (centred * shape.centred);
    if (scale != nullptr) nearness[i] = scale->Of(nearness[i]);
  }
  return nearness;
}

}  // namespace alhf::core
