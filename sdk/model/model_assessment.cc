#include "sdk/model/model_assessment.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/model/prompt.h"
#include "alhf/sdk/scope.h"
#include "base/text.h"

namespace alhf::sdk {
namespace {

constexpr char kInstructions[] =
    R"(A person said something about an answer of a system of several components.
You speak for one of them. Decide whether what the person said is a matter of
this component, and what it shall do differently from now on.

Answer with a JSON object:
- relevance: from 0 to 1, how sure it is that this component, and not another
  one, has to change. Thanks, praise and plain questions are 0.
- reason: why, in one line.
- instructions: one for each thing that this component shall do differently;
  none where relevance is below 0.5. Parts of the text that are another
  component's matter are left out. For each:
  - quote: the words of the feedback that say it, copied exactly.
  - understood_as: in one line, what the component will do.
  - reach: ALL_QUESTIONS where it holds for all that this component does, else
    QUESTIONS_ON_TOPIC.
  - topic: the words by which a question it applies to is known; empty with
    ALL_QUESTIONS.
  - defined_terms: the words or abbreviations that it gives a meaning to; most
    often none.
  - facts: only where it holds for nothing else, one of the facts below; most
    often none.)";

constexpr size_t kMaxInstructions = 16;
constexpr int kMostExamples = 16;
constexpr size_t kMaxText = 8 << 10;

// At most `kMostExamples`, spread evenly: a manifest may have hundreds.
template <typename Texts>
std::string Lines(const Texts& texts) {
  std::string lines;
  const int step = 1 + (texts.size() - 1) / kMostExamples;
  for (int i = 0; i < texts.size(); i += step) {
    absl::StrAppend(&lines, "- ", texts[i], "\n");
  }
  return lines;
}

std::string AboutComponent(const v1::Manifest& manifest) {
  return absl::StrCat("Name: ", manifest.name(), "\n", manifest.description(),
                      "\nIt owns:\n", Lines(manifest.owns()), "Its matters:\n",
                      Lines(manifest.examples_in_scope()),
                      "Matters of others:\n",
                      Lines(manifest.examples_out_of_scope()));
}

std::string FactsText(const std::vector<v1::FacetKnowledge>& facets) {
  std::string text;
  for (const v1::FacetKnowledge& facet : facets) {
    absl::StrAppend(&text, facet.key(), ": ",
                    absl::StrJoin(facet.values(), ", "), "\n");
  }
  return text;
}

// What this component had done for the answer.
std::string OwnPart(const v1::Manifest& manifest,
                    const v1::Exchange& exchange) {
  std::string text;
  for (const v1::Step& step : exchange.steps()) {
    if (step.component() != manifest.name()) continue;
    const v1::StepOutput& output = step.output();
    if (output.has_table()) absl::StrAppend(&text, output.table().sql(), "\n");
    for (const v1::Passage& passage : output.passages()) {
      absl::StrAppend(&text, passage.source(), "\n");
    }
    absl::StrAppend(&text, output.refusal().reason());
  }
  return text;
}

// The bytes of `quote` in `text`; nothing where they are not there.
std::optional<v1::Span> SpanOf(absl::string_view quote,
                               absl::string_view text) {
  quote = absl::StripAsciiWhitespace(quote);
  const size_t begin = text.find(quote);
  if (quote.empty() || begin == absl::string_view::npos) return std::nullopt;
  v1::Span span;
  span.set_begin(static_cast<uint32_t>(begin));
  span.set_end(static_cast<uint32_t>(begin + quote.size()));
  return span;
}

bool Overlap(const v1::Proposal& a, const v1::Proposal& b) {
  // Without a span it is all of the text.
  if (!a.has_span() || !b.has_span()) return true;
  return a.span().begin() < b.span().end() && b.span().begin() < a.span().end();
}

bool Knows(const ModelScope& scope, const ModelAssessment::Fact& fact) {
  return std::any_of(
      scope.may.begin(), scope.may.end(), [&](const v1::FacetKnowledge& known) {
        return known.key() == fact.key() &&
               std::find(known.values().begin(), known.values().end(),
                         fact.value()) != known.values().end();
      });
}

v1::Proposal ProposalOf(const ModelAssessment::Instruction& instruction,
                        const v1::FeedbackRecord& record,
                        const ModelScope& model_scope) {
  v1::Proposal proposal;
  const auto span = SpanOf(instruction.quote(), record.text());
  if (span.has_value()) *proposal.mutable_span() = *span;
  const std::string understood(
      absl::StripAsciiWhitespace(instruction.understood_as()));
  proposal.set_understood_as(understood.empty()
                                 ? absl::StrCat("keep in mind: ", record.text())
                                 : understood);
  proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
  v1::Scope& scope = *proposal.mutable_scope();
  if (instruction.reach() == ModelAssessment::ALL_QUESTIONS) {
    scope.set_breadth(v1::BREADTH_COMPONENT);
  } else {
    scope.set_breadth(v1::BREADTH_TOPIC);
    scope.set_topic(instruction.topic().empty() ? record.exchange().question()
                                                : instruction.topic());
  }
  for (const std::string& term : instruction.defined_terms()) {
    if (!term.empty()) scope.add_triggers(term);
  }
  for (const v1::Facet& facet : model_scope.always) *scope.add_facets() = facet;
  for (const ModelAssessment::Fact& fact : instruction.facts()) {
    if (!Knows(model_scope, fact)) continue;
    v1::Facet& facet = *scope.add_facets();
    facet.set_key(fact.key());
    facet.set_value(fact.value());
  }
  return proposal;
}

}  // namespace

