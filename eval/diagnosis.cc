#include "eval/diagnosis.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"

namespace alhf::eval {
namespace {

// How far a record came; further is later.
enum class Stage {
  kNotTaught,
  kNotAssigned,
  kNotUnderstood,
  kNotRecalled,
  kOverruled,
  kGuidanceOnly,
  kActed,
};

std::string NameOf(Stage stage) {
  switch (stage) {
    case Stage::kNotTaught:
      return "not taught";
    case Stage::kNotAssigned:
      return "not assigned";
    case Stage::kNotUnderstood:
      return "not understood";
    case Stage::kNotRecalled:
      return "not recalled";
    case Stage::kOverruled:
      return "overruled";
    case Stage::kGuidanceOnly:
      return "guidance only";
    case Stage::kActed:
      break;
  }
  return "check failed";
}

bool Has(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

Stage StageOf(const v1::Lesson& lesson, const Answer& answer) {
  if (lesson.effect() == v1::EFFECT_NOT_UNDERSTOOD ||
      lesson.state() != v1::LESSON_ACTIVE) {
    return Stage::kNotUnderstood;
  }
  if (!Has(answer.applied, lesson.id()) && !Has(answer.idle, lesson.id())) {
    return Has(answer.overruled, lesson.id()) ? Stage::kOverruled
                                              : Stage::kNotRecalled;
  }
  return lesson.effect() == v1::EFFECT_ENFORCED ? Stage::kActed
                                                : Stage::kGuidanceOnly;
}

// The lessons of a record at the components that should have learned it.
std::vector<v1::Lesson> RightLessons(const Situation& situation,
                                     RecordIndex record) {
  const FeedbackItem& item = situation.scenario.records[record];
  std::vector<v1::Lesson> lessons =
      situation.lessons.LessonsOf({situation.scenario_index, record});
  if (item.assign.has_value()) {
    std::erase_if(lessons, [&](const v1::Lesson& lesson) {
      return !Has(*item.assign, lesson.component());
    });
  }
  return lessons;
}

Stage StageOf(const Situation& situation, RecordIndex record,
              const Answer& answer) {
  if (!situation.taught.InForce(record)) return Stage::kNotTaught;
  Stage stage = Stage::kNotAssigned;
  for (const v1::Lesson& lesson : RightLessons(situation, record)) {
    stage = std::max(stage, StageOf(lesson, answer));
  }
  return stage;
}

// Whether the part of the answer that a check looks at is not there.
bool LooksAtNothing(const Check& check, const Answer& answer) {
  switch (check.kind) {
    case CheckKind::kSqlContains:
    case CheckKind::kSqlExcludes:
    case CheckKind::kSqlMatches:
    case CheckKind::kSqlParsesAs:
    case CheckKind::kRowsEqualSql:
      return answer.sql.empty() && !answer.table.has_value();
    case CheckKind::kSourcesInclude:
    case CheckKind::kSourcesExclude:
      return answer.sources.empty();
    default:
      return !answer.answered;
  }
}

}  // namespace

std::string WhyUnmet(const Situation& situation, const Requirement& requirement,
                     const Answer& answer) {
  Stage all = Stage::kActed;
  for (const std::vector<RecordIndex>& group : requirement.needs) {
    Stage best = Stage::kNotTaught;
    for (const RecordIndex record : group) {
      best = std::max(best, StageOf(situation, record, answer));
    }
    all = std::min(all, best);
  }
  const bool nothing = std::any_of(
      requirement.checks.begin(), requirement.checks.end(),
      [&](const Check& check) { return LooksAtNothing(check, answer); });
  return all == Stage::kActed && nothing ? "no answer" : NameOf(all);
}

RequirementEffect EffectOf(const Situation& situation,
                           const Requirement& requirement) {
  RequirementEffect effect = RequirementEffect::kNone;
  for (const std::vector<RecordIndex>& group : requirement.needs) {
    for (const RecordIndex record : group) {
      if (!situation.taught.InForce(record)) continue;
      for (const v1::Lesson& lesson : RightLessons(situation, record)) {
        if (lesson.effect() == v1::EFFECT_ENFORCED) {
          effect = RequirementEffect::kEnforced;
        } else if (lesson.effect() == v1::EFFECT_GUIDANCE_ONLY) {
          effect = std::max(effect, RequirementEffect::kGuidance);
        }
      }
    }
  }
  return effect;
}

std::vector<std::string> Misapplied(const Situation& situation,
                                    const Question& question,
                                    const std::vector<const Scenario*>& all,
                                    const Answer& answer) {
  // What is wrong about a lesson of that record; empty: nothing.
  const auto wrong_of = [&](const RecordKey& key) -> std::string {
    const std::string& name = all[key.scenario]->records[key.record].id;
    if (key.scenario != situation.scenario_index) {
      return absl::StrCat(all[key.scenario]->id, "/", name, ": misapplied");
    }
    if (situation.taught.ended(key.record)) {
      return absl::StrCat(name, ": superseded still fires");
    }
    return std::binary_search(question.applies.begin(), question.applies.end(),
                              key.record)
               ? ""
               : absl::StrCat(name, ": misapplied");
  };
  std::set<std::string> wrong;
  for (const std::string& id : answer.applied) {
    // Of a lesson that was said several times any record may call for it.
    std::string why = absl::StrCat(id, ": foreign");
    for (const RecordKey& key : situation.lessons.RecordsOf(id)) {
      why = wrong_of(key);
      if (why.empty()) break;
    }
    if (!why.empty()) wrong.insert(why);
  }
  return {wrong.begin(), wrong.end()};
}

}  // namespace alhf::eval
