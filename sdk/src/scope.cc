#include "alhf/sdk/scope.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/text.h"
#include "sdk/src/speech_act.h"

namespace alhf::sdk {
namespace {

constexpr double kClaim = 0.5;
constexpr double kUnsure = 0.3;
// What teaches nobody scores at most this.
constexpr double kChatter = 0.1;

std::set<std::string> StemsOf(absl::string_view text) {
  Analysis analysis = Analyze(text);
  return {analysis.content_stems.begin(), analysis.content_stems.end()};
}

template <typename Texts>
std::set<std::string> StemsOfAll(const Texts& texts) {
  std::set<std::string> stems;
  for (const std::string& text : texts) stems.merge(StemsOf(text));
  return stems;
}

// How the words of a record speak for a component and against it.
struct Evidence {
  std::vector<std::string> owned;  // stems of what it owns
  int in_scope = 0;                // stems of examples in scope only
  int out_of_scope = 0;            // stems of examples out of scope only
};

Evidence Weigh(const v1::Manifest& manifest, absl::string_view text) {
  const std::set<std::string> owned = StemsOfAll(manifest.owns());
  const std::set<std::string> in = StemsOfAll(manifest.examples_in_scope());
  const std::set<std::string> out =
      StemsOfAll(manifest.examples_out_of_scope());
  Evidence evidence;
  for (const std::string& stem : StemsOf(text)) {
    const bool ours = owned.contains(stem) || in.contains(stem);
    // A word of both sides ("leave", "use") speaks for neither.
    if (ours == out.contains(stem)) continue;
    if (!ours) {
      ++evidence.out_of_scope;
    } else if (owned.contains(stem)) {
      evidence.owned.push_back(stem);
    } else {
      ++evidence.in_scope;
    }
  }
  return evidence;
}

// Constants: see the table in tests/unit/sdk/src/scope_test.cc for what they
// must hold.
double ScoreOf(const Evidence& evidence, bool named) {
  const double owned = static_cast<double>(evidence.owned.size());
  const double logit = -1.4 + 1.5 * std::sqrt(owned) + 0.5 * evidence.in_scope -
                       0.7 * evidence.out_of_scope + (named ? 1.5 : 0.0);
  return 1.0 / (1.0 + std::exp(-logit));
}

std::string ReasonOf(const Evidence& evidence, bool named) {
  std::vector<std::string> parts;
  if (named) parts.push_back("its step was named");
  if (!evidence.owned.empty()) {
    parts.push_back(
        absl::StrCat("it owns: ", absl::StrJoin(evidence.owned, ", ")));
  }
  if (evidence.in_scope > 0) parts.push_back("near to examples in scope");
  if (evidence.out_of_scope > 0) {
    parts.push_back("near to examples out of scope");
  }
  return parts.empty() ? "shares no words with what it owns"
                       : absl::StrJoin(parts, "; ");
}

}  // namespace

v1::Manifest MakeManifest(absl::string_view name, absl::string_view description,
                          const std::vector<std::string>& owns) {
  v1::Manifest manifest;
  manifest.set_name(std::string(name));
  manifest.set_description(std::string(description));
  manifest.mutable_owns()->Assign(owns.begin(), owns.end());
  manifest.set_claim_threshold(kClaim);
  manifest.set_unsure_threshold(kUnsure);
  return manifest;
}

v1::Assessment AssessByManifest(const v1::Manifest& manifest,
                                const v1::FeedbackRecord& record) {
  v1::Assessment assessment;
  if (!CouldTeach(record.text())) {
    assessment.set_score(kChatter);
    assessment.set_reason("says nothing that could be learned");
  } else {
    const bool named = record.step() == manifest.name();
    const Evidence evidence = Weigh(manifest, record.text());
    assessment.set_score(ScoreOf(evidence, named));
    assessment.set_reason(ReasonOf(evidence, named));
  }
  assessment.set_outcome(OutcomeOf(manifest, assessment.score()));
  return assessment;
}

v1::Outcome OutcomeOf(const v1::Manifest& manifest, double score) {
  const double claim =
      manifest.claim_threshold() > 0 ? manifest.claim_threshold() : kClaim;
  const double unsure =
      manifest.unsure_threshold() > 0 ? manifest.unsure_threshold() : kUnsure;
  if (score >= claim) return v1::OUTCOME_CLAIMED;
  return score >= unsure ? v1::OUTCOME_UNSURE : v1::OUTCOME_DECLINED;
}

v1::Proposal GuidanceProposal(const v1::FeedbackRecord& record) {
  v1::Proposal proposal;
  const std::string text(absl::StripAsciiWhitespace(record.text()));
  proposal.set_understood_as(absl::StrCat("keep in mind: ", text));
  proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
  v1::Scope& scope = *proposal.mutable_scope();
  if (const auto topic = TopicOf(text)) {
    scope.set_breadth(v1::BREADTH_TOPIC);
    scope.set_topic(topic->words);
    scope.add_triggers(topic->words);
  } else if (const auto definition = ParseDefinition(text)) {
    scope.set_breadth(v1::BREADTH_TOPIC);
    scope.set_topic(record.exchange().question());
    scope.add_triggers(definition->term);
  } else {
    scope.set_breadth(BreadthOf(text));
    scope.set_topic(record.exchange().question());
  }
  return proposal;
}

}  // namespace alhf::sdk
