// Values of rows, made comparable: 14, 14.0 and '14' are one number, and
// '2025-03-01' and '2025-03-01 00:00:00' one date.
//
//   PlainOf(cell) == PlainOf(other_cell)
//
// Numbers are equal to 1e-6, or to 1e-12 of the larger one where sums of
// doubles cannot be nearer. A boolean is the number 1 or 0. NULL equals NULL.
//
// Thread safety: plain values and pure functions.
#ifndef ALHF_EVAL_PLAIN_VALUE_H_
#define ALHF_EVAL_PLAIN_VALUE_H_

#include <string>
#include <vector>

#include "alhf/v1/types.pb.h"

namespace alhf::eval {

struct PlainValue {
  enum class Kind { kNull, kNumber, kDate, kText };
  Kind kind = Kind::kNull;
  // The number; of a date the seconds since 1970.
  double number = 0;
  std::string text;

  friend bool operator==(const PlainValue& a, const PlainValue& b);
};

using PlainRow = std::vector<PlainValue>;

PlainValue PlainOf(const v1::Cell& cell);
PlainRow PlainOf(const v1::Row& row);

// For people: "NULL", "14", "2025-03-01".
std::string Describe(const v1::Cell& cell);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_PLAIN_VALUE_H_
