// Functions that read bytes from anywhere, and must end in peace: an error or
// a reading, never a crash or a hang.
//
//   for (const Target& target : Targets()) target.run("any bytes");
//
// `fuzz_test` replays corpus/NAME and mutations of it with any compiler; the
// preset `fuzz` (clang) makes a libFuzzer program fuzz-NAME of each:
//
//   tools/check.sh fuzz 600          each of them for ten minutes
//
// Thread safety: one thread.
#ifndef ALHF_TESTS_FUZZ_TARGETS_H_
#define ALHF_TESTS_FUZZ_TARGETS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace alhf::fuzz {

// What lies on disk: entries of the log, marks, values of a memory, vectors,
// and the end of a damaged table.
void ReadStored(absl::string_view bytes);
// Tokens of pages, which come back from callers.
void ReadPageTokens(absl::string_view bytes);
// Configuration files of all programs.
void ReadConfigs(absl::string_view bytes);
// Files of feedback in every format, the first byte says which.
void ReadFeedbackFiles(absl::string_view bytes);
// Files of `alhf export`.
void ReadExportLines(absl::string_view bytes);
// Scenario files.
void ReadScenarioFiles(absl::string_view bytes);
// Markdown, HTML and their dates.
void ReadDocuments(absl::string_view bytes);
// Sentences of feedback, by every component's reader.
void ReadFeedback(absl::string_view bytes);
// Questions about a database.
void ReadQuestions(absl::string_view bytes);
// What a language model's endpoint answers, whole and streamed.
void ReadModelAnswers(absl::string_view bytes);
// What a caller shows: a JWT, its claims, and an issuer's keys.
void ReadTokens(absl::string_view bytes);

struct Target {
  std::string name;  // that of its corpus
  void (*run)(absl::string_view bytes);
};
std::vector<Target> Targets();

}  // namespace alhf::fuzz

#endif  // ALHF_TESTS_FUZZ_TARGETS_H_
