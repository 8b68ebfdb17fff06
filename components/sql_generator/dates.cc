#include "components/sql_generator/dates.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"

namespace alhf::sql_generator {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

std::optional<absl::CivilDay> ParseDay(absl::string_view text) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(text, &day)) return std::nullopt;
  return day;
}

// The first day of the `unit` that `day` is in.
absl::CivilDay StartOf(DateUnit unit, absl::CivilDay day,
                       WeekConvention::Kind weeks) {
  switch (unit) {
    case YEAR:
      return absl::CivilDay(day.year());
    case QUARTER:
      return absl::CivilDay(day.year(), (day.month() - 1) / 3 * 3 + 1);
    case MONTH:
      return absl::CivilDay(day.year(), day.month());
    case WEEK: {
      const auto first = weeks == WeekConvention::US ? absl::Weekday::sunday
                                                     : absl::Weekday::monday;
      return absl::PrevWeekday(day + 1, first);
    }
    default:
      return day;
  }
}

// `day` and so many units on; the last day of a shorter month stays in it.
absl::CivilDay Shift(absl::CivilDay day, int64_t count, DateUnit unit) {
  if (unit == WEEK) return day + 7 * count;
  if (unit != MONTH && unit != QUARTER && unit != YEAR) return day + count;
  const int64_t months = count * (unit == YEAR ? 12 : unit == QUARTER ? 3 : 1);
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (day.day() - 1), last);
}

DateRange Fixed(const DaySpan& span) {
  DateRange range;
  if (span.from) range.mutable_fixed()->set_from(IsoDate(*span.from));
  if (span.before) range.mutable_fixed()->set_before(IsoDate(*span.before));
  return range;
}

bool IsRelative(const DateRange& range) { return !range.has_fixed(); }

class Reader {
 public:
  Reader(absl::string_view text, const std::vector<sdk::Token>& tokens,
         size_t at, absl::CivilDay today, WeekConvention::Kind weeks)
      : text_(text),
        tokens_(tokens),
        begin_(at),
        at_(at),
        today_(today),
        weeks_(weeks) {}

  std::optional<DatePhrase> Read() {
    auto range = Between();
    if (!range) range = Open();
    if (!range) range = Inside();
    if (!range) return std::nullopt;
    return DatePhrase{at_ - begin_, *std::move(range), only_today_};
  }

 private:
  bool Is(size_t ahead, std::initializer_list<absl::string_view> words) const {
    return at_ + ahead < tokens_.size() &&
           std::find(words.begin(), words.end(), tokens_[at_ + ahead].text) !=
               words.end();
  }
  bool Take(std::initializer_list<absl::string_view> words) {
    if (!Is(0, words)) return false;
    ++at_;
    return true;
  }
  // Goes back to `at`, for "or nothing".
  std::nullopt_t Back(size_t at) {
    at_ = at;
    return std::nullopt;
  }

