#include "components/answer_writer/excerpt.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/text.h"
#include "components/answer_writer/draft.h"

namespace alhf::answer_writer {
namespace {

// A number where one may be asked for, and where one is ("how much").
constexpr double kHasNumber = 1.3;
constexpr double kHasAmount = 2.0;
// What a word of the question counts beside the figure that answers it, a
// number where a date is asked for, and each further figure.
constexpr double kAskedWord = 0.5;
constexpr double kNumberForDate = 0.6;
// A figure where neither a figure nor a name is asked for: "may we stay longer"
// is answered by how long, which is more than the question's own words again.
constexpr double kFigureElsewhere = 0.6;
constexpr double kFurtherFigure = 0.1;
// An excerpt that ends in the middle of a phrase is the lesser of two equals.
constexpr double kLooseEnd = 0.05;

bool IsMonth(absl::string_view word) {
  static constexpr std::array<absl::string_view, 11> kMonths = {
      "january", "february",  "march",   "april",    "june",    "july",
      "august",  "september", "october", "november", "december"};
  return std::find(kMonths.begin(), kMonths.end(), word) != kMonths.end();
}

// What a number is worth to `question`, as a factor.
double NumberWorth(absl::string_view question) {
  const std::string text = absl::AsciiStrToLower(question);
  for (absl::string_view amount :
       {"how much", "how many", "how high", "how long", "how often"}) {
    if (absl::StrContains(text, amount)) return kHasAmount;
  }
  for (absl::string_view opening : {"how ", "when", "what time", "limit"}) {
    if (absl::StrContains(text, opening)) return kHasNumber;
  }
  return 1;
}

bool AsksForDate(const sdk::Analysis& question) {
  return std::any_of(question.tokens.begin(), question.tokens.end(),
                     [](const auto& token) {
                       return token.text == "when" || token.text == "months" ||
                              token.text == "month";
                     });
}

// "Who", "which", "where": no figure answers. "Guests who sail" asks nothing.
bool AsksForName(const sdk::Analysis& question) {
  static constexpr std::array<absl::string_view, 6> kNames = {
      "who", "whom", "whose", "which", "where", "why"};
  const std::vector<sdk::Token>& tokens = question.tokens;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const bool asks = i == 0 || tokens[i - 1].stop_word;
    if (asks && std::find(kNames.begin(), kNames.end(), tokens[i].text) !=
                    kNames.end()) {
      return true;
    }
  }
  return false;
}

// "The third of May": a month, and no verb.
bool IsMay(absl::string_view word, absl::string_view before) {
  return absl::StartsWith(word, "May") &&
         (before == "of" || before == "in" || sdk::NumberOf(before) > 0);
}

// What a word is worth as an answer: as a word of the question, and as a
// figure.
struct Worth {
  double word = 0;
  double figure = 0;
  bool number = false;
  bool stop_word = false;
  // How many words after a number are needed to understand it: "six in the
  // evening", "45 a day".
  size_t needs = 0;
};

bool EndsPhrase(absl::string_view word) {
  return !word.empty() && absl::StrContains(",;:.)", word.back());
}

// Tells each number how far it is to the next word that says something.
void FindWhatIsCounted(const std::vector<std::string>& words,
                       std::vector<Worth>& all) {
  for (size_t i = 0; i < all.size(); ++i) {
    if (!all[i].number || EndsPhrase(words[i])) continue;
    size_t end = i + 1;
    while (end < all.size() && all[end].stop_word && !EndsPhrase(words[end])) {
      ++end;
    }
    if (end < all.size()) all[i].needs = end - i;
  }
}

std::vector<Worth> WorthOf(absl::string_view question,
                           const std::vector<std::string>& words) {
  const sdk::Analysis analysis = sdk::Analyze(question);
  const std::set<std::string> asked(analysis.content_stems.begin(),
                                    analysis.content_stems.end());
  const bool date = AsksForDate(analysis);
  const double elsewhere = AsksForName(analysis) ? 0 : kFigureElsewhere;
  const double number = date                        ? kNumberForDate
                        : NumberWorth(question) > 1 ? 1
                                                    : elsewhere;
  std::vector<Worth> all;
  for (size_t i = 0; i < words.size(); ++i) {
    Worth& worth = all.emplace_back();
    for (const sdk::Token& token : sdk::Analyze(words[i]).tokens) {
      worth.stop_word = token.stop_word;
      const bool repeats = asked.count(token.stem) > 0;
      if (repeats) worth.word = kAskedWord;
      worth.number = token.number || sdk::NumberOf(token.text) > 1;
      if (worth.number) worth.figure = number;
      const bool month =
          IsMonth(token.text) || IsMay(words[i], i > 0 ? words[i - 1] : "");
      if (month && (date || !repeats)) worth.figure = date ? 1 : elsewhere;
    }
  }
  FindWhatIsCounted(words, all);
  return all;
}

// One figure answers; more of them add little.
double WorthOf(const Worth* begin, const Worth* end) {
  double words = 0;
  double best = 0;
  double figures = 0;
  for (const Worth* worth = begin; worth != end; ++worth) {
    words += worth->word;
    // "At six in ..." answers nothing.
    if (worth->needs >= static_cast<size_t>(end - worth)) continue;
    figures += worth->figure;
    best = std::max(best, worth->figure);
  }
  const double loose =
      begin != end && std::prev(end)->stop_word ? kLooseEnd : 0;
  return words + best + kFurtherFigure * (figures - best) - loose;
}

}  // namespace

std::string Excerpt(absl::string_view question, absl::string_view text,
                    size_t most_words) {
  const std::vector<std::string> words =
      absl::StrSplit(text, ' ', absl::SkipEmpty());
  if (WordCount(text) <= most_words || words.size() <= most_words) {
    return std::string(text);
  }
  const std::vector<Worth> worth = WorthOf(question, words);
  size_t best = 0;
  double most = -1;
  for (size_t begin = 0; begin + most_words <= words.size(); ++begin) {
    const Worth* const first = worth.data() + begin;
    const double sum = WorthOf(first, first + most_words);
    if (sum > most + 1e-9) {
      most = sum;
      best = begin;
    }
  }
  const auto first = words.begin() + static_cast<ptrdiff_t>(best);
  const auto end = first + static_cast<ptrdiff_t>(most_words);
  return absl::StrCat(best == 0 ? "" : "... ", absl::StrJoin(first, end, " "),
                      end == words.end() ? "" : " ...");
}

bool HasFigure(absl::string_view question, absl::string_view text) {
  const std::vector<std::string> words =
      absl::StrSplit(text, ' ', absl::SkipEmpty());
  const std::vector<Worth> worth = WorthOf(question, words);
  return std::any_of(worth.begin(), worth.end(),
                     [](const Worth& each) { return each.figure > 0; });
}

double FigureWorth(absl::string_view question, absl::string_view text) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(text).tokens;
  const bool number =
      std::any_of(tokens.begin(), tokens.end(), [](const auto& token) {
        return token.number || sdk::NumberOf(token.text) > 1;
      });
  if (number) return NumberWorth(question);
  const bool month =
      std::any_of(tokens.begin(), tokens.end(),
                  [](const auto& token) { return IsMonth(token.text); });
  return month && AsksForDate(sdk::Analyze(question)) ? kHasNumber : 1;
}

}  // namespace alhf::answer_writer
