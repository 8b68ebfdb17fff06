// A question as what it asks for, apart from all words: what the question
// writer puts into words and the brute-force evaluator computes.
//
// Thread safety: plain values.
#ifndef ALHF_TESTS_PROPERTY_QUESTION_H_
#define ALHF_TESTS_PROPERTY_QUESTION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace alhf::testing {

// NULL, a number, or text. A date is the number of its day, a point in time
// has the time of day as a fraction; a flag is 0 or 1.
using Value = std::variant<std::monostate, double, std::string>;
using Row = std::vector<Value>;

inline bool IsNull(const Value& value) { return value.index() == 0; }

struct Place {
  size_t table = 0;
  size_t column = 0;
  bool operator==(const Place&) const = default;
  auto operator<=>(const Place&) const = default;
};

// A column, or two of one table, or one and a number, with + - * or /.
struct Amount {
  size_t left = 0;
  char sign = 0;  // 0: `left` alone
  std::optional<size_t> right = std::nullopt;
  double constant = 0;  // where there is no `right`
};

enum class Operator { kEqual, kLess, kAtMost, kGreater, kAtLeast, kBetween };

// A test on one row of a table. A negated one holds for every row that the
// test does not hold for, those with NULL among them.
struct Test {
  enum class Kind { kOneOf, kNumber, kDays, kFlag, kAllOf };
  Kind kind = Kind::kOneOf;
  Place place;
  bool negated = false;
  std::vector<std::string> values;
  // kNumber: of the column, or of the amount.
  std::optional<Amount> amount;
  Operator op = Operator::kEqual;
  double number = 0;
  double upper = 0;  // kBetween: the upper end, which counts
  // kDays: from this day on, up to the day before that.
  std::optional<int> from;
  std::optional<int> before;
  std::vector<Test> all;
};

// Rows of another table: some that refer to the row, by whatever way, or the
// one that it refers to. All tests hold for one of them, or for none.
struct Related {
  size_t table = 0;
  bool negated = false;
  std::vector<Test> tests;
};

enum class Aggregate {
  kCount,
  kCountDistinct,
  kSum,
  kAverage,
  kMinimum,
  kMaximum
};

// Taken off the amount of each row: an amount of the row itself, or the sum
// over the rows of another table that refer to it.
struct Minus {
  size_t table = 0;
  Amount amount;
};

struct Measure {
  size_t table = 0;
  Aggregate aggregate = Aggregate::kCount;
  std::optional<Amount> amount;
  std::vector<Minus> minus;
  // Only rows for which all hold.
  std::vector<Test> tests;
};

inline Measure MeasureOver(Place place, Aggregate aggregate) {
  return {place.table, aggregate, Amount{place.column}, {}, {}};
}

enum class Weeks { kMonday, kIso, kUs };
enum class Part { kYear, kQuarter, kMonth, kWeek, kDayOfWeek, kDay };

struct Dimension {
  Place place;
  // Each row of the table, shown by its key and label; `place` is its key.
  bool rows = false;
  std::optional<Part> part;  // of the date column `place`
};

struct Top {
  size_t count = 1;
  bool descending = true;
};

struct Question {
  size_t table = 0;
  std::vector<Measure> measures;
  std::vector<Dimension> dimensions;
  // Set: dimensions are also of the rows of this table that refer to the row
  // and of what those refer to; a row counts once in each group that it is in.
  std::optional<size_t> through;
  std::vector<Test> tests;
  std::vector<Related> related;
  std::optional<Top> top;  // by the first measure
  // Set: the question says which weeks it means.
  std::optional<Weeks> weeks;
};

// Rows of one table that do not count, unless a question tests what they are
// told apart by.
struct DefaultTest {
  size_t table = 0;
  Test test;  // of the rows that do count
  // "Only count …": it says nothing of rows that belong to them.
  bool own_rows = false;
};

// What was taught and holds for every question.
struct Taught {
  Weeks weeks = Weeks::kMonday;
  std::vector<DefaultTest> defaults;
  std::optional<size_t> limit;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_QUESTION_H_
