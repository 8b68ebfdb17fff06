// Texts that encoders are compared by: lessons, and questions that some of them
// bear on, as eval/training/preferences.txt and subjects.txt have them.
//
//   ALHF_ASSIGN_OR_RETURN(auto texts, ReadReferenceTexts(path));
//   texts.AreRelated(texts.questions[0], texts.lessons[7])
//
// Thread safety: pure but for reading files.
#ifndef ALHF_EVAL_REFERENCE_TEXTS_H_
#define ALHF_EVAL_REFERENCE_TEXTS_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace alhf::eval {

struct ReferenceText {
  std::string text;
  // What it is about; empty of a question: no lesson bears on it.
  std::string group;
};

struct ReferenceTexts {
  // As they are encoded: with the question that they were given on.
  std::vector<ReferenceText> lessons;
  std::vector<ReferenceText> questions;
  // Of each group, those whose questions its lessons may bear on.
  std::map<std::string, std::set<std::string>> bears_on;

  // Whether the lesson may bear on the question.
  bool AreRelated(const ReferenceText& question,
                  const ReferenceText& lesson) const;
};

// Lines are
//   GROUP/TOPIC | LESSON | QUESTION IT WAS GIVEN ON     a lesson
//   = GROUP ~ OTHER GROUPS THAT ITS LESSONS MAY BEAR ON, then "* LESSON"
//   + QUESTION                                          of the group before it
//   - QUESTION, or ! QUESTION                           of none
//
// INVALID_ARGUMENT FIELD_INVALID: the file cannot be read, or a line is none of
//   these; the message starts with "FILE:LINE: ".
absl::StatusOr<ReferenceTexts> ReadReferenceTexts(const std::string& path);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_REFERENCE_TEXTS_H_
