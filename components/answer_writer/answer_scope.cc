#include "components/answer_writer/answer_scope.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/topic_words.h"
#include "components/answer_writer/clock.h"
#include "components/answer_writer/measures.h"
#include "components/answer_writer/money.h"
#include "components/answer_writer/notation.h"
#include "components/answer_writer/rows.h"
#include "components/answer_writer/statements.h"

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

std::string ColumnWords(const v1::Table& table) {
  return absl::StrReplaceAll(absl::StrJoin(table.columns(), " "), {{"_", " "}});
}

std::set<std::string> StemsOf(absl::string_view text) {
  const std::vector<std::string> stems = sdk::Analyze(text).content_stems;
  return {stems.begin(), stems.end()};
}

// Only where a currency is all that an instruction is about: decimals are of
// rows.
bool ChangesMoney(const Style& style) {
  return !style.numbers().currency().empty();
}

// Apart from stems of words.
std::string Measured(absl::string_view quantity) {
  return absl::StrCat("a ", quantity);
}

std::string HasValue(const Style& style) {
  if (style.several()) return "several";
  if (style.lists_things()) return "things";
  if (ChangesMoney(style)) return "money";
  if (!style.numbers().measures().empty()) {
    return Measured(QuantityOf(style.numbers().measures(0).unit()));
  }
  if (style.clock() > 0) return "time";
  // Rows by a part of a date have one.
  if (!style.date_format().empty() && style.date_part().empty()) return "date";
  if (style.order() == ORDER_NEWEST_FIRST ||
      style.order() == ORDER_OLDEST_FIRST) {
    return "sequence";
  }
  if (style.wordings().empty()) return "";
  return ListedName(style.wordings(0).from());
}

bool QuotesPassages(const Material& material) {
  return material.kind == ANSWER_KIND_PASSAGES && !material.passages.empty();
}

// Whether more than one line of `text` is an item of a list.
bool HasPoints(absl::string_view text) {
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  return std::count_if(lines.begin(), lines.end(), [](absl::string_view line) {
           line = absl::StripLeadingAsciiWhitespace(line);
           return StripListMark(&line);
         }) > 1;
}

// Whether the rows are things by name, as far as who made them knows; figures
// of groups list none.
bool ListsThings(const sdk::FacetSet& facets) {
  if (facets.StateOf(sdk::kListedRowsFacet, sdk::kAnyRows) ==
      sdk::FacetState::kUnknown) {
    return true;
  }
  const std::set<std::string> listed = facets.ValuesOf(sdk::kListedRowsFacet);
  return std::any_of(listed.begin(), listed.end(), [](const std::string& name) {
    return name != sdk::kAnyRows && name != sdk::kRanked;
  });
}

// What there is in the answer that an instruction may change. `dated`: it says
// of what day something is.
std::set<std::string> ThingsIn(const Material& material, bool dated) {
  std::set<std::string> things;
  if (dated) things.insert("date");
  const auto add = [&things](absl::string_view text) {
    if (NamesMoney(text)) things.insert("money");
    if (NamesTime(text)) things.insert("time");
    if (NamesDate(text)) things.insert("date");
    things.merge(StemsOf(text));
  };
  if (material.kind == ANSWER_KIND_PASSAGES) {
    const auto with_date = std::count_if(
        material.passages.begin(), material.passages.end(),
        [](const v1::Passage& passage) { return passage.has_date(); });
    if (with_date > 1) things.insert("sequence");
    for (const v1::Passage& passage : material.passages) add(passage.text());
    if (QuotesPassages(material) && HasPoints(material.passages[0].text())) {
      things.insert("several");
    }
    return things;
  }
  const v1::Table& table = material.table;
  add(ColumnWords(table));
  if (table.rows_size() > 1) things.insert("several");
  if (table.rows_size() > 1 && ListsThings(material.facets)) {
    things.insert("things");
  }
  for (int c = 0; c < table.columns_size(); ++c) {
    if (IsMoney(table, c)) things.insert("money");
    const std::string quantity = QuantityOfColumn(table.columns(c));
    if (!quantity.empty()) things.insert(Measured(quantity));
  }
  if (InSequence(table)) things.insert("sequence");
  for (const v1::Row& row : table.rows()) {
    for (const v1::Cell& cell : row.cells()) add(cell.text());
  }
  return things;
}

