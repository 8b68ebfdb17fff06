#include "core/relevance/encoder/int8_kernel.h"

namespace alhf::core {
namespace {

// So that the sums of a group fit into 32 bits: 256 · 127 · 32767 < 2^31.
constexpr size_t kMaxGroup = 256;

// The panel's weights, one output after the other, as wide as the inputs: then
// compilers see a dot product and take the instruction that there is for it.
void Unpack(const int8_t* values, size_t inputs, int16_t* panel) {
  for (size_t i = 0; i < inputs; i += 2) {
    for (size_t o = 0; o < kPanelOutputs; ++o) {
      panel[o * inputs + i] = *values++;
      panel[o * inputs + i + 1] = *values++;
    }
  }
}

int32_t Dot(const int16_t* a, const int16_t* b, size_t size) {
  int32_t sum = 0;
  for (size_t i = 0; i < size; ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

Instructions BestInstructions() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return Instructions::kAvx2;
#endif
  return Instructions::kPortable;
}

Int8Panels Int8Matrix::view() const {
  Int8Panels panels = panels_;
  panels.values = values_.data();
  panels.scales = scales_.data();
  return panels;
}

std::optional<Int8Matrix> PackInt8(const Tensor& weight) {
  if (weight.int8s.empty() || weight.shape.size() != 2) return std::nullopt;
  const size_t outputs = weight.shape[0];
  const size_t inputs = weight.shape[1];
  const size_t group = weight.group;
  if (outputs % kPanelOutputs != 0 || group % 2 != 0 || group > kMaxGroup) {
    return std::nullopt;
  }
  Int8Matrix matrix;
  matrix.panels_ = {inputs, outputs, group, nullptr, nullptr};
  matrix.values_.reserve(outputs * inputs);
  matrix.scales_.reserve(weight.scales.size());
  const size_t groups = inputs / group;
  for (size_t panel = 0; panel < outputs; panel += kPanelOutputs) {
    for (size_t i = 0; i < inputs; i += 2) {
      for (size_t o = panel; o < panel + kPanelOutputs; ++o) {
        matrix.values_.push_back(weight.int8s[o * inputs + i]);
        matrix.values_.push_back(weight.int8s[o * inputs + i + 1]);
      }
    }
    for (size_t g = 0; g < groups; ++g) {
      for (size_t o = panel; o < panel + kPanelOutputs; ++o) {
        matrix.scales_.push_back(weight.scales[o * groups + g]);
      }
    }
  }
  return matrix;
}

void MultiplyInt8Portable(const Int8Panels& matrix, const int16_t* x,
                          size_t rows, float* y) {
  const size_t inputs = matrix.inputs;
  const size_t groups = inputs / matrix.group;
  std::vector<int16_t> panel(kPanelOutputs * inputs);
  for (size_t first = 0; first < matrix.outputs; first += kPanelOutputs) {
    Unpack(matrix.values + first * inputs, inputs, panel.data());
    const float* scales = matrix.scales + first * groups;
    for (size_t r = 0; r < rows; ++r) {
      for (size_t o = 0; o < kPanelOutputs; ++o) {
        const int16_t* in = x + r * inputs;
        const int16_t* w = panel.data() + o * inputs;
        float sum = 0;
        for (size_t g = 0; g < groups; ++g) {
          const int32_t exact = Dot(in, w, matrix.group);
          sum += static_cast<float>(exact) * scales[g * kPanelOutputs + o];
          in += matrix.group;
          w += matrix.group;
        }
        y[r * matrix.outputs + first + o] = sum;
      }
    }
  }
}

void MultiplyInt8(Instructions instructions, const Int8Panels& matrix,
                  const int16_t* x, size_t rows, float* y) {
#if defined(__x86_64__)
  if (instructions == Instructions::kAvx2) {
    MultiplyInt8Avx2(matrix, x, rows, y);
    return;
  }
#endif
  (void)instructions;
  MultiplyInt8Portable(matrix, x, rows, y);
}

}  // namespace alhf::core
