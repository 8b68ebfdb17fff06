// Longer than 400 lines: because phrases of dates are made of one another.
#include "components/sql_generator/date_phrases.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "components/sql_generator/date_words.h"

namespace alhf::sql_generator {
namespace {

bool IsRelative(const DateRange& range) { return !range.has_fixed(); }

// Months of a year that is still to be named: [first, first + count).
struct PartOfYear {
  int first = 1;
  int count = 12;
};

DateRange Of(int64_t year, PartOfYear part) {
  const absl::CivilMonth first(year, part.first);
  return RangeOf({absl::CivilDay(first), absl::CivilDay(first + part.count)});
}

class DateReader : private DateWords {
 public:
  DateReader(absl::string_view text, const std::vector<sdk::Token>& tokens,
             size_t at, const Calendar& calendar)
      : DateWords(text, tokens, at), begin_(at), calendar_(calendar) {}

  std::optional<DatePhrase> Read() {
    auto range = Ago();
    if (!range) range = Between();
    if (!range) range = Open();
    if (!range) range = Inside();
    if (!range) return std::nullopt;
    return DatePhrase{at_ - begin_, *std::move(range), only_today_, fiscal_};
  }

 private:
  static DateRange AgoRange(int64_t count, DateUnit unit,
                            DateRange::Ago::Side side) {
    DateRange range;
    range.mutable_ago()->set_count(static_cast<uint32_t>(count));
    range.mutable_ago()->set_unit(unit);
    range.mutable_ago()->set_side(side);
    return range;
  }

  // "more than 30 days ago", "at least a year ago", "before today", "in the
  // past".
  std::optional<DateRange> Ago() {
    using Range = DateRange::Ago;
    const size_t begin = at_;
    if (Is(0, {"before", "after", "until", "since"}) &&
        Is(1, {"today", "now"})) {
      const auto side = Is(0, {"before"})  ? Range::BEFORE
                        : Is(0, {"after"}) ? Range::AFTER
                        : Is(0, {"until"}) ? Range::UNTIL
                                           : Range::SINCE;
      at_ += 2;
      return AgoRange(0, DAY, side);
    }
    if (Is(0, {"in"}) && Is(1, {"the"}) && Is(2, {"past", "future"}) &&
        !Unit(3) && !Number(3)) {
      const bool past = Is(2, {"past"});
      at_ += 3;
      return AgoRange(0, DAY, past ? Range::BEFORE : Range::AFTER);
    }
    std::optional<Range::Side> side;
    if (Take({"over"})) {
      side = Range::BEFORE;
    } else if (Is(0, {"more", "longer", "earlier"}) && Is(1, {"than"})) {
      side = Range::BEFORE;
      at_ += 2;
    } else if (Is(0, {"at"}) && Is(1, {"least"})) {
      side = Range::UNTIL;
      at_ += 2;
    } else if (Is(0, {"less", "fewer"}) && Is(1, {"than"})) {
      side = Range::AFTER;
      at_ += 2;
    } else if (Is(0, {"at"}) && Is(1, {"most"})) {
      side = Range::SINCE;
      at_ += 2;
    }
    if (!side) return std::nullopt;
    const auto count =
        Is(0, {"a", "an", "one"}) ? std::optional<int64_t>(1) : Number(0);
    const auto unit = Unit(1);
    const bool past = Is(2, {"in"}) && Is(3, {"the"}) && Is(4, {"past"});
    const bool today = Is(2, {"before"}) && Is(3, {"today", "now"});
    if (!count || *count < 1 || *count > 10'000 || !unit ||
        !(Is(2, {"ago", "back"}) || past || today)) {
      return Back(begin);
    }
    at_ += past ? 5 : today ? 4 : 3;
    return AgoRange(*count, *unit, *side);
  }

  // "between A and B", "from A to B", "A to B", "from A on".
  std::optional<DateRange> Between() {
    const size_t begin = at_;
    const bool between = Is(0, {"between"});
    const bool led = Take({"between", "from"});
    const size_t core = at_;
    auto first = Core();
    if (first && led && !between && Take({"on", "onward", "onwards"})) {
      only_today_ = only_today_ || IsRelative(*first);
      return RangeOf({Days(*first).from, std::nullopt});
    }
    const auto joins = [this, between] {
      return between ? Take({"and"})
                     : Take({"to", "until", "till", "through"}) || AfterDash();
    };
    if (!first || !joins()) {
      at_ = core;
      auto whole = SharedYear(joins);
      if (!whole) at_ = core;
      if (!whole) whole = SharedDays(joins);
      return whole ? whole : Back(begin);
    }
    const auto second = Core();
    if (!second) return Back(begin);
    only_today_ = only_today_ || IsRelative(*first) || IsRelative(*second);
    return RangeOf({Days(*first).from, Days(*second).before});
  }

