// Instructions of each kind, and what they have in common: how sure they are,
// what they settle, what people read.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_RETRIEVER_INSTRUCTION_MAKERS_H_
#define ALHF_COMPONENTS_RETRIEVER_INSTRUCTION_MAKERS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/phrases.h"
#include "alhf/v1/types.pb.h"
#include "components/retriever/retriever.pb.h"
#include "components/retriever/sayings.h"

namespace alhf::retriever {

struct Instruction {
  v1::Proposal proposal;
  // How sure it is that this is the retriever's, in [0.0, 1.0].
  double score = 0;
};

// How sure it is that an instruction is the retriever's.
inline constexpr double kSure = 0.9;
inline constexpr double kLikely = 0.7;
inline constexpr double kUncertain = 0.4;
inline constexpr double kDoubtful = 0.35;

Instruction MakeInstruction(const Search& search, absl::string_view key,
                            absl::string_view understood, double score,
                            const v1::Span& span);
Instruction CountInstruction(int64_t count, const v1::Span& span);
Instruction NewestInstruction(double score, const v1::Span& span);
// What of the documents' dates counts; a score of 0 where `match` in `text`
// names no year.
Instruction DateInstruction(Says says, const sdk::PhraseMatch& match,
                            absl::string_view text);
Instruction SourcesInstruction(Sources sources, double score,
                               const v1::Span& span);

// Returns "prefer" and the like.
absl::string_view VerbOf(Sources::Use use);

// Returns whether `found` settles what `again` does: "the archive is outdated,
// ignore it" says one thing twice.
bool IsSaid(const std::vector<Instruction>& found, const Instruction& again);
// Returns whether `found` spoke of all sources of `verdict`.
bool SaysOf(const std::vector<Instruction>& found, const Instruction& verdict);

// Returns whether `proposal` says what to use, or what to leave out.
bool UsesSources(const v1::Proposal& proposal);
// Returns whether `proposal` prefers one of several pages on the same.
bool HasRivals(const v1::Proposal& proposal);
bool LeavesSourcesOut(const v1::Proposal& proposal);

// Makes `proposal`, which says what to use, one for `topic`: for questions that
// say it, and for those that these pages answer (see `HoldsFor`).
void UseForTopic(const std::string& topic, v1::Proposal& proposal);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_INSTRUCTION_MAKERS_H_
