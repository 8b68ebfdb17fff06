#include "components/answer_writer/notation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "alhf/sdk/text.h"
#include "components/answer_writer/money.h"

namespace alhf::answer_writer {
namespace {

constexpr size_t kIsoDate = 10;  // bytes

struct Name {
  absl::string_view word;
  absl::string_view means;
};

constexpr Name kCountries[] = {
    {"german", "%d.%m.%Y"}, {"european", "%d.%m.%Y"}, {"austrian", "%d.%m.%Y"},
    {"swiss", "%d.%m.%Y"},  {"british", "%d/%m/%Y"},  {"uk", "%d/%m/%Y"},
    {"french", "%d/%m/%Y"}, {"american", "%m/%d/%Y"}, {"us", "%m/%d/%Y"},
    {"iso", "%Y-%m-%d"},
};

constexpr Name kSeparators[] = {
    {"dot", "."},   {"dots", "."},   {"point", "."},      {"points", "."},
    {"space", " "}, {"spaces", " "}, {"apostrophe", "'"}, {"comma", ","},
};

template <size_t n>
std::optional<std::string> Named(const Name (&names)[n],
                                 absl::string_view word) {
  for (const Name& name : names) {
    if (name.word == word) return std::string(name.means);
  }
  return std::nullopt;
}

// Of one digit where it has one, which strftime fills with a space.
constexpr char kDayAlone[] = "%e";

// What one part of an example stands for: "31" -> "%d", "yyyy" -> "%Y",
// "May" -> "%B".
std::string FieldOf(const sdk::Token& token, absl::string_view written,
                    bool month_taken) {
  const std::string& word = token.text;
  const bool letters = word.find_first_not_of(word[0]) == std::string::npos;
  if (letters && word[0] == 'y') return word.size() > 2 ? "%Y" : "%y";
  if (letters && word[0] == 'd') return "%d";
  if (letters && word[0] == 'm') return word.size() > 2 ? "%B" : "%m";
  if (token.number) {
    if (word.size() == 4) return "%Y";
    const bool day = word > "12" || month_taken;
    if (day && word.size() == 1) return kDayAlone;
    if (word.size() <= 2) return day ? "%d" : "%m";
    return "";
  }
  absl::Time time;
  for (const char* month : {"%B", "%b"}) {
    if (absl::ParseTime(month, written, &time, nullptr)) return month;
  }
  return "";
}

// The three parts that `text` begins with, and what stands between them.
std::optional<std::string> FormatByExample(absl::string_view text) {
  // "31.12.2025" would be one token.
  std::string parted(text.substr(0, 40));
  std::replace(parted.begin(), parted.end(), '.', '\n');
  const std::vector<sdk::Token> tokens = sdk::Analyze(parted).tokens;
  if (tokens.size() < 3) return std::nullopt;
  std::vector<std::string> fields;
  bool month = false;
  for (size_t i = 0; i < 3; ++i) {
    const sdk::Token& token = tokens[i];
    fields.push_back(FieldOf(
        token,
        absl::string_view(parted).substr(token.begin, token.end - token.begin),
        month));
    month = month || fields.back() == "%m" || fields.back() == "%B" ||
            fields.back() == "%b";
  }
  std::vector<std::string> sorted = fields;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  if (sorted.size() < 3 || !month ||
      std::find(fields.begin(), fields.end(), "") != fields.end()) {
    return std::nullopt;
  }
  std::string format = fields[0];
  for (size_t i = 1; i < 3; ++i) {
    absl::StrAppend(
        &format,
        text.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end),
        fields[i]);
  }
  return format;
}

bool IsDigitAt(absl::string_view text, size_t at) {
  return at < text.size() &&
         absl::ascii_isdigit(static_cast<unsigned char>(text[at]));
}

std::string LastWord(const std::string& column) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(column).tokens;
  return tokens.empty() ? "" : tokens.back().text;
}

// Whether numbers of the column only name something.
bool IsLabel(const std::string& column) {
  return IsDatePart(column) || LastWord(column) == "id";
}

std::string Grouped(absl::string_view number, const std::string& separator) {
  std::string digits(number);
  const size_t first = absl::StartsWith(number, "-") ? 1 : 0;
  const size_t point = std::min(digits.find('.'), digits.size());
  for (size_t at = point; at > first + 3;) {
    at -= 3;
    digits.insert(at, separator);
  }
  return digits;
}

// Digits after the point of a number of thousands, where nothing was said.
constexpr uint32_t kScaledDecimals = 1;

std::string ScaledText(const v1::Cell& cell, const Numbers& numbers) {
  const double value =
      cell.has_integer() ? static_cast<double>(cell.integer()) : cell.number();
  const uint32_t decimals =
      numbers.has_decimals() ? numbers.decimals() : kScaledDecimals;
  return absl::StrFormat("%.*f %s", decimals, value / numbers.scale(),
                         numbers.scale() == 1000 ? "k" : "M");
}

std::string NumberText(const v1::Cell& cell, const Numbers& numbers,
                       bool fractions) {
  std::string text;
  if (cell.has_integer() && !(fractions && numbers.has_decimals())) {
    text = absl::StrCat(cell.integer());
  } else {
    const double value = cell.has_integer()
                             ? static_cast<double>(cell.integer())
                             : cell.number();
    text = numbers.has_decimals()
               ? absl::StrFormat("%.*f", numbers.decimals(), value)
               : absl::StrFormat("%.12g", value);
  }
  // A point between thousands leaves the comma for decimals.
  const size_t point = text.find('.');
  if (!numbers.thousands().empty() && text.find('e') == std::string::npos) {
    text = Grouped(text, numbers.thousands());
    if (numbers.thousands() == "." && point != std::string::npos) {
      text[text.rfind('.')] = ',';
    }
  }
  return text;
}

