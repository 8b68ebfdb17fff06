#include "core/relevance/validity.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/time/civil_time.h"
#include "core/relevance/analysis.h"

namespace alhf::core {
namespace {

using Day = absl::CivilDay;

// The days of a stretch of time, both among them.
struct Days {
  Day first;
  Day last;
};

Days MonthOf(absl::CivilMonth month) {
  return {Day(month), Day(month + 1) - 1};
}
Days QuarterOf(absl::CivilMonth first) {
  return {Day(first), Day(first + 3) - 1};
}
Days YearOf(absl::CivilYear year) { return {Day(year), Day(year + 1) - 1}; }
Days WeekOf(Day day) {
  const Day monday = absl::PrevWeekday(day + 1, absl::Weekday::monday);
  return {monday, monday + 6};
}
absl::CivilMonth QuarterStart(Day day) {
  return absl::CivilMonth(day.year(), (day.month() - 1) / 3 * 3 + 1);
}

template <size_t n>
int IndexOf(const std::array<absl::string_view, n>& names,
            absl::string_view word) {
  for (size_t i = 0; i < n; ++i) {
    if (word == names[i] ||
        (word.size() == 3 && absl::StartsWith(names[i], word))) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

int MonthNamed(absl::string_view word) {
  static constexpr std::array<absl::string_view, 12> kNames = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  return word == "sept" ? 9 : IndexOf(kNames, word) + 1;
}

std::optional<absl::Weekday> WeekdayNamed(absl::string_view word) {
  static constexpr std::array<absl::string_view, 7> kNames = {
      "monday", "tuesday",  "wednesday", "thursday",
      "friday", "saturday", "sunday"};
  const int index = word.size() == 3 ? -1 : IndexOf(kNames, word);
  if (index < 0) return std::nullopt;
  return static_cast<absl::Weekday>(index);
}

// Reads words from the front of a sentence on.
class Reader {
 public:
  Reader(const std::vector<Token>& tokens, size_t at, Day today)
      : tokens_(tokens), at_(at), today_(today) {}

  size_t at() const { return at_; }
  bool AtEnd() const { return at_ >= tokens_.size(); }

  bool Take(absl::string_view word) {
    if (Peek() != word) return false;
    ++at_;
    return true;
  }
  bool TakeAll(std::initializer_list<absl::string_view> words) {
    const size_t start = at_;
    for (const absl::string_view word : words) {
      if (!Take(word)) {
        at_ = start;
        return false;
      }
    }
    return true;
  }

  // A day, or a stretch of days. `*last_day`: "the end of" it is spoken of.
  std::optional<Days> When(bool* last_day) {
    Take("the");
    *last_day = TakeAll({"end", "of"});
    if (*last_day) Take("the");
    return Named();
  }

 private:
  absl::string_view Peek(size_t ahead = 0) const {
    return at_ + ahead < tokens_.size()
               ? absl::string_view(tokens_[at_ + ahead].text)
               : absl::string_view();
  }

  std::optional<int> Number(size_t ahead, int least, int most) const {
    absl::string_view word = Peek(ahead);
    for (const absl::string_view ending : {"st", "nd", "rd", "th"}) {
      if (absl::EndsWith(word, ending)) word.remove_suffix(ending.size());
    }
    int number = 0;
    if (!absl::SimpleAtoi(word, &number) || number < least || number > most) {
      return std::nullopt;
    }
    return number;
  }

  std::optional<int> Year(size_t ahead) const {
    return Number(ahead, 1970, 2200);
  }

  std::optional<Days> Named() {
    if (Take("today") || Take("tonight")) return Days{today_, today_};
    if (Take("tomorrow")) return Days{today_ + 1, today_ + 1};
    if (auto days = Stretch()) return days;
    if (auto days = Date()) return days;
    return Quarter();
  }

  // "this week", "next month", "year", "next Friday", "Friday".
  std::optional<Days> Stretch() {
    const bool next = Take("next");
    if (!next) Take("this");
    const int more = next ? 1 : 0;
    if (Take("week")) return WeekOf(today_ + 7 * more);
    if (Take("month")) return MonthOf(absl::CivilMonth(today_) + more);
    if (Take("quarter")) return QuarterOf(QuarterStart(today_) + 3 * more);
    if (Take("year")) return YearOf(absl::CivilYear(today_) + more);
    if (const auto weekday = WeekdayNamed(Peek())) {
      ++at_;
      const Day day = absl::NextWeekday(today_, *weekday);
      return Days{day, day};
    }
    return std::nullopt;
  }

  // "2027-03-31", "31 March 2027", "31st of March", "March 31", "March 2027",
  // "2027". Without a year: the next one.
  std::optional<Days> Date() {
    const auto year_first = Year(0);
    if (year_first) {
      const auto month = Number(1, 1, 12);
      const auto day = Number(2, 1, 31);
      if (month && day && tokens_[at_].end + 1 == tokens_[at_ + 1].begin) {
        return Exact(3, *year_first, *month, *day);
      }
      ++at_;
      return YearOf(absl::CivilYear(*year_first));
    }
    if (const auto day = Number(0, 1, 31)) {
      const size_t of = Peek(1) == "of" ? 1 : 0;
      const int month = MonthNamed(Peek(1 + of));
      if (month == 0) return std::nullopt;
      return Dated(2 + of, month, *day);
    }
    const int month = MonthNamed(Peek());
    if (month == 0) return std::nullopt;
    if (const auto day = Number(1, 1, 31)) return Dated(2, month, *day);
    const auto year = Year(1);
    at_ += year ? 2 : 1;
    absl::CivilMonth named(year.value_or(today_.year()), month);
    if (!year && named < absl::CivilMonth(today_)) named += 12;
    return MonthOf(named);
  }

  std::optional<Days> Dated(size_t ahead, int month, int day) {
    const auto year = Year(ahead);
    if (year) return Exact(ahead + 1, *year, month, day);
    const int64_t this_year = today_.year();
    const bool passed = Day(this_year, month, day) < today_;
    return Exact(ahead, this_year + (passed ? 1 : 0), month, day);
  }

  std::optional<Days> Exact(size_t words, int64_t year, int month, int day) {
    const Day named(year, month, day);
    if (named.month() != month) return std::nullopt;  // 31 June
    at_ += words;
    return Days{named, named};
  }

  std::optional<Days> Quarter() {
    const absl::string_view word = Peek();
    if (word.size() != 2 || word[0] != 'q' || word[1] < '1' || word[1] > '4') {
      return std::nullopt;
    }
    const auto year = Year(1);
    at_ += year ? 2 : 1;
    absl::CivilMonth first(year.value_or(today_.year()),
                           (word[1] - '1') * 3 + 1);
    if (!year && first < QuarterStart(today_)) first += 12;
    return QuarterOf(first);
  }

  const std::vector<Token>& tokens_;
  size_t at_;
  const Day today_;
};

absl::Time Start(Day day) { return absl::FromCivil(day, absl::UTCTimeZone()); }
// The last moment that is still of `day`.
absl::Time End(Day day) { return Start(day + 1) - absl::Seconds(1); }

// Until the first day of a longer stretch is before it, and until a day, or the
// end of anything, is with it.
absl::Time EndOf(const Days& days, bool whole) {
  return whole || days.first == days.last ? End(days.last)
                                          : End(days.first - 1);
}

// Reads what limits a sentence's time, from `reader` on.
std::optional<Validity> ReadLimit(Reader& reader) {
  Validity limit;
  bool last_day = false;
  const bool only = reader.Take("only");
  const bool rest = reader.TakeAll({"for", "the", "rest", "of"});
  if (rest || only) {
    if (const auto days = reader.When(&last_day)) {
      limit.not_after = End(days->last);
      return limit;
    }
    if (rest) return std::nullopt;
  }
  const bool through = reader.Take("through");
  if (through || reader.Take("until") || reader.Take("till") ||
      reader.TakeAll({"up", "to"})) {
    const auto days = reader.When(&last_day);
    if (!days) return std::nullopt;
    limit.not_after = EndOf(*days, through || last_day);
    return limit;
  }
  const bool from = reader.Take("from");
  if (!from && !reader.TakeAll({"as", "of"}) && !reader.Take("starting")) {
    return std::nullopt;
  }
  if (!from) reader.Take("from") || reader.Take("in") || reader.Take("on");
  const auto first = reader.When(&last_day);
  if (!first || last_day) return std::nullopt;
  limit.not_before = Start(first->first);
  if (reader.Take("until") || reader.Take("till") || reader.Take("to") ||
      reader.Take("through")) {
    const auto last = reader.When(&last_day);
    if (!last) return std::nullopt;
    limit.not_after = End(last->last);
    return limit;
  }
  const bool on =
      reader.Take("on") || reader.Take("onward") || reader.Take("onwards");
  // "From 2026" alone says which rows.
  if (from && !on) return std::nullopt;
  return limit;
}

// "Placed until the end of the year", "open until Friday": what rows are like.
bool IsOfRows(const Token& before) {
  static constexpr absl::string_view kLike[] = {
      "open", "closed", "valid", "made",  "sent", "paid", "sold",
      "due",  "rows",   "dates", "data",  "run",  "runs", "days",
      "time", "hours",  "wait",  "waits", "is",   "are",  "it"};
  return absl::EndsWith(before.text, "ed") ||
         std::find(std::begin(kLike), std::end(kLike), before.text) !=
             std::end(kLike);
}

// Where the clause before `at` begins: after the last comma or semicolon.
size_t ClauseBegin(absl::string_view text, size_t from, size_t at) {
  const size_t mark = text.substr(from, at - from).find_last_of(",;");
  return mark == absl::string_view::npos ? from : from + mark + 1;
}

bool IsAhead(const Validity& limit, absl::Time now) {
  return limit.not_after > now && limit.not_before < limit.not_after &&
         (limit.not_before == absl::InfinitePast() || limit.not_before > now ||
          limit.not_after != absl::InfiniteFuture());
}

// The limit of text[begin, end), one sentence.
std::optional<Validity> OfSentence(absl::string_view text, size_t begin,
                                   size_t end, absl::Time now) {
  const absl::string_view sentence = text.substr(begin, end - begin);
  const std::vector<Token> tokens = Analyze(sentence).tokens;
  if (tokens.empty()) return std::nullopt;
  const Day today = absl::ToCivilDay(now, absl::UTCTimeZone());
  Reader opening(tokens, 0, today);
  if (auto limit = ReadLimit(opening);
      limit && !opening.AtEnd() && IsAhead(*limit, now)) {
    limit->begin = begin;
    // With the comma behind it.
    limit->end = begin + tokens[opening.at()].begin;
    limit->held_begin = limit->end;
    limit->held_end = end;
    return limit;
  }
  for (size_t i = 2; i < tokens.size(); ++i) {
    Reader closing(tokens, i, today);
    auto limit = ReadLimit(closing);
    if (!limit || !closing.AtEnd()) continue;
    // "Count those from January to March" says which.
    const bool range = limit->not_before != absl::InfinitePast() &&
                       limit->not_after != absl::InfiniteFuture();
    if (range || IsOfRows(tokens[i - 1]) || !IsAhead(*limit, now)) {
      return std::nullopt;
    }
    limit->begin = begin + tokens[i].begin;
    limit->end = begin + tokens.back().end;
    limit->held_begin = ClauseBegin(text, begin, begin + tokens[i - 1].begin);
    limit->held_end = limit->begin;
    return limit;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Validity> ValidityIn(absl::string_view text, absl::Time now) {
  std::vector<Validity> found;
  for (const auto& [begin, end] : Sentences(text)) {
    if (auto limit = OfSentence(text, begin, end, now)) {
      found.push_back(*limit);
    }
  }
  return found;
}

std::string WithoutValidity(absl::string_view text, absl::Time now) {
  std::string rest(text);
  for (const Validity& limit : ValidityIn(text, now)) {
    std::fill(rest.begin() + static_cast<std::ptrdiff_t>(limit.begin),
              rest.begin() + static_cast<std::ptrdiff_t>(limit.end), ' ');
  }
  return rest;
}

}  // namespace alhf::core
