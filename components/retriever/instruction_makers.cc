#include "components/retriever/instruction_makers.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/topic_words.h"

namespace alhf::retriever {
namespace {

constexpr uint32_t kMostPassages = 20;
constexpr int64_t kMostUnits = 1000;  // of time

// The unit of time that `text` ends with, in days.
uint32_t DaysOf(absl::string_view text) {
  static constexpr std::array<std::pair<absl::string_view, uint32_t>, 4>
      kUnits = {{{"week", 7}, {"month", 31}, {"quarter", 92}, {"year", 366}}};
  for (const auto& [unit, days] : kUnits) {
    if (absl::StrContains(text, unit)) return days;
  }
  return 1;
}

}  // namespace

Instruction MakeInstruction(const Search& search, absl::string_view key,
                            absl::string_view understood, double score,
                            const v1::Span& span) {
  Instruction instruction;
  v1::Proposal& proposal = instruction.proposal;
  *proposal.mutable_directive() = sdk::MakeDirective(search);
  proposal.set_conflict_key(std::string(key));
  proposal.set_understood_as(std::string(understood));
  proposal.set_effect(v1::EFFECT_ENFORCED);
  proposal.mutable_scope()->set_breadth(v1::BREADTH_COMPONENT);
  *proposal.mutable_span() = span;
  instruction.score = score;
  return instruction;
}

Instruction CountInstruction(int64_t count, const v1::Span& span) {
  Search search;
  search.set_max_passages(
      static_cast<uint32_t>(std::clamp<int64_t>(count, 1, kMostPassages)));
  return MakeInstruction(
      search, "passages",
      absl::StrFormat("quote at most %d passage%s", search.max_passages(),
                      search.max_passages() == 1 ? "" : "s"),
      kSure, span);
}

Instruction NewestInstruction(double score, const v1::Span& span) {
  Search search;
  search.set_newest_first(true);
  return MakeInstruction(search, "recency", "prefer newer documents", score,
                         span);
}

// What of the documents' dates counts.
Instruction DateInstruction(Says says, const sdk::PhraseMatch& match,
                            absl::string_view text) {
  Search search;
  std::string understood;
  const int64_t number = match.numbers.empty() ? 0 : match.numbers[0];
  if (says == Says::kNewest) {
    return NewestInstruction(kSure, match.span);
  }
  if (says == Says::kThisYear) {
    search.set_this_year(true);
    understood = "leave out documents from before the current year";
  } else if (says == Says::kMaxAge) {
    const std::string unit = absl::AsciiStrToLower(
        text.substr(match.begin, match.end - match.begin));
    search.set_max_age_days(
        DaysOf(unit) *
        static_cast<uint32_t>(std::clamp<int64_t>(number, 1, kMostUnits)));
    understood = absl::StrCat("leave out documents older than ",
                              search.max_age_days(), " days");
  } else if (number >= 1900 && number <= 2100) {
    search.set_not_before(absl::StrCat(number, "-01-01"));
    understood = absl::StrCat("leave out documents from before ", number);
  } else {
    return {};
  }
  return MakeInstruction(search, "not_before", understood, kSure, match.span);
}

absl::string_view VerbOf(Sources::Use use) {
  switch (use) {
    case Sources::PREFER:
      return "prefer";
    case Sources::ONLY:
      return "use only";
    default:
      return "leave out";
  }
}

Instruction SourcesInstruction(Sources sources, double score,
                               const v1::Span& span) {
  const std::vector<std::string> paths(sources.paths().begin(),
                                       sources.paths().end());
  const std::string instead =
      sources.rivals().empty()
          ? ""
          : absl::StrCat(" instead of ", absl::StrJoin(sources.rivals(), ", "));
  const std::string unless =
      sources.unless().empty()
          ? ""
          : absl::StrCat(" unless a question says ",
                         absl::StrJoin(sources.unless(), " or "));
  const std::string understood = absl::StrCat(
      VerbOf(sources.use()), " ", absl::StrJoin(paths, ", "), instead, unless);
  Search search;
  *search.add_sources() = std::move(sources);
  Instruction instruction = MakeInstruction(
      search, absl::StrCat("source:", absl::StrJoin(paths, ",")), understood,
      score, span);
  if (paths.size() == 1) {
    v1::Facet& facet = *instruction.proposal.mutable_scope()->add_facets();
    facet.set_key("document");
    facet.set_value(paths[0]);
  }
  return instruction;
}

// "The archive is outdated, ignore it" says one thing twice.
bool IsSaid(const std::vector<Instruction>& found, const Instruction& again) {
  const std::string& key = again.proposal.conflict_key();
  return !key.empty() &&
         std::any_of(found.begin(), found.end(), [&key](const auto& other) {
           return other.proposal.conflict_key() == key;
         });
}

bool UsesSources(const v1::Proposal& proposal) {
  const auto search = sdk::ReadDirective<Search>(proposal.directive());
  return search.has_value() && search->sources_size() > 0 &&
         search->sources(0).use() != Sources::LEAVE_OUT;
}

bool HasRivals(const v1::Proposal& proposal) {
  const auto search = sdk::ReadDirective<Search>(proposal.directive());
  return search.has_value() && search->sources_size() > 0 &&
         !search->sources(0).rivals().empty();
}

bool LeavesSourcesOut(const v1::Proposal& proposal) {
  const auto search = sdk::ReadDirective<Search>(proposal.directive());
  return search.has_value() && search->sources_size() > 0 &&
         !UsesSources(proposal);
}

// Whether all sources of `verdict` were spoken of.
bool SaysOf(const std::vector<Instruction>& found, const Instruction& verdict) {
  std::set<std::string> said;
  for (const Instruction& other : found) {
    const auto search = sdk::ReadDirective<Search>(other.proposal.directive());
    if (!search.has_value()) continue;
    for (const Sources& sources : search->sources()) {
      said.insert(sources.paths().begin(), sources.paths().end());
    }
  }
  const auto search = sdk::ReadDirective<Search>(verdict.proposal.directive());
  const auto& paths = search->sources(0).paths();
  return std::all_of(paths.begin(), paths.end(), [&said](const auto& path) {
    return said.count(path) > 0;
  });
}

// What to use for a topic is for questions that say it, and for those that
// these pages answer: `Retriever::Adjust` sees to both.
void UseForTopic(const std::string& topic, v1::Proposal& proposal) {
  Search search = *sdk::ReadDirective<Search>(proposal.directive());
  for (const std::string& trigger : sdk::TopicTriggers(topic)) {
    search.mutable_sources(0)->add_topics(trigger);
  }
  *proposal.mutable_directive() = sdk::MakeDirective(search);
  proposal.mutable_scope()->clear_facets();
  proposal.mutable_scope()->set_topic(topic);
}

}  // namespace alhf::retriever
