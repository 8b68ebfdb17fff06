// Compiled for processors with AVX2; inner_product.h says why it includes so
// little.
#include "core/relevance/inner_product.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace alhf::core {
namespace {

constexpr size_t kAtOnce = 16;

__m256i Widen(const int8_t* values) {
  return _mm256_cvtepi8_epi16(
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(values)));
}

__m256i Products(const int8_t* a, const int8_t* b) {
  return _mm256_madd_epi16(Widen(a), Widen(b));
}

int32_t SumOf(__m256i lanes) {
  const __m128i four = _mm_add_epi32(_mm256_castsi256_si128(lanes),
                                     _mm256_extracti128_si256(lanes, 1));
  const __m128i two = _mm_add_epi32(four, _mm_unpackhi_epi64(four, four));
  return _mm_cvtsi128_si32(two) + _mm_extract_epi32(two, 1);
}

}  // namespace

int32_t InnerProductAvx2(const int8_t* a, const int8_t* b, size_t size) {
  __m256i even = _mm256_setzero_si256();
  __m256i odd = _mm256_setzero_si256();
  size_t i = 0;
  for (; i + 2 * kAtOnce <= size; i += 2 * kAtOnce) {
    even = _mm256_add_epi32(even, Products(a + i, b + i));
    odd = _mm256_add_epi32(odd, Products(a + i + kAtOnce, b + i + kAtOnce));
  }
  int32_t sum = SumOf(_mm256_add_epi32(even, odd));
  for (; i < size; ++i) {
    sum += static_cast<int16_t>(a[i]) * static_cast<int16_t>(b[i]);
  }
  return sum;
}

}  // namespace alhf::core

#endif
