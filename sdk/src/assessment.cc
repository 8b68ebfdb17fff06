#include "sdk/src/assessment.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/scope.h"
#include "base/status.h"
#include "sdk/src/author_calls.h"

namespace alhf::sdk {
namespace {

absl::Status Broken(absl::string_view what) {
  return ComponentFailed("Assess", what);
}

bool StartsCharacter(absl::string_view text, size_t at) {
  return at == text.size() ||
         (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

absl::Status CheckProposal(const v1::Proposal& proposal,
                           absl::string_view text) {
  if (proposal.has_span()) {
    const size_t begin = proposal.span().begin();
    const size_t end = proposal.span().end();
    if (begin >= end || end > text.size() || !StartsCharacter(text, begin) ||
        !StartsCharacter(text, end)) {
      return Broken(absl::StrCat("the span [", begin, ", ", end,
                                 ") is not a part of the record's text"));
    }
  }
  if (proposal.effect() == v1::EFFECT_UNSPECIFIED) {
    return Broken("a proposal names no effect");
  }
  if (proposal.understood_as().empty() &&
      proposal.effect() != v1::EFFECT_NOT_UNDERSTOOD) {
    return Broken("a proposal does not say what was understood");
  }
  return absl::OkStatus();
}

absl::Status CheckAssessment(const v1::Assessment& assessment,
                             const v1::AssessFeedbackRequest& request,
                             v1::Outcome meant) {
  if (assessment.outcome() != meant) {
    return Broken(absl::StrCat(
        "the outcome is ", v1::Outcome_Name(assessment.outcome()),
        ", the score ", assessment.score(), " means ", v1::Outcome_Name(meant),
        ": leave the outcome unset, or mend the score"));
  }
  if (assessment.proposals().empty() &&
      (meant == v1::OUTCOME_CLAIMED || request.assume_in_scope())) {
    return Broken("it claims the record and proposes nothing");
  }
  for (const v1::Proposal& proposal : assessment.proposals()) {
    ALHF_RETURN_IF_ERROR(CheckProposal(proposal, request.record().text()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CompleteAssessment(const v1::Manifest& manifest,
                                const v1::AssessFeedbackRequest& request,
                                const v1::Position& position,
                                v1::Assessment& assessment) {
  // Written so that NaN fails too.
  if (!(assessment.score() >= 0.0 && assessment.score() <= 1.0)) {
    return Broken(absl::StrCat("the score ", assessment.score(),
                               " is not in [0.0, 1.0]"));
  }
  assessment.set_component(manifest.name());
  *assessment.mutable_position_seen() = position;
  v1::Manifest thresholds = manifest;
  if (assessment.claim_threshold() > 0) {
    thresholds.set_claim_threshold(assessment.claim_threshold());
  }
  if (assessment.unsure_threshold() > 0) {
    thresholds.set_unsure_threshold(assessment.unsure_threshold());
  }
  assessment.set_claim_threshold(thresholds.claim_threshold());
  assessment.set_unsure_threshold(thresholds.unsure_threshold());
  const v1::Outcome meant = OutcomeOf(thresholds, assessment.score());
  if (assessment.outcome() == v1::OUTCOME_UNSPECIFIED) {
    assessment.set_outcome(meant);
  }
  for (v1::Proposal& proposal : *assessment.mutable_proposals()) {
    proposal.mutable_scope()->set_tenant(request.tenant());
    proposal.mutable_scope()->set_agent(request.agent());
  }
  return CheckAssessment(assessment, request, meant);
}

}  // namespace alhf::sdk
