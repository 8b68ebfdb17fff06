// Rows of 16-bit integers times a matrix of 8-bit integers.
//
//   Int8Matrix matrix = *PackInt8(tensor);
//   MultiplyInt8(BestInstructions(), matrix.view(), x, rows, y);
//
// y[r][o] = Σ_g scale[o][g] · Σ_{i in g} x[r][i] · w[o][i]
//
// The inner sums are exact integers, and the outer ones are added in the order
// of the groups without contraction, so that every set of instructions, and
// every number of rows at once, gives the same bits. Activations of 16 bits
// lose nothing that shows; the weights' 8 bits are a quarter of the reading.
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_ENCODER_INT8_KERNEL_H_
#define ALHF_CORE_RELEVANCE_ENCODER_INT8_KERNEL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/relevance/encoder/int8_panels.h"
#include "core/relevance/encoder/weights.h"

namespace alhf::core {

enum class Instructions {
  kPortable,  // what the compiler makes of plain C++
  kAvx2,      // x86-64 with AVX2
};

// Returns the fastest that this processor has.
Instructions BestInstructions();

// A matrix in the order in which the kernels read it.
class Int8Matrix {
 public:
  size_t inputs() const { return panels_.inputs; }
  size_t outputs() const { return panels_.outputs; }
  // Valid as long as the matrix.
  Int8Panels view() const;

 private:
  friend std::optional<Int8Matrix> PackInt8(const Tensor& weight);
  Int8Panels panels_;  // but for the pointers
  std::vector<int8_t> values_;
  std::vector<float> scales_;
};

// Returns `weight`, [outputs, inputs] in int8, packed; nothing where its shape
// does not fit: outputs in whole panels, groups of an even size of at most 256.
std::optional<Int8Matrix> PackInt8(const Tensor& weight);

// Multiplies `rows` rows of `x` (matrix.inputs values each) into those of `y`
// (matrix.outputs values each).
void MultiplyInt8(Instructions instructions, const Int8Panels& matrix,
                  const int16_t* x, size_t rows, float* y);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_ENCODER_INT8_KERNEL_H_
