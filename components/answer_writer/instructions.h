// What the answer writer understands of a person's words: a `Style` with one
// thing set for each instruction.
//
// Instructions hold for all answers, unless they name a topic or a kind of
// answer. Wishes that no rule here can act on are kept as guidance.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_INSTRUCTIONS_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_INSTRUCTIONS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"
#include "components/answer_writer/answer_writer.pb.h"

namespace alhf::answer_writer {

struct Instruction {
  v1::Proposal proposal;
  // How sure it is that this is the answer writer's, in [0.0, 1.0].
  double score = 0;
};

std::vector<Instruction> ReadInstructions(const v1::FeedbackRecord& record);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_INSTRUCTIONS_H_
