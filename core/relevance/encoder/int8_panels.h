// What the kernels share. Plain pointers and nothing else: a function of the
// standard library that a file for newer processors compiles could be the one
// that the linker keeps for all.
#ifndef ALHF_CORE_RELEVANCE_ENCODER_INT8_PANELS_H_
#define ALHF_CORE_RELEVANCE_ENCODER_INT8_PANELS_H_

#include <stddef.h>
#include <stdint.h>

namespace alhf::core {

// Outputs that are worked out side by side.
inline constexpr size_t kPanelOutputs = 16;

struct Int8Panels {
  size_t inputs = 0;
  size_t outputs = 0;
  size_t group = 0;
  // [outputs / 16][inputs / 2][16][2]: two inputs of each output together.
  const int8_t* values = nullptr;
  // [outputs / 16][inputs / group][16]
  const float* scales = nullptr;
};

// The kernels; see MultiplyInt8. The second must only be called where the
// processor has AVX2.
void MultiplyInt8Portable(const Int8Panels& matrix, const int16_t* x,
                          size_t rows, float* y);
void MultiplyInt8Avx2(const Int8Panels& matrix, const int16_t* x, size_t rows,
                      float* y);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_ENCODER_INT8_PANELS_H_
