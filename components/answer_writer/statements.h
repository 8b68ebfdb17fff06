// The sentences of passages that answer a question best.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_STATEMENTS_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_STATEMENTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"

namespace alhf::answer_writer {

struct Statement {
  std::string text;
  // Index into the passages.
  size_t passage = 0;
  size_t position = 0;  // within the passage
  double score = 0;
};

// Two passages that say different things about the same.
struct Disagreement {
  Statement newer;
  Statement older;
};

struct Statements {
  // At most as many as wanted, by passage (the best one's first), then as
  // they stand in it. Of two that disagree only the newer.
  std::vector<Statement> chosen;
  std::vector<Disagreement> disagreements;
};

Statements ChooseStatements(absl::string_view question,
                            const std::vector<v1::Passage>& passages,
                            size_t most);

// Takes "- ", "* ", "+ ", "1. ", "> " off the front; returns whether it was a
// list item.
bool StripListMark(absl::string_view* line);

// Returns the sentences of Markdown `text`, without its marks. Each item of a
// list and each row of a table is one.
std::vector<std::string> PlainSentences(absl::string_view text);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_STATEMENTS_H_
