// Numbers that are computed from others: "price times quantity minus discount".
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_OPERANDS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_OPERANDS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "components/sql_generator/schema.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

struct Operand {
  char sign = '+';  // or '-', '*', '/'
  std::string words;
};

// Returns what `meaning` computes with, from left to right; one operand where
// it computes nothing.
std::vector<Operand> OperandsOf(absl::string_view meaning);

// The number that `words` are, and nothing else.
std::optional<double> NumberIn(absl::string_view words);

// Returns the sum over rows of what `operands`, two or more, make of one row,
// where one table alone has a column without gaps for each of them that says
// the same words, in any order: "net amount" for "amount_net".
std::optional<Measure> NumberOfRow(const Schema& schema,
                                   const std::vector<Operand>& operands);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_OPERANDS_H_
