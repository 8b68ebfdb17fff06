// Compiled for processors with AVX2; int8_panels.h says why it includes so
// little.
#include "core/relevance/encoder/int8_panels.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace alhf::core {
namespace {

// Rows whose sums stay in the registers beside weights and inputs.
constexpr size_t kRowsAtOnce = 3;

__m256i Widen(const int8_t* values) {
  return _mm256_cvtepi8_epi16(
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(values)));
}

// The same two inputs in every lane.
__m256i Broadcast(const int16_t* two) {
  int32_t both;
  __builtin_memcpy(&both, two, sizeof(both));
  return _mm256_set1_epi32(both);
}

// One panel of outputs of `kRows` rows. `values` and `scales` are the panel's.
template <size_t kRows>
void MultiplyPanel(const Int8Panels& matrix, const int8_t* values,
                   const float* scales, const int16_t* x, float* y) {
  const size_t inputs = matrix.inputs;
  __m256 low[kRows];
  __m256 high[kRows];
  for (size_t r = 0; r < kRows; ++r) low[r] = high[r] = _mm256_setzero_ps();
  for (size_t begin = 0; begin < inputs; begin += matrix.group) {
    __m256i exact_low[kRows];
    __m256i exact_high[kRows];
    for (size_t r = 0; r < kRows; ++r) {
      exact_low[r] = exact_high[r] = _mm256_setzero_si256();
    }
    for (size_t i = begin; i < begin + matrix.group; i += 2) {
      const __m256i w_low = Widen(values);
      const __m256i w_high = Widen(values + kPanelOutputs);
      values += 2 * kPanelOutputs;
      for (size_t r = 0; r < kRows; ++r) {
        const __m256i in = Broadcast(x + r * inputs + i);
        exact_low[r] =
            _mm256_add_epi32(exact_low[r], _mm256_madd_epi16(in, w_low));
        exact_high[r] =
            _mm256_add_epi32(exact_high[r], _mm256_madd_epi16(in, w_high));
      }
    }
    const __m256 scale_low = _mm256_loadu_ps(scales);
    const __m256 scale_high = _mm256_loadu_ps(scales + kPanelOutputs / 2);
    scales += kPanelOutputs;
    for (size_t r = 0; r < kRows; ++r) {
      low[r] = _mm256_add_ps(
          low[r], _mm256_mul_ps(_mm256_cvtepi32_ps(exact_low[r]), scale_low));
      high[r] = _mm256_add_ps(
          high[r],
          _mm256_mul_ps(_mm256_cvtepi32_ps(exact_high[r]), scale_high));
    }
  }
  for (size_t r = 0; r < kRows; ++r) {
    _mm256_storeu_ps(y + r * matrix.outputs, low[r]);
    _mm256_storeu_ps(y + r * matrix.outputs + kPanelOutputs / 2, high[r]);
  }
}

using PanelFunction = void (*)(const Int8Panels&, const int8_t*, const float*,
                               const int16_t*, float*);
constexpr PanelFunction kByRows[kRowsAtOnce + 1] = {
    nullptr, MultiplyPanel<1>, MultiplyPanel<2>, MultiplyPanel<3>};

}  // namespace

void MultiplyInt8Avx2(const Int8Panels& matrix, const int16_t* x, size_t rows,
                      float* y) {
  const size_t groups = matrix.inputs / matrix.group;
  for (size_t panel = 0; panel < matrix.outputs; panel += kPanelOutputs) {
    const int8_t* values = matrix.values + panel * matrix.inputs;
    const float* scales = matrix.scales + panel * groups;
    for (size_t r = 0; r < rows; r += kRowsAtOnce) {
      const size_t left = rows - r;
      kByRows[left < kRowsAtOnce ? left : kRowsAtOnce](
          matrix, values, scales, x + r * matrix.inputs,
          y + r * matrix.outputs + panel);
    }
  }
}

}  // namespace alhf::core

#endif
