#include "alhf/sdk/scope.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/conditions.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/topic_words.h"

namespace alhf::sdk {
namespace {

constexpr double kClaim = 0.5;
constexpr double kUnsure = 0.3;
// Of an answer from elsewhere: below, what an engine understood is taken for a
// coincidence.
constexpr double kRuledOut = kUnsure;
// By how much the logit falls where the engine understood nothing: engines read
// about half of their own in words of people whom their makers never met, and
// next to nothing of what is not theirs (eval/README.md).
constexpr double kNotUnderstood = 0.7;
// Where it knows nothing of what is spoken of either.
constexpr double kForeign = 3;

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

v1::Outcome OutcomeOf(const v1::Manifest& manifest, double score) {
  const double claim =
      manifest.claim_threshold() > 0 ? manifest.claim_threshold() : kClaim;
  const double unsure =
      manifest.unsure_threshold() > 0 ? manifest.unsure_threshold() : kUnsure;
  if (score >= claim) return v1::OUTCOME_CLAIMED;
  return score >= unsure ? v1::OUTCOME_UNSURE : v1::OUTCOME_DECLINED;
}

double ScoreUnderstood(const v1::FeedbackRecord& record, double by_manifest,
                       double understood) {
  if (record.detached() && by_manifest < kRuledOut) return by_manifest;
  return std::max(by_manifest, understood);
}

double ScoreNotUnderstood(const v1::FeedbackRecord& record, double by_manifest,
                          bool knows_things) {
  if (record.detached() || by_manifest <= 0 || by_manifest >= 1) {
    return by_manifest;
  }
  const double logit = std::log(by_manifest / (1 - by_manifest));
  return 1 / (1 + std::exp((knows_things ? kNotUnderstood : kForeign) - logit));
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
    for (const std::string& trigger : TopicTriggers(topic->words)) {
      scope.add_triggers(trigger);
    }
  } else if (const auto definition = ParseDefinition(text)) {
    scope.set_breadth(v1::BREADTH_TOPIC);
    scope.set_topic(record.exchange().question());
    scope.add_triggers(definition->term);
  } else {
    // "Always round" holds for all, "never round when …" does not.
    scope.set_breadth(SaysCondition(text) ? v1::BREADTH_TOPIC
                                          : BreadthOf(text));
    scope.set_topic(record.exchange().question());
  }
  return proposal;
}

}  // namespace alhf::sdk
