// Terms that a person explains by other words: "PTO is paid time off".
//
// A definition that speaks of rows, sums, filters or dates is no such term: it
// says how to compute, and belongs to whoever computes.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_RETRIEVER_TERMS_H_
#define ALHF_COMPONENTS_RETRIEVER_TERMS_H_

#include <cstddef>
#include <vector>

#include "absl/strings/string_view.h"
#include "components/retriever/retriever.pb.h"

namespace alhf::retriever {

struct Term {
  Expansion expansion;
  // The term consists of the initials of its meaning.
  bool abbreviation = false;
  // It is a definition by its form, and not only by what its words may mean.
  bool stated = true;
  // Bytes of the definition in the text.
  size_t begin = 0;
  size_t end = 0;
};

std::vector<Term> ReadTerms(absl::string_view text);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_TERMS_H_
