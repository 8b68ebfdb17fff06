#include "components/answer_writer/money.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/text.h"

namespace alhf::answer_writer {
namespace {

struct Name {
  absl::string_view word;
  absl::string_view means;
};

constexpr Name kCurrencies[] = {
    {"€", "€"},        {"euro", "€"},   {"euros", "€"},   {"eur", "EUR"},
    {"$", "$"},        {"dollar", "$"}, {"dollars", "$"}, {"usd", "USD"},
    {"£", "£"},        {"pound", "£"},  {"pounds", "£"},  {"gbp", "GBP"},
    {"¥", "¥"},        {"yen", "¥"},    {"jpy", "JPY"},   {"franc", "CHF"},
    {"francs", "CHF"}, {"chf", "CHF"},  {"₹", "₹"},       {"rupee", "₹"},
    {"rupees", "₹"},   {"inr", "INR"},
};

constexpr Name kCodes[] = {
    {"€", "EUR"}, {"$", "USD"}, {"£", "GBP"}, {"¥", "JPY"}, {"₹", "INR"},
};

// How far before a name a denial of it may stand, in bytes.
constexpr size_t kDenialReach = 30;

absl::string_view CodeOf(absl::string_view currency) {
  for (const Name& name : kCodes) {
    if (name.word == currency) return name.means;
  }
  return currency;
}

bool IsSign(const Name& name) {
  return !absl::ascii_isalpha(static_cast<unsigned char>(name.word[0]));
}

// "No €", "don't use the € sign", "without €", "€ instead of" is none.
bool IsDenied(absl::string_view text, size_t at) {
  const size_t begin = at > kDenialReach ? at - kDenialReach : 0;
  absl::string_view before = text.substr(begin, at - begin);
  const size_t stop = before.find_last_of(".,;:!?");
  if (stop != before.npos) before = before.substr(stop + 1);
  static constexpr std::array<absl::string_view, 12> kDenials = {
      "no",    "not",  "never", "without", "don't", "dont",
      "avoid", "stop", "than",  "instead", "drop",  "nor"};
  for (const sdk::Token& token : sdk::Analyze(before).tokens) {
    if (std::find(kDenials.begin(), kDenials.end(), token.text) !=
        kDenials.end()) {
      return true;
    }
  }
  return false;
}

bool IsWordAt(absl::string_view text, size_t begin, size_t end) {
  const auto letter = [&](size_t at) {
    return at < text.size() &&
           absl::ascii_isalnum(static_cast<unsigned char>(text[at]));
  };
  return (begin == 0 || !letter(begin - 1)) && !letter(end);
}

// The currency whose name stands at `at`, and the end of the name.
std::optional<std::pair<absl::string_view, size_t>> CurrencyAt(
    absl::string_view text, size_t at) {
  for (const Name& name : kCurrencies) {
    const absl::string_view here = text.substr(at, name.word.size());
    const size_t end = at + name.word.size();
    if (!absl::EqualsIgnoreCase(here, name.word)) continue;
    if (IsSign(name) || IsWordAt(text, at, end)) {
      return std::pair(name.means, end);
    }
  }
  return std::nullopt;
}

bool IsDigit(absl::string_view text, size_t at) {
  return at < text.size() &&
         absl::ascii_isdigit(static_cast<unsigned char>(text[at]));
}

// The end of the number that begins at `at`, with "million" and the like.
size_t NumberEnd(absl::string_view text, size_t at) {
  size_t end = at;
  while (IsDigit(text, end) ||
         (end > at && end < text.size() &&
          (text[end] == '.' || text[end] == ',') && IsDigit(text, end + 1))) {
    ++end;
  }
  for (const absl::string_view unit : {" million", " billion", " thousand"}) {
    if (absl::StartsWith(text.substr(end), unit)) return end + unit.size();
  }
  return end;
}

size_t PastSpace(absl::string_view text, size_t at) {
  return at < text.size() && text[at] == ' ' ? at + 1 : at;
}

// An amount in a text.
struct Amount {
  size_t end = 0;
  absl::string_view number;
  absl::string_view currency;
  absl::string_view written;  // the currency, as it stands there
};

// Whether the currency is said in a word: "350 euros".
bool IsInWords(const Amount& amount) {
  const auto is_alpha = [](char c) {
    return absl::ascii_isalpha(static_cast<unsigned char>(c));
  };
  return is_alpha(amount.written[0]) &&
         !absl::EqualsIgnoreCase(amount.written, CodeOf(amount.currency));
}

std::optional<Amount> AmountAt(absl::string_view text, size_t at) {
  if (at > 0 && (IsDigit(text, at - 1) || text[at - 1] == '.')) {
    return std::nullopt;
  }
  if (IsDigit(text, at)) {
    const size_t end = NumberEnd(text, at);
    const auto behind = CurrencyAt(text, PastSpace(text, end));
    if (!behind.has_value()) return std::nullopt;
    const size_t name = PastSpace(text, end);
    return Amount{behind->second, text.substr(at, end - at), behind->first,
                  text.substr(name, behind->second - name)};
  }
  const auto before = CurrencyAt(text, at);
  if (!before.has_value()) return std::nullopt;
  const size_t number = PastSpace(text, before->second);
  if (!IsDigit(text, number)) return std::nullopt;
  const size_t end = NumberEnd(text, number);
  return Amount{end, text.substr(number, end - number), before->first,
                text.substr(at, before->second - at)};
}

// "28.00" of "28"; a number in words stays as it is.
std::string Padded(absl::string_view number, uint32_t decimals) {
  std::string padded(number);
  if (decimals == 0 || absl::StrContains(number, " ")) return padded;
  const size_t point = number.rfind('.');
  const size_t has = point == number.npos ? 0 : number.size() - point - 1;
  if (has >= decimals) return padded;
  if (has == 0) padded.push_back('.');
  return padded.append(decimals - has, '0');
}

// Whether the column's name says that its numbers are of something else than
// money: "average_minutes", "weight".
bool MeasuresNoMoney(const std::string& column) {
  static constexpr std::array<absl::string_view, 48> kMeasures = {
      "age",          "area",       "bytes",    "celsius",    "count",
      "day",          "days",       "degrees",  "distance",   "duration",
      "gb",           "grams",      "height",   "hour",       "hours",
      "id",           "kb",         "kg",       "kilometers", "kilometres",
      "km",           "latitude",   "length",   "liters",     "litres",
      "longitude",    "mb",         "meters",   "metres",     "miles",
      "milliseconds", "minute",     "minutes",  "ms",         "number",
      "percent",      "percentage", "quantity", "rank",       "rating",
      "ratio",        "score",      "seconds",  "share",      "size",
      "temperature",  "weight",     "width"};
  const std::vector<sdk::Token> tokens = sdk::Analyze(column).tokens;
  return std::any_of(tokens.begin(), tokens.end(), [](const auto& token) {
    return std::find(kMeasures.begin(), kMeasures.end(), token.text) !=
           kMeasures.end();
  });
}

bool IsCalledMoney(const std::string& column) {
  static constexpr std::array<absl::string_view, 12> kMoney = {
      "amount", "price",  "cost",   "costs", "fee",    "revenue",
      "spend",  "salary", "income", "tax",   "profit", "turnover"};
  const std::vector<sdk::Token> tokens = sdk::Analyze(column).tokens;
  return std::any_of(tokens.begin(), tokens.end(), [](const auto& token) {
    return std::find(kMoney.begin(), kMoney.end(), token.text) != kMoney.end();
  });
}

}  // namespace

bool HasFractions(const v1::Table& table, int c) {
  return std::any_of(table.rows().begin(), table.rows().end(),
                     [c](const v1::Row& row) {
                       return c < row.cells_size() && row.cells(c).has_number();
                     });
}

bool IsMoney(const v1::Table& table, int c) {
  const std::string& column = table.columns(c);
  return !MeasuresNoMoney(column) &&
         (HasFractions(table, c) || IsCalledMoney(column));
}

std::string WithCurrency(std::string number, const std::string& currency) {
  static constexpr std::array<absl::string_view, 4> kBefore = {"$", "£", "¥",
                                                               "₹"};
  if (std::find(kBefore.begin(), kBefore.end(), currency) == kBefore.end()) {
    return absl::StrCat(number, " ", currency);
  }
  const size_t at = absl::StartsWith(number, "-") ? 1 : 0;
  return number.insert(at, currency);
}

std::optional<std::string> CurrencyIn(absl::string_view text) {
  std::optional<std::string> denied;
  for (size_t at = 0; at < text.size(); ++at) {
    const auto found = CurrencyAt(text, at);
    if (!found.has_value()) continue;
    if (!IsDenied(text, at)) return std::string(found->first);
    if (!denied.has_value()) denied = std::string(CodeOf(found->first));
    at = found->second - 1;
  }
  return denied;
}

bool DeniesCurrency(absl::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (CurrencyAt(text, at).has_value() && IsDenied(text, at)) return true;
  }
  return false;
}

std::string WithMoney(const std::string& currency, absl::string_view text,
                      std::optional<uint32_t> decimals) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const auto amount = AmountAt(text, at);
    // Who wants a sign to be there has it where a word says the same.
    const bool said = amount.has_value() && IsInWords(*amount) &&
                      CodeOf(currency) != currency && !decimals.has_value();
    if (amount.has_value() && !said &&
        CodeOf(amount->currency) == CodeOf(currency)) {
      absl::StrAppend(
          &out,
          WithCurrency(Padded(amount->number, decimals.value_or(0)), currency));
      at = amount->end;
    } else {
      out.push_back(text[at++]);
    }
  }
  return out;
}

bool NamesMoney(absl::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (AmountAt(text, at).has_value()) return true;
  }
  return false;
}

}  // namespace alhf::answer_writer