// "a/b/c.md" -> {"a/", "a/b/"}.
std::vector<std::string> FoldersOf(const v1::Passage& passage) {
  std::vector<std::string> folders;
  const std::string& path = passage.source();
  for (size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '/') folders.push_back(path.substr(0, i + 1));
  }
  return folders;
}

std::string NamesOf(const v1::Passage& passage) {
  return absl::StrReplaceAll(
      absl::StrCat(passage.source(), " ",
                   absl::StrJoin(passage.headings(), " ")),
      {{"/", " "}, {"_", " "}, {".", " "}});
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

sdk::FacetSet FacetsOf(absl::string_view question, const Material& material,
                       bool dated) {
  sdk::FacetSet facets = material.facets;
  facets.Add(kAnswerKindFacet, {NameOf(material.kind)}, /*complete=*/true);
  const bool rows = material.kind == ANSWER_KIND_ROWS;
  if (!rows) facets.Add(kDatePartFacet, {}, /*complete=*/true);
  std::vector<std::string> listed;
  if (rows && material.table.rows_size() > 1) {
    listed = sdk::Analyze(ColumnWords(material.table)).content_stems;
    // "Which ports", "list the three ports"
    bool lists = false;
    for (const sdk::Token& token : sdk::Analyze(question).tokens) {
      if (lists && (token.stop_word || token.number)) continue;
      if (lists) listed.push_back(token.stem);
      lists = Lists(token.text);
    }
  }
  facets.Add(kListedFacet, listed, /*complete=*/true);
  const std::set<std::string> things = ThingsIn(material, dated);
  facets.Add(kHasFacet, {things.begin(), things.end()}, /*complete=*/true);
  const bool quotes = QuotesPassages(material);
  facets.Add(
      kFolderFacet,
      quotes ? FoldersOf(material.passages[0]) : std::vector<std::string>(),
      /*complete=*/true);
  return facets;
}

std::map<std::string, std::string> FacetsFor(const Style& style) {
  std::map<std::string, std::string> facets;
  const auto add = [&facets](absl::string_view key, std::string value) {
    if (!value.empty()) facets[std::string(key)] = std::move(value);
  };
  if (style.only_for() != ANSWER_KIND_UNSPECIFIED) {
    add(kAnswerKindFacet, NameOf(style.only_for()));
  }
  add(kDatePartFacet, style.date_part());
  add(kListedFacet, ListedName(style.listed()));
  add(kHasFacet, HasValue(style));
  add(kFolderFacet, style.folder());
  return facets;
}

bool WaitsForStructure(const Style& style, const sdk::FacetSet& known) {
  const auto facets = FacetsFor(style);
  return std::any_of(facets.begin(), facets.end(), [&](const auto& facet) {
    return known.StateOf(facet.first, facet.second) !=
           sdk::FacetState::kPresent;
  });
}

std::string SubjectWords(const Material& material) {
  if (material.kind == ANSWER_KIND_ROWS) return ColumnWords(material.table);
  return QuotesPassages(material) ? NamesOf(material.passages[0]) : "";
}

std::string FolderCalled(absl::string_view topic,
                         const v1::Exchange& exchange) {
  const Material material = Gather(exchange.question(), exchange.steps());
  if (!QuotesPassages(material)) return "";
  const v1::Passage& passage = material.passages[0];
  const std::vector<std::string> folders = FoldersOf(passage);
  if (folders.empty()) return "";
  const std::set<std::string> said = StemsOf(absl::StrCat(
      exchange.question(), " ", NamesOf(passage), " ", passage.text()));
  for (const std::string& phrase : sdk::TopicTriggers(topic)) {
    if (phrase == sdk::kProcedure) return "";
    for (const std::string& stem : StemsOf(phrase)) {
      if (said.count(stem) > 0) return "";
    }
  }
  return folders[0];
}

}  // namespace alhf::answer_writer
