#include "components/retriever/terms.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "alhf/sdk/text.h"

namespace alhf::retriever {
namespace {

constexpr size_t kLongestMeaning = 6;

// Words by which a meaning speaks of rows and not of other words.
bool IsOfRows(absl::string_view word) {
  static constexpr std::array<absl::string_view, 46> kWords = {
      "where",   "whose",  "who",     "which",   "that",      "when",
      "last",    "past",   "days",    "months",  "weeks",     "years",
      "between", "sum",    "count",   "average", "total",     "number",
      "minus",   "plus",   "net",     "gross",   "times",     "divided",
      "less",    "more",   "than",    "least",   "most",      "per",
      "before",  "after",  "without", "with",    "excluding", "including",
      "except",  "not",    "no",      "only",    "row",       "rows",
      "table",   "column", "filter",  "equal"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// Words of a whole clause; neither a term nor other words for it has them.
bool IsOfAClause(absl::string_view word) {
  static constexpr std::array<absl::string_view, 17> kWords = {
      "what", "how", "why", "when", "if", "unless", "otherwise", "while", "it",
      "they", "we",  "you", "i",    "he", "she",    "there",     "this"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool IsClause(absl::string_view words) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(words).tokens;
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const auto& token) { return IsOfAClause(token.text); });
}

// "What is paid for X" describes X in other words.
absl::string_view WithoutWhat(absl::string_view meaning) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(meaning).tokens;
  const bool what = tokens.size() > 2 && tokens[0].text == "what" &&
                    (tokens[1].text == "is" || tokens[1].text == "are");
  return what ? meaning.substr(tokens[2].begin) : meaning;
}

bool IsPlainWording(absl::string_view meaning) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(meaning).tokens;
  if (tokens.empty() || tokens.size() > kLongestMeaning ||
      meaning.find_first_of("<>=*+/%_") != absl::string_view::npos) {
    return false;
  }
  return std::none_of(tokens.begin(), tokens.end(), [](const auto& token) {
    return token.number || IsOfRows(token.text);
  });
}

// "PTO" of "paid time off".
bool IsAbbreviation(absl::string_view term, absl::string_view meaning) {
  std::string initials;
  for (const sdk::Token& token : sdk::Analyze(meaning).tokens) {
    initials += token.text[0];
  }
  std::string plain = absl::AsciiStrToLower(term);
  plain.erase(std::remove(plain.begin(), plain.end(), '.'), plain.end());
  return plain.size() >= 2 && plain == initials;
}

}  // namespace

std::vector<Term> ReadTerms(absl::string_view text) {
  std::vector<Term> terms;
  for (const auto& [begin, end] : sdk::Sentences(text)) {
    const absl::string_view sentence = text.substr(begin, end - begin);
    auto definition = sdk::ParseDefinition(sentence);
    const bool stated = definition.has_value();
    if (!stated) definition = sdk::ParseStatement(sentence);
    if (definition.has_value()) {
      definition->meaning = std::string(WithoutWhat(definition->meaning));
    }
    if (!definition.has_value() || IsClause(definition->term) ||
        IsClause(definition->meaning) || !IsPlainWording(definition->meaning)) {
      continue;
    }
    Term term;
    term.expansion.set_term(definition->term);
    term.expansion.set_meaning(definition->meaning);
    term.abbreviation = IsAbbreviation(definition->term, definition->meaning);
    term.stated = stated;
    term.begin = begin + definition->begin;
    term.end = begin + definition->end;
    terms.push_back(std::move(term));
  }
  return terms;
}

}  // namespace alhf::retriever
