// A share of things that is chosen by what they are called, so that everyone
// chooses alike.
//
//   if (HashFraction("x-3f9k2m7q") < 0.1) …   // one of the tenth
//
// Thread safety: a pure function.
#ifndef ALHF_BASE_HASH_FRACTION_H_
#define ALHF_BASE_HASH_FRACTION_H_

#include "absl/strings/string_view.h"

namespace alhf {

// Returns the first 53 bits of the SHA-256 of `text` as a fraction in [0, 1):
// as many as a double tells apart. Spread evenly over different texts.
double HashFraction(absl::string_view text);

}  // namespace alhf

#endif  // ALHF_BASE_HASH_FRACTION_H_
