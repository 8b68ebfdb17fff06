// The rows that a statement asks for, with what may fall either way: the order
// of rows that tie, and which of them a limit takes.
//
//   ALHF_ASSIGN_OR_RETURN(ExpectedRows expected,
//                         ReadExpectedRows(sql, *database));
//   if (auto why = Difference(expected, answer_table)) Fail(*why);
//
// Thread safety: pure functions, but for reading the database.
#ifndef ALHF_EVAL_EXPECTED_ROWS_H_
#define ALHF_EVAL_EXPECTED_ROWS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "alhf/v1/types.pb.h"
#include "eval/database.h"
#include "eval/plain_value.h"

namespace alhf::eval {

// Rows in whatever order, of which `take` belong to the result.
struct RowGroup {
  std::vector<PlainRow> rows;
  size_t take = 0;
};

struct ExpectedRows {
  // Columns of the result.
  size_t columns = 0;
  // In order. Without an outermost ORDER BY there is one; with it, rows that
  // tie make a group. Groups that a limit leaves out whole are not there.
  std::vector<RowGroup> groups;

  size_t RowCount() const;
};

// Runs `sql`, without its outermost limit and with the terms of its outermost
// ORDER BY, to see what ties. Where that cannot be added to the statement,
// nothing ties.
//
// Errors are those of Database::Query.
absl::StatusOr<ExpectedRows> ReadExpectedRows(const std::string& sql,
                                              Database& database);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_EXPECTED_ROWS_H_
