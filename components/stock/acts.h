// The typed items of a rule: filled from a sentence, told to people, and put
// into an adjustment.
//
//   auto acts = ActsOf(rule, match);    // "leave out drafts" → filter
//   UnderstoodAs(acts[0]);              // "leave out source: drafts"
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_STOCK_ACTS_H_
#define ALHF_COMPONENTS_STOCK_ACTS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/phrases.h"
#include "alhf/v1/types.pb.h"
#include "components/stock/stock.pb.h"

namespace alhf::stock {

// What `match`, found by one of the rule's phrases, asks for: one act, or one
// for each value that is left out. None where a word at <> is none of the
// rule's or names no one thing, or what the item needs was not said.
std::vector<Act> ActsOf(const Rule& rule, const sdk::PhraseMatch& match);

// Returns whether the manifest still has a rule for what the act does.
bool IsHonoured(const Manifest& manifest, const Act& act);

// The expansion of a definition: where a question says `term`, `meaning` is
// meant.
Act ExpansionOf(absl::string_view term, absl::string_view meaning);

// One line for people.
std::string UnderstoodAs(const Act& act);

// What the act settles: of two lessons with one key one acts. An expansion is
// settled by its term, what is left out or preferred by field and value, "only
// these" by its field.
std::string ConflictKeyOf(const Act& act);

// Puts the act into `item`, with its target.
void Fill(const Act& act, v1::AdjustmentItem& item);

}  // namespace alhf::stock

#endif  // ALHF_COMPONENTS_STOCK_ACTS_H_
