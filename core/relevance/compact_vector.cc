#include "core/relevance/compact_vector.h"

#include <algorithm>
#include <cmath>

#include "core/relevance/encoder/int8_kernel.h"
#include "core/relevance/inner_product.h"

namespace alhf::core {

CompactVector Compact(const SentenceVector& vector) {
  float largest = 0;
  for (const float value : vector) largest = std::max(largest, std::abs(value));
  CompactVector compact(vector.size(), 0);
  if (largest <= 0) return compact;
  for (size_t i = 0; i < vector.size(); ++i) {
    compact[i] = static_cast<int8_t>(std::lround(127 * vector[i] / largest));
  }
  return compact;
}

std::string BytesOf(const CompactVector& vector) {
  return std::string(vector.begin(), vector.end());
}

CompactVector FromBytes(absl::string_view bytes) {
  return CompactVector(bytes.begin(), bytes.end());
}

int32_t InnerProduct(const int8_t* a, const int8_t* b, size_t size) {
  return InnerProductBy(BestInstructions())(a, b, size);
}

double CosineOf(const CompactVector& a, const CompactVector& b) {
  const double length =
      std::sqrt(
          static_cast<double>(InnerProduct(a.data(), a.data(), a.size()))) *
      std::sqrt(
          static_cast<double>(InnerProduct(b.data(), b.data(), b.size())));
  if (length <= 0 || a.size() != b.size()) return 0;
  return InnerProduct(a.data(), b.data(), a.size()) / length;
}

}  // namespace alhf::core
