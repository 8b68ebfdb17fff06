#include "alhf/sdk/idle_lessons.h"

#include <algorithm>
#include <map>
#include <utility>

namespace alhf::sdk {
namespace {

// Lessons of `items` that the engine acts on, the one learned first in front.
std::vector<std::string> OldestFirst(const Items& items) {
  std::map<std::string, uint64_t> learned;
  for (const v1::AdjustmentItem& item : items) {
    if (item.effect() != v1::EFFECT_ENFORCED) continue;
    learned.emplace(item.lesson_id(), item.learned_sequence());
  }
  std::vector<std::string> ids;
  for (const auto& [id, sequence] : learned) ids.push_back(id);
  std::stable_sort(ids.begin(), ids.end(), [&](const auto& a, const auto& b) {
    return learned[a] < learned[b];
  });
  return ids;
}

}  // namespace

std::vector<std::string> IdleLessons(
    const Items& items, absl::string_view answer,
    absl::FunctionRef<std::string(const Items&)> answer_of) {
  const std::vector<std::string> lessons = OldestFirst(items);
  if (lessons.empty() || lessons.size() > kMostIdleLessons) return {};
  Items acting = items;
  std::vector<std::string> idle;
  for (const std::string& lesson : lessons) {
    Items fewer = acting;
    std::erase_if(fewer, [&](const v1::AdjustmentItem& item) {
      return item.lesson_id() == lesson;
    });
    if (answer_of(fewer) != answer) continue;
    acting = std::move(fewer);
    idle.push_back(lesson);
  }
  return idle;
}

void NameIdleLessons(const Items& items, absl::string_view answer,
                     absl::FunctionRef<std::string(const Items&)> answer_of,
                     v1::StepOutput& output) {
  for (std::string& lesson : IdleLessons(items, answer, answer_of)) {
    *output.add_idle_lessons() = std::move(lesson);
  }
}

}  // namespace alhf::sdk
