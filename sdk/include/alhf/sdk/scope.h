// Scope for authors: manifests, what scores mean, and what a record says of
// where it applies.
//
//   ALHF_ASSIGN_OR_RETURN(v1::Assessment a, context.AssessByManifest(record));
//   if (a.outcome() == v1::OUTCOME_CLAIMED) {
//     *a.add_proposals() = GuidanceProposal(record);
//   }
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SCOPE_H_
#define ALHF_SDK_SCOPE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

// Returns a manifest of `name` with one line of description and what the
// component owns; add examples to it.
v1::Manifest MakeManifest(absl::string_view name, absl::string_view description,
                          const std::vector<std::string>& owns);

// Returns how far `record` falls in the scope of `manifest`, in [0.0, 1.0], by
// words alone: against what it owns and its examples in scope, less those out
// of scope; raised where the person named this component's step. Praise,
// thanks, greetings and plain questions score below the unsure threshold.
//
// `Context::AssessByManifest` does better: it knows meaning, the trajectory and
// corrections. This is pure, and the same in the Python SDK.
v1::Assessment AssessByWords(const v1::Manifest& manifest,
                             const v1::FeedbackRecord& record);

// Returns the outcome that `score` means under the manifest's thresholds
// (claim 0.5, unsure 0.3 where it has none).
v1::Outcome OutcomeOf(const v1::Manifest& manifest, double score);

// What a component's engine adds to its score by manifest (see
// `Context::AssessByManifest`). Of an answer that this system gave, its
// understanding counts more than the wording; of one that came from elsewhere
// (`record.detached`) less, since there it does not know the data.
//
// Returns the score where the engine took the record for an instruction of its
// own with the score `understood`: the higher of the two, unless the answer
// came from elsewhere and the manifest all but rules it out. Words that are
// `effect` ENFORCED count more than a mere wish.
double ScoreUnderstood(const v1::FeedbackRecord& record, double by_manifest,
                       double understood);
// Returns the score where it understood nothing; lower where it does not even
// know the things that are spoken of.
double ScoreNotUnderstood(const v1::FeedbackRecord& record, double by_manifest,
                          bool knows_things = true);

// Returns a proposal that keeps the whole text as guidance, scoped to the topic
// that it names (see `TopicOf`), else to the term that it defines, else to
// questions like the one it was given on (BREADTH_TOPIC), or to all that the
// component does where the wording says so
// ("always", "never", "every answer", "from now on", "all").
v1::Proposal GuidanceProposal(const v1::FeedbackRecord& record);

// Returns whether `text` reads as an instruction or statement that could teach
// (not thanks, praise, a greeting or a plain question).
bool CouldTeach(absl::string_view text);

// Returns the breadth that the wording of `text` tells. What a person says
// about himself ("I never eat meat") holds where its topic comes up, not for
// all that the component does.
v1::Breadth BreadthOf(absl::string_view text);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SCOPE_H_
