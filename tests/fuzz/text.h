// What the targets that read sentences share.
#ifndef ALHF_TESTS_FUZZ_TEXT_H_
#define ALHF_TESTS_FUZZ_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace alhf::fuzz {

// What the API lets through; longer texts are refused before anybody reads
// them, and those that are no UTF-8 as well.
inline constexpr size_t kLongestText = 2000;

// Bytes above ASCII as a letter of two bytes, so that all of it is UTF-8.
inline std::string AsText(absl::string_view bytes) {
  std::string text;
  for (const char byte : bytes.substr(0, kLongestText)) {
    const auto value = static_cast<unsigned char>(byte);
    if (value < 0x80) {
      text.push_back(byte);
    } else {
      text.push_back(static_cast<char>(0xc0 | (value >> 6)));
      text.push_back(static_cast<char>(0x80 | (value & 0x3f)));
    }
  }
  return text;
}

}  // namespace alhf::fuzz

#endif  // ALHF_TESTS_FUZZ_TEXT_H_
