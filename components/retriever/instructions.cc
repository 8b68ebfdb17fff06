#include "components/retriever/instructions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/conditions.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/questions.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/status.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/topic_words.h"
#include "components/retriever/instruction_makers.h"
#include "components/retriever/manifest.h"
#include "components/retriever/sayings.h"
#include "components/retriever/terms.h"
#include "components/retriever/verdicts.h"

namespace alhf::retriever {
bool QuotedPassages(const v1::Exchange& exchange) {
  return std::any_of(
      exchange.steps().begin(), exchange.steps().end(),
      [](const v1::Step& step) { return step.output().passages_size() > 0; });
}

bool AsksForRows(const v1::Exchange& exchange) {
  const std::vector<std::string> stems =
      sdk::Analyze(exchange.question()).content_stems;
  const size_t asked = std::set<std::string>(stems.begin(), stems.end()).size();
  const bool figures = sdk::AsksForFigures(exchange.question());
  return std::any_of(exchange.steps().begin(), exchange.steps().end(),
                     [&](const v1::Step& step) {
                       if (!step.output().has_refusal())
                         return step.output().has_table();
                       if (step.component() == kComponentName) return false;
                       const size_t understood =
                           2 * sdk::WordsUnderstood(exchange.question(), step);
                       return understood > asked ||
                              (understood == asked && figures);
                     });
}

InstructionReader::InstructionReader(const SourceNames* names,
                                     const PassageIndex* index,
                                     uint32_t usual_passages)
    : names_(names), index_(index), usual_passages_(usual_passages) {}

// A score of 0 means: not about sources.
Instruction InstructionReader::ReadSources(
    const sdk::PhraseMatch& match, Sources::Use use,
    const v1::FeedbackRecord& record) const {
  const absl::string_view name = NamePart(match.rest);
  const bool speaks_of_sources = MentionsSources(name);
  const std::vector<std::string> paths =
      IsPronoun(name)
          ? names_->NamedLast(
                absl::string_view(record.text()).substr(0, match.begin))
          : names_->ResolveAll(match.rest);
  if (paths.empty()) {
    Instruction instruction;
    if (!speaks_of_sources || !NamesSomething(name)) return instruction;
    instruction.proposal = sdk::GuidanceProposal(record);
    instruction.proposal.set_understood_as(absl::StrCat(
        VerbOf(use), " \"", name, "\", which no document is named"));
    instruction.proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
    *instruction.proposal.mutable_span() = match.span;
    // "Articles" may be goods.
    instruction.score = AsksForRows(record.exchange()) ? kDoubtful : kLikely;
    return instruction;
  }
  const bool rows = AsksForRows(record.exchange());
  const bool quoted = QuotedPassages(record.exchange()) && !rows;
  const double score = speaks_of_sources || quoted ? kSure
                       : rows                      ? kDoubtful
                                                   : kLikely;
  Sources sources;
  sources.set_use(use);
  for (const std::string& path : paths) sources.add_paths(path);
  return WithRivals(std::move(sources), score, match.span);
}

namespace {

// "Sources that somebody wrote before she left" is no name of a source.
bool TellsOfSomebody(absl::string_view words) {
  static const auto& pronouns =
      *new std::set<std::string>{"that", "which", "who", "whom"};
  static const auto& people =
      *new std::set<std::string>{"somebody", "someone", "anybody", "anyone",
                                 "nobody",   "people",  "he",      "she"};
  const auto tokens = sdk::Analyze(words).tokens;
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (pronouns.count(tokens[i].text) > 0 &&
        people.count(tokens[i + 1].text) > 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

// Says something of sources under a condition that is not understood.
Instruction InstructionReader::Kept(const sdk::PhraseMatch& match,
                                    const v1::FeedbackRecord& record) const {
  Instruction instruction;
  const absl::string_view name = NamePart(match.rest);
  const bool speaks_of_sources =
      match.rest.empty() ? MentionsSources(record.text())
                         : MentionsSources(name) && NamesSomething(name);
  if (!speaks_of_sources && names_->ResolveAll(match.rest).empty()) {
    return instruction;
  }
  instruction.proposal = sdk::GuidanceProposal(record);
  *instruction.proposal.mutable_span() = match.span;
  instruction.score = kLikely;
  return instruction;
}

// Narrows to the topic that the text names, else to questions like the one it
// was said about.
absl::Status InstructionReader::Narrow(const v1::FeedbackRecord& record,
                                       bool general,
                                       v1::Proposal& proposal) const {
  v1::Scope& scope = *proposal.mutable_scope();
  if (const auto topic = sdk::TopicOf(record.text())) {
    if (HasRivals(proposal)) {
      UseForTopic(topic->words, proposal);
      return absl::OkStatus();
    }
    // "Nothing from the drafts when it is about the crew", where no page and no
    // question calls it so: it is what the drafts are about.
    const std::string matter = sdk::TopicMatter(topic->words);
    ALHF_ASSIGN_OR_RETURN(const bool known,
                          KnowsAny(absl::StrCat(matter, " ")));
    const bool asked =
        sdk::TriggerCoverage(matter,
                             sdk::Analyze(record.exchange().question())) > 0;
    if (LeavesSourcesOut(proposal) && !known && !asked) return absl::OkStatus();
    // What to use for a topic is said because it was not found.
    if (UsesSources(proposal)) scope.clear_facets();
    scope.set_breadth(v1::BREADTH_TOPIC);
    scope.set_topic(topic->words);
    for (const std::string& trigger : sdk::TopicTriggers(topic->words)) {
      scope.add_triggers(trigger);
    }
  } else if (!general && !record.exchange().question().empty() &&
             sdk::BreadthOf(record.text()) != v1::BREADTH_COMPONENT) {
    scope.set_breadth(v1::BREADTH_TOPIC);
    scope.set_topic(record.exchange().question());
  }
  return absl::OkStatus();
}

// Of pages on the same the one that is to be used takes the place of the
// others.
Instruction InstructionReader::WithRivals(Sources sources, double score,
                                          const v1::Span& span) const {
  const std::vector<std::string> paths(sources.paths().begin(),
                                       sources.paths().end());
  if (sources.use() == Sources::PREFER) {
    for (const std::string& rival : names_->RivalsOf(paths)) {
      sources.add_rivals(rival);
    }
  }
  return SourcesInstruction(std::move(sources), score, span);
}

absl::StatusOr<std::vector<Instruction>> InstructionReader::ReadVerdictsOf(
    const v1::FeedbackRecord& record) const {
  const bool rows = AsksForRows(record.exchange());
  std::vector<Instruction> found;
  for (const Verdict& verdict : ReadVerdicts(record.text(), *names_)) {
    const absl::string_view said =
        absl::string_view(record.text())
            .substr(verdict.begin, verdict.end - verdict.begin);
    if (TellsOfSomebody(said) ||
        sdk::LeavesConditionUnread(record.text(), verdict.begin, verdict.end)) {
      continue;
    }
    v1::Span span;
    span.set_begin(static_cast<uint32_t>(verdict.begin));
    span.set_end(static_cast<uint32_t>(verdict.end));
    Instruction instruction = WithRivals(
        verdict.sources, rows && !verdict.marked ? kDoubtful : kSure, span);
    // "Only for trawlers" is a condition of its own.
    if (verdict.sources.unless().empty()) {
      ALHF_RETURN_IF_ERROR(Narrow(record, true, instruction.proposal));
    }
    found.push_back(std::move(instruction));
  }
  return found;
}

absl::StatusOr<std::vector<Instruction>> InstructionReader::ReadPhrases(
    const v1::FeedbackRecord& record) const {
  std::vector<Instruction> found;
  for (const auto& [says, match] : ReadInstructions(record.text())) {
    if (sdk::LeavesConditionUnread(record.text(), match) ||
        sdk::IsDenied(record.text(), match.begin, match.end)) {
      if (Instruction kept = Kept(match, record); kept.score > 0) {
        found.push_back(std::move(kept));
      }
      continue;
    }
    switch (says) {
      case Says::kNewest:
      case Says::kNotBefore:
      case Says::kMaxAge:
      case Says::kThisYear: {
        Instruction dated = DateInstruction(says, match, record.text());
        if (dated.score == 0) continue;
        found.push_back(std::move(dated));
        break;
      }
      case Says::kCount:
        found.push_back(CountInstruction(match.numbers[0], match.span));
        break;
      case Says::kFewer:
        found.push_back(CountInstruction(1, match.span));
        break;
      case Says::kMore:
        found.push_back(CountInstruction(usual_passages_ + 2, match.span));
        break;
      default: {
        const Sources::Use use = says == Says::kOnly ? Sources::ONLY
                                 : says == Says::kPrefer || says == Says::kUse
                                     ? Sources::PREFER
                                     : Sources::LEAVE_OUT;
        if (says == Says::kNo && names_->ResolveAll(match.rest).empty())
          continue;
        if (TellsOfSomebody(match.rest)) {
          if (Instruction kept = Kept(match, record); kept.score > 0) {
            found.push_back(std::move(kept));
          }
          continue;
        }
        Instruction instruction = ReadSources(match, use, record);
        if (instruction.score == 0 || IsSaid(found, instruction)) continue;
        ALHF_RETURN_IF_ERROR(Narrow(record,
                                    says == Says::kLeaveOut ||
                                        says == Says::kNo ||
                                        says == Says::kPrefer,
                                    instruction.proposal));
        found.push_back(std::move(instruction));
        continue;
      }
    }
    if (found.empty()) continue;
    ALHF_RETURN_IF_ERROR(Narrow(record, true, found.back().proposal));
  }
  return found;
}

absl::StatusOr<bool> InstructionReader::KnowsAny(absl::string_view text) const {
  for (const sdk::Token& token : sdk::Analyze(text).tokens) {
    if (token.stop_word) continue;
    ALHF_ASSIGN_OR_RETURN(const bool knows, index_->Knows(token.text));
    if (knows) return true;
  }
  return false;
}

absl::StatusOr<bool> InstructionReader::KnowsAll(absl::string_view text) const {
  for (const sdk::Token& token : sdk::Analyze(text).tokens) {
    if (token.stop_word) continue;
    ALHF_ASSIGN_OR_RETURN(const bool knows, index_->Knows(token.text));
    if (!knows) return false;
  }
  return true;
}

absl::StatusOr<std::vector<Instruction>> InstructionReader::ReadTermsOf(
    const v1::FeedbackRecord& record) const {
  const bool rows = AsksForRows(record.exchange());
  const bool quoted = QuotedPassages(record.exchange()) && !rows;
  std::vector<Instruction> found;
  for (const Term& term : ReadTerms(record.text())) {
    ALHF_ASSIGN_OR_RETURN(const bool known, KnowsAny(term.expansion.meaning()));
    if (!term.stated) {
      // "The soup is cold" explains nothing: the term is no new word, or other
      // words are.
      ALHF_ASSIGN_OR_RETURN(const bool said, KnowsAny(term.expansion.term()));
      ALHF_ASSIGN_OR_RETURN(const bool explained,
                            KnowsAll(term.expansion.meaning()));
      if (said || !explained) continue;
    }
    // Nobody could answer: not for rows that are wrong was it explained.
    const bool unanswered = record.exchange().steps_size() > 0;
    const double score = rows || !known                    ? kDoubtful
                         : quoted                          ? kSure
                         : term.abbreviation || unanswered ? kLikely
                                                           : kUncertain;
    Search search;
    *search.add_expansions() = term.expansion;
    v1::Span span;
    span.set_begin(static_cast<uint32_t>(term.begin));
    span.set_end(static_cast<uint32_t>(term.end));
    const std::string& name = term.expansion.term();
    Instruction instruction = MakeInstruction(
        search,
        absl::StrCat("term:",
                     absl::StrJoin(sdk::Analyze(name).content_stems, " ")),
        absl::StrCat("where a question says \"", name, "\", look for \"",
                     term.expansion.meaning(), "\""),
        score, span);
    v1::Scope& scope = *instruction.proposal.mutable_scope();
    scope.set_breadth(v1::BREADTH_TOPIC);
    scope.add_triggers(name);
    if (!known) instruction.proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
    found.push_back(std::move(instruction));
  }
  return found;
}

absl::StatusOr<std::vector<Instruction>> InstructionReader::ReadComplaint(
    const v1::FeedbackRecord& record) const {
  if (!QuotedPassages(record.exchange())) return std::vector<Instruction>();
  const double score = AsksForRows(record.exchange()) ? kDoubtful : kLikely;
  for (const auto& [says, match] : ReadComplaints(record.text())) {
    Instruction instruction;
    switch (says) {
      case Says::kOutdated:
        instruction = NewestInstruction(score, match.span);
        break;
      case Says::kWrongSource: {
        const auto step = std::find_if(
            record.exchange().steps().begin(), record.exchange().steps().end(),
            [](const v1::Step& s) { return s.output().passages_size() > 0; });
        Sources sources;
        sources.set_use(Sources::LEAVE_OUT);
        sources.add_paths(step->output().passages(0).source());
        instruction = SourcesInstruction(std::move(sources), score, match.span);
        break;
      }
      default:
        instruction.proposal = sdk::GuidanceProposal(record);
        instruction.proposal.set_understood_as(
            "the passages quoted do not answer such questions");
        instruction.proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
        instruction.score = score;
    }
    ALHF_RETURN_IF_ERROR(Narrow(record, false, instruction.proposal));
    return std::vector<Instruction>{instruction};
  }
  return std::vector<Instruction>();
}

absl::StatusOr<std::vector<Instruction>> InstructionReader::Read(
    const v1::FeedbackRecord& record) const {
  ALHF_ASSIGN_OR_RETURN(std::vector<Instruction> found, ReadTermsOf(record));
  ALHF_ASSIGN_OR_RETURN(std::vector<Instruction> verdicts,
                        ReadVerdictsOf(record));
  ALHF_ASSIGN_OR_RETURN(std::vector<Instruction> said, ReadPhrases(record));
  // "Archived = no longer valid" is a verdict, and defines no word.
  const auto overlaps = [&verdicts](const Instruction& term) {
    const v1::Span& span = term.proposal.span();
    return std::any_of(
        verdicts.begin(), verdicts.end(), [&span](const Instruction& verdict) {
          const v1::Span& other = verdict.proposal.span();
          return span.begin() < other.end() && other.begin() < span.end();
        });
  };
  found.erase(std::remove_if(found.begin(), found.end(), overlaps),
              found.end());
  const bool judged = std::any_of(
      verdicts.begin(), verdicts.end(),
      [](const Instruction& verdict) { return verdict.score > kDoubtful; });
  for (Instruction& instruction : said) {
    // A wish that is not understood beside one that is says why.
    const bool guidance =
        instruction.proposal.effect() == v1::EFFECT_GUIDANCE_ONLY;
    if (guidance && judged) continue;
    found.push_back(std::move(instruction));
  }
  for (Instruction& verdict : verdicts) {
    if (!SaysOf(found, verdict)) found.push_back(std::move(verdict));
  }
  if (found.empty()) return ReadComplaint(record);
  return found;
}

}  // namespace alhf::retriever
