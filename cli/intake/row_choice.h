// Which rows are taken, which say the same once more, and which are kept apart
// to measure with.
//
//   const RowChoice choice = ChooseRows(read.rows, /*apart=*/0.5);
//   WriteFile("mine.jsonl", EvaluationFile("mine", choice));
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_INTAKE_ROW_CHOICE_H_
#define ALHF_CLI_INTAKE_ROW_CHOICE_H_

#include <string>
#include <vector>

#include "cli/intake/feedback_rows.h"

namespace alhf::cli {

struct RowChoice {
  std::vector<FeedbackRow> taken;
  std::vector<FeedbackRow> apart;
  int duplicates = 0;
};

// Keeps the share `apart` in [0, 1] of the questions apart, with all that was
// said on them, by a hash of the question: the same file is always divided
// alike, and a question is never on both sides. Rows with the same words on the
// same question as an earlier one are duplicates; case, white space and end
// marks do not count.
RowChoice ChooseRows(const std::vector<FeedbackRow>& rows, double apart);

// Returns an id of the row's content, the same in every run: "import-" and 32
// hexadecimal digits.
std::string RequestIdOf(const FeedbackRow& row);

// Returns a file for `alhf eval` (docs/benchmark.md) with one scenario: what is
// taken are its records; the questions kept apart are its questions, to each of
// which every record may apply. What an answer must show is for a person to
// add, in `checks`.
std::string EvaluationFile(const std::string& id, const RowChoice& choice);

}  // namespace alhf::cli

#endif  // ALHF_CLI_INTAKE_ROW_CHOICE_H_
