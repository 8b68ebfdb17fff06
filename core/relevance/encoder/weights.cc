#include "core/relevance/encoder/weights.h"

#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"

namespace alhf::core {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the weights file is copied as it is");

constexpr absl::string_view kMagic("ALHFENC\0", 8);
constexpr uint32_t kVersion = 1;
constexpr size_t kDigestBytes = 32;
constexpr uint8_t kInt8 = 1;

// Takes values off the front; once too little is left, everything fails.
class Reader {
 public:
  explicit Reader(absl::string_view bytes) : bytes_(bytes) {}

  absl::string_view Bytes(size_t size) {
    if (failed_ || size > bytes_.size()) {
      failed_ = true;
      return {};
    }
    const absl::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

  template <typename T>
  T Number() {
    const absl::string_view taken = Bytes(sizeof(T));
    T value{};
    if (!taken.empty()) std::memcpy(&value, taken.data(), sizeof(T));
    return value;
  }

  std::string Text() { return std::string(Bytes(Number<uint16_t>())); }

  template <typename T>
  std::vector<T> Array(size_t size) {
    // Division, because a size that was read may be anything.
    if (size > bytes_.size() / sizeof(T)) failed_ = true;
    if (failed_) return {};
    std::vector<T> values(size);
    const absl::string_view taken = Bytes(size * sizeof(T));
    if (size > 0) std::memcpy(values.data(), taken.data(), taken.size());
    return values;
  }

  void Fail() { failed_ = true; }
  bool failed() const { return failed_; }
  size_t left() const { return bytes_.size(); }

 private:
  absl::string_view bytes_;
  bool failed_ = false;
};

Tensor ReadTensor(Reader& reader) {
  Tensor tensor;
  const auto type = reader.Number<uint8_t>();
  tensor.shape = reader.Array<uint32_t>(reader.Number<uint8_t>());
  tensor.group = reader.Number<uint32_t>();
  uint64_t size = 1;
  for (const uint32_t n : tensor.shape) {
    if (n == 0 || size > std::numeric_limits<uint32_t>::max() / n) {
      reader.Fail();
      return tensor;
    }
    size *= n;
  }
  if (type != kInt8) {
    tensor.floats = reader.Array<float>(size);
    return tensor;
  }
  if (tensor.shape.empty() || tensor.group == 0 ||
      tensor.shape.back() % tensor.group != 0) {
    reader.Fail();
    return tensor;
  }
  tensor.scales = reader.Array<float>(size / tensor.group);
  tensor.int8s = reader.Array<int8_t>(size);
  return tensor;
}

EncoderWeights ReadBody(Reader& reader) {
  EncoderWeights weights;
  weights.model = reader.Text();
  const auto tensors = reader.Number<uint32_t>();
  for (uint32_t i = 0; i < tensors && !reader.failed(); ++i) {
    std::string name = reader.Text();
    weights.tensors.emplace(std::move(name), ReadTensor(reader));
  }
  const auto pieces = reader.Number<uint32_t>();
  for (uint32_t i = 0; i < pieces && !reader.failed(); ++i) {
    const auto score = reader.Number<double>();
    weights.vocabulary.push_back({reader.Text(), score});
  }
  return weights;
}

}  // namespace

absl::Status BadWeights(absl::string_view name, absl::string_view what) {
  return Error(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED,
               absl::StrCat(name, ": ", what,
                            "; tools/convert_encoder.py makes the file anew"),
               {{"file", std::string(name)}});
}

absl::StatusOr<EncoderWeights> ParseEncoderWeights(absl::string_view file,
                                                   absl::string_view name) {
  if (!absl::StartsWith(file, kMagic)) {
    return BadWeights(name, "is no weights file of a sentence encoder");
  }
  Reader reader(file.substr(kMagic.size()));
  const auto version = reader.Number<uint32_t>();
  if (version != kVersion) {
    return BadWeights(
        name,
        absl::StrCat("has version ", version,
                     " of the format; this build reads version ", kVersion));
  }
  const auto size = reader.Number<uint64_t>();
  const std::string digest(reader.Bytes(kDigestBytes));
  if (reader.left() != size) {
    return BadWeights(
        name, absl::StrCat("has ", reader.left(), " bytes of weights, ", size,
                           " were written"));
  }
  const absl::string_view body = reader.Bytes(size);
  if (reader.failed() || Sha256(body) != digest) {
    return BadWeights(name, "is damaged: its checksum does not fit");
  }
  Reader body_reader(body);
  EncoderWeights weights = ReadBody(body_reader);
  if (body_reader.failed() || body_reader.left() > 0) {
    return BadWeights(name, "does not hold what its tables say");
  }
  weights.digest = absl::BytesToHexString(digest);
  return weights;
}

absl::StatusOr<EncoderWeights> ReadEncoderWeights(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  if (file) bytes << file.rdbuf();
  if (!file) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 absl::StrCat(path, ": cannot be read: ", strerror(errno)),
                 {{"file", path}});
  }
  return ParseEncoderWeights(bytes.str(), path);
}

}  // namespace alhf::core
