// The weights file of a sentence encoder, as tools/convert_encoder.py writes
// it.
//
//   ALHF_ASSIGN_OR_RETURN(EncoderWeights weights, ReadEncoderWeights(path));
//   weights.tensors.at("head/bias").shape == {512}
//
// All numbers are little-endian and packed without gaps:
//
//   8 bytes    "ALHFENC\0"
//   u32        version of the format: 1
//   u64        bytes of the body
//   32 bytes   SHA-256 of the body
//   body:
//     u16 n, n bytes    name of the model
//     u32               number of tensors; of each:
//       u16 n, n bytes    name
//       u8                0: float32, 1: int8
//       u8 r, r × u32     shape
//       u32               int8: values of a row that share a scale; else 0
//       int8: float32 × (values / group)   scales, row by row
//       values            row-major
//     u32               number of pieces of the vocabulary; of each:
//       f64               score
//       u16 n, n bytes    the piece, UTF-8
//
// A matrix has one row for each output unit, so that a row times the input is
// an output. An int8 value times its scale is the weight.
//
// Thread safety: pure but for reading the file; weights are a plain value.
#ifndef ALHF_CORE_RELEVANCE_ENCODER_WEIGHTS_H_
#define ALHF_CORE_RELEVANCE_ENCODER_WEIGHTS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace alhf::core {

struct Tensor {
  std::vector<uint32_t> shape;
  // One of the two is filled.
  std::vector<float> floats;
  std::vector<int8_t> int8s;
  // Of int8s: values of a row that share a scale, and the scales.
  uint32_t group = 0;
  std::vector<float> scales;
};

struct VocabularyPiece {
  std::string text;
  double score = 0;
};

struct EncoderWeights {
  std::string model;   // e.g. "use-lite-en-0.2.0-int8"
  std::string digest;  // SHA-256 of the body, 64 hexadecimal digits
  std::map<std::string, Tensor, std::less<>> tensors;
  std::vector<VocabularyPiece> vocabulary;
};

// Returns what the file at `path` holds.
//
// INVALID_ARGUMENT CONFIG_INVALID: the file cannot be read.
// DATA_LOSS STORE_DAMAGED: it is no such file, of another version, or damaged.
absl::StatusOr<EncoderWeights> ReadEncoderWeights(const std::string& path);

// The same for a file that is at hand; `name` stands for its path.
absl::StatusOr<EncoderWeights> ParseEncoderWeights(absl::string_view file,
                                                   absl::string_view name);

// Returns the error for weights that cannot be used: `what` is wrong with them.
absl::Status BadWeights(absl::string_view name, absl::string_view what);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_ENCODER_WEIGHTS_H_
