#include "components/stock/stock.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/conditions.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/status.h"
#include "alhf/sdk/text.h"
#include "components/stock/acts.h"
#include "components/stock/manifest.h"

namespace alhf::stock {
namespace {

// What a rule read.
constexpr double kSure = 0.9;

v1::Proposal ProposalOf(const Act& act, const std::string& understood) {
  v1::Proposal proposal;
  *proposal.mutable_directive() = sdk::MakeDirective(act);
  proposal.set_conflict_key(ConflictKeyOf(act));
  proposal.set_understood_as(understood.empty() ? UnderstoodAs(act)
                                                : understood);
  proposal.set_effect(v1::EFFECT_ENFORCED);
  v1::Scope& scope = *proposal.mutable_scope();
  if (act.has_expansion()) {
    scope.set_breadth(v1::BREADTH_TOPIC);
    scope.add_triggers(act.expansion().term());
  } else {
    scope.set_breadth(v1::BREADTH_COMPONENT);
  }
  return proposal;
}

// Holds for the topic that the text names, where it names one.
void Narrow(absl::string_view text, v1::Proposal& proposal) {
  const auto topic = sdk::TopicOf(text);
  if (!topic.has_value()) return;
  proposal.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
  proposal.mutable_scope()->set_topic(topic->words);
  proposal.mutable_scope()->add_triggers(topic->words);
}

std::pair<sdk::PhraseBook, std::vector<int>> BookOf(const Manifest& manifest) {
  std::vector<std::string> patterns;
  std::vector<int> rules;
  for (int i = 0; i < manifest.rule_size(); ++i) {
    for (const std::string& said : manifest.rule(i).said()) {
      patterns.push_back(absl::AsciiStrToLower(said));
      rules.push_back(i);
    }
  }
  return {sdk::PhraseBook(patterns), std::move(rules)};
}

}  // namespace

StockComponent::StockComponent(Manifest manifest)
    : manifest_(std::move(manifest)),
      definitions_(std::any_of(manifest_.rule().begin(), manifest_.rule().end(),
                               [](const Rule& rule) {
                                 return rule.has_expansion() &&
                                        rule.said().empty();
                               })),
      book_({}) {
  std::tie(book_, rules_) = BookOf(manifest_);
}

v1::Manifest StockComponent::Describe() const { return ToProtocol(manifest_); }

void StockComponent::ReadDefinitions(const v1::FeedbackRecord& record,
                                     std::vector<v1::Proposal>& found) const {
  for (const auto& [begin, end] : sdk::Sentences(record.text())) {
    const auto sentence =
        absl::string_view(record.text()).substr(begin, end - begin);
    const auto definition = sdk::ParseDefinition(sentence);
    if (!definition.has_value()) continue;
    v1::Proposal proposal =
        ProposalOf(ExpansionOf(definition->term, definition->meaning), "");
    proposal.mutable_span()->set_begin(static_cast<uint32_t>(begin));
    proposal.mutable_span()->set_end(static_cast<uint32_t>(end));
    found.push_back(std::move(proposal));
  }
}

std::vector<v1::Proposal> StockComponent::Read(
    const v1::FeedbackRecord& record) const {
  std::vector<v1::Proposal> found;
  if (definitions_) ReadDefinitions(record, found);
  for (const sdk::PhraseMatch& match : book_.Read(record.text())) {
    const Rule& rule = manifest_.rule(rules_[match.rule]);
    const std::optional<Act> act = ActOf(rule, match);
    v1::Proposal proposal;
    if (act.has_value() && !sdk::LeavesConditionUnread(record.text(), match)) {
      proposal = ProposalOf(*act, rule.understood_as());
      if (!act->has_expansion()) Narrow(record.text(), proposal);
    } else {
      // Said of what the rule is about, but more than it reads.
      proposal = sdk::GuidanceProposal(record);
    }
    *proposal.mutable_span() = match.span;
    found.push_back(std::move(proposal));
  }
  return found;
}

absl::StatusOr<v1::Assessment> StockComponent::Assess(
    const sdk::Context& context, const v1::FeedbackRecord& record) const {
  const v1::Manifest manifest = Describe();
  v1::Assessment assessment = sdk::AssessByManifest(manifest, record);
  const bool assumed = context.assume_in_scope();
  std::vector<v1::Proposal> found;
  if (assumed || sdk::CouldTeach(record.text())) found = Read(record);
  if (!found.empty() && assessment.score() < kSure) {
    assessment.set_score(kSure);
    assessment.set_reason(
        absl::StrCat("says: ", found.front().understood_as()));
    assessment.set_outcome(sdk::OutcomeOf(manifest, kSure));
  }
  if (assessment.outcome() != v1::OUTCOME_CLAIMED && !assumed) {
    return assessment;
  }
  if (found.empty()) found.push_back(sdk::GuidanceProposal(record));
  for (v1::Proposal& proposal : found) {
    ALHF_RETURN_IF_ERROR(sdk::RelateTo(context.memory(), proposal));
    *assessment.add_proposals() = std::move(proposal);
  }
  return assessment;
}

absl::StatusOr<v1::Adjustment> StockComponent::Adjust(
    const sdk::Context& context, const v1::Query& query) const {
  ALHF_ASSIGN_OR_RETURN(v1::Adjustment adjustment,
                        context.RecallAdjustment(query, {}));
  for (v1::AdjustmentItem& item : *adjustment.mutable_items()) {
    if (const auto act = sdk::ReadDirective<Act>(item.directive())) {
      Fill(*act, item);
    }
  }
  return adjustment;
}

absl::StatusOr<std::unique_ptr<sdk::Component>> MakeStock(
    const std::string& path) {
  if (path.empty()) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 "no manifest: give --manifest FILE, a textproto with name, "
                 "description and owns");
  }
  ALHF_ASSIGN_OR_RETURN(Manifest manifest, ReadManifest(path));
  return std::make_unique<StockComponent>(std::move(manifest));
}

}  // namespace alhf::stock
