// Sentence vectors of one byte a number, to keep many of and compare fast.
//
//   const CompactVector lesson = Compact(*encoder->Encode(text));
//   CosineOf(lesson, Compact(query)) > 0.5
//
// Values are scaled so that the largest is 127: a cosine does not depend on the
// scale. Against vectors of floats it is off by less than 0.01.
//
// Thread safety: pure functions and plain values.
#ifndef ALHF_CORE_RELEVANCE_COMPACT_VECTOR_H_
#define ALHF_CORE_RELEVANCE_COMPACT_VECTOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::core {

// Empty: there is none.
using CompactVector = std::vector<int8_t>;

CompactVector Compact(const SentenceVector& vector);

// As bytes and back, for a store.
std::string BytesOf(const CompactVector& vector);
CompactVector FromBytes(absl::string_view bytes);

// Returns the inner product of two rows of `size` values, exactly.
int32_t InnerProduct(const int8_t* a, const int8_t* b, size_t size);

// Returns the cosine of two vectors of one size, in [-1.0, 1.0]; 0 where one
// has no length.
double CosineOf(const CompactVector& a, const CompactVector& b);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_COMPACT_VECTOR_H_