  // "January to March 2025", "Q1 to Q3 of 2025".
  template <typename Joins>
  std::optional<DateRange> SharedYear(Joins joins) {
    const auto first = Part();
    if (!first || !joins()) return std::nullopt;
    const auto last = Part();
    if (!last || last->first < first->first) return std::nullopt;
    const auto year = YearAfter();
    if (!year) return std::nullopt;
    return Of(*year, {first->first, last->first + last->count - first->first});
  }

  // "1 January to 31 March 2025", "1 to 15 March 2025", "March 1 to 15, 2025".
  template <typename Joins>
  std::optional<DateRange> SharedDays(Joins joins) {
    auto first = DayOfSomeYear();
    if (!first || !joins()) return std::nullopt;
    auto last = DayOfSomeYear();
    if (!last) return std::nullopt;
    if (first->month == 0) first->month = last->month;
    if (last->month == 0) last->month = first->month;
    const auto year = last->month > 0 ? YearAlone() : std::nullopt;
    if (!year) return std::nullopt;
    const absl::CivilDay from(*year, first->month, first->day);
    const absl::CivilDay to(*year, last->month, last->day);
    const bool real = from.day() == first->day && to.day() == last->day;
    if (!real || to < from) return std::nullopt;
    ++at_;
    return RangeOf({from, to + 1});
  }

  struct MonthDay {
    int month = 0;  // 0: it is not said
    int day = 0;
  };

  // "1 January", "the 1st of January", "January 1", "15".
  std::optional<MonthDay> DayOfSomeYear() {
    const size_t begin = at_;
    (void)Take({"the"});
    MonthDay named{Month(0), 0};
    if (named.month > 0) ++at_;
    const auto day = DayOfMonth(0);
    if (!day) return Back(begin);
    named.day = *day;
    ++at_;
    if (named.month > 0) return named;
    const size_t of = Is(0, {"of"}) && Month(1) > 0 ? 1 : 0;
    named.month = Month(of);
    if (named.month > 0) at_ += of + 1;
    return named;
  }

  // "January - March 2025"
  bool AfterDash() const {
    if (at_ == 0 || at_ >= tokens_.size()) return false;
    const size_t end = tokens_[at_ - 1].end;
    const absl::string_view gap =
        absl::StripAsciiWhitespace(text_.substr(end, tokens_[at_].begin - end));
    return gap == "-" || gap == "\u2013" || gap == "\u2014";
  }

