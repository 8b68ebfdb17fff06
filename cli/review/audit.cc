#include "cli/review/audit.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "base/rate_bound.h"
#include "base/text.h"
#include "eval/overlap.h"

namespace alhf::cli {
namespace {

// From this overlap on two lessons say the same.
constexpr double kSameWords = 0.8;

bool SayTheSame(const v1::Lesson& a, const v1::Lesson& b) {
  return eval::Overlap(eval::WordsOf(a.text()), eval::WordsOf(b.text())) >=
         kSameWords;
}

// Whether they apply under the same conditions: what differs is an exception.
bool HaveOneScope(const v1::Scope& a, const v1::Scope& b) {
  const auto conditions = [](const v1::Scope& scope) {
    std::set<std::pair<std::string, std::string>> all = {
        {"topic", scope.topic()}};
    for (const v1::Facet& facet : scope.facets()) {
      all.emplace(facet.key(), facet.value());
    }
    return all;
  };
  return conditions(a) == conditions(b);
}

// Whether the two can meet in one answer.
bool HaveOneAudience(const v1::Lesson& a, const v1::Lesson& b) {
  return a.component() == b.component() &&
         a.scope().user() == b.scope().user() &&
         a.scope().agent() == b.scope().agent();
}

bool Contradict(const v1::Lesson& a, const v1::Lesson& b) {
  return !a.conflict_key().empty() && a.conflict_key() == b.conflict_key() &&
         HaveOneScope(a.scope(), b.scope()) &&
         (a.directive().type_name() != b.directive().type_name() ||
          a.directive().payload() != b.directive().payload());
}

}  // namespace

LessonAudit::LessonAudit(std::vector<v1::Lesson> lessons, absl::Time now)
    : lessons_(std::move(lessons)), now_(now) {
  std::sort(lessons_.begin(), lessons_.end(),
            [](const v1::Lesson& a, const v1::Lesson& b) {
              return std::tie(a.component(), a.id()) <
                     std::tie(b.component(), b.id());
            });
  for (const v1::Lesson& lesson : lessons_) {
    for (const v1::Counterexample& each : lesson.scope().counterexamples()) {
      if (!each.exchange_id().empty()) reported_.insert(each.exchange_id());
    }
  }
}

void LessonAudit::Count(const v1::Exchange& exchange) {
  ++exchanges_;
  if (reported_.count(exchange.id()) > 0) ++misapplied_;
  std::set<std::string> applied;
  std::set<std::string> overruled;
  std::set<std::string> idle;
  for (const v1::ComponentPlan& part : exchange.plan().components()) {
    for (const v1::AdjustmentItem& item : part.items()) {
      applied.insert(item.lesson_id());
    }
    for (const v1::AdjustmentItem& item : part.set_aside()) {
      if (!item.overruled_by().empty()) overruled.insert(item.lesson_id());
    }
  }
  // A step may have found lessons late.
  for (const v1::Step& step : exchange.steps()) {
    for (const v1::AdjustmentItem& item : step.idle()) {
      idle.insert(item.lesson_id());
      applied.erase(item.lesson_id());
    }
    for (const v1::AdjustmentItem& item : step.applied()) {
      if (item.disposition() == v1::DISPOSITION_APPLIED) {
        applied.insert(item.lesson_id());
      }
    }
  }
  for (const std::string& id : applied) ++uses_[id].applied;
  for (const std::string& id : idle) ++uses_[id].idle;
  for (const std::string& id : overruled) {
    if (applied.count(id) == 0) ++uses_[id].overruled;
  }
}

void LessonAudit::AddFindings(const v1::Lesson& lesson,
                              AuditedLesson& audited) const {
  const auto add = [&audited](FindingKind kind, const std::string& other) {
    Finding& finding = *audited.add_findings();
    finding.set_kind(kind);
    finding.set_other(other);
  };
  const v1::Scope& scope = lesson.scope();
  const bool expired =
      scope.has_not_after() && FromProto(scope.not_after()) < now_;
  if (expired) {
    add(EXPIRED, "");
  } else if (exchanges_ > 0 && audited.applied() == 0) {
    add(audited.idle() > 0        ? NEVER_DECISIVE
        : audited.overruled() > 0 ? ALWAYS_OVERRULED
                                  : UNUSED,
        "");
  }
  for (const v1::Lesson& other : lessons_) {
    if (other.id() == lesson.id() || !HaveOneAudience(lesson, other)) continue;
    if (Contradict(lesson, other)) {
      add(CONTRADICTION, other.id());
    } else if (SayTheSame(lesson, other)) {
      add(NEAR_DUPLICATE, other.id());
    }
  }
}

AuditReport LessonAudit::Take() {
  AuditReport report;
  report.set_exchanges(exchanges_);
  report.set_misapplied(misapplied_);
  report.set_misapplied_at_most(RateAtMost(misapplied_, exchanges_));
  for (const v1::Lesson& lesson : lessons_) {
    AuditedLesson& audited = *report.add_lessons();
    audited.set_lesson_id(lesson.id());
    audited.set_component(lesson.component());
    audited.set_text(lesson.text());
    const Use use = uses_[lesson.id()];
    audited.set_applied(use.applied);
    audited.set_overruled(use.overruled);
    audited.set_idle(use.idle);
    AddFindings(lesson, audited);
  }
  return report;
}

}  // namespace alhf::cli
