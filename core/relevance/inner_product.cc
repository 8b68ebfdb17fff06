#include "core/relevance/inner_product.h"

#include "core/relevance/encoder/int8_kernel.h"

namespace alhf::core {

int32_t InnerProductPortable(const int8_t* a, const int8_t* b, size_t size) {
  int32_t sum = 0;
  for (size_t i = 0; i < size; ++i) {
    sum += static_cast<int16_t>(a[i]) * static_cast<int16_t>(b[i]);
  }
  return sum;
}

InnerProductFunction InnerProductBy(Instructions instructions) {
#if defined(__x86_64__)
  if (instructions == Instructions::kAvx2) return InnerProductAvx2;
#endif
  (void)instructions;
  return InnerProductPortable;
}

}  // namespace alhf::core
