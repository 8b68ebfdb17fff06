// An answer as the checks see it, wherever it comes from.
//
//   const Answer answer = AnswerOf(exchange);
//   if (answer.answered) Judge(answer.text);
//
// Thread safety: plain values and pure functions.
#ifndef ALHF_EVAL_ANSWER_H_
#define ALHF_EVAL_ANSWER_H_

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "alhf/v1/types.pb.h"
#include "eval/exposure.h"

namespace alhf::eval {

struct Answer {
  // Empty where the exchange was not kept.
  std::string exchange_id;
  std::string question;
  std::string text;
  // False: the text only says that there is no answer.
  bool answered = false;
  // The statement as a person should run it, literals in place. Empty: no step
  // gave one.
  std::string sql;
  // Its rows, and the statement that really ran. Unset: only the SQL is known.
  std::optional<v1::Table> table;
  // Paths below the documents' folder, best first, each once; of what the
  // answer is made from, where it says what that is.
  std::vector<std::string> sources;
  // Ids of lessons that acted, sorted, each once.
  std::vector<std::string> applied;
  // Ids of lessons that were in scope and had nothing to act on.
  std::vector<std::string> idle;
  // Ids of lessons that were recalled and then overruled by another.
  std::vector<std::string> overruled;
  // What its components were told of what was taught, by component.
  Guidance guidance;
  // What models were asked; 0 where there are none.
  int64_t model_calls = 0;
  int64_t tokens = 0;
};

// Returns what `exchange` says. The text is no answer where the last step
// declined or failed, or every step before it did: then there was nothing to
// write from.
Answer AnswerOf(const v1::Exchange& exchange);

// Returns what two answers must have in common to be called the same: text
// (white space and case aside), SQL (white space aside) and set of sources.
std::string Fingerprint(const Answer& answer);

// The answer for scorers: question, answer, answered, sql, columns, rows,
// sources and lessons.
nlohmann::json ToJson(const Answer& answer);

// Takes over what an agent says of its answer itself: `answered`, `sql`,
// `columns`, `rows` and `sources` of `object`, those that are there.
//
// INVALID_ARGUMENT: one has another type than it should.
absl::Status MergeFromJson(const nlohmann::json& object, Answer& answer);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_ANSWER_H_
