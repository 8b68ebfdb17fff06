// The typed items of a rule: filled from a sentence, told to people, and put
// into an adjustment.
//
//   auto act = ActOf(rule, match);      // "leave out drafts" → filter
//   UnderstoodAs(*act);                 // "leave out source: drafts"
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_STOCK_ACTS_H_
#define ALHF_COMPONENTS_STOCK_ACTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/phrases.h"
#include "alhf/v1/types.pb.h"
#include "components/stock/stock.pb.h"

namespace alhf::stock {

// What `match`, found by one of the rule's phrases, asks for. Nothing where a
// word at <> is none of the rule's, or what the item needs was not said.
std::optional<Act> ActOf(const Rule& rule, const sdk::PhraseMatch& match);

// The expansion of a definition: where a question says `term`, `meaning` is
// meant.
Act ExpansionOf(absl::string_view term, absl::string_view meaning);

// One line for people.
std::string UnderstoodAs(const Act& act);

// What the act settles: of two lessons with one key one acts. An expansion is
// settled by its term, a filter and a boost by field and values.
std::string ConflictKeyOf(const Act& act);

// Puts the act into `item`, with its target.
void Fill(const Act& act, v1::AdjustmentItem& item);

}  // namespace alhf::stock

#endif  // ALHF_COMPONENTS_STOCK_ACTS_H_
