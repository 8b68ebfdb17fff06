// Sets that say which component should learn from a text.
//
//   ALHF_ASSIGN_OR_RETURN(auto rows, ReadAssignmentRows("assignment.jsonl"));
//
// One JSON object a line:
//
//   {"id": "a-1", "text": "…", "label": ["sql_generator"], "source": "bird",
//    "context": {"question": "…", "answer_or_sql": "…"} or null}
//
// Thread safety: pure but for reading the file.
#ifndef ALHF_EVAL_ASSIGNMENT_SET_H_
#define ALHF_EVAL_ASSIGNMENT_SET_H_

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace alhf::eval {

struct AssignmentRow {
  std::string id;
  std::string text;
  // Components that should learn; empty: nobody.
  std::set<std::string> label;
  std::string source;
  // That it was said about; may be empty.
  std::string question;
  std::string answer;
  // Field "made" of the context: "rows" or "passages" where the answer was made
  // from them; may be empty.
  std::string made;
};

// INVALID_ARGUMENT CONFIG_INVALID, with FILE:LINE: it cannot be read.
absl::StatusOr<std::vector<AssignmentRow>> ReadAssignmentRows(
    const std::string& path);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_ASSIGNMENT_SET_H_
