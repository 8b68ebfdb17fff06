// The outermost clauses of a SELECT statement, found without a grammar: what
// stands in parentheses, quotes and comments is not looked into. That is enough
// to know whether the order of rows counts and where a limit cut.
//
//   const SqlOutline outline = OutlineOf("SELECT a FROM t ORDER BY b LIMIT 3");
//   outline.order_terms == {"b"}; outline.offset == 0
//
// Thread safety: pure functions.
#ifndef ALHF_EVAL_SQL_OUTLINE_H_
#define ALHF_EVAL_SQL_OUTLINE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace alhf::eval {

struct SqlOutline {
  // The statement without a semicolon at its end.
  std::string sql;
  // Where the outermost FROM begins; none: there is no FROM.
  std::optional<size_t> from;
  // UNION, INTERSECT, EXCEPT or DISTINCT: no column can be added.
  bool fixed_columns = false;
  bool ordered = false;
  // Without ASC, DESC and NULLS FIRST or LAST.
  std::vector<std::string> order_terms;
  // Where LIMIT, OFFSET or FETCH begins; none: every row comes.
  std::optional<size_t> cut;
  // Rows left out at the beginning; none: that is no plain number.
  std::optional<uint64_t> offset = 0;
};

SqlOutline OutlineOf(absl::string_view sql);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SQL_OUTLINE_H_
