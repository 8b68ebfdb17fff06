// Reasons that people give beside an instruction: they instruct nothing.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_REASONS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_REASONS_H_

#include <cstddef>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/text.h"

namespace alhf::sql_generator {

// Returns the index of the token of `tokens`, which lie in `text`, with which a
// reason begins: "…, those are no books", "… because they are old". As many as
// there are, where none does.
size_t ReasonIn(absl::string_view text, const std::vector<sdk::Token>& tokens);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_REASONS_H_
