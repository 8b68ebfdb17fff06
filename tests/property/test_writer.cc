#include "tests/property/test_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/property/date_phrases.h"
#include "tests/property/invented_words.h"

namespace alhf::testing {

bool IsNumber(const RandomColumn& c) {
  return !c.key && (c.kind == Kind::kInteger || c.kind == Kind::kDecimal);
}
bool IsText(const RandomColumn& c) { return !c.key && c.kind == Kind::kText; }
bool IsFlag(const RandomColumn& c) { return c.kind == Kind::kFlag; }
bool IsRank(const RandomColumn& c) {
  return IsText(c) || (IsNumber(c) && c.kind == Kind::kInteger);
}
bool IsGroup(const RandomColumn& c) { return IsRank(c) || IsFlag(c); }

TestWriter::TestWriter(const RandomDatabase& database, Dice& dice)
    : database_(database), dice_(dice) {
  for (size_t t = 0; t < database_.tables.size(); ++t) {
    const auto& columns = At(t).columns;
    for (size_t c = 0; c < columns.size(); ++c) {
      for (const std::string& words : columns[c].words) ++named_[words];
      if (columns[c].kind != Kind::kText) continue;
      for (const Row& row : At(t).rows) {
        if (IsNull(row[c])) continue;
        holders_[std::get<std::string>(row[c])].insert({t, c});
      }
    }
  }
}

void TestWriter::Start(Weeks weeks) {
  weeks_ = weeks;
  tested_.clear();
}

bool TestWriter::Untested(const Test& test) {
  if (test.all.empty()) return Untested(test.place);
  return std::all_of(test.all.begin(), test.all.end(),
                     [this](const Test& inner) { return Untested(inner); });
}

// ----------------------------------------------------------------- structure

bool TestWriter::LeadsUp(size_t from, size_t to) const {
  if (from == to) return true;
  const auto& columns = At(from).columns;
  return std::any_of(columns.begin(), columns.end(), [&](const auto& c) {
    return c.parent && LeadsUp(*c.parent, to);
  });
}

std::vector<size_t> TestWriter::Ancestors(size_t table) const {
  std::vector<size_t> found;
  for (size_t t = 0; t < database_.tables.size(); ++t) {
    if (t != table && LeadsUp(table, t)) found.push_back(t);
  }
  return found;
}

std::vector<size_t> TestWriter::Descendants(size_t table) const {
  std::vector<size_t> found;
  for (size_t t = 0; t < database_.tables.size(); ++t) {
    if (t != table && LeadsUp(t, table)) found.push_back(t);
  }
  return found;
}

std::vector<size_t> TestWriter::Columns(
    size_t table, bool (*keep)(const RandomColumn&)) const {
  std::vector<size_t> found;
  for (size_t c = 0; c < At(table).columns.size(); ++c) {
    if (keep(At(table).columns[c])) found.push_back(c);
  }
  return found;
}

std::vector<Place> TestWriter::UpColumns(
    size_t from, bool (*keep)(const RandomColumn&)) const {
  std::vector<Place> found;
  for (size_t t = 0; t < database_.tables.size(); ++t) {
    if (!LeadsUp(from, t)) continue;
    for (const size_t c : Columns(t, keep)) found.push_back({t, c});
  }
  return found;
}

std::string TestWriter::Rows(size_t table) {
  return Plural(dice_.Of(At(table).words));
}

// Under the row's name where the column's own would not tell.
std::string TestWriter::ColumnWords(Place place) {
  const RandomColumn& column = database_.At(place);
  const std::string words = dice_.Of(column.words);
  if (named_[words] == 1 && dice_.Chance(0.75)) return words;
  if (named_[words] == 1 && words != column.words[0]) return words;
  return absl::StrCat(dice_.Of(At(place.table).words), " ", column.words[0]);
}

bool TestWriter::IsOneColumns(const std::string& value) const {
  return holders_.at(value).size() == 1;
}

// --------------------------------------------------------------------- tests

std::string TestWriter::Figure(double number) {
  static const char* const kWords[] = {"one", "two",   "three", "four", "five",
                                       "six", "seven", "eight", "nine", "ten"};
  const int whole = static_cast<int>(number);
  if (whole == number && whole >= 1 && whole <= 10 && dice_.Chance(0.2)) {
    return kWords[whole - 1];
  }
  if (whole == number) return absl::StrCat(whole);
  return absl::StrFormat("%.2f", number);
}

// "over 5"; with `is`: "is over 5".
std::string TestWriter::Compared(Test& test, bool is) {
  struct OperatorWord {
    const char* words;
    Operator op;
    bool after = false;
  };
  static const OperatorWord kWords[] = {{"over", Operator::kGreater},
                                        {"above", Operator::kGreater},
                                        {"more than", Operator::kGreater},
                                        {"greater than", Operator::kGreater},
                                        {">", Operator::kGreater},
                                        {"at least", Operator::kAtLeast},
                                        {">=", Operator::kAtLeast},
                                        {"under", Operator::kLess},
                                        {"below", Operator::kLess},
                                        {"less than", Operator::kLess},
                                        {"<", Operator::kLess},
                                        {"at most", Operator::kAtMost},
                                        {"no more than", Operator::kAtMost},
                                        {"<=", Operator::kAtMost},
                                        {"equal to", Operator::kEqual},
                                        {"exactly", Operator::kEqual},
                                        {"between", Operator::kBetween},
                                        {"or more", Operator::kAtLeast, true},
                                        {"or less", Operator::kAtMost, true}};
  const OperatorWord& word = kWords[dice_.Below(std::size(kWords))];
  test.kind = Test::Kind::kNumber;
  test.op = word.op;
  test.number = database_.At(test.place).kind == Kind::kInteger
                    ? dice_.Between(-3, 20)
                    : dice_.Between(-8, 200) / 4.0;
  const std::string figure = Figure(test.number);
  const std::string verb = is ? "is " : "";
  if (word.after) {
    const bool of = !is && !test.negated;
    return absl::StrCat(of ? "of " : verb, figure, " ", word.words);
  }
  if (word.op != Operator::kBetween) {
    return absl::StrCat(verb, word.words, " ", figure);
  }
  test.upper = test.number + dice_.Between(0, 20);
  return absl::StrCat(verb, "between ", figure, " and ", Figure(test.upper));
}

std::string TestWriter::OfRows(size_t table, std::vector<Test>& tests) {
  std::string rows = Rows(table);
  const std::string adjective =
      dice_.Chance(0.2) ? Adjective(table, tests, rows) : "";
  return absl::StrCat(adjective, adjective.empty() ? "" : " ", rows);
}

std::string TestWriter::Adjective(size_t table, std::vector<Test>& tests,
                                  std::string& rows) {
  Test test;
  for (const NamedTest& filter : database_.filters) {
    if (filter.test.place.table != table || !dice_.Chance(0.4)) continue;
    if (!Untested(filter.test)) return "";
    tests.push_back(filter.test);
    if (!filter.noun.empty()) rows = Plural(filter.noun);
    return dice_.Of(filter.words);
  }
  const auto& columns = At(table).columns;
  const size_t c = dice_.Below(columns.size());
  test.place = {table, c};
  for (const ValueWord& value : database_.values) {
    if (value.place != test.place || !dice_.Chance(0.7)) continue;
    test.values = value.values;
    return Untested(test.place) ? (tests.push_back(test), value.word) : "";
  }
  if (IsFlag(columns[c]) && named_[columns[c].words[0]] == 1) {
    test.kind = Test::Kind::kFlag;
    return Untested(test.place) ? (tests.push_back(test), columns[c].words[0])
                                : "";
  }
  if (!IsText(columns[c]) || At(table).rows.empty()) return "";
  const Value value = dice_.Of(At(table).rows)[c];
  if (IsNull(value)) return "";
  test.values.push_back(std::get<std::string>(value));
  if (!IsOneColumns(test.values[0]) || !Untested(test.place)) return "";
  tests.push_back(test);
  return test.values[0];
}

std::string TestWriter::ValueTest(size_t table, std::vector<Test>& tests,
                                  bool positive) {
  const auto columns = UpColumns(table, IsText);
  if (columns.empty()) return "";
  Test test;
  test.place = dice_.Of(columns);
  const auto& rows = At(test.place.table).rows;
  bool alone = true;
  for (size_t n = dice_.Chance(0.25) ? 2 : 1; n > 0 && !rows.empty(); --n) {
    const Value& value = dice_.Of(rows)[test.place.column];
    if (IsNull(value)) continue;
    test.values.push_back(std::get<std::string>(value));
    alone = alone && IsOneColumns(test.values.back());
  }
  if (test.values.size() == 2 && test.values[0] == test.values[1]) {
    test.values.pop_back();
  }
  if (test.values.empty() || !Untested(test.place)) return "";
  std::string values = test.values[0];
  if (test.values.size() == 2) absl::StrAppend(&values, " or ", test.values[1]);
  test.negated = !positive && dice_.Chance(0.3);
  const bool negated = test.negated;
  tests.push_back(std::move(test));
  if (!alone || dice_.Chance(0.3)) {
    const std::string column = ColumnWords(tests.back().place);
    if (negated) {
      return absl::StrCat(dice_.Of({" where ", " whose "}), column, " is not ",
                          values);
    }
    return absl::StrCat(dice_.Of({" with ", " where ", " whose "}), column,
                        dice_.Of({" ", " is "}), values);
  }
  if (negated) {
    return absl::StrCat(dice_.Of({" not in ", " except ", " excluding ",
                                  " other than ", " that are not "}),
                        values);
  }
  return absl::StrCat(dice_.Of({" in ", " from ", " for ", " of "}), values);
}

std::string TestWriter::NumberTest(size_t table, std::vector<Test>& tests,
                                   bool positive) {
  const auto columns = UpColumns(table, IsNumber);
  if (columns.empty()) return "";
  Test test;
  test.place = dice_.Of(columns);
  if (!Untested(test.place)) return "";
  const std::string column = ColumnWords(test.place);
  const bool is = dice_.Chance(0.5);
  test.negated = !positive && is && dice_.Chance(0.15);
  std::string words = Compared(test, is && !test.negated);
  if (test.negated) words = "is not " + words;
  // "Not less than" is another word for "at least".
  if (absl::StartsWith(words, "is not less than")) {
    test.op = Operator::kAtLeast;
    test.negated = false;
  } else if (absl::StartsWith(words, "is not more than")) {
    test.op = Operator::kAtMost;
    test.negated = false;
  }
  tests.push_back(std::move(test));
  return absl::StrCat(is ? dice_.Of({" where ", " whose "}) : " with ", column,
                      " ", words);
}

std::string TestWriter::FlagTest(size_t table, std::vector<Test>& tests,
                                 bool positive) {
  const auto columns = UpColumns(table, IsFlag);
  if (columns.empty()) return "";
  Test test;
  test.kind = Test::Kind::kFlag;
  test.place = dice_.Of(columns);
  const RandomColumn& column = database_.At(test.place);
  if (named_[column.words[0]] != 1 || !Untested(test.place)) return "";
  test.negated = !positive && dice_.Chance(0.4);
  tests.push_back(test);
  return absl::StrCat(dice_.Of({" that are ", " which are "}),
                      test.negated ? "not " : "", column.words[0]);
}

std::string TestWriter::FilterTest(size_t table, std::vector<Test>& tests,
                                   bool positive) {
  if (database_.filters.empty()) return "";
  const NamedTest& filter = dice_.Of(database_.filters);
  if (!LeadsUp(table, filter.test.place.table)) return "";
  Test test = filter.test;
  if (!filter.noun.empty() || !Untested(test)) return "";
  test.negated = !positive && dice_.Chance(0.4);
  tests.push_back(test);
  return absl::StrCat(" that are ", test.negated ? "not " : "",
                      dice_.Of(filter.words));
}

std::string TestWriter::DateTest(size_t table, std::vector<Test>& tests,
                                 bool positive) {
  const auto date = At(table).date;
  if (!date || !Untested(*date)) return "";
  const DatePhrase phrase = AnyDates(dice_, database_.today, weeks_);
  Test test;
  test.kind = Test::Kind::kDays;
  test.place = *date;
  test.from = phrase.from;
  test.before = phrase.before;
  test.negated = !positive && dice_.Chance(0.05);
  tests.push_back(test);
  return absl::StrCat(test.negated ? " not " : " ", phrase.words);
}

std::string TestWriter::AnyTest(size_t table, std::vector<Test>& tests,
                                bool positive) {
  const size_t kind = dice_.Below(10);
  if (kind < 3) return ValueTest(table, tests, positive);
  if (kind < 5) return NumberTest(table, tests, positive);
  if (kind < 6) return FlagTest(table, tests, positive);
  if (kind < 7) return FilterTest(table, tests, positive);
  return DateTest(table, tests, positive);
}

// "tagfoms over 5".
std::string TestWriter::AmountTest(size_t table, std::vector<Test>& tests) {
  const auto& amount = At(table).amount;
  if (!amount) return "";
  Test test;
  test.place = {table, amount->left};
  if (!Untested(test.place)) return "";
  if (amount->right && !Untested({table, *amount->right})) return "";
  std::string words;
  do {
    words = Compared(test, /*is=*/false);
  } while (test.op == Operator::kEqual);
  test.amount = amount;
  tests.push_back(std::move(test));
  return " " + words;
}

}  // namespace alhf::testing