std::vector<ChatMessage> AssessmentPrompt(const v1::Manifest& manifest,
                                          const v1::FeedbackRecord& record,
                                          const ModelScope& scope) {
  const v1::Exchange& exchange = record.exchange();
  PromptParts parts;
  parts.instructions = kInstructions;
  parts.reference = {{"component", AboutComponent(manifest)},
                     {"facts", FactsText(scope.may)}};
  parts.material = {
      {"asked", exchange.question()},
      {"answered", CutUtf8(exchange.answer(), kMaxText)},
      {"own_part", CutUtf8(OwnPart(manifest, exchange), kMaxText)},
      {"feedback", record.text()}};
  return BuildPrompt(parts);
}

bool EnforcesAny(const v1::Assessment& assessment) {
  return std::any_of(assessment.proposals().begin(),
                     assessment.proposals().end(), [](const auto& proposal) {
                       return proposal.effect() == v1::EFFECT_ENFORCED;
                     });
}

v1::Assessment MergeAssessment(const v1::Manifest& manifest,
                               const v1::FeedbackRecord& record,
                               const v1::Assessment& embedded,
                               const ModelAssessment& said,
                               const ModelScope& scope, bool assumed) {
  std::vector<ModelAssessment::Instruction> instructions;
  for (const auto& each : said.instructions()) {
    // Words of an answer or a document are nobody's feedback.
    if (instructions.size() < kMaxInstructions &&
        SpanOf(each.quote(), record.text()).has_value()) {
      instructions.push_back(each);
    }
  }
  if (instructions.empty() && !said.instructions().empty()) return embedded;
  v1::Assessment merged = embedded;
  merged.clear_proposals();
  for (const v1::Proposal& proposal : embedded.proposals()) {
    if (proposal.effect() == v1::EFFECT_ENFORCED) {
      *merged.add_proposals() = proposal;
    }
  }
  const int enforced = merged.proposals_size();
  // "NaN" is a number in JSON of messages.
  const double relevance =
      said.relevance() > 0 ? std::min(said.relevance(), 1.0) : 0.0;
  if (enforced == 0 || relevance > embedded.score()) {
    merged.set_score(relevance);
    merged.set_reason(absl::StrCat("the model: ", said.reason()));
  }
  merged.set_outcome(OutcomeOf(manifest, merged.score()));
  const bool wanted = merged.outcome() == v1::OUTCOME_CLAIMED || assumed;
  if (!wanted) {
    merged.clear_proposals();
    return merged;
  }
  for (const auto& instruction : instructions) {
    v1::Proposal proposal = ProposalOf(instruction, record, scope);
    const bool taken = std::any_of(
        merged.proposals().begin(), merged.proposals().begin() + enforced,
        [&](const v1::Proposal& other) { return Overlap(proposal, other); });
    if (!taken) *merged.add_proposals() = std::move(proposal);
  }
  if (merged.proposals().empty()) {
    *merged.mutable_proposals() = embedded.proposals();
  }
  if (merged.proposals().empty()) {
    *merged.add_proposals() = GuidanceProposal(record);
  }
  return merged;
}

}  // namespace alhf::sdk
