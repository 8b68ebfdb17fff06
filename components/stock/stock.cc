#include "components/stock/stock.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
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

// Holds for the topic that its sentence names, where it names one.
void Narrow(const std::optional<sdk::NamedTopic>& topic,
            v1::Proposal& proposal) {
  if (!topic.has_value()) return;
  proposal.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
  proposal.mutable_scope()->set_topic(topic->words);
  proposal.mutable_scope()->add_triggers(topic->words);
}

// The words with which a rule's phrases may begin.
std::set<std::string> OpenersOf(const Manifest& manifest) {
  std::set<std::string> openers;
  for (const Rule& rule : manifest.rule()) {
    for (const std::string& said : rule.said()) {
      const std::vector<std::string> elements =
          absl::StrSplit(absl::AsciiStrToLower(said), ' ', absl::SkipEmpty());
      for (std::string element : elements) {
        const bool optional = absl::EndsWith(element, "?");
        if (optional) element.pop_back();
        for (const absl::string_view word : absl::StrSplit(element, '|')) {
          openers.emplace(word);
        }
        if (!optional && element != "^") break;
      }
    }
  }
  return openers;
}

// Whether a list goes on after byte `end`: ", the blog and the newsletter".
bool ListGoesOn(absl::string_view text, size_t end,
                const std::set<std::string>& openers) {
  absl::string_view rest = text.substr(end);
  rest = absl::StripLeadingAsciiWhitespace(rest);
  if (!absl::ConsumePrefix(&rest, ",")) return false;
  const absl::string_view clause = rest.substr(0, rest.find_first_of(",;:.!?"));
  size_t names = 0;
  for (const sdk::Token& token : sdk::Analyze(clause).tokens) {
    if (openers.count(token.text) > 0) return false;
    const bool joins = token.text == "and" || token.text == "or";
    const bool article = token.text == "the" || token.text == "a";
    if (token.stop_word && !joins && !article) return false;
    if (!token.stop_word) ++names;
  }
  return names > 0 && names <= 4;
}

// Adds what was not said in the same way before.
void AddNew(v1::Proposal proposal, std::vector<v1::Proposal>& found) {
  const bool known = std::any_of(
      found.begin(), found.end(), [&proposal](const v1::Proposal& earlier) {
        return earlier.understood_as() == proposal.understood_as() &&
               earlier.directive().payload() == proposal.directive().payload();
      });
  if (!known) found.push_back(std::move(proposal));
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
      openers_(OpenersOf(manifest_)),
      book_({}) {
  std::tie(book_, rules_) = BookOf(manifest_);
}

v1::Manifest StockComponent::Describe() const { return ToProtocol(manifest_); }

std::string StockComponent::Readable(absl::string_view text) const {
  std::string readable(text);
  for (const auto& [begin, end] : sdk::Sentences(text)) {
    const absl::string_view sentence = text.substr(begin, end - begin);
    const std::vector<sdk::Token> tokens = sdk::Analyze(sentence).tokens;
    const size_t reason = sdk::ReasonIn(sentence, tokens);
    for (size_t i = 1; i + 1 < reason; ++i) {
      if ((tokens[i].text == "and" || tokens[i].text == "but") &&
          openers_.count(tokens[i + 1].text) > 0) {
        readable[begin + tokens[i].begin] = ',';
        readable[begin + tokens[i].begin + 1] = ' ';
        readable[begin + tokens[i].begin + 2] = ' ';
      }
    }
    if (reason == tokens.size()) continue;
    std::fill(
        readable.begin() + static_cast<ptrdiff_t>(begin + tokens[reason].begin),
        readable.begin() + static_cast<ptrdiff_t>(end), ' ');
  }
  return readable;
}

void StockComponent::ReadDefinitions(const v1::FeedbackRecord& record,
                                     std::vector<v1::Proposal>& found) const {
  for (const auto& [begin, end] : sdk::Sentences(record.text())) {
    const auto sentence =
        absl::string_view(record.text()).substr(begin, end - begin);
    const auto definition = sdk::ParseDefinition(sentence);
    if (!definition.has_value()) continue;
    // Conditions of the meaning are not read: "… except in the app".
    const size_t meaning = sentence.rfind(definition->meaning);
    v1::Proposal proposal =
        sdk::LeavesConditionUnread(sentence, 0, meaning)
            ? sdk::GuidanceProposal(record)
            : ProposalOf(ExpansionOf(definition->term, definition->meaning),
                         "");
    proposal.mutable_span()->set_begin(static_cast<uint32_t>(begin));
    proposal.mutable_span()->set_end(static_cast<uint32_t>(end));
    AddNew(std::move(proposal), found);
  }
}

void StockComponent::ReadSentence(const v1::FeedbackRecord& record,
                                  const std::string& readable, size_t begin,
                                  size_t end,
                                  std::vector<v1::Proposal>& found) const {
  const std::string sentence = readable.substr(begin, end - begin);
  const auto topic = sdk::TopicOf(sentence);
  for (sdk::PhraseMatch match : book_.Read(sentence)) {
    // "Prefer the wiki for billing questions": the topic is no part of it.
    const size_t rest_end = match.rest_begin + match.rest.size();
    if (topic.has_value() && topic->begin > match.rest_begin &&
        topic->begin < rest_end) {
      match.rest.resize(topic->begin - match.rest_begin);
    }
    const Rule& rule = manifest_.rule(rules_[match.rule]);
    std::vector<Act> acts = ActsOf(rule, match);
    if (sdk::LeavesConditionUnread(sentence, match) ||
        sdk::IsDenied(sentence, match.begin, match.end) ||
        (!match.rest.empty() && ListGoesOn(sentence, match.end, openers_))) {
      acts.clear();
    }
    v1::Span span;
    span.set_begin(static_cast<uint32_t>(begin) + match.span.begin());
    span.set_end(static_cast<uint32_t>(begin) + match.span.end());
    // Said of what the rule is about, but more than it reads.
    if (acts.empty()) {
      v1::Proposal guidance = sdk::GuidanceProposal(record);
      *guidance.mutable_span() = span;
      AddNew(std::move(guidance), found);
    }
    for (const Act& act : acts) {
      v1::Proposal proposal = ProposalOf(act, rule.understood_as());
      if (!act.has_expansion()) Narrow(topic, proposal);
      *proposal.mutable_span() = span;
      AddNew(std::move(proposal), found);
    }
  }
}

std::vector<v1::Proposal> StockComponent::Read(
    const v1::FeedbackRecord& record) const {
  std::vector<v1::Proposal> found;
  if (definitions_) ReadDefinitions(record, found);
  const std::string readable = Readable(record.text());
  for (const auto& [begin, end] : sdk::Sentences(record.text())) {
    ReadSentence(record, readable, begin, end, found);
  }
  return found;
}

absl::StatusOr<v1::Assessment> StockComponent::Assess(
    const sdk::Context& context, const v1::FeedbackRecord& record) const {
  const v1::Manifest manifest = Describe();
  ALHF_ASSIGN_OR_RETURN(v1::Assessment assessment,
                        context.AssessByManifest(record));
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
    const auto act = sdk::ReadDirective<Act>(item.directive());
    if (!act.has_value()) continue;
    if (IsHonoured(manifest_, *act)) {
      Fill(*act, item);
    } else {
      item.set_effect(v1::EFFECT_GUIDANCE_ONLY);  // its rule is gone
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
