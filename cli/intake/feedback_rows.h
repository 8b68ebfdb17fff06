// Feedback that people gave elsewhere, as rows: from CSV, JSON Lines, and what
// MLflow and Langfuse export.
//
//   const FeedbackRows read = ReadRows(text, RowFormat::kCsv);
//   for (const FeedbackRow& row : read.rows) …
//
// A row is whole or it is a problem: none is read in half.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_INTAKE_FEEDBACK_ROWS_H_
#define ALHF_CLI_INTAKE_FEEDBACK_ROWS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace alhf::cli {

enum class RowFormat {
  // A header names the columns: question, answer, feedback; user, time.
  kCsv,
  // One object a line with the same names.
  kJsonLines,
  // Traces as Trace.to_json() or `mlflow traces search` writes them, one a
  // line or in an array; their assessments by people.
  kMlflow,
  // Traces with their scores, as Langfuse exports them, one a line or in an
  // array; the comments of scores.
  kLangfuse,
};

struct FeedbackRow {
  // Where it begins; in an array its number, from 1.
  int line = 0;
  std::string question;
  std::string answer;
  // What the person said.
  std::string text;
  // Empty: not said.
  std::string user;
  std::optional<absl::Time> time;
};

struct RowError {
  int line = 0;
  std::string what;
};

struct FeedbackRows {
  std::vector<FeedbackRow> rows;
  std::vector<RowError> problems;
  // Thumbs and scores without words, and what programs said.
  int without_words = 0;
};

FeedbackRows ReadRows(absl::string_view text, RowFormat format);

// Returns `text` for comparing: lower case, each run of white space one space,
// no end mark.
std::string PlainText(absl::string_view text);

}  // namespace alhf::cli

#endif  // ALHF_CLI_INTAKE_FEEDBACK_ROWS_H_
