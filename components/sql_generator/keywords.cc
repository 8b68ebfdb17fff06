#include "components/sql_generator/keywords.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_split.h"

namespace alhf::sql_generator {
namespace {

struct KeywordRow {
  absl::string_view phrase;
  Keyword keyword;
};

constexpr KeywordRow kKeywords[] = {
    {"how many", Keyword::kCount},
    {"number of", Keyword::kCount},
    {"numbers of", Keyword::kCount},
    {"total number of", Keyword::kCount},
    {"count of", Keyword::kCount},
    {"count", Keyword::kCount},
    {"different", Keyword::kDistinct},
    {"distinct", Keyword::kDistinct},
    {"unique", Keyword::kDistinct},
    {"total", Keyword::kTotal},
    {"sum", Keyword::kTotal},
    {"sum of", Keyword::kTotal},
    {"average", Keyword::kAverage},
    {"avg", Keyword::kAverage},
    {"mean", Keyword::kAverage},
    {"minimum", Keyword::kMinimum},
    {"min", Keyword::kMinimum},
    {"maximum", Keyword::kMaximum},
    {"max", Keyword::kMaximum},
    {"highest", Keyword::kHighest},
    {"largest", Keyword::kHighest},
    {"biggest", Keyword::kHighest},
    {"greatest", Keyword::kHighest},
    {"lowest", Keyword::kLowest},
    {"smallest", Keyword::kLowest},
    {"most", Keyword::kMost},
    {"fewest", Keyword::kFewest},
    {"least", Keyword::kFewest},
    {"top", Keyword::kTop},
    {"bottom", Keyword::kBottom},
    {"per", Keyword::kPer},
    {"each", Keyword::kPer},
    {"every", Keyword::kPer},
    {"grouped by", Keyword::kPer},
    {"group by", Keyword::kPer},
    {"split by", Keyword::kPer},
    {"broken down by", Keyword::kPer},
    {"by", Keyword::kBy},
    {"more than", Keyword::kGreater},
    {"greater than", Keyword::kGreater},
    {"larger than", Keyword::kGreater},
    {"bigger than", Keyword::kGreater},
    {"higher than", Keyword::kGreater},
    {"over", Keyword::kGreater},
    {"above", Keyword::kGreater},
    {"exceeding", Keyword::kGreater},
    {"at least", Keyword::kAtLeast},
    {"no less than", Keyword::kAtLeast},
    {"not less than", Keyword::kAtLeast},
    {"no fewer than", Keyword::kAtLeast},
    {"less than", Keyword::kLess},
    {"fewer than", Keyword::kLess},
    {"smaller than", Keyword::kLess},
    {"lower than", Keyword::kLess},
    {"under", Keyword::kLess},
    {"below", Keyword::kLess},
    {"at most", Keyword::kAtMost},
    {"no more than", Keyword::kAtMost},
    {"not more than", Keyword::kAtMost},
    {"up to", Keyword::kAtMost},
    {"equal to", Keyword::kEqual},
    {"equals", Keyword::kEqual},
    {"exactly", Keyword::kEqual},
    {"or more", Keyword::kOrMore},
    {"or above", Keyword::kOrMore},
    {"or higher", Keyword::kOrMore},
    {"or less", Keyword::kOrLess},
    {"or below", Keyword::kOrLess},
    {"or fewer", Keyword::kOrLess},
    {"or lower", Keyword::kOrLess},
    {"between", Keyword::kBetween},
    {"not", Keyword::kNot},
    {"no", Keyword::kNot},
    {"never", Keyword::kNot},
    {"without", Keyword::kNot},
    {"except", Keyword::kNot},
    {"except for", Keyword::kNot},
    {"excluding", Keyword::kNot},
    {"other than", Keyword::kNot},
    {"non", Keyword::kNot},
    {"and", Keyword::kAnd},
    {"as well as", Keyword::kAnd},
    {"or", Keyword::kOr},
    {"which", Keyword::kWhich},
    {"what", Keyword::kWhich},
    {"list", Keyword::kWhich},
    {"show", Keyword::kWhich},
    {"give", Keyword::kWhich},
    {"who", Keyword::kWhich},
    {"how much", Keyword::kWhich},
};

struct DatePartRow {
  absl::string_view phrase;
  DatePart part;
  bool adverb = false;
  WeekConvention::Kind weeks = WeekConvention::KIND_UNSPECIFIED;
};

constexpr DatePartRow kDateParts[] = {
    {"year", DatePart::kYear},
    {"years", DatePart::kYear},
    {"calendar year", DatePart::kYear},
    {"yearly", DatePart::kYear, true},
    {"annual", DatePart::kYear, true},
    {"annually", DatePart::kYear, true},
    {"year by year", DatePart::kYear, true},
    {"quarter", DatePart::kQuarter},
    {"quarters", DatePart::kQuarter},
    {"quarter of the year", DatePart::kQuarter},
    {"quarterly", DatePart::kQuarter, true},
    {"quarter by quarter", DatePart::kQuarter, true},
    {"month", DatePart::kMonth},
    {"months", DatePart::kMonth},
    {"calendar month", DatePart::kMonth},
    {"month of the year", DatePart::kMonth},
    {"monthly", DatePart::kMonth, true},
    {"month by month", DatePart::kMonth, true},
    {"week", DatePart::kWeek},
    {"weeks", DatePart::kWeek},
    {"calendar week", DatePart::kWeek},
    {"calendar weeks", DatePart::kWeek},
    {"week number", DatePart::kWeek},
    {"week of year", DatePart::kWeek},
    {"week of the year", DatePart::kWeek},
    {"weeks of the year", DatePart::kWeek},
    {"week in the year", DatePart::kWeek},
    {"weekly", DatePart::kWeek, true},
    {"week by week", DatePart::kWeek, true},
    {"iso week", DatePart::kWeek, false, WeekConvention::ISO},
    {"iso weeks", DatePart::kWeek, false, WeekConvention::ISO},
    {"iso calendar week", DatePart::kWeek, false, WeekConvention::ISO},
    {"iso week of the year", DatePart::kWeek, false, WeekConvention::ISO},
    {"us week", DatePart::kWeek, false, WeekConvention::US},
    {"us weeks", DatePart::kWeek, false, WeekConvention::US},
    {"day of week", DatePart::kDayOfWeek},
    {"day of the week", DatePart::kDayOfWeek},
    {"days of the week", DatePart::kDayOfWeek},
    {"weekday", DatePart::kDayOfWeek},
    {"weekdays", DatePart::kDayOfWeek},
    {"day", DatePart::kDay},
    {"days", DatePart::kDay},
    {"calendar day", DatePart::kDay},
    {"daily", DatePart::kDay, true},
    {"day by day", DatePart::kDay, true},
};

constexpr absl::string_view kFillers[] = {
    "a",       "all",    "also",     "am",      "an",        "any",
    "are",     "at",     "be",       "been",    "being",     "calculate",
    "came",    "can",    "code",     "come",    "comes",     "compute",
    "could",   "data",   "did",      "display", "do",        "does",
    "done",    "find",   "for",      "from",    "get",       "got",
    "had",     "happen", "happened", "has",     "have",      "having",
    "i",       "in",     "is",       "it",      "it's",      "its",
    "just",    "kindly", "me",       "need",    "occur",     "occurred",
    "of",      "on",     "only",     "our",     "overall",   "please",
    "pls",     "query",  "records",  "report",  "return",    "rows",
    "s",       "see",    "so",       "sql",     "statement", "tell",
    "that",    "the",    "their",    "them",    "then",      "there",
    "there's", "these",  "they",     "those",   "to",        "us",
    "want",    "was",    "we",       "were",    "what's",    "who's",
    "whose",   "will",   "with",     "would",   "write",     "you"};

// How many tokens of `phrase` begin at `tokens[at]`: all of them or 0.
size_t Matches(absl::string_view phrase, const std::vector<sdk::Token>& tokens,
               size_t at) {
  size_t i = at;
  for (absl::string_view word : absl::StrSplit(phrase, ' ')) {
    if (i >= tokens.size() || tokens[i].text != word) return 0;
    ++i;
  }
  return i - at;
}

template <typename Rows>
auto Longest(const Rows& rows, const std::vector<sdk::Token>& tokens,
             size_t at) {
  std::pair<size_t, decltype(std::begin(rows))> best{0, std::end(rows)};
  for (auto row = std::begin(rows); row != std::end(rows); ++row) {
    const size_t length = Matches(row->phrase, tokens, at);
    if (length > best.first) best = {length, row};
  }
  return best;
}

}  // namespace

std::string NameOf(DatePart part) {
  switch (part) {
    case DatePart::kYear:
      return "year";
    case DatePart::kQuarter:
      return "quarter";
    case DatePart::kMonth:
      return "month";
    case DatePart::kWeek:
      return "week";
    case DatePart::kDayOfWeek:
      return "day_of_week";
    case DatePart::kDay:
      return "day";
  }
  return "";
}

std::optional<KeywordPhrase> ReadKeyword(const std::vector<sdk::Token>& tokens,
                                         size_t at) {
  const auto [length, row] = Longest(kKeywords, tokens, at);
  if (length == 0) return std::nullopt;
  return KeywordPhrase{length, row->keyword};
}

std::optional<DatePartPhrase> ReadDatePart(
    const std::vector<sdk::Token>& tokens, size_t at) {
  const auto [length, row] = Longest(kDateParts, tokens, at);
  if (length == 0) return std::nullopt;
  DatePartPhrase phrase{length, row->part, row->adverb, std::nullopt};
  if (row->weeks != WeekConvention::KIND_UNSPECIFIED) phrase.weeks = row->weeks;
  return phrase;
}

bool IsKeyword(absl::string_view word) {
  return std::any_of(
      std::begin(kKeywords), std::end(kKeywords),
      [word](const KeywordRow& row) { return row.phrase == word; });
}

bool IsFiller(absl::string_view word) {
  return std::binary_search(std::begin(kFillers), std::end(kFillers), word);
}

}  // namespace alhf::sql_generator
