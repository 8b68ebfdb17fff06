#include "components/sql_generator/calendar_readers.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "components/sql_generator/date_words.h"
#include "components/sql_generator/marks.h"

namespace alhf::sql_generator {
namespace {

bool In(absl::string_view list, absl::string_view word) {
  return absl::StrContains(list, absl::StrCat(" ", word, " "));
}

bool Begins(absl::string_view word) {
  return In(" begin begins beginning from start started starting starts ",
            word);
}

bool Ends(absl::string_view word) {
  return In(" end ended ending ends to through till until ", word);
}

// The day of a month: "1", "1st", "first"; 0: none.
int DayIn(absl::string_view word) {
  if (word == "first") return 1;
  if (word == "last") return 31;
  for (const absl::string_view ending : {"st", "nd", "rd", "th"}) {
    if (absl::ConsumeSuffix(&word, ending)) break;
  }
  int day = 0;
  return word.size() <= 2 && absl::SimpleAtoi(word, &day) ? day : 0;
}

int YearIn(absl::string_view word) {
  (void)absl::ConsumePrefix(&word, "fy");
  int year = 0;
  return word.size() == 4 && absl::SimpleAtoi(word, &year) ? year : 0;
}

// What a sentence says of the fiscal year, word by word.
class FiscalReader {
 public:
  std::optional<FiscalCalendar> Read(const std::vector<sdk::Token>& tokens) {
    for (size_t i = 0; i < tokens.size(); ++i) {
      fiscal_ = fiscal_ || (i + 1 < tokens.size() &&
                            In(" business accounting ", tokens[i].text) &&
                            tokens[i + 1].text == "year");
      const bool denied = (i > 0 && IsNegation(tokens[i - 1].text)) ||
                          (i > 1 && IsNegation(tokens[i - 2].text) &&
                           In(" in on at with ", tokens[i - 1].text));
      if (!One(tokens[i].text, denied)) return std::nullopt;
    }
    if (!fiscal_ || (first_ == 0 && last_ == 0)) return std::nullopt;
    FiscalCalendar calendar;
    const int after = last_ % 12 + 1;
    const bool odd = odd_ || (first_ != 0 && last_ != 0 && first_ != after);
    if (odd) return calendar;
    const int first = first_ != 0 ? first_ : after;
    calendar.set_first_month(static_cast<uint32_t>(first));
    calendar.set_named_after_end(first > 1 && NamedAfterEnd());
    return calendar;
  }

 private:
  bool One(absl::string_view word, bool denied) {
    if (In(" fiscal financial fy ", word) || absl::StartsWith(word, "fy2")) {
      fiscal_ = true;
      name_ = std::max(name_, YearIn(word));
    } else if (const int month = MonthNamed(word); month > 0) {
      if (!denied) (ending_ ? last_ : first_) = month;
    } else if (In(" after named called by ", word)) {
      naming_ = naming_ || word != "by";
    } else if (Begins(word)) {
      ending_ = false;
      if (naming_) named_after_end_ = false;
    } else if (Ends(word)) {
      ending_ = true;
      if (naming_) named_after_end_ = true;
    } else if (const int day = DayIn(word); day > 0) {
      odd_ = odd_ || (ending_ ? day < 28 : day > 1);
    } else if (const int year = YearIn(word); year > 0) {
      if (name_ == 0) {
        name_ = year;
      } else {
        (ending_ ? last_year_ : first_year_) = year;
      }
    } else {
      return IsCommon(word) || IsNegation(word) ||
             In(" business calendar day each every fiscal month per quarter "
                "quarters run runs which year years accounting ",
                word);
    }
    return true;
  }

  bool NamedAfterEnd() const {
    if (first_year_ > 0) return first_year_ < name_;
    if (last_year_ > 0) return last_year_ == name_;
    return named_after_end_;
  }

