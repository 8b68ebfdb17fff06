// Lessons as text.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_RENDER_LESSON_H_
#define ALHF_CLI_RENDER_LESSON_H_

#include <string>
#include <vector>

#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "cli/style.h"

namespace alhf::cli {

// Returns all that a lesson says of itself.
std::string RenderLesson(const v1::Lesson& lesson, const Style& style);

std::string RenderLessons(const std::vector<v1::Lesson>& lessons,
                          const Style& style);

// Returns what a change made of a lesson, and how to undo it.
std::string RenderLessonChange(const v1::ChangeLessonResponse& response,
                               const Style& style);

}  // namespace alhf::cli

#endif  // ALHF_CLI_RENDER_LESSON_H_
