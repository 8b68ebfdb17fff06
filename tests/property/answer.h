// The right answer to a question, and whether rows are it.
//
// Thread safety: plain values, pure functions.
#ifndef ALHF_TESTS_PROPERTY_ANSWER_H_
#define ALHF_TESTS_PROPERTY_ANSWER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tests/property/question.h"

namespace alhf::testing {

struct Answer {
  // Of every group: its dimensions, then its measures.
  std::vector<Row> rows;
  size_t dimensions = 0;  // columns
  std::optional<Top> top;
  std::optional<size_t> limit;
};

// Returns what of `rows` is wrong, or "". Numbers compare to 1e-6; the order of
// rows counts where a question ranks; ties may fall either way.
std::string Difference(const Answer& answer, const std::vector<Row>& rows);

// Returns rows as lines of cells divided by "|".
std::string RowsText(const std::vector<Row>& rows);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_ANSWER_H_
