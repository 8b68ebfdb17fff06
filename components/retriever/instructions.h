// What the retriever understands of a person's words: a `Search` with one
// thing set for each instruction.
//
// It reads which sources to prefer or to leave out, where they exist; newer
// before older; what a term or an abbreviation stands for, where the documents
// know its meaning; how many passages. Complaints about a page that was quoted
// become the like for questions of that kind. Definitions that speak of rows,
// sums or dates are not its own.
//
// Thread safety: immutable. Ownership: names and index must outlive it.
#ifndef ALHF_COMPONENTS_RETRIEVER_INSTRUCTIONS_H_
#define ALHF_COMPONENTS_RETRIEVER_INSTRUCTIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "alhf/sdk/phrases.h"
#include "alhf/v1/types.pb.h"
#include "components/retriever/instruction_makers.h"
#include "components/retriever/passage_index.h"
#include "components/retriever/retriever.pb.h"
#include "components/retriever/source_names.h"

namespace alhf::retriever {

class InstructionReader {
 public:
  // `usual_passages` is what "more" and "fewer" start from.
  InstructionReader(const SourceNames* names, const PassageIndex* index,
                    uint32_t usual_passages);

  absl::StatusOr<std::vector<Instruction>> Read(
      const v1::FeedbackRecord& record) const;

 private:
  Instruction ReadSources(const sdk::PhraseMatch& match, Sources::Use use,
                          const v1::FeedbackRecord& record) const;
  Instruction Kept(const sdk::PhraseMatch& match,
                   const v1::FeedbackRecord& record) const;
  absl::StatusOr<bool> KnowsAny(absl::string_view text) const;
  absl::StatusOr<bool> KnowsAll(absl::string_view text) const;
  absl::StatusOr<std::vector<Instruction>> ReadTermsOf(
      const v1::FeedbackRecord& record) const;
  absl::Status Narrow(const v1::FeedbackRecord& record, bool general,
                      v1::Proposal& proposal) const;
  Instruction WithRivals(Sources sources, double score,
                         const v1::Span& span) const;
  absl::StatusOr<std::vector<Instruction>> ReadVerdictsOf(
      const v1::FeedbackRecord& record) const;
  absl::StatusOr<std::vector<Instruction>> ReadPhrases(
      const v1::FeedbackRecord& record) const;
  absl::StatusOr<std::vector<Instruction>> ReadComplaint(
      const v1::FeedbackRecord& record) const;

  const SourceNames* const names_;
  const PassageIndex* const index_;
  const uint32_t usual_passages_;
};

// Returns whether a step of the exchange quoted passages.
bool QuotedPassages(const v1::Exchange& exchange);
// Returns whether rows answered the exchange's question or should have: a step
// that quotes nothing refused it, and understood most of its words.
bool AsksForRows(const v1::Exchange& exchange);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_INSTRUCTIONS_H_
