// What vectors of an encoder are compared against: what sentences have in
// common, the means of many queries and of many lessons, and how its nearness
// reads on the scale that the scorer was fitted to. eval/training makes
// background.cc, of the encoder in the tree; it says from what. `alhf eval
// fit-encoder` makes that of another.
//
// Thread safety: pure functions; a background is immutable.
#ifndef ALHF_CORE_RELEVANCE_ENCODER_BACKGROUND_H_
#define ALHF_CORE_RELEVANCE_ENCODER_BACKGROUND_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/relevance/encoder/nearness_scale.h"

namespace alhf::core {

// Of vectors of length one.
struct Background {
  std::vector<float> query_mean;
  std::vector<float> lesson_mean;
  // The encoder that the scorer was fitted to has none.
  NearnessScale scale = {};
  // Names the fit of another encoder.
  std::string version = {};
};

// Returns the background of the encoder in the tree, which the scorer was
// fitted to; null for the id of another.
const Background* BackgroundOf(absl::string_view encoder_id);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_ENCODER_BACKGROUND_H_
