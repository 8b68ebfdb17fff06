// Which lessons had nothing to act on: an answer is as it is without them.
//
//   const auto answer_of = [&](const Items& items) { return Write(items); };
//   output.set_text(answer_of(items));
//   NameIdleLessons(items, output.text(), answer_of, output);
//
// A lesson that is in scope may find nothing that it changes: "no more than 40
// words" where the answer has ten, "leave out returns" where the question asks
// for returns. It did not act, and nobody shall read that it did.
//
// Thread safety: pure.
#ifndef ALHF_SDK_IDLE_LESSONS_H_
#define ALHF_SDK_IDLE_LESSONS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

using Items = std::vector<v1::AdjustmentItem>;

// Of more lessons than this none is looked at: each costs an answer.
inline constexpr size_t kMostIdleLessons = 16;

// Returns the ids of lessons of `items` without all of which `answer_of` gives
// `answer`, as it does with all items, of those whose effect is ENFORCED: what
// only a language model could heed is not looked at. Of lessons that do the
// same the newest is kept as the one that acts. `answer_of` must give equal
// texts for equal items; it is asked once for each lesson. Empty for more than
// `kMostIdleLessons`.
std::vector<std::string> IdleLessons(
    const Items& items, absl::string_view answer,
    absl::FunctionRef<std::string(const Items&)> answer_of);

// The same, named in `output`.
void NameIdleLessons(const Items& items, absl::string_view answer,
                     absl::FunctionRef<std::string(const Items&)> answer_of,
                     v1::StepOutput& output);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_IDLE_LESSONS_H_
