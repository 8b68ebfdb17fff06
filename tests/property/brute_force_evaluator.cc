// Longer than 400 lines: because what counts, groups and measures rows is one
// definition of a right answer.
#include "tests/property/brute_force_evaluator.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "tests/property/calendar.h"

namespace alhf::testing {
namespace {

// A row of a table.
struct At {
  size_t table = 0;
  size_t row = 0;
};

class Evaluator {
 public:
  Evaluator(const RandomDatabase& database, const Question& question,
            const Taught& taught)
      : database_(database),
        question_(question),
        weeks_(question.weeks.value_or(taught.weeks)) {
    for (const DefaultTest& d : taught.defaults) {
      if (!Tested(d.test)) defaults_.push_back(d);
    }
  }

  Answer Run() const {
    // Rows of the table, in each group that they are in.
    std::map<Row, std::set<size_t>> groups;
    if (question_.dimensions.empty()) groups[{}] = {};
    const size_t rows = database_.tables[question_.table].rows.size();
    for (size_t r = 0; r < rows; ++r) {
      const At at{question_.table, r};
      if (!Counts(at)) continue;
      for (const Row& key : KeysOf(at)) groups[key].insert(r);
    }
    Answer answer;
    answer.top = question_.top;
    for (const auto& [key, members] : groups) {
      Row row = key;
      answer.dimensions = key.size();
      for (const Measure& measure : question_.measures) {
        row.push_back(Compute(measure, members));
      }
      answer.rows.push_back(std::move(row));
    }
    return answer;
  }

 private:
  // --------------------------------------------------------- rows and cells

  // The row that `at` is, or belongs to, in `table`.
  std::optional<At> Up(At at, size_t table) const {
    if (at.table == table) return at;
    const RandomTable& from = database_.tables[at.table];
    for (size_t c = 0; c < from.columns.size(); ++c) {
      if (!from.columns[c].parent) continue;
      const size_t parent = *from.columns[c].parent;
      const auto& rows = database_.tables[parent].rows;
      for (size_t r = 0; r < rows.size(); ++r) {
        if (rows[r][0] != from.rows[at.row][c]) continue;
        if (const auto found = Up({parent, r}, table)) return found;
      }
    }
    return std::nullopt;
  }

  bool LeadsUp(size_t from, size_t table) const {
    if (from == table) return true;
    const auto& columns = database_.tables[from].columns;
    return std::any_of(columns.begin(), columns.end(), [&](const auto& c) {
      return c.parent && LeadsUp(*c.parent, table);
    });
  }

  // All rows of `table` that belong to `at`.
  std::vector<At> Down(At at, size_t table) const {
    std::vector<At> found;
    for (size_t r = 0; r < database_.tables[table].rows.size(); ++r) {
      const auto up = Up({table, r}, at.table);
      if (up && up->row == at.row) found.push_back({table, r});
    }
    return found;
  }

  Value CellOf(At at, Place place) const {
    const auto row = Up(at, place.table);
    if (!row) return {};
    return database_.tables[place.table].rows[row->row][place.column];
  }

  // ------------------------------------------------------------------ tests

  static void Places(const Test& test, std::set<Place>& places) {
    for (const Test& inner : test.all) Places(inner, places);
    if (test.kind == Test::Kind::kAllOf) return;
    if (!test.amount) {
      places.insert(test.place);
      return;
    }
    places.insert({test.place.table, test.amount->left});
    if (test.amount->right) {
      places.insert({test.place.table, *test.amount->right});
    }
  }

  // Whether the question itself tests what `test` does.
  bool Tested(const Test& test) const {
    std::set<Place> asked;
    for (const Test& t : question_.tests) Places(t, asked);
    for (const Related& r : question_.related) {
      for (const Test& t : r.tests) Places(t, asked);
    }
    for (const Measure& m : question_.measures) {
      for (const Test& t : m.tests) Places(t, asked);
    }
    std::set<Place> own;
    Places(test, own);
    return std::any_of(own.begin(), own.end(),
                       [&](const Place& p) { return asked.count(p) > 0; });
  }

  // `counted`: the question counts or lists these rows, or looks whether there
  // are any; else it only names them, to say of which its own are.
  bool Defaults(At at, bool counted = true) const {
    return std::all_of(
        defaults_.begin(), defaults_.end(), [&](const DefaultTest& d) {
          const bool concerns = d.own_rows ? counted && at.table == d.table
                                           : LeadsUp(at.table, d.table);
          return !concerns || Holds(at, d.test);
        });
  }

