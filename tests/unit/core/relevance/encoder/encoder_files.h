// Weights for tests: small ones made here, and those of the tree.
#ifndef ALHF_TESTS_UNIT_CORE_RELEVANCE_ENCODER_ENCODER_FILES_H_
#define ALHF_TESTS_UNIT_CORE_RELEVANCE_ENCODER_ENCODER_FILES_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/text.h"
#include "core/relevance/encoder/weights.h"

namespace alhf::core {

// The bytes of a weights file, part by part.
class FileBytes {
 public:
  template <typename T>
  FileBytes& Number(T value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof(value));
    return *this;
  }
  template <typename T>
  FileBytes& Array(const std::vector<T>& values) {
    for (const T& value : values) Number(value);
    return *this;
  }
  FileBytes& Text(absl::string_view text) {
    Number(static_cast<uint16_t>(text.size()));
    bytes_.append(text.data(), text.size());
    return *this;
  }
  FileBytes& Raw(absl::string_view bytes) {
    bytes_.append(bytes.data(), bytes.size());
    return *this;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// The whole file around `body`.
inline std::string WeightsFile(const std::string& body, uint32_t version = 1) {
  return FileBytes()
      .Raw(absl::string_view("ALHFENC\0", 8))
      .Number(version)
      .Number(static_cast<uint64_t>(body.size()))
      .Raw(Sha256(body))
      .Raw(body)
      .bytes();
}

// A float tensor of normally distributed values.
inline Tensor RandomTensor(std::vector<uint32_t> shape, std::mt19937& random,
                           float deviation = 0.5F, float mean = 0) {
  std::normal_distribution<float> normal(mean, deviation);
  Tensor tensor;
  size_t size = 1;
  for (const uint32_t n : shape) size *= n;
  tensor.shape = std::move(shape);
  for (size_t i = 0; i < size; ++i) tensor.floats.push_back(normal(random));
  return tensor;
}

// An int8 tensor of values of every kind, the largest among them.
inline Tensor RandomInt8Tensor(uint32_t outputs, uint32_t inputs,
                               uint32_t group, std::mt19937& random) {
  std::uniform_int_distribution<int> values(-127, 127);
  std::uniform_real_distribution<float> scales(0.001F, 0.02F);
  Tensor tensor;
  tensor.shape = {outputs, inputs};
  tensor.group = group;
  for (uint32_t i = 0; i < outputs * inputs; ++i) {
    tensor.int8s.push_back(static_cast<int8_t>(values(random)));
  }
  for (uint32_t i = 0; i < outputs * inputs / group; ++i) {
    tensor.scales.push_back(scales(random));
  }
  return tensor;
}

// The value of `tensor` at [row, column], whatever its type.
inline double ValueAt(const Tensor& tensor, size_t row, size_t column) {
  const size_t place = row * tensor.shape.back() + column;
  if (tensor.int8s.empty()) return tensor.floats[place];
  return double{tensor.scales[place / tensor.group]} * tensor.int8s[place];
}

}  // namespace alhf::core

#endif  // ALHF_TESTS_UNIT_CORE_RELEVANCE_ENCODER_ENCODER_FILES_H_
