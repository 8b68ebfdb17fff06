#include "components/sql_generator/said_rows.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/clauses.h"
#include "components/sql_generator/definitions.h"
#include "components/sql_generator/filter_frames.h"

namespace alhf::sql_generator {
namespace {

bool Among(absl::string_view word,
           std::initializer_list<absl::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

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

// The rows that the text before `end` speaks of, in its last words that name
// some of the data: "there are late loans in it, leave them out".
std::string Antecedent(const Catalog& catalog, absl::string_view text,
                       size_t end) {
  const auto tokens = sdk::Analyze(text.substr(0, end)).tokens;
  const auto starts = ClauseStarts(text, tokens);
  for (size_t i = starts.size(); i-- > 0;) {
    const size_t to = i + 1 < starts.size() ? starts[i + 1] : tokens.size();
    const Clause clause{text, ClauseOf(tokens, starts[i], to)};
    if (clause.tokens.empty()) continue;
    std::string named =
        RowsNamed(catalog, WordsOf(clause, 0, clause.tokens.size()));
    if (!named.empty()) return named;
  }
  return "";
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

}  // namespace alhf::sql_generator