// The last column of numbers that are no label; -1: none.
int LastNumber(const v1::Table& table) {
  for (int c = table.columns_size() - 1; c >= 0; --c) {
    if (IsLabel(table.columns(c))) continue;
    for (const v1::Row& row : table.rows()) {
      if (c < row.cells_size() &&
          (row.cells(c).has_number() || row.cells(c).has_integer())) {
        return c;
      }
    }
  }
  return -1;
}

Numbers Bounded(Numbers numbers) {
  if (numbers.has_decimals()) {
    numbers.set_decimals(std::min(numbers.decimals(), kMostDecimals));
  }
  return numbers;
}

// The ISO date that stands alone at `at`.
std::optional<absl::CivilDay> IsoDateAt(absl::string_view text, size_t at) {
  absl::CivilDay day;
  const absl::string_view date = text.substr(at, kIsoDate);
  const bool alone =
      (at == 0 || !IsDigitAt(text, at - 1)) && !IsDigitAt(text, at + kIsoDate);
  if (date.size() == kIsoDate && date[4] == '-' && date[7] == '-' && alone &&
      absl::ParseCivilTime(date, &day)) {
    return day;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> DateFormatOf(absl::string_view text) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(text).tokens;
  if (tokens.empty()) return std::nullopt;
  for (size_t i = 0; i < std::min<size_t>(tokens.size(), 3); ++i) {
    if (auto format = Named(kCountries, tokens[i].text)) return format;
    if (auto format = FormatByExample(text.substr(tokens[i].begin))) {
      return format;
    }
  }
  return std::nullopt;
}

std::optional<std::string> WrittenDateFormatOf(absl::string_view text) {
  for (const sdk::Token& token : sdk::Analyze(text).tokens) {
    const auto format = FormatByExample(text.substr(token.begin));
    if (format.has_value() && (absl::StrContains(*format, "%B") ||
                               absl::StrContains(*format, "%b"))) {
      return format;
    }
  }
  return absl::StrCat(kDayAlone, " %B %Y");
}

std::string ThousandsIn(absl::string_view text) {
  for (const sdk::Token& token : sdk::Analyze(text).tokens) {
    if (auto separator = Named(kSeparators, token.text)) return *separator;
  }
  return ",";
}

std::string WithDates(const std::string& format, absl::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    if (const auto day = IsoDateAt(text, at)) {
      const std::string plain =
          absl::StrReplaceAll(format, {{kDayAlone, absl::StrCat(day->day())}});
      absl::StrAppend(
          &out,
          absl::FormatTime(plain, absl::FromCivil(*day, absl::UTCTimeZone()),
                           absl::UTCTimeZone()));
      at += kIsoDate;
    } else {
      out.push_back(text[at++]);
    }
  }
  return out;
}

bool NamesDate(absl::string_view text) {
  for (size_t at = 0; at + kIsoDate <= text.size(); ++at) {
    if (IsoDateAt(text, at)) return true;
  }
  return false;
}

bool IsDatePart(const std::string& column) {
  const std::string word = LastWord(column);
  return word == "year" || word == "quarter" || word == "month" ||
         word == "week" || word == "day";
}

void RoundNumbers(const Numbers& wanted, v1::Table& table) {
  const Numbers numbers = Bounded(wanted);
  if (!numbers.has_decimals()) return;
  const double scale = std::pow(10.0, numbers.decimals());
  for (v1::Row& row : *table.mutable_rows()) {
    for (v1::Cell& cell : *row.mutable_cells()) {
      if (!cell.has_number()) continue;
      cell.set_number(std::round(cell.number() * scale) / scale);
    }
  }
}

void WriteNumbers(const Numbers& wanted, v1::Table& table) {
  const Numbers numbers = Bounded(wanted);
  const int counted = LastNumber(table);
  bool any_amounts = false;
  for (int c = 0; c < table.columns_size(); ++c) {
    any_amounts =
        any_amounts || (!IsLabel(table.columns(c)) && IsMoney(table, c));
  }
  for (int c = 0; c < table.columns_size(); ++c) {
    if (IsLabel(table.columns(c))) continue;
    const bool fractions = HasFractions(table, c);
    const bool amounts = IsMoney(table, c);
    const bool money = amounts && !numbers.currency().empty();
    Numbers written = numbers;
    // Cents, where nothing else was said.
    if (money && !written.has_decimals()) written.set_decimals(2);
    for (v1::Row& row : *table.mutable_rows()) {
      if (c >= row.cells_size()) continue;
      v1::Cell& cell = *row.mutable_cells(c);
      if (!cell.has_number() && !cell.has_integer()) continue;
      std::string text =
          numbers.scale() > 0 && (amounts || (c == counted && !any_amounts))
              ? ScaledText(cell, numbers)
              : NumberText(cell, written, fractions);
      if (money) text = WithCurrency(std::move(text), numbers.currency());
      if (c == counted && !numbers.unit().empty()) {
        absl::StrAppend(&text, " ", numbers.unit());
      }
      cell.set_text(std::move(text));
    }
  }
}

}  // namespace alhf::answer_writer