  std::optional<int64_t> Number(size_t ahead) const {
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

  std::optional<int64_t> Year(size_t ahead) const {
    const auto number = Number(ahead);
    if (!number || *number < kFirstYear || *number > kLastYear ||
        tokens_[at_ + ahead].text.size() != 4) {
      return std::nullopt;
    }
    return number;
  }

  // Not the beginning of a longer number, date or range: "2025-26".
  std::optional<int64_t> YearAlone() const {
    const auto year = Year(0);
    if (!year) return std::nullopt;
    const absl::string_view rest = text_.substr(tokens_[at_].end);
    const bool goes_on = rest.size() > 1 && absl::ascii_isdigit(rest[1]) &&
                         (rest[0] == '.' || rest[0] == ',' || rest[0] == '-');
    return goes_on ? std::nullopt : year;
  }

  std::optional<DateUnit> Unit(size_t ahead) const {
    if (Is(ahead, {"day", "days"})) return DAY;
    if (Is(ahead, {"week", "weeks"})) return WEEK;
    if (Is(ahead, {"month", "months"})) return MONTH;
    if (Is(ahead, {"quarter", "quarters"})) return QUARTER;
    if (Is(ahead, {"year", "years"})) return YEAR;
    return std::nullopt;
  }

  std::optional<int> Month() const {
    static constexpr absl::string_view kMonths[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    if (at_ >= tokens_.size()) return std::nullopt;
    const std::string& word = tokens_[at_].text;
    for (int i = 0; i < 12; ++i) {
      const absl::string_view month = kMonths[i];
      if (word == month || word == month.substr(0, 3) ||
          (word == "sept" && i == 8)) {
        return i + 1;
      }
    }
    return std::nullopt;
  }

  // "between A and B", "from A to B".
  std::optional<DateRange> Between() {
    const size_t begin = at_;
    const bool between = Is(0, {"between"});
    if (!Take({"between", "from"})) return std::nullopt;
    const auto first = Core();
    if (!first) return Back(begin);
    if (!(between ? Take({"and"}) : Take({"to", "until", "till", "through"}))) {
      return Back(begin);
    }
    const auto second = Core();
    if (!second) return Back(begin);
    only_today_ = only_today_ || IsRelative(*first) || IsRelative(*second);
    return Fixed({Days(*first).from, Days(*second).before});
  }

  // "since A", "after A", "before A", "until A".
  std::optional<DateRange> Open() {
    const size_t begin = at_;
    enum { kSince, kAfter, kBefore, kUntil } direction;
    if (Take({"since"})) {
      direction = kSince;
    } else if (Take({"after"})) {
      direction = kAfter;
    } else if (Take({"before"})) {
      direction = kBefore;
    } else if (Take({"until", "till"})) {
      direction = kUntil;
    } else if (Is(0, {"up"}) && Is(1, {"to"})) {
      at_ += 2;
      direction = kUntil;
    } else {
      return std::nullopt;
    }
    const auto range = Core();
    if (!range) return Back(begin);
    only_today_ = only_today_ || IsRelative(*range);
    const DaySpan days = Days(*range);
    switch (direction) {
      case kSince:
        return Fixed({days.from, std::nullopt});
      case kAfter:
        return Fixed({days.before, std::nullopt});
      case kBefore:
        return Fixed({std::nullopt, days.from});
      case kUntil:
        return Fixed({std::nullopt, days.before});
    }
    return std::nullopt;
  }

  // "in A", "during A", "A".
  std::optional<DateRange> Inside() {
    const size_t begin = at_;
    if (Is(0, {"over"}) && Year(1)) return std::nullopt;  // a comparison
    (void)Take({"in", "during", "for", "over", "within", "of", "on", "from",
                "throughout"});
    auto range = Core();
    if (!range) return Back(begin);
    return range;
  }

  DaySpan Days(const DateRange& range) const {
    return DaysOf(range, today_, weeks_);
  }

  std::optional<DateRange> Core() {
    const size_t begin = at_;
    (void)Take({"the"});
    auto range = Day();
    if (!range) range = MonthOfYear();
    if (!range) range = QuarterOfYear();
    if (!range) range = WholeYear();
    if (!range) range = Relative();
    if (!range) return Back(begin);
    return range;
  }

  // "2025-03-01": three tokens.
  std::optional<DateRange> Day() {
    if (at_ + 2 >= tokens_.size()) return std::nullopt;
    const size_t from = tokens_[at_].begin;
    const auto day = ParseDay(text_.substr(from, tokens_[at_ + 2].end - from));
    if (!day || !Year(0)) return std::nullopt;
    at_ += 3;
    return Fixed({*day, *day + 1});
  }

  // "2025", "this year", "last year" after a month or quarter.
  std::optional<int64_t> YearAfter() {
    const size_t begin = at_;
    (void)Take({"of", "in"});
    if (const auto year = YearAlone()) {
      ++at_;
      return year;
    }
    if (Is(0, {"this", "last"}) && Is(1, {"year"})) {
      const bool last = Is(0, {"last"});
      at_ += 2;
      only_today_ = true;
      return today_.year() - (last ? 1 : 0);
    }
    return Back(begin);
  }

  std::optional<DateRange> MonthOfYear() {
    const size_t begin = at_;
    const auto month = Month();
    if (!month) return std::nullopt;
    ++at_;
    const auto year = YearAfter();
    if (!year) return Back(begin);
    const absl::CivilMonth first(*year, *month);
    return Fixed({absl::CivilDay(first), absl::CivilDay(first + 1)});
  }

  // "Q1 2025", "first quarter of 2025".
  std::optional<DateRange> QuarterOfYear() {
    static constexpr absl::string_view kOrdinals[] = {"first", "second",
                                                      "third", "fourth"};
    const size_t begin = at_;
    for (int i = 0; i < 4; ++i) {
      const std::string short_name = absl::StrFormat("q%d", i + 1);
      if (Is(0, {short_name})) {
        ++at_;
      } else if (Is(0, {kOrdinals[i]}) && Is(1, {"quarter"})) {
        at_ += 2;
      } else {
        continue;
      }
      const auto year = YearAfter();
      if (!year) return Back(begin);
      const absl::CivilMonth first(*year, 3 * i + 1);
      return Fixed({absl::CivilDay(first), absl::CivilDay(first + 3)});
    }
    return std::nullopt;
  }

  std::optional<DateRange> WholeYear() {
    const size_t begin = at_;
    (void)Take({"year", "years"});
    const auto year = YearAlone();
    if (!year) return Back(begin);
    ++at_;
    return Fixed({absl::CivilDay(*year), absl::CivilDay(*year + 1)});
  }

  std::optional<DateRange> Relative() {
    DateRange range;
    if (Is(0, {"today", "yesterday"})) {
      range.mutable_calendar()->set_unit(DAY);
      range.mutable_calendar()->set_offset(Is(0, {"today"}) ? 0 : -1);
      ++at_;
      return range;
    }
    if (Is(0, {"ytd"}) ||
        (Is(0, {"year"}) && Is(1, {"to"}) && Is(2, {"date"}))) {
      at_ += Is(0, {"ytd"}) ? 1 : 3;
      only_today_ = true;
      return Fixed({absl::CivilDay(today_.year()), today_ + 1});
    }
    const bool back = Is(0, {"last", "past", "previous"});
    if (!back && !Is(0, {"this", "current"})) return std::nullopt;
    if (back && Number(1) && Unit(2)) {
      range.mutable_rolling()->set_count(static_cast<uint32_t>(*Number(1)));
      range.mutable_rolling()->set_unit(*Unit(2));
      at_ += 3;
      return range;
    }
    const auto unit = Unit(1);
    if (!unit) return std::nullopt;
    if (Is(0, {"past"})) {
      range.mutable_rolling()->set_count(1);
      range.mutable_rolling()->set_unit(*unit);
    } else {
      range.mutable_calendar()->set_unit(*unit);
      range.mutable_calendar()->set_offset(back ? -1 : 0);
    }
    at_ += 2;
    return range;
  }

  const absl::string_view text_;
  const std::vector<sdk::Token>& tokens_;
  const size_t begin_;
  size_t at_;
  const absl::CivilDay today_;
  const WeekConvention::Kind weeks_;
  bool only_today_ = false;
};

}  // namespace

std::optional<DatePhrase> ReadDates(absl::string_view text,
                                    const std::vector<sdk::Token>& tokens,
                                    size_t at, absl::CivilDay today,
                                    WeekConvention::Kind weeks) {
  return Reader(text, tokens, at, today, weeks).Read();
}

DaySpan DaysOf(const DateRange& range, absl::CivilDay today,
               WeekConvention::Kind weeks) {
  switch (range.kind_case()) {
    case DateRange::kFixed:
      return {ParseDay(range.fixed().from()), ParseDay(range.fixed().before())};
    case DateRange::kRolling: {
      const auto& rolling = range.rolling();
      return {
          Shift(today, -static_cast<int64_t>(rolling.count()), rolling.unit()),
          today + 1};
    }
    case DateRange::kCalendar: {
      const DateUnit unit = range.calendar().unit();
      const absl::CivilDay start =
          Shift(StartOf(unit, today, weeks), range.calendar().offset(), unit);
      return {start, Shift(start, 1, unit)};
    }
    case DateRange::KIND_NOT_SET:
      break;
  }
  return {};
}

std::string IsoDate(absl::CivilDay day) { return absl::FormatCivilTime(day); }

}  // namespace alhf::sql_generator