  bool Counts(At at) const {
    const auto holds = [&](const Test& t) { return Holds(at, t); };
    return Defaults(at) &&
           std::all_of(question_.tests.begin(), question_.tests.end(), holds) &&
           std::all_of(question_.related.begin(), question_.related.end(),
                       [&](const Related& r) { return IsRelated(at, r); }) &&
           std::any_of(question_.measures.begin(), question_.measures.end(),
                       [&](const Measure& m) {
                         return std::all_of(m.tests.begin(), m.tests.end(),
                                            holds);
                       });
  }

  bool IsRelated(At at, const Related& related) const {
    std::vector<At> rows;
    const bool up = LeadsUp(at.table, related.table);
    if (up) {
      if (const auto row = Up(at, related.table)) rows.push_back(*row);
    } else {
      rows = Down(at, related.table);
    }
    const bool found = std::any_of(rows.begin(), rows.end(), [&](At row) {
      return Defaults(row, !up) &&
             std::all_of(related.tests.begin(), related.tests.end(),
                         [&](const Test& t) { return Holds(row, t); });
    });
    return found != related.negated;
  }

  bool Holds(At at, const Test& test) const {
    return HoldsPlain(at, test) != test.negated;
  }

  bool HoldsPlain(At at, const Test& test) const {
    if (test.kind == Test::Kind::kAllOf) {
      return std::all_of(test.all.begin(), test.all.end(),
                         [&](const Test& t) { return Holds(at, t); });
    }
    Value cell;
    if (test.amount) {
      if (const auto row = Up(at, test.place.table)) {
        cell = AmountOf(*row, *test.amount);
      }
    } else {
      cell = CellOf(at, test.place);
    }
    if (IsNull(cell)) return false;
    switch (test.kind) {
      case Test::Kind::kOneOf:
        return std::count(test.values.begin(), test.values.end(),
                          std::get<std::string>(cell)) > 0;
      case Test::Kind::kNumber:
        return Compares(std::get<double>(cell), test);
      case Test::Kind::kDays: {
        const int day = static_cast<int>(std::floor(std::get<double>(cell)));
        return (!test.from || day >= *test.from) &&
               (!test.before || day < *test.before);
      }
      case Test::Kind::kFlag:
        return std::get<double>(cell) == 1;
      case Test::Kind::kAllOf:
        break;
    }
    return false;
  }

  static bool Compares(double number, const Test& test) {
    switch (test.op) {
      case Operator::kEqual:
        return number == test.number;
      case Operator::kLess:
        return number < test.number;
      case Operator::kAtMost:
        return number <= test.number;
      case Operator::kGreater:
        return number > test.number;
      case Operator::kAtLeast:
        return number >= test.number;
      case Operator::kBetween:
        return number >= test.number && number <= test.upper;
    }
    return false;
  }

  // ------------------------------------------------------------- dimensions

  std::vector<Row> KeysOf(At at) const {
    std::vector<Row> keys;
    if (!question_.through) {
      if (Listed(at, at)) keys.push_back(KeyOf(at, at));
      return keys;
    }
    for (const At down : Down(at, *question_.through)) {
      if (Defaults(down) && Listed(at, down)) keys.push_back(KeyOf(at, down));
    }
    return keys;
  }

  // The row that has the dimension: `at`, or `down` where it is none of its
  // own.
  At With(const Dimension& dimension, At at, At down) const {
    return LeadsUp(at.table, dimension.place.table) ? at : down;
  }

  // Whether the rows that the answer would list are among those that alone
  // count.
  bool Listed(At at, At down) const {
    return std::all_of(
        defaults_.begin(), defaults_.end(), [&](const DefaultTest& d) {
          return !d.own_rows ||
                 std::all_of(
                     question_.dimensions.begin(), question_.dimensions.end(),
                     [&](const Dimension& each) {
                       return !each.rows || each.place.table != d.table ||
                              Holds(With(each, at, down), d.test);
                     });
        });
  }

  // Dimensions of `at`, or of `down` where they are none of the row's own.
  Row KeyOf(At at, At down) const {
    Row key;
    for (const Dimension& d : question_.dimensions) {
      const At of = With(d, at, down);
      const Value cell = CellOf(of, d.place);
      if (d.part) {
        AddPart(cell, *d.part, key);
        continue;
      }
      key.push_back(cell);
      const RandomTable& table = database_.tables[d.place.table];
      if (d.rows && table.label) {
        key.push_back(CellOf(of, {d.place.table, *table.label}));
      }
    }
    return key;
  }

