#include "components/sql_generator/said_rows.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/words.h"
#include "components/sql_generator/clauses.h"
#include "components/sql_generator/definitions.h"
#include "components/sql_generator/filter_frames.h"

namespace alhf::sql_generator {
namespace {

// "loans", "they are late" -> "loans that are late"; "its state is late" ->
// "loans whose state is late".
std::string WithCondition(absl::string_view of, const std::string& condition) {
  const auto tokens = sdk::Analyze(condition).tokens;
  const bool its = Among(tokens[0].text, {"its", "their", "his", "her"});
  const bool pronoun = Among(tokens[0].text, {"it", "they", "he", "she"});
  const size_t first = its || pronoun ? 1 : 0;
  if (first >= tokens.size()) return "";
  return absl::StrCat(of, its ? " whose " : " that ",
                      condition.substr(tokens[first].begin));
}

// "Readers marked as staff" are staff.
std::string WithoutSigns(std::string rows) {
  const auto tokens = sdk::Analyze(rows).tokens;
  for (size_t i = tokens.size(); i-- > 1;) {
    // "With a date filled" is with a date.
    if (i + 1 == tokens.size() && tokens[i].text == "filled" &&
        tokens[i - 1].text != "not") {
      rows.resize(tokens[i - 1].end);
      continue;
    }
    if (!Among(tokens[i].text, {"as", "for"}) || !IsSign(tokens[i - 1].text)) {
      continue;
    }
    rows.erase(tokens[i - 1].begin, tokens[i].end - tokens[i - 1].begin + 1);
  }
  return rows;
}

// "Them", "those from the totals".
bool RefersBack(const std::vector<sdk::Token>& rows) {
  return Among(rows[0].text,
               {"them", "they", "those", "these", "it", "such"}) &&
         (rows.size() == 1 ||
          Among(rows[1].text, {"from", "in", "out", "of", "any", "anymore",
                               "again", "there", "here", "at", "ones"}));
}

// "Late loans are bad or old" speaks of late loans; "is_staff is 1" is a test.
std::string WithoutTale(const Catalog& catalog, const std::string& rows) {
  if (IsUnderstood(catalog, rows)) return rows;
  const auto tokens = sdk::Analyze(rows).tokens;
  for (size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (!Among(tokens[i].text, {"is", "are", "was", "were"})) continue;
    if (tokens[i + 1].number) return rows;
    const std::string subject = rows.substr(0, tokens[i - 1].end);
    return IsUnderstood(catalog, subject) ? subject : rows;
  }
  return rows;
}

// The rows that the text before `end` speaks of, in its last words that name
// some of the data: "there are late loans in it, leave them out".
std::string Antecedent(const Catalog& catalog, absl::string_view text,
                       size_t end) {
  const absl::string_view before = text.substr(0, end);
  auto sentences = sdk::Sentences(before);
  std::reverse(sentences.begin(), sentences.end());
  for (const auto& [begin, sentence_end] : sentences) {
    const absl::string_view sentence =
        before.substr(begin, sentence_end - begin);
    const auto tokens = sdk::Analyze(sentence).tokens;
    const auto starts = ClauseStarts(sentence, tokens);
    for (size_t i = starts.size(); i-- > 0;) {
      const size_t to = i + 1 < starts.size() ? starts[i + 1] : tokens.size();
      const Clause clause{sentence, ClauseOf(tokens, starts[i], to)};
      if (clause.tokens.empty()) continue;
      // "The late loans page is old, don't use it."
      if (std::any_of(clause.tokens.begin(), clause.tokens.end(),
                      [](const sdk::Token& token) {
                        return Among(token.stem, {"page", "document", "folder",
                                                  "file", "doc"});
                      })) {
        return "";
      }
      const std::string named =
          RowsNamed(catalog, WordsOf(clause, 0, clause.tokens.size()));
      if (!named.empty()) return WithoutTale(catalog, named);
    }
  }
  return "";
}

// Where a bracket or "that is" says once more which rows `said` are: "our own
// shops (IsOwn is 1 for these)", "closed shops, that's ClosedOn filled".
std::string SaidAgain(const std::string& said) {
  std::string again;
  if (const size_t open = said.find('('); open != std::string::npos) {
    again = said.substr(open + 1);
    again = again.substr(0, again.find(')'));
  } else {
    const auto tokens = sdk::Analyze(said).tokens;
    for (size_t i = 1; i + 1 < tokens.size() && again.empty(); ++i) {
      const bool is = Among(tokens[i].text, {"that's", "thats", "ie"});
      const bool that_is =
          tokens[i].text == "that" && Among(tokens[i + 1].text, {"is", "are"});
      if (is) again = said.substr(tokens[i + 1].begin);
      if (that_is && i + 2 < tokens.size()) {
        again = said.substr(tokens[i + 2].begin);
      }
    }
  }
  const auto tokens = sdk::Analyze(again).tokens;
  for (size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (Among(tokens[i].text, {"for", "of", "with", "on"}) &&
        Among(tokens[i + 1].text, {"these", "those", "them", "such"})) {
      again.resize(tokens[i - 1].end);
      break;
    }
  }
  return again;
}

// "Late loans and our own readers (IsStaff)": the items of a list.
std::vector<std::string> Items(const std::string& said) {
  std::vector<std::string> items;
  size_t begin = 0;
  int brackets = 0;
  for (size_t i = 0; i < said.size(); ++i) {
    brackets += said[i] == '(' ? 1 : said[i] == ')' ? -1 : 0;
    const bool joins =
        absl::StartsWith(absl::string_view(said).substr(i), " and ");
    if (brackets > 0 || !(joins || said[i] == ',')) continue;
    // "…, that's closed ones" says it once more.
    const auto next = sdk::Analyze(said.substr(i)).tokens;
    if (!next.empty() &&
        Among(next[0].text, {"that", "that's", "thats", "ie"})) {
      continue;
    }
    items.push_back(said.substr(begin, i - begin));
    begin = joins ? i + 5 : i + 1;
  }
  items.push_back(said.substr(begin));
  std::erase_if(items, [](const std::string& item) {
    return sdk::Analyze(item).tokens.empty();
  });
  return items;
}

}  // namespace

bool IsOfClass(const Catalog& catalog, const Clause& clause,
               const FilterWords& words) {
  return TableNamed(catalog,
                    WordsOf(clause, words.class_begin, words.class_end))
      .has_value();
}

std::string SaidRows(const Catalog& catalog, const Clause& clause,
                     const FilterWords& words) {
  std::vector<sdk::Token> rows(
      clause.tokens.begin() + static_cast<ptrdiff_t>(words.begin),
      clause.tokens.begin() + static_cast<ptrdiff_t>(words.end));
  const bool of_class = IsOfClass(catalog, clause, words);
  // "A call is only an answered one."
  if (of_class && rows.size() > 1 && Among(rows.back().text, {"one", "ones"})) {
    rows.pop_back();
  }
  const std::string said =
      RefersBack(rows)
          ? Antecedent(catalog, clause.text, clause.tokens.front().begin)
          : WithoutSigns(
                WordsOf(clause, words.begin, words.begin + rows.size()));
  if (said.empty() || !of_class) return said;
  const std::string of = WordsOf(clause, words.class_begin, words.class_end);
  if (words.condition) return WithCondition(of, said);
  return RowsTable(catalog, said).has_value() ? said
                                              : absl::StrCat(said, " ", of);
}

std::vector<Resolved<DefaultFilter>> ResolveSaid(
    const Catalog& catalog, const std::string& said, const std::string& of,
    bool exclude, absl::CivilDay today, absl::string_view question) {
  auto filters = ResolveFilters(catalog, said, exclude, today, question);
  if (!filters.empty()) return filters;
  const auto items = Items(said);
  size_t resolved = 0;
  for (const std::string& item : items) {
    if (items.size() < 2) break;
    auto some = ResolveSaid(catalog, item, of, exclude, today, question);
    if (!some.empty()) ++resolved;
    std::move(some.begin(), some.end(), std::back_inserter(filters));
  }
  if (resolved == items.size()) return filters;
  // Of a list all is read, or nothing.
  if (resolved > 0) return {};
  std::string again = SaidAgain(said);
  if (!of.empty() && absl::EndsWith(again, absl::StrCat(" ", of))) {
    again.resize(again.size() - of.size() - 1);
  }
  again = WithoutSigns(again);
  if (again.empty()) return {};
  return ResolveFilters(catalog,
                        of.empty() ? again : absl::StrCat(of, " with ", again),
                        exclude, today, question);
}

}  // namespace alhf::sql_generator
