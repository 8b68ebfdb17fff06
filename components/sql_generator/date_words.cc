#include "components/sql_generator/date_words.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "components/sql_generator/dates.h"

namespace alhf::sql_generator {

bool DateWords::Is(size_t ahead, Words words) const {
  return at_ + ahead < tokens_.size() &&
         std::find(words.begin(), words.end(), tokens_[at_ + ahead].text) !=
             words.end();
}
bool DateWords::Take(Words words) {
  if (!Is(0, words)) return false;
  ++at_;
  return true;
}

std::optional<int64_t> DateWords::Number(size_t ahead) const {
  static constexpr absl::string_view kWords[] = {
      "zero",  "one",   "two",  "three", "four",   "five",  "six",
      "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  if (at_ + ahead >= tokens_.size()) return std::nullopt;
  const std::string& word = tokens_[at_ + ahead].text;
  for (size_t i = 0; i < std::size(kWords); ++i) {
    if (word == kWords[i]) return static_cast<int64_t>(i);
  }
  int64_t number = 0;
  if (word.size() > 5 || !absl::SimpleAtoi(word, &number)) {
    return std::nullopt;
  }
  return number;
}

std::optional<int64_t> DateWords::Year(size_t ahead) const {
  const auto number = Number(ahead);
  if (!number || *number < kFirstYear || *number > kLastYear ||
      tokens_[at_ + ahead].text.size() != 4) {
    return std::nullopt;
  }
  return number;
}

std::optional<int64_t> DateWords::YearAlone() const {
  const auto year = Year(0);
  if (!year) return std::nullopt;
  const absl::string_view rest = text_.substr(tokens_[at_].end);
  const bool goes_on = rest.size() > 1 && absl::ascii_isdigit(rest[1]) &&
                       (rest[0] == '.' || rest[0] == ',' || rest[0] == '-');
  return goes_on ? std::nullopt : year;
}

std::optional<DateUnit> DateWords::Unit(size_t ahead) const {
  if (Is(ahead, {"day", "days"})) return DAY;
  if (Is(ahead, {"week", "weeks"})) return WEEK;
  if (Is(ahead, {"month", "months"})) return MONTH;
  if (Is(ahead, {"quarter", "quarters"})) return QUARTER;
  if (Is(ahead, {"year", "years"})) return YEAR;
  return std::nullopt;
}

int DateWords::Month(size_t ahead) const {
  return at_ + ahead < tokens_.size() ? MonthNamed(tokens_[at_ + ahead].text)
                                      : 0;
}

std::optional<int> DateWords::DayOfMonth(size_t ahead) const {
  if (at_ + ahead >= tokens_.size()) return std::nullopt;
  absl::string_view word = tokens_[at_ + ahead].text;
  for (const absl::string_view ending : {"st", "nd", "rd", "th"}) {
    if (absl::ConsumeSuffix(&word, ending)) break;
  }
  int day = 0;
  if (word.size() > 2 || !absl::SimpleAtoi(word, &day) || day < 1 || day > 31) {
    return std::nullopt;
  }
  return day;
}

int MonthNamed(absl::string_view word) {
  for (int month = 1; month <= 12; ++month) {
    const std::string name = absl::AsciiStrToLower(MonthName(month));
    if (word == name || word == name.substr(0, 3)) return month;
  }
  return word == "sept" ? 9 : 0;
}

std::optional<DateRange::Months> ReadMonths(
    const std::vector<sdk::Token>& tokens) {
  std::vector<int> named;
  bool range = false;
  for (const sdk::Token& token : tokens) {
    const int month = MonthNamed(token.text);
    if (month > 0) {
      // "June, July and August": one goes on with the other.
      if (!range && !named.empty() && month != named.back() % 12 + 1) {
        return std::nullopt;
      }
      named.push_back(month);
      range = false;
    } else if (token.text == "to" || token.text == "through" ||
               token.text == "until" || token.text == "till") {
      range = named.size() == 1;
      if (!range) return std::nullopt;
    } else if (token.text != "and" && token.text != "the" &&
               token.text != "from" && token.text != "months" &&
               token.text != "month" && token.text != "of") {
      return std::nullopt;
    }
  }
  if (named.empty() || range) return std::nullopt;
  DateRange::Months months;
  months.set_first(static_cast<uint32_t>(named.front()));
  months.set_last(static_cast<uint32_t>(named.back()));
  return months;
}

}  // namespace alhf::sql_generator