  // "since A", "after A", "before A", "until A", "in or after A".
  std::optional<DateRange> Open() {
    const size_t begin = at_;
    enum { kSince, kAfter, kBefore, kUntil } direction;
    const bool with_it = IsWithIt();
    if (with_it) {
      direction = Is(0, {"after"}) || Is(2, {"after"}) ? kSince : kUntil;
      at_ += 3;
    } else if (Take({"since"})) {
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
    const bool end = direction != kSince && TakeEnd({"end"});
    const bool start =
        !end && direction != kAfter && TakeEnd({"start", "beginning", "begin"});
    const auto range = Core();
    if (!range) return Back(begin);
    only_today_ = only_today_ || IsRelative(*range);
    const DaySpan days = Days(*range);
    if (start && direction == kUntil) return Back(begin);
    if (end && direction == kBefore) direction = kUntil;
    switch (direction) {
      case kSince:
        return RangeOf({days.from, std::nullopt});
      case kAfter:
        return RangeOf({days.before, std::nullopt});
      case kBefore:
        return RangeOf({std::nullopt, days.from});
      case kUntil:
        return RangeOf({std::nullopt, days.before});
    }
    return std::nullopt;
  }

  // "in or after", "after or in".
  bool IsWithIt() const {
    return Is(1, {"or"}) &&
           ((Is(0, {"in", "on", "at"}) && Is(2, {"after", "before"})) ||
            (Is(0, {"after", "before"}) && Is(2, {"in", "on", "at"})));
  }

  // "the end of"
  bool TakeEnd(Words names) {
    const size_t begin = at_;
    (void)Take({"the"});
    if (Take(names) && Take({"of"})) return true;
    at_ = begin;
    return false;
  }

  // "in A", "during A", "A", "A or later"; "in 2024 and 2025", where one goes
  // on with the other.
  std::optional<DateRange> Inside() {
    const size_t begin = at_;
    if (Is(0, {"over"}) && Year(1)) return std::nullopt;  // a comparison
    if (Is(0, {"in"}) && Is(1, {"the"}) && Is(2, {"course"}) && Is(3, {"of"})) {
      at_ += 4;
      auto range = Core();
      return range ? range : Back(begin);
    }
    (void)Take({"in", "during", "for", "over", "within", "of", "on", "from",
                "throughout"});
    if (auto both = Both()) return both;
    auto range = Core();
    if (!range) return Back(begin);
    const size_t end = at_;
    if (Is(0, {"or"}) && Is(1, {"later", "after", "earlier", "before"})) {
      const bool later = Is(1, {"later", "after"});
      at_ += 2;
      only_today_ = only_today_ || IsRelative(*range);
      const DaySpan days = Days(*range);
      return later ? RangeOf({days.from, std::nullopt})
                   : RangeOf({std::nullopt, days.before});
    }
    if (range->has_fixed() && Take({"and", "or"})) {
      const auto next = Core();
      if (next && next->has_fixed() &&
          next->fixed().from() == range->fixed().before()) {
        range->mutable_fixed()->set_before(next->fixed().before());
      } else {
        at_ = end;
      }
    }
    return range;
  }

  // "September and October 2024": one goes on with the other.
  std::optional<DateRange> Both() {
    const size_t begin = at_;
    const auto first = Part();
    if (!first || !Take({"and"})) return Back(begin);
    const auto next = Part();
    if (!next || next->first != first->first + first->count) return Back(begin);
    const auto year = YearAfter();
    if (!year) return Back(begin);
    return Of(*year, {first->first, first->count + next->count});
  }

  DaySpan Days(const DateRange& range) const {
    return DaysOf(range, calendar_.today, calendar_.weeks);
  }

  std::optional<DateRange> Core() {
    const size_t begin = at_;
    (void)Take({"the"});
    auto range = Day();
    if (!range) range = Fiscal();
    if (!range) range = PartAndYear();
    if (!range) range = WholeYear();
    if (!range) range = Relative();
    if (!range) range = LastMonthNamed();
    if (!range) return Back(begin);
    return range;
  }

  // "Since October": the one that is, or was last.
  std::optional<DateRange> LastMonthNamed() {
    const int month = Month(0);
    const bool since = at_ > begin_ && tokens_[begin_].text == "since";
    // "Since May 12" is of some other year, perhaps.
    if (month == 0 || !since || Number(1)) return std::nullopt;
    ++at_;
    only_today_ = true;
    const absl::CivilDay& today = calendar_.today;
    return Of(today.year() - (month > today.month() ? 1 : 0), {month, 1});
  }

  // "2025-03-01": three tokens. "5 March 2025", "March 5th, 2025".
  std::optional<DateRange> Day() {
    if (at_ + 2 >= tokens_.size()) return std::nullopt;
    const size_t from = tokens_[at_].begin;
    const auto iso = ParseDay(text_.substr(from, tokens_[at_ + 2].end - from));
    if (iso && Year(0)) {
      at_ += 3;
      return RangeOf({*iso, *iso + 1});
    }
    const bool month_first = Month(0) > 0;
    const auto day = DayOfMonth(month_first ? 1 : 0);
    const size_t of = !month_first && Is(1, {"of"}) ? 1 : 0;
    const int month = Month(month_first ? 0 : 1 + of);
    const auto year = Year(2 + of);
    if (!day || month == 0 || !year) return std::nullopt;
    const absl::CivilDay named(*year, month, *day);
    if (named.day() != *day) return std::nullopt;  // 30 February
    at_ += 3 + of;
    return RangeOf({named, named + 1});
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
      return calendar_.today.year() - (last ? 1 : 0);
    }
    return Back(begin);
  }

  // "March", "Q1", "first quarter", "second half".
  std::optional<PartOfYear> Part() {
    static constexpr absl::string_view kOrdinals[] = {"first", "second",
                                                      "third", "fourth"};
    if (const int month = Month(0); month > 0) {
      ++at_;
      return PartOfYear{month, 1};
    }
    for (int i = 0; i < 4; ++i) {
      const std::string short_name = absl::StrCat("q", i + 1);
      if (Take({short_name})) return PartOfYear{3 * i + 1, 3};
      if (!Is(0, {kOrdinals[i]})) continue;
      const bool half = i < 2 && Is(1, {"half"});
      if (!half && !Is(1, {"quarter"})) continue;
      at_ += 2;
      return half ? PartOfYear{6 * i + 1, 6} : PartOfYear{3 * i + 1, 3};
    }
    return std::nullopt;
  }

  std::optional<DateRange> PartAndYear() {
    const size_t begin = at_;
    const auto part = Part();
    const auto year = part ? YearAfter() : std::nullopt;
    if (!year) return Back(begin);
    return Of(*year, *part);
  }

