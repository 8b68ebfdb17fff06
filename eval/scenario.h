// A scenario: what people say about answers, in whatever order, and questions
// with checks of their answers. docs/benchmark.md has the file's format.
//
//   Scenario scenario = …;                        // scenario_reader.h
//   for (const Question& q : scenario.questions)
//     for (const Requirement& r : q.requirements) …
//
// Records are named by their place in `Scenario::records`, so that nothing has
// to be looked up.
//
// Thread safety: plain values.
#ifndef ALHF_EVAL_SCENARIO_H_
#define ALHF_EVAL_SCENARIO_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "eval/check.h"

namespace alhf::eval {

using RecordIndex = size_t;

// One sentence of feedback and the question whose answer it is said about.
struct FeedbackItem {
  std::string id;
  // What it says. Several records may say the same in other words; a record
  // that names no guideline is one of its own.
  std::string guideline;
  std::string question;
  std::string text;
  // Who should learn it. Unset: not said, and not scored. Empty: nobody.
  std::optional<std::vector<std::string>> assign;
  // Given before this one, those that it ends among them.
  std::vector<RecordIndex> after;
  // Ended by this one: from then on they must not apply.
  std::vector<RecordIndex> supersedes;
  // How the text is written: "typo", "no_verb", "lower". Empty: not said.
  std::string noise;
};

// What an answer must show because a record was given: all checks hold, or it
// is not met.
struct Requirement {
  // As the file names it, e.g. "g1"; ids of a list are joined by "+".
  std::string name;
  // The guidelines behind it, joined by "+": what clusters are made of.
  std::string guideline;
  // Of each group one record is enough; all groups are needed.
  std::vector<std::vector<RecordIndex>> needs;
  std::vector<Check> checks;
};

struct Question {
  std::string text;
  // Questions of one family are paraphrases. Empty: not said.
  std::string family;
  // All that may be applied, sorted.
  std::vector<RecordIndex> applies;
  // Hold whatever was taught. All of them, or the answer is not complete.
  std::vector<Check> completeness;
  std::vector<Requirement> requirements;
  // Near to the question that an applicable record is given on (overlap.h).
  bool near = false;
};

struct Scenario {
  std::string id;
  // Line of the file.
  int line = 0;
  // What "now" is for the engines. Unset: the time of the run.
  std::optional<absl::Time> now;
  std::vector<FeedbackItem> records;
  std::vector<Question> questions;
};

// Returns the records that the checks of `question` name, sorted.
std::vector<RecordIndex> NeededRecords(const Question& question);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SCENARIO_H_
