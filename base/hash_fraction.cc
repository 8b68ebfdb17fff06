#include "base/hash_fraction.h"

#include <cstdint>

#include "base/text.h"

namespace alhf {

double HashFraction(absl::string_view text) {
  constexpr int kBits = 53;
  const std::string digest = Sha256(text);
  const uint64_t head =
      ReadBigEndian64(absl::string_view(digest).substr(0, sizeof(uint64_t)));
  return static_cast<double>(head >> (64 - kBits)) /
         static_cast<double>(uint64_t{1} << kBits);
}

}  // namespace alhf