  std::optional<DateRange> WholeYear() {
    const size_t begin = at_;
    if (!Is(1, {"year", "of"}) ||
        !Take({"calendar", "whole", "full", "entire"})) {
      at_ = begin;
    }
    (void)Take({"year", "years"});
    (void)Take({"of"});
    const auto year = YearAlone();
    if (!year) return Back(begin);
    ++at_;
    return Of(*year, {});
  }

  // "fiscal year 2025", "FY2025", "Q1 of fiscal 2025", "this fiscal year".
  std::optional<DateRange> Fiscal() {
    const size_t begin = at_;
    const bool back = Is(0, {"last", "previous"});
    if ((back || Is(0, {"this", "current"})) &&
        Is(1, {"fiscal", "financial"}) && Is(2, {"year", "quarter"})) {
      const bool quarter = Is(2, {"quarter"});
      at_ += 3;
      fiscal_ = only_today_ = true;
      const absl::CivilMonth now(calendar_.today);
      const int64_t passed = (now - FirstOf(now.year()) + 12) % 12;
      const int count = quarter ? 3 : 12;
      const absl::CivilMonth first = now - passed % count - (back ? count : 0);
      return RangeOf({absl::CivilDay(first), absl::CivilDay(first + count)});
    }
    auto part = Part();
    if (part && part->count != 3) return Back(begin);
    if (part) (void)Take({"of", "in"});
    (void)Take({"the"});
    int64_t year = 0;
    if (!FiscalYear(part, year)) return Back(begin);
    fiscal_ = true;
    const bool ends = calendar_.fiscal != nullptr &&
                      calendar_.fiscal->named_after_end() &&
                      calendar_.fiscal->first_month() > 1;
    const absl::CivilMonth first =
        FirstOf(year - (ends ? 1 : 0)) + (part ? part->first - 1 : 0);
    const int count = part ? part->count : 12;
    return RangeOf({absl::CivilDay(first), absl::CivilDay(first + count)});
  }

  bool FiscalYear(std::optional<PartOfYear>& part, int64_t& year) {
    if (at_ < tokens_.size() && absl::StartsWith(tokens_[at_].text, "fy")) {
      const absl::string_view digits =
          absl::string_view(tokens_[at_].text).substr(2);
      if (digits.empty()) {
        const auto named = Year(1);
        at_ += 2;
        year = named.value_or(0);
        return named.has_value();
      }
      ++at_;
      if (!absl::SimpleAtoi(digits, &year)) return false;
      if (digits.size() == 2) year += 2000;
      return year >= kFirstYear && year <= kLastYear;
    }
    if (!Take({"fiscal", "financial"})) return false;
    if (!part) {
      part = Part();
      if (part && part->count != 3) return false;
    }
    (void)Take({"year", "years"});
    const auto named = YearAlone();
    if (named) ++at_;
    year = named.value_or(0);
    return named.has_value();
  }

  absl::CivilMonth FirstOf(int64_t year) const {
    const auto* fiscal = calendar_.fiscal;
    return absl::CivilMonth(year,
                            fiscal == nullptr ? 1 : fiscal->first_month());
  }

  std::optional<DateRange> Relative() {
    DateRange range;
    if (Is(0, {"today", "yesterday", "tomorrow"})) {
      range.mutable_calendar()->set_unit(DAY);
      range.mutable_calendar()->set_offset(Is(0, {"today"})       ? 0
                                           : Is(0, {"yesterday"}) ? -1
                                                                  : 1);
      ++at_;
      return range;
    }
    if (Is(0, {"ytd"}) ||
        (Is(0, {"year"}) && Is(1, {"to"}) && Is(2, {"date"}))) {
      at_ += Is(0, {"ytd"}) ? 1 : 3;
      only_today_ = true;
      return RangeOf(
          {absl::CivilDay(calendar_.today.year()), calendar_.today + 1});
    }
    const bool back = Is(0, {"last", "past", "previous"});
    const bool on = Is(0, {"next", "coming"});
    if (!back && !on && !Is(0, {"this", "current"})) return std::nullopt;
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
      range.mutable_calendar()->set_offset(back ? -1 : on ? 1 : 0);
    }
    at_ += 2;
    return range;
  }

  const size_t begin_;
  const Calendar& calendar_;
  bool only_today_ = false;
  bool fiscal_ = false;
};

}  // namespace

std::optional<DatePhrase> ReadDates(absl::string_view text,
                                    const std::vector<sdk::Token>& tokens,
                                    size_t at, const Calendar& calendar) {
  return DateReader(text, tokens, at, calendar).Read();
}

}  // namespace alhf::sql_generator
