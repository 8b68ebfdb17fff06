// Words of names of documents, as stems.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_RETRIEVER_SOURCE_WORDS_H_
#define ALHF_COMPONENTS_RETRIEVER_SOURCE_WORDS_H_

#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace alhf::retriever {

using Stems = std::set<std::string>;

// Words for any source: they name none.
const Stems& GenericStems();
// Words that stand for documents and for nothing else.
const Stems& DocumentStems();
// Words by which people tell the document that holds from one that does not
// any more; they name none.
const Stems& CurrentStems();
const Stems& OldStems();

// Returns the stems of `text`, stop words aside.
Stems StemsOf(absl::string_view text);
// The same without what stands in brackets, years, and words of age.
Stems CoreOf(absl::string_view text);
// Returns the words of `text` that are written as files' names are, in lower
// case: "rules_2024.md".
std::vector<std::string> FileTokens(absl::string_view text);

bool IsYear(absl::string_view word);
bool Holds(const Stems& stems, const std::string& stem);
bool Overlap(const Stems& a, const Stems& b);
bool Includes(const Stems& all, const Stems& some);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_SOURCE_WORDS_H_
