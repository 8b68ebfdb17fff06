#include "components/sql_generator/meaning_words.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/words.h"

namespace alhf::sql_generator {
namespace {

// "with 5 loans or more" -> "with at least 5 loans".
std::string AtLeast(std::string meaning) {
  const auto tokens = sdk::Analyze(meaning).tokens;
  const size_t n = tokens.size();
  for (size_t i = 0; i + 2 < n; ++i) {
    const bool number = tokens[i].number || sdk::NumberOf(tokens[i].text) > 1;
    if (!number) continue;
    for (size_t at = i + 1; at + 1 < std::min(n, i + 4); ++at) {
      if (tokens[at].text != "or" ||
          !Among(tokens[at + 1].text, {"more", "above", "over"})) {
        continue;
      }
      meaning.erase(tokens[at - 1].end,
                    tokens[at + 1].end - tokens[at - 1].end);
      meaning.insert(tokens[i].begin, "at least ");
      return meaning;
    }
  }
  return meaning;
}

// "Five kinds for us: X, Y and Z" -> "X, Y and Z".
std::string Itemised(const std::string& meaning) {
  const size_t colon = meaning.find(':');
  if (colon == std::string::npos) return meaning;
  const auto lead = sdk::Analyze(meaning.substr(0, colon)).tokens;
  const bool counts =
      std::any_of(lead.begin(), lead.end(), [](const sdk::Token& token) {
        return token.number || sdk::NumberOf(token.text) > 0 ||
               Among(token.text,
                     {"these", "following", "several", "everything", "all"});
      });
  return counts && lead.size() <= 6 ? meaning.substr(colon + 1) : meaning;
}

// "The fees added up" -> "sum of the fees".
std::string Summed(const std::string& meaning) {
  const auto tokens = sdk::Analyze(meaning).tokens;
  const size_t n = tokens.size();
  if (n < 3 || tokens[n - 2].text != "added" ||
      !Among(tokens[n - 1].text, {"up", "together"})) {
    return meaning;
  }
  return absl::StrCat("sum of ", meaning.substr(0, tokens[n - 3].end));
}

// "X and also Y together" -> "X and Y".
std::string WithoutTies(std::string meaning) {
  const auto tokens = sdk::Analyze(meaning).tokens;
  for (size_t i = tokens.size(); i-- > 1;) {
    const bool tie =
        (tokens[i].text == "also" && tokens[i - 1].text == "and") ||
        (i + 1 == tokens.size() &&
         Among(tokens[i].text, {"together", "alike", "both"}));
    if (tie)
      meaning.erase(tokens[i - 1].end, tokens[i].end - tokens[i - 1].end);
  }
  return meaning;
}

// "State new or state open" -> "state new or open".
std::string WithoutRepeats(std::string meaning) {
  const auto tokens = sdk::Analyze(meaning).tokens;
  for (size_t i = tokens.size(); i-- > 2;) {
    if (i + 1 == tokens.size() || tokens[i].stop_word || tokens[i].number ||
        !Among(tokens[i - 1].text, {"and", "or"})) {
      continue;
    }
    for (size_t before = 0; before + 1 < i; ++before) {
      if (tokens[before].text != tokens[i].text) continue;
      meaning.erase(tokens[i].begin, tokens[i + 1].begin - tokens[i].begin);
      break;
    }
  }
  return meaning;
}

// "More then 5" is more than that.
std::string Spelled(std::string meaning) {
  const auto tokens = sdk::Analyze(meaning).tokens;
  for (size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].text == "then" &&
        Among(tokens[i - 1].text, {"more", "less", "fewer", "longer", "later",
                                   "older", "earlier", "higher", "lower"})) {
      meaning.replace(tokens[i].begin, 4, "than");
    }
  }
  return meaning;
}

}  // namespace

std::string PlainMeaning(const std::string& meaning) {
  return Summed(
      AtLeast(WithoutRepeats(Itemised(WithoutTies(Spelled(meaning))))));
}

std::string AddedUp(const std::string& meaning) {
  const auto tokens = sdk::Analyze(meaning).tokens;
  size_t at = !tokens.empty() && tokens[0].text == "the" ? 1 : 0;
  if (at + 3 >= tokens.size() || !Among(tokens[at].text, {"sum", "total"}) ||
      tokens[at + 1].text != "of") {
    return "";
  }
  std::string added;
  bool joined = false;
  for (at += 2; at < tokens.size(); ++at) {
    const bool joins = tokens[at].text == "and";
    joined = joined || joins;
    absl::StrAppend(&added, added.empty() ? "" : " ",
                    joins ? "plus" : tokens[at].text);
  }
  return joined ? added : "";
}

std::string WithoutLead(absl::string_view text) {
  for (const auto& token : sdk::Analyze(text).tokens) {
    if (!Among(
            token.text,
            {"a",       "an",      "the",      "one",   "any",      "anyone",
             "anybody", "someone", "somebody", "those", "everyone", "who",
             "that",    "which",   "with",     "has",   "have",     "when",
             "only",    "all",     "is",       "are",   "there",    "there's",
             "that's",  "it"})) {
      return std::string(text.substr(token.begin));
    }
  }
  return "";
}

}  // namespace alhf::sql_generator
