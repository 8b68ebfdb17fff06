#include "sdk/src/assigned_texts.h"

#include <algorithm>

#include "base/status.h"

namespace alhf::sdk {
namespace {

constexpr size_t kMost = 128;

bool IsAssigned(const v1::Lesson& lesson) {
  return std::any_of(
      lesson.sources().begin(), lesson.sources().end(),
      [](const v1::Source& source) { return source.assigned(); });
}

}  // namespace

absl::StatusOr<std::vector<AssignedText>> AssignedTexts(
    const Memory& memory, const std::string& giver) {
  ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Lesson> lessons, memory.List({}));
  std::vector<AssignedText> texts;
  for (auto lesson = lessons.rbegin();
       lesson != lessons.rend() && texts.size() < kMost; ++lesson) {
    const std::string& user = lesson->scope().user();
    if (!user.empty() && user != giver) continue;
    if (lesson->state() == v1::LESSON_RETIRED) {
      if (lesson->retire_reason() != v1::RETIRE_REASSIGNED) continue;
      texts.push_back({lesson->text(), false});
    } else if (IsAssigned(*lesson)) {
      texts.push_back({lesson->text(), true});
    }
  }
  return texts;
}

}  // namespace alhf::sdk
