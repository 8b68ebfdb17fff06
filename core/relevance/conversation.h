// What a query asks in its conversation. "And for 2024?" says little alone:
// what it is about was said before.
//
//   query.text()                 "And for 2024?"
//   query.turns(0).question()    "How many boats were rented in 2023?"
//   WordsInConversation(query)   "How many boats were rented in 2023? And for
//                                 2024?"
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_CONVERSATION_H_
#define ALHF_CORE_RELEVANCE_CONVERSATION_H_

#include <string>

#include "alhf/v1/types.pb.h"
#include "core/relevance/analysis.h"

namespace alhf::core {

// Returns whether `question` leans on what was said before: it begins as a
// continuation ("and …", "what about …", "for 2024?"), or is short and points
// back ("how many of them?").
bool IsFollowUp(const Analysis& question);

// Returns whether `query` is a follow-up in a conversation: its own words do
// not say all that it asks, and rule out nothing that was said before.
bool LeansOnTurns(const v1::Query& query);

// Returns the words by which lessons are recalled for `query`, and which are
// encoded: its text, with the questions that it leans on before it, oldest
// first. A question that stands alone stays as it is: what was said before may
// be of something else. Answers are not looked at.
std::string WordsInConversation(const v1::Query& query);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_CONVERSATION_H_