  void AddPart(const Value& cell, Part part, Row& key) const {
    const bool two =
        part == Part::kQuarter || part == Part::kMonth || part == Part::kWeek;
    if (IsNull(cell)) {
      key.resize(key.size() + (two ? 2 : 1));
      return;
    }
    const int day = static_cast<int>(std::floor(std::get<double>(cell)));
    const Date date = DateOf(day);
    const auto add = [&key](double n) { key.emplace_back(n); };
    switch (part) {
      case Part::kYear:
        return add(date.year);
      case Part::kQuarter:
        add(date.year);
        return add(date.month <= 3   ? 1
                   : date.month <= 6 ? 2
                   : date.month <= 9 ? 3
                                     : 4);
      case Part::kMonth:
        add(date.year);
        return add(date.month);
      case Part::kWeek: {
        const Week week = weeks_ == Weeks::kIso  ? IsoWeek(day)
                          : weeks_ == Weeks::kUs ? UsWeek(day)
                                                 : MondayWeek(day);
        add(week.year);
        return add(week.week);
      }
      case Part::kDayOfWeek:
        return add(WeekdayOf(day));
      case Part::kDay:
        key.emplace_back(Written(day));
    }
  }

  // --------------------------------------------------------------- measures

  Value AmountOf(At at, const Amount& amount) const {
    const Row& row = database_.tables[at.table].rows[at.row];
    const Value& left = row[amount.left];
    Value right = amount.constant;
    if (amount.right) right = row[*amount.right];
    if (IsNull(left)) return {};
    if (amount.sign == 0) return left;
    if (IsNull(right)) return {};
    const double a = std::get<double>(left);
    const double b = std::get<double>(right);
    switch (amount.sign) {
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      default:
        if (b == 0) return {};
        return a / b;
    }
  }

  Value RowValue(At at, const Measure& measure) const {
    const Value value = AmountOf(at, *measure.amount);
    if (IsNull(value) || measure.minus.empty()) return value;
    double left = std::get<double>(value);
    for (const Minus& minus : measure.minus) {
      for (const At row : Down(at, minus.table)) {
        const Value less = AmountOf(row, minus.amount);
        if (!IsNull(less)) left -= std::get<double>(less);
      }
    }
    return left;
  }

  Value Compute(const Measure& measure, const std::set<size_t>& rows) const {
    double count = 0;
    std::vector<double> numbers;
    std::set<Value> distinct;
    for (const size_t r : rows) {
      const At at{measure.table, r};
      if (!std::all_of(measure.tests.begin(), measure.tests.end(),
                       [&](const Test& t) { return Holds(at, t); })) {
        continue;
      }
      ++count;
      if (measure.aggregate == Aggregate::kCount) continue;
      const Value value = RowValue(at, measure);
      if (IsNull(value)) continue;
      distinct.insert(value);
      if (const auto* number = std::get_if<double>(&value)) {
        numbers.push_back(*number);
      }
    }
    return Aggregated(measure.aggregate, count, numbers, distinct.size());
  }

  static Value Aggregated(Aggregate aggregate, double count,
                          const std::vector<double>& numbers, size_t distinct) {
    if (aggregate == Aggregate::kCount) return count;
    if (aggregate == Aggregate::kCountDistinct) {
      return static_cast<double>(distinct);
    }
    if (numbers.empty()) return {};
    double sum = 0;
    for (const double n : numbers) sum += n;
    switch (aggregate) {
      case Aggregate::kAverage:
        return sum / static_cast<double>(numbers.size());
      case Aggregate::kMinimum:
        return *std::min_element(numbers.begin(), numbers.end());
      case Aggregate::kMaximum:
        return *std::max_element(numbers.begin(), numbers.end());
      default:
        return sum;
    }
  }

  const RandomDatabase& database_;
  const Question& question_;
  const Weeks weeks_;
  std::vector<DefaultTest> defaults_;
};

}  // namespace

Answer Evaluate(const RandomDatabase& database, const Question& question,
                const Taught& taught) {
  Answer answer = Evaluator(database, question, taught).Run();
  answer.limit = taught.limit;
  if (question.top) {
    answer.limit = std::min(question.top->count,
                            taught.limit.value_or(question.top->count));
  }
  return answer;
}

}  // namespace alhf::testing
