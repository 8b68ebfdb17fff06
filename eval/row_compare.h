// Whether the rows of an answer are those expected.
//
//   if (const auto why = Difference(expected, table)) Say(*why);
//
// The order of columns is free, further columns are no error, and names do not
// count. The order of rows counts where the expected ones have one.
//
// Thread safety: pure functions.
#ifndef ALHF_EVAL_ROW_COMPARE_H_
#define ALHF_EVAL_ROW_COMPARE_H_

#include <optional>
#include <string>

#include "alhf/v1/types.pb.h"
#include "eval/expected_rows.h"

namespace alhf::eval {

// Returns what is different, for people; nothing where the rows are equal.
std::optional<std::string> Difference(const ExpectedRows& expected,
                                      const v1::Table& actual);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_ROW_COMPARE_H_
