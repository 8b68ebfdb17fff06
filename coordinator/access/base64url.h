// The alphabet in which JOSE writes bytes: base64url without padding (RFC 7515,
// section 2). Debian's libcjose ends the process on some of what is not, so
// nothing else is shown to it.
//
//   IsBase64Url("eyJ9")   // true
//   IsBase64Url("A===")   // false
//
// Thread safety: a pure function.
#ifndef ALHF_COORDINATOR_ACCESS_BASE64URL_H_
#define ALHF_COORDINATOR_ACCESS_BASE64URL_H_

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace alhf::coordinator {

// Returns whether `text`, which may be empty, can be decoded.
inline bool IsBase64Url(absl::string_view text) {
  return text.size() % 4 != 1 &&
         std::all_of(text.begin(), text.end(), [](char letter) {
           return absl::ascii_isalnum(static_cast<unsigned char>(letter)) ||
                  letter == '-' || letter == '_';
         });
}

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_ACCESS_BASE64URL_H_
