// Trigger phrases: the term that a definition defines decides where the
// definition applies.
//
//   DefinedTerm("An active customer means one who ordered in 90 days")
//       -> "active customer"
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_TRIGGER_H_
#define ALHF_CORE_RELEVANCE_TRIGGER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/relevance/analysis.h"

namespace alhf::core {

// A definition as people say it: "X means Y", "X is Y", "X = Y", "by X we mean
// Y", "X stands for Y", "X refers to Y", "call Y X".
struct Definition {
  std::string term;     // as written, without article and quotes
  std::string meaning;  // as written
  size_t begin = 0;     // bytes of the whole definition in the text
  size_t end = 0;
};

// Returns the definition that `sentence` states, or nothing.
std::optional<Definition> ParseDefinition(absl::string_view sentence);

// Returns whether the stems of `trigger` occur in `query` side by side and in
// order.
bool TriggerFires(absl::string_view trigger, const Analysis& query);

// Returns the share of the trigger's content stems that occur in `query`,
// in [0.0, 1.0].
double TriggerCoverage(absl::string_view trigger, const Analysis& query);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_TRIGGER_H_
