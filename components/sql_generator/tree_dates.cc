#include <algorithm>

#include "absl/strings/str_cat.h"
#include "components/sql_generator/tree_builder.h"

namespace alhf::sql_generator {

bool TreeBuilder::AddDates() {
  for (const AskedDates& read : reading_.dates) {
    const auto date = DateFor(read.anchor, read.words);
    if (!date) return false;
    if (read.fiscal) {
      needs_fiscal_ = read.words;
      out_.date_parts.push_back(sql_generator::NameOf(DatePart::kFiscalYear));
    }
    if (HoldsToday(read, *date)) {
      Say(read.words, "what holds now");
      continue;
    }
    if (!CheckDates(read, *date)) return false;
    Condition condition;
    condition.set_table(NameOf(date->table));
    condition.set_column(date->column->name);
    condition.set_negated(read.negated);
    *condition.mutable_dates() = read.range;
    const DaySpan days = DaysOf(read.range, tree_.today, tree_.weeks);
    std::string when =
        absl::StrCat(NameOf(date->table), ".", date->column->name,
                     ChosenOf(*date, read.anchor));
    if (!lasting_ && days.from) {
      absl::StrAppend(&when, " from ", IsoDate(*days.from));
    }
    if (!lasting_ && days.before) {
      absl::StrAppend(&when, " to ", IsoDate(*days.before - 1));
    }
    if (read.range.has_months()) {
      const auto& months = read.range.months();
      absl::StrAppend(&when, " from ",
                      MonthName(static_cast<int>(months.first())), " to ",
                      MonthName(static_cast<int>(months.last())));
    }
    Say(read.words, when);
    if (read.range.calendar().unit() == WEEK) {
      out_.date_parts.push_back("week");
    }
    if (!Place(std::move(condition), read.words)) return false;
  }
  return true;
}

// What has no end is so today: "open tickets today".
bool TreeBuilder::HoldsToday(const AskedDates& read,
                             const DateColumn& date) const {
  const auto& calendar = read.range.calendar();
  if (!read.range.has_calendar() || calendar.unit() != DAY ||
      calendar.offset() != 0 || read.negated) {
    return false;
  }
  return std::any_of(tree_.conditions.begin(), tree_.conditions.end(),
                     [&](const Condition& c) {
                       return c.is_null() && !c.negated() &&
                              c.table() == NameOf(date.table);
                     });
}

// Dates of one column that never hold together are no question.
bool TreeBuilder::CheckDates(const AskedDates& read, const DateColumn& date) {
  if (read.negated) return true;
  const DaySpan days = DaysOf(read.range, tree_.today, tree_.weeks);
  for (const auto& [column, other] : dated_) {
    if (column != date.column) continue;
    const bool apart =
        (days.from && other.before && *days.from >= *other.before) ||
        (days.before && other.from && *other.from >= *days.before);
    if (!apart) continue;
    NotUnderstood(read.words);
    return Refuse("Dates that never hold together: say \"from … to …\".");
  }
  const auto& months = read.range.months();
  if (read.range.has_months() && months.first() > months.last() &&
      reading_.dates.size() > 1) {
    NotUnderstood(read.words);
    return Refuse(absl::StrCat("\"", read.words,
                               "\" goes beyond the end of a year: say from "
                               "when to when."));
  }
  dated_.emplace_back(date.column, days);
  return true;
}

}  // namespace alhf::sql_generator
