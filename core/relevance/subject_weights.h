// The weights of SubjectMap, as eval/training/fit_subjects.py makes them.
//
// Thread safety: pure functions and plain values.
#ifndef ALHF_CORE_RELEVANCE_SUBJECT_WEIGHTS_H_
#define ALHF_CORE_RELEVANCE_SUBJECT_WEIGHTS_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace alhf::core {

// Dimensions of a place among subjects.
inline constexpr size_t kSubjects = 16;

struct SubjectWeights {
  absl::string_view encoder_id;
  size_t size = 0;  // of a vector
  // A row of `size` for each dimension; live as long as the program.
  const int8_t* queries = nullptr;
  const int8_t* lessons = nullptr;
  // Of the inner product of two places.
  float scale = 0;
};

SubjectWeights SubjectWeightsInTree();

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_SUBJECT_WEIGHTS_H_
