// Which date rows of a table go by.
#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/catalog.h"

namespace alhf::sql_generator {
namespace {

// A birthday is of who a row is about, not of the row.
bool IsOfBirth(const std::string& word) {
  return word == "born" || word == "birth" || word == "birthday" ||
         word == "birthdate" || word == "dob";
}

// When something takes place is when it begins, and not when it was planned.
bool IsOfBeginning(const std::string& word) {
  return sdk::Stem(word) == "start" || sdk::Stem(word) == "begin" ||
         word == "began";
}

// What is only expected, how long something holds, and when its row changed.
bool IsOfPlanOrEnd(const std::string& word) {
  static constexpr absl::string_view kWords =
      " cancel chang deadlin deliveri due end estim expect expir expiri "
      "finish modifi plan promis schedul stop termin until updat valid ";
  return absl::StrContains(kWords, absl::StrCat(" ", sdk::Stem(word), " "));
}

// Whether the date of `column` is that of what rows of `table` are:
// "ordered_on" of "purchase_orders".
bool IsNamedFor(const Table& table, const Column& column) {
  const auto name = NameWords(table.name);
  const auto words = NameWords(column.name);
  return !name.empty() &&
         std::any_of(words.begin(), words.end(), [&name](const auto& word) {
           return sdk::Stem(word) == sdk::Stem(name.back());
         });
}

}  // namespace

std::optional<DateColumn> Catalog::NamedDate(const TableWords& words) const {
  const std::pair<std::string, std::string> name =
      absl::StrSplit(words.date_column(), absl::MaxSplits('.', 1));
  const bool own = name.second.empty();
  const auto table = schema_.Find(own ? words.table() : name.first);
  if (!table) return std::nullopt;
  const Column* column =
      schema_.table(*table).Find(own ? name.first : name.second);
  if (column == nullptr || !column->IsDate()) return std::nullopt;
  return DateColumn{*table, column};
}

std::optional<DateColumn> Catalog::DateOf(size_t table) const {
  const TableWords* words = WordsOf(table);
  if (words != nullptr && !words->date_column().empty()) {
    return NamedDate(*words);
  }
  std::vector<DateColumn> nearest;
  size_t distance = 0;
  for (size_t t = 0; t < schema_.tables().size(); ++t) {
    const Way way = schema_.WayUp(table, t);
    if (!way.found || (!nearest.empty() && way.steps.size() > distance)) {
      continue;
    }
    std::vector<DateColumn> dates = DatesOf(t);
    if (dates.empty()) continue;
    if (way.steps.size() < distance) nearest.clear();
    distance = way.steps.size();
    nearest.insert(nearest.end(), dates.begin(), dates.end());
    // Two ways are as good as two dates.
    if (way.ambiguous) nearest.push_back(dates.front());
  }
  if (nearest.size() != 1) return std::nullopt;
  return nearest.front();
}

std::optional<DateColumn> Catalog::BirthOf(size_t table) const {
  for (const Column& column : schema_.table(table).columns) {
    const auto name = NameWords(column.name);
    if (column.IsDate() && std::any_of(name.begin(), name.end(), IsOfBirth)) {
      return DateColumn{table, &column};
    }
  }
  return std::nullopt;
}

bool Catalog::NamesDateOf(size_t table) const {
  const TableWords* words = WordsOf(table);
  return words != nullptr && !words->date_column().empty();
}

// The date that the table's file names, else the likeliest.
std::vector<DateColumn> Catalog::DatesOf(size_t table) const {
  const TableWords* words = WordsOf(table);
  if (words != nullptr && !words->date_column().empty()) {
    if (const auto named = NamedDate(*words)) return {*named};
  }
  std::vector<DateColumn> dates;
  for (const Column& column : schema_.table(table).columns) {
    if (column.IsDate()) dates.push_back({table, &column});
  }
  // Of several, the only one that every row has: others come later, if at all.
  std::vector<DateColumn> always = dates;
  std::erase_if(always, [](const DateColumn& d) { return d.column->nullable; });
  if (always.size() == 1) return always;
  const auto keep = [&always](bool (*kept)(const std::string&), bool named) {
    std::vector<DateColumn> left;
    for (const DateColumn& d : always) {
      const auto name = NameWords(d.column->name);
      if (std::any_of(name.begin(), name.end(), kept) == named) {
        left.push_back(d);
      }
    }
    if (!left.empty()) always = std::move(left);
  };
  if (always.empty()) always = dates;
  keep(IsOfBirth, false);
  keep(IsOfBeginning, true);
  if (always.size() > 1) keep(IsOfPlanOrEnd, false);
  const auto named =
      std::find_if(always.begin(), always.end(), [&](const DateColumn& d) {
        return IsNamedFor(schema_.table(table), *d.column);
      });
  if (named != always.end()) return {*named};
  // Tables put first what a row begins with.
  if (!always.empty()) return {always.front()};
  return dates;
}

}  // namespace alhf::sql_generator
