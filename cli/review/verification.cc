#include "cli/review/verification.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/text.h"

namespace alhf::cli {
namespace {

bool IsValidAt(const v1::Scope& scope, absl::Time now) {
  return (!scope.has_not_before() || FromProto(scope.not_before()) <= now) &&
         (!scope.has_not_after() || now <= FromProto(scope.not_after()));
}

bool Names(const v1::AdjustmentItem& item, const v1::Lesson& lesson) {
  return item.lesson_id() == lesson.id();
}

// Whether the lesson that overruled `item` does the very same: it was said
// again.
bool IsSaidAgain(const v1::AdjustmentItem& item,
                 const v1::ComponentPlan& part) {
  return std::any_of(
      part.items().begin(), part.items().end(), [&](const auto& winner) {
        return winner.lesson_id() == item.overruled_by() &&
               !winner.directive().type_name().empty() &&
               winner.directive().type_name() == item.directive().type_name() &&
               winner.directive().payload() == item.directive().payload();
      });
}

}  // namespace

std::vector<const v1::Lesson*> LessonsToVerify(const v1::FeedbackStatus& status,
                                               absl::Time now) {
  std::vector<const v1::Lesson*> lessons;
  if (status.record().exchange().question().empty()) return lessons;
  for (const v1::Lesson& lesson : status.lessons()) {
    const bool in_force = lesson.state() == v1::LESSON_ACTIVE &&
                          lesson.effect() != v1::EFFECT_NOT_UNDERSTOOD &&
                          IsValidAt(lesson.scope(), now);
    if (in_force) lessons.push_back(&lesson);
  }
  return lessons;
}

VerifiedLesson VerdictOf(const v1::Lesson& lesson, const v1::Plan& plan) {
  VerifiedLesson verified;
  verified.set_lesson_id(lesson.id());
  verified.set_component(lesson.component());
  verified.set_text(lesson.text());
  verified.set_verdict(LOST);
  for (const v1::MissingPart& missing : plan.missing()) {
    if (missing.component() != lesson.component()) continue;
    verified.set_verdict(UNKNOWN);
    verified.set_detail(missing.reason());
  }
  for (const v1::ComponentPlan& part : plan.components()) {
    if (part.component() != lesson.component()) continue;
    const auto& items = part.items();
    if (std::any_of(items.begin(), items.end(),
                    [&](const auto& item) { return Names(item, lesson); })) {
      verified.set_verdict(HOLDS);
    }
    for (const v1::AdjustmentItem& item : part.set_aside()) {
      if (!Names(item, lesson) || item.overruled_by().empty()) continue;
      verified.set_verdict(IsSaidAgain(item, part) ? HOLDS : OVERRULED);
      verified.set_detail(
          absl::StrCat(item.overruled_by(), ": ", item.overruled_rule()));
    }
  }
  return verified;
}

}  // namespace alhf::cli
