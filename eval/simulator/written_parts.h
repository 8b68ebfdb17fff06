// What an answer is to show and what it is to lack, gathered from checks, then
// written as a text, as SQL or as a choice of passages.
//
// Thread safety: thread-compatible.
#ifndef ALHF_EVAL_SIMULATOR_WRITTEN_PARTS_H_
#define ALHF_EVAL_SIMULATOR_WRITTEN_PARTS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "eval/check.h"
#include "eval/simulator/chat_call.h"

namespace alhf::eval {

// Whether the check looks at SQL or its rows.
bool IsAboutSql(const Check& check);

class WrittenParts {
 public:
  // The answer shall pass `check`. Returns false where that cannot be written.
  bool Meet(const Check& check);
  // The answer shall fail `check`, where that can be written.
  void Fail(const Check& check);
  // The answer shall be another than without this lesson.
  void Follow(const std::string& lesson) { followed_.push_back(lesson); }

  // The text of the answer writer.
  std::string Text() const;
  // JSON of the SQL generator's message.
  std::string Sql() const;
  // JSON of the retriever's message.
  std::string Passages(const ChatCall& call) const;

 private:
  std::vector<std::string> Sentences() const;

  std::vector<std::string> said_;
  std::vector<std::string> avoided_;
  std::vector<std::string> unwanted_;  // said because they should not be
  std::string format_;
  std::string other_format_;
  std::optional<size_t> max_words_;
  std::optional<size_t> more_words_;
  std::string statement_;
  std::vector<std::string> sql_said_;
  bool asks_sql_ = false;
  bool not_postgresql_ = false;
  std::vector<std::string> sources_;
  std::vector<std::string> no_sources_;
  std::vector<std::string> wrong_sources_;
  std::vector<std::string> followed_;
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SIMULATOR_WRITTEN_PARTS_H_
