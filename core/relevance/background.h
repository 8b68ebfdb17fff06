// What sentences have in common: the means of many queries and of many lessons.
// eval/training makes background.cc; it says from what.
//
// Thread safety: pure functions; a background is immutable.
#ifndef ALHF_CORE_RELEVANCE_BACKGROUND_H_
#define ALHF_CORE_RELEVANCE_BACKGROUND_H_

#include <vector>

#include "absl/strings/string_view.h"

namespace alhf::core {

// Of vectors of length one.
struct Background {
  std::vector<float> query_mean;
  std::vector<float> lesson_mean;
};

// Returns the background of an encoder's vectors; null where there is none.
const Background* BackgroundOf(absl::string_view encoder_id);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_BACKGROUND_H_
