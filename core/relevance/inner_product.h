// Inner products of rows of 8-bit integers, exactly: every set of instructions
// gives the same sum.
//
//   const InnerProductFunction product = InnerProductBy(BestInstructions());
//   for (…) sums[i] = product(query, rows + i * size, size);
//
// It includes little: a function of the standard library that a file for newer
// processors compiles could be the one that the linker keeps for all.
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_INNER_PRODUCT_H_
#define ALHF_CORE_RELEVANCE_INNER_PRODUCT_H_

#include <stddef.h>
#include <stdint.h>

namespace alhf::core {

enum class Instructions;

using InnerProductFunction = int32_t (*)(const int8_t* a, const int8_t* b,
                                         size_t size);

// Of two rows of `size` values, at most 2^17. The second must only be called
// where the processor has AVX2.
int32_t InnerProductPortable(const int8_t* a, const int8_t* b, size_t size);
int32_t InnerProductAvx2(const int8_t* a, const int8_t* b, size_t size);

// Returns the one for `instructions`; see BestInstructions().
InnerProductFunction InnerProductBy(Instructions instructions);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_INNER_PRODUCT_H_