  bool fiscal_ = false;
  bool ending_ = false;
  bool naming_ = false;
  bool named_after_end_ = false;
  bool odd_ = false;
  int first_ = 0;
  int last_ = 0;
  int name_ = 0;
  int first_year_ = 0;
  int last_year_ = 0;
};

using Dates = std::vector<std::pair<size_t, const Column*>>;

Dates DatesOf(const Mark& mark) {
  Dates dates;
  for (const Meaning& m : mark.meanings) {
    if (m.column != nullptr && m.column->IsDate()) {
      dates.emplace_back(m.table, m.column);
    }
  }
  return dates;
}

// Words around the date that is wanted.
bool IsAround(absl::string_view word) {
  return IsCommon(word) || IsNegation(word) ||
         In(" always based basis be been belong belongs count counted counting "
            "counts date "
            "dated "
            "dates day filter filtered go goes going group grouped mean means "
            "has have happened made never period periods prefer question "
            "questions "
            "rather take than their time was were when whenever which weeks "
            "months quarters years ",
            word);
}

bool Decides(absl::string_view word) {
  return In(
      " based belong belongs by count counted counts dated go goes instead "
      "not prefer rather take use using ",
      word);
}

// "On the day it left", "to the period of the bill": the words of the clause
// that only say in other words which date is meant, up to the next mark.
std::vector<bool> Described(const Clause& clause) {
  std::vector<bool> described(clause.tokens.size(), false);
  bool inside = false;
  for (size_t i = 0; i < clause.tokens.size(); ++i) {
    const sdk::Token& token = clause.tokens[i];
    const size_t last = i == 0 ? token.begin : clause.tokens[i - 1].end;
    if (absl::StrContains(clause.text.substr(last, token.begin - last), ",") ||
        IsNegation(token.text)) {
      inside = false;
    }
    described[i] = inside;
    inside = inside || In(" day period month ", token.text);
  }
  return described;
}

// "not the X", "instead of the X", "rather than by X", "not the day they X".
bool IsDenied(const Clause& clause, size_t begin, size_t after) {
  constexpr size_t kNear = 5;
  std::vector<absl::string_view> before;
  size_t last = after;
  for (const sdk::Token& token : clause.tokens) {
    if (token.begin < after || token.end > begin) continue;
    if (absl::StrContains(clause.text.substr(last, token.begin - last), ",")) {
      before.clear();
    }
    last = token.end;
    before.push_back(token.text);
  }
  const size_t near = std::min(before.size(), kNear);
  return std::any_of(before.end() - static_cast<std::ptrdiff_t>(near),
                     before.end(), [](absl::string_view word) {
                       return IsNegation(word) || word == "instead" ||
                              word == "than";
                     });
}

}  // namespace

std::optional<FiscalCalendar> ReadFiscalCalendar(const Clause& clause) {
  if (Asks(clause)) return std::nullopt;
  return FiscalReader().Read(clause.tokens);
}

std::optional<DatePreference> ReadDatePreference(const Clause& clause,
                                                 const Catalog& catalog) {
  if (clause.tokens.empty() || Asks(clause)) return std::nullopt;
  const size_t begin = clause.tokens.front().begin;
  const absl::string_view text =
      clause.text.substr(begin, clause.tokens.back().end - begin);
  const MarkedQuestion marked =
      MarkWords({&catalog.vocabulary(), nullptr, absl::CivilDay()}, text);
  std::set<std::pair<size_t, const Column*>> wanted;
  std::set<size_t> tables;
  size_t phrases = 0;
  size_t after = begin;
  std::vector<bool> read(clause.tokens.size(), false);
  const std::vector<bool> described = Described(clause);
  // What a description itself names counts where no column is named besides.
  std::set<std::pair<size_t, const Column*>> by_description;
  for (const Mark& mark : marked.marks) {
    const Dates dates = DatesOf(mark);
    const bool table = mark.Has(Meaning::Kind::kTable);
    if (dates.empty() && !table) continue;
    bool describes = false;
    for (size_t i = 0; i < clause.tokens.size(); ++i) {
      const sdk::Token& token = clause.tokens[i];
      const bool marked =
          token.begin >= begin + mark.begin && token.end <= begin + mark.end;
      read[i] = read[i] || marked;
      describes = describes || (marked && described[i]);
    }
    if (dates.empty()) {
      for (const Meaning& m : mark.meanings) {
        if (m.kind == Meaning::Kind::kTable) tables.insert(m.table);
      }
      continue;
    }
    if (describes) {
      if (!IsDenied(clause, begin + mark.begin, after)) {
        by_description.insert(dates.begin(), dates.end());
      }
    } else if (!IsDenied(clause, begin + mark.begin, after)) {
      ++phrases;
      wanted.insert(dates.begin(), dates.end());
    } else {
      // What is not wanted is a date of the same rows.
      for (const auto& [of, column] : dates) tables.insert(of);
    }
    after = begin + mark.end;
  }
  bool decides = false;
  for (size_t i = 0; i < clause.tokens.size(); ++i) {
    const std::string& word = clause.tokens[i].text;
    // "Takings belong to …": what goes by the date may be no table.
    const bool subject = !decides && i + 1 < clause.tokens.size() &&
                         Decides(clause.tokens[i + 1].text);
    if (!read[i] && !IsAround(word) && !described[i] && !subject) {
      return std::nullopt;
    }
    decides = decides || Decides(word);
  }
  if (phrases == 0 && !by_description.empty()) {
    wanted = by_description;
    phrases = 1;
  }
  if (phrases != 1 || !decides) return std::nullopt;
  if (wanted.size() > 1 || !tables.empty()) {
    std::erase_if(wanted, [&tables](const auto& date) {
      return tables.count(date.first) == 0;
    });
  }
  if (wanted.size() != 1) return std::nullopt;
  DatePreference preference;
  preference.set_table(catalog.schema().table(wanted.begin()->first).name);
  preference.set_column(wanted.begin()->second->name);
  return preference;
}

}  // namespace alhf::sql_generator
