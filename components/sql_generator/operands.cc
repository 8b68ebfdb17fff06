#include "components/sql_generator/operands.h"

#include <initializer_list>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/words.h"
#include "components/sql_generator/identifier.h"
#include "components/sql_generator/written_names.h"

namespace alhf::sql_generator {
namespace {

std::set<std::string> StemsOf(absl::string_view words) {
  std::set<std::string> stems;
  for (const sdk::Token& token : sdk::Analyze(words).tokens) {
    if (!token.stop_word) stems.insert(token.stem);
  }
  return stems;
}

// The column of numbers of `table` whose name is of the words of `stems`.
const Column* ColumnOf(const Table& table, const std::set<std::string>& stems) {
  for (const Column& column : table.columns) {
    if (!column.IsNumber() || column.key || column.nullable) continue;
    const std::vector<std::string> words = NameWords(column.name);
    std::set<std::string> name;
    std::set<std::string> spelled;
    for (const std::string& word : words) name.insert(sdk::Stem(word));
    for (const std::string& word : SpelledOut(words)) {
      spelled.insert(sdk::Stem(word));
    }
    const std::string written = absl::AsciiStrToLower(column.name);
    if (name == stems || spelled == stems ||
        stems == std::set<std::string>{sdk::Stem(written)}) {
      return &column;
    }
  }
  return nullptr;
}

// "discount per cent" -> "discount", and true.
bool TakePercent(std::string& words) {
  const auto tokens = sdk::Analyze(words).tokens;
  const size_t n = tokens.size();
  size_t left = n;
  if (n > 1 && Among(tokens[n - 1].text, {"percent", "pct"})) left = n - 1;
  if (n > 2 && tokens[n - 1].text == "cent" && tokens[n - 2].text == "per") {
    left = n - 2;
  }
  if (left == n && !absl::StrContains(words, "%")) return false;
  words.resize(tokens[left - 1].end);
  return true;
}

// "price of the order lines" -> "price", of a table of that name.
std::string WithoutRowsOf(const Table& table, const std::string& words) {
  const size_t of = words.rfind(" of ");
  if (of == std::string::npos) return words;
  std::set<std::string> name;
  for (const std::string& word : SpelledOut(NameWords(table.name))) {
    name.insert(sdk::Stem(word));
  }
  return StemsOf(words.substr(of + 4)) == name ? words.substr(0, of) : words;
}

}  // namespace

// "takings minus waivers divided by loans", from left to right.
std::vector<Operand> OperandsOf(absl::string_view meaning) {
  const auto tokens = sdk::Analyze(meaning).tokens;
  std::vector<Operand> operands;
  size_t begin = 0;
  char sign = '+';
  const auto close = [&](size_t end) {
    if (begin >= end) return;
    operands.push_back({sign, std::string(meaning.substr(
                                  tokens[begin].begin,
                                  tokens[end - 1].end - tokens[begin].begin))});
  };
  const auto is = [&tokens](size_t i,
                            std::initializer_list<absl::string_view> words) {
    return i < tokens.size() && Among(tokens[i].text, words);
  };
  for (size_t i = 1; i < tokens.size(); ++i) {
    const absl::string_view gap =
        meaning.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
    size_t length = 0;
    char next = 0;
    if (is(i, {"plus"})) {
      next = '+', length = 1;
    } else if (is(i, {"minus"}) || (is(i, {"less"}) && !is(i + 1, {"than"}))) {
      next = '-', length = 1;
    } else if (is(i, {"net"}) && is(i + 1, {"of"})) {
      next = '-', length = 2;
    } else if (is(i, {"divided"}) && is(i + 1, {"by"})) {
      next = '/', length = 2;
    } else if (is(i, {"times"})) {
      next = '*', length = 1;
    } else if (is(i, {"multiplied"}) && is(i + 1, {"by", "with"})) {
      next = '*', length = 2;
    } else if (gap == " + " || gap == " - " || gap == " / " || gap == " * ") {
      next = gap[1];
    } else {
      continue;
    }
    close(i);
    sign = next;
    begin = i + length;
  }
  close(tokens.size());
  return operands;
}

std::optional<double> NumberIn(absl::string_view words) {
  double number = 0;
  const auto tokens = sdk::Analyze(words).tokens;
  if (tokens.size() != 1 || !tokens[0].number ||
      !absl::SimpleAtod(tokens[0].text, &number)) {
    return std::nullopt;
  }
  return number;
}

std::optional<Measure> NumberOfRow(const Schema& schema,
                                   const std::vector<Operand>& operands) {
  if (operands.size() < 2) return std::nullopt;
  std::optional<Measure> number;
  for (const Table& table : schema.tables()) {
    std::string expression;
    for (Operand operand : operands) {
      operand.words = WithoutRowsOf(table, operand.words);
      const bool percent = TakePercent(operand.words);
      const Column* column = ColumnOf(table, StemsOf(operand.words));
      if (column == nullptr) {
        expression.clear();
        break;
      }
      std::string name = QuoteName(column->name);
      if (percent) {
        if (operand.sign != '-' || expression.empty()) return std::nullopt;
        operand.sign = '*';
        name = absl::StrCat("(1 - ", name, " / 100)");
      }
      expression = expression.empty()
                       ? name
                       : absl::StrCat("(", expression, ") ",
                                      std::string(1, operand.sign), " ", name);
    }
    if (expression.empty()) continue;
    if (number) return std::nullopt;  // of more than one table
    number.emplace();
    number->set_table(table.name);
    number->set_expression(expression);
    number->set_aggregate(AGGREGATE_SUM);
  }
  return number;
}

}  // namespace alhf::sql_generator
