#include "components/answer_writer/answer_scope.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "alhf/sdk/text.h"

namespace alhf::answer_writer {
namespace {

using Named = std::pair<absl::string_view, absl::string_view>;

template <size_t n>
std::string PartOf(const std::array<Named, n>& names, absl::string_view word) {
  for (const auto& [name, part] : names) {
    if (word == name) return std::string(part);
  }
  return "";
}

// "Daily", which stands before what is counted.
std::string AdjectivePart(absl::string_view word) {
  static constexpr std::array<Named, 6> kNames = {{{"daily", "day"},
                                                   {"weekly", "week"},
                                                   {"monthly", "month"},
                                                   {"quarterly", "quarter"},
                                                   {"yearly", "year"},
                                                   {"annual", "year"}}};
  return PartOf(kNames, word);
}

// "Day", which stands after "per" or "by".
std::string NounPart(absl::string_view word) {
  static constexpr std::array<Named, 6> kNames = {{{"day", "day"},
                                                   {"week", "week"},
                                                   {"month", "month"},
                                                   {"quarter", "quarter"},
                                                   {"year", "year"},
                                                   {"weekday", "day_of_week"}}};
  return PartOf(kNames, word);
}

bool Distributes(absl::string_view word) {
  return word == "per" || word == "by" || word == "each" || word == "every";
}

bool Lists(absl::string_view word) {
  return Distributes(word) || word == "which" || word == "list";
}

bool SaysSomething(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return !sdk::IsStopWord(word);
  });
}

}  // namespace

TopicParts SplitTopic(absl::string_view topic,
                      const std::set<std::string>& grouped_by) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(topic).tokens;
  TopicParts parts;
  std::vector<std::string> rest;
  for (size_t i = 0; i < tokens.size(); ++i) {
    std::string part = AdjectivePart(tokens[i].text);
    const bool alone = tokens.size() == 1;
    if (!alone && grouped_by.count(part) == 0) part.clear();
    if (part.empty() && i > 0 && Distributes(tokens[i - 1].text)) {
      part = NounPart(tokens[i].text);
      if (!part.empty()) rest.pop_back();
    }
    if (part.empty() || !parts.date_part.empty()) {
      rest.push_back(tokens[i].text);
    } else {
      parts.date_part = std::move(part);
    }
  }
  if (parts.date_part.empty()) {
    parts.words = std::string(topic);
  } else if (SaysSomething(rest)) {
    parts.words = absl::StrJoin(rest, " ");
  }
  return parts;
}

std::string ListedName(absl::string_view matter) {
  const std::vector<std::string> stems = sdk::Analyze(matter).content_stems;
  return stems.empty() ? "" : stems.back();
}

AnswerKind KindSaidOf(const v1::Exchange& exchange) {
  const AnswerKind kind = Gather(exchange.question(), exchange.steps()).kind;
  return kind == ANSWER_KIND_NONE ? ANSWER_KIND_UNSPECIFIED : kind;
}

std::string ColumnWords(const v1::Table& table) {
  return absl::StrReplaceAll(absl::StrJoin(table.columns(), " "), {{"_", " "}});
}

sdk::FacetSet FacetsOf(absl::string_view question, const Material& material) {
  sdk::FacetSet facets = material.facets;
  facets.Add(kAnswerKindFacet, {NameOf(material.kind)}, /*complete=*/true);
  const bool rows = material.kind == ANSWER_KIND_ROWS;
  if (!rows) facets.Add(kDatePartFacet, {}, /*complete=*/true);
  std::vector<std::string> listed;
  if (rows && material.table.rows_size() > 1) {
    listed = sdk::Analyze(ColumnWords(material.table)).content_stems;
    const std::vector<sdk::Token> tokens = sdk::Analyze(question).tokens;
    for (size_t i = 1; i < tokens.size(); ++i) {
      if (Lists(tokens[i - 1].text)) listed.push_back(tokens[i].stem);
    }
  }
  facets.Add(kListedFacet, listed, /*complete=*/true);
  return facets;
}

bool WaitsForStructure(const Style& style, const sdk::FacetSet& known) {
  const auto waits = [&known](absl::string_view key, const std::string& value) {
    return !value.empty() &&
           known.StateOf(key, value) != sdk::FacetState::kPresent;
  };
  const std::string kind = style.only_for() == ANSWER_KIND_UNSPECIFIED
                               ? ""
                               : NameOf(style.only_for());
  return waits(kAnswerKindFacet, kind) ||
         waits(kDatePartFacet, style.date_part()) ||
         waits(kListedFacet, ListedName(style.listed()));
}

}  // namespace alhf::answer_writer
