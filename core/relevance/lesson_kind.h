// What kind of statement a lesson is: each kind comes near a query in a way of
// its own, so each is scored and kept silent by its own measure.
//
//   LessonKind kind = KindOf(Analyze("I never eat meat"), "I never eat meat",
//                            /*has_trigger=*/false);   // kWish
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_LESSON_KIND_H_
#define ALHF_CORE_RELEVANCE_LESSON_KIND_H_

#include <array>

#include "absl/strings/string_view.h"
#include "core/relevance/analysis.h"

namespace alhf::core {

enum class LessonKind {
  kInstruction,  // what to do or how ("use the latest price")
  kDefinition,   // what a term means
  kTopic,        // names the topic that it is for ("for returns, …")
  kWish,         // what a person prefers, avoids or cannot have
  kStatement,    // what else is so with a person ("I live in Kiel")
};

inline constexpr std::array<LessonKind, 5> kLessonKinds = {
    LessonKind::kInstruction, LessonKind::kDefinition, LessonKind::kTopic,
    LessonKind::kWish, LessonKind::kStatement};

// Returns e.g. "wish".
absl::string_view NameOf(LessonKind kind);

// Returns the kind of the lesson that says `text`, which `analysis` is of.
LessonKind KindOf(const Analysis& analysis, absl::string_view text,
                  bool has_trigger);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_LESSON_KIND_H_
