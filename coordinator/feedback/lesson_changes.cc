#include "coordinator/feedback/lesson_changes.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"
#include "coordinator/feedback/assignment_policy.h"
#include "core/lessons/apply_change.h"

namespace alhf::coordinator {
namespace {

absl::Status Forbidden(const v1::Lesson& lesson, absl::string_view why) {
  return Error(absl::StatusCode::kPermissionDenied, Reason::PERMISSION,
               absl::StrCat("lesson ", lesson.id(), " ", why,
                            ": ask an expert of the tenant"),
               {{"lesson", lesson.id()}});
}

absl::Status CheckGiver(const v1::Change& change, const v1::Lesson& lesson,
                        const Giver& giver) {
  if (giver.role == v1::ROLE_EXPERT) return absl::OkStatus();
  if (change.has_promote()) {
    return Forbidden(lesson, "can be promoted by an expert only");
  }
  if (lesson.scope().user() != giver.user) {
    return Forbidden(lesson, "does not belong to this user alone");
  }
  return absl::OkStatus();
}

v1::RetireReason DefaultReason(const v1::Lesson& lesson) {
  return lesson.state() == v1::LESSON_HELD ? v1::RETIRE_DISCARDED
                                           : v1::RETIRE_FORGOTTEN;
}

absl::Status NothingToNarrowTo(const v1::Lesson& lesson) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
               absl::StrCat("lesson ", lesson.id(),
                            " came with no question and names no topic: say in "
                            "words what it is for"),
               {{"field", "change.revise.lesson.scope.breadth"}});
}

// `lesson` as it is, for more questions or for fewer.
absl::StatusOr<v1::Lesson> WithBreadth(v1::Lesson lesson, v1::Breadth breadth,
                                       const Giver& giver) {
  const std::string question =
      lesson.sources().empty() ? "" : lesson.sources(0).question();
  v1::Scope& scope = *lesson.mutable_scope();
  scope.set_breadth(breadth);
  if (breadth == v1::BREADTH_COMPONENT) {
    scope.clear_topic();
    scope.clear_triggers();
  } else if (breadth == v1::BREADTH_QUESTION) {
    if (question.empty()) return NothingToNarrowTo(lesson);
  } else if (scope.topic().empty() && scope.triggers().empty()) {
    if (question.empty()) return NothingToNarrowTo(lesson);
    scope.set_topic(question);
  }
  lesson.set_edited_by(giver.user);
  return lesson;
}

// The proposal that takes the lesson's own place: the one that settles the
// same thing, else the first.
int IndexOfRevision(const v1::Lesson& lesson,
                    const v1::Assessment& understood) {
  for (int i = 0; i < understood.proposals_size(); ++i) {
    const v1::Proposal& proposal = understood.proposals(i);
    const bool same_key = !lesson.conflict_key().empty() &&
                          proposal.conflict_key() == lesson.conflict_key();
    const bool same_type =
        lesson.has_directive() &&
        proposal.directive().type_name() == lesson.directive().type_name();
    if (same_key || same_type) return i;
  }
  return 0;
}

v1::Lesson Understood(const v1::Lesson& lesson,
                      const v1::FeedbackRecord& edited,
                      const v1::Proposal& proposal, const Giver& giver) {
  v1::Lesson result = LessonFrom(edited, lesson.component(), proposal);
  v1::Scope& scope = *result.mutable_scope();
  scope.set_agent(lesson.scope().agent());
  scope.set_user(lesson.scope().user());
  *scope.mutable_counterexamples() = lesson.scope().counterexamples();
  result.set_edited_by(giver.user);
  return result;
}

}  // namespace

absl::StatusOr<v1::Change> CompleteChange(v1::Change asked,
                                          const v1::Lesson& lesson,
                                          const Giver& giver) {
  switch (asked.kind_case()) {
    case v1::Change::kAccept:
      asked.mutable_accept()->set_lesson_id(lesson.id());
      break;
    case v1::Change::kRetire:
      asked.mutable_retire()->set_lesson_id(lesson.id());
      if (asked.retire().reason() == v1::RETIRE_REASON_UNSPECIFIED) {
        asked.mutable_retire()->set_reason(DefaultReason(lesson));
      }
      break;
    case v1::Change::kRestore:
      asked.mutable_restore()->set_lesson_id(lesson.id());
      break;
    case v1::Change::kPromote:
      asked.mutable_promote()->set_lesson_id(lesson.id());
      break;
    case v1::Change::kMove:
      asked.mutable_move()->set_lesson_id(lesson.id());
      break;
    case v1::Change::kAddCounterexample:
      asked.mutable_add_counterexample()->set_lesson_id(lesson.id());
      break;
    case v1::Change::kRevise:
      if (!IsEdit(asked)) {
        const v1::Breadth breadth = asked.revise().lesson().scope().breadth();
        if (breadth == v1::BREADTH_UNSPECIFIED ||
            !v1::Breadth_IsValid(breadth)) {
          return Error(absl::StatusCode::kInvalidArgument,
                       Reason::FIELD_REQUIRED,
                       "change.revise.lesson.text is empty: send the new "
                       "words, or another scope.breadth",
                       {{"field", "change.revise.lesson.text"}});
        }
        ALHF_ASSIGN_OR_RETURN(*asked.mutable_revise()->mutable_lesson(),
                              WithBreadth(lesson, breadth, giver));
      }
      asked.mutable_revise()->mutable_lesson()->set_id(lesson.id());
      break;
    default:
      return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
                   "change must be accept, retire, restore, promote, "
                   "move, add_counterexample or revise",
                   {{"field", "change"}});
  }
  ALHF_RETURN_IF_ERROR(CheckGiver(asked, lesson, giver));
  return asked;
}

bool IsEdit(const v1::Change& asked) {
  return !asked.revise().lesson().text().empty();
}

absl::Status CheckChange(const v1::Lesson& lesson, const v1::Change& change) {
  return core::ApplyChange(lesson, change, v1::Entry()).status();
}

v1::FeedbackRecord EditedRecord(const v1::Lesson& lesson,
                                const std::string& text, const Giver& giver,
                                absl::Time now) {
  v1::FeedbackRecord record;
  record.set_tenant(lesson.tenant());
  record.set_agent(lesson.scope().agent());
  record.set_kind(v1::RECORD_TEXT);
  record.set_text(text);
  if (!lesson.sources().empty()) {
    record.set_id(lesson.sources(0).record_id());
    record.mutable_exchange()->set_question(lesson.sources(0).question());
  }
  record.add_assign_to(lesson.component());
  record.set_giver(giver.user);
  record.set_giver_role(giver.role);
  *record.mutable_time() = ToProto(now);
  return record;
}

std::vector<v1::Change> ChangesOfEdit(
    const v1::Lesson& lesson, const v1::FeedbackRecord& edited,
    const v1::Assessment& understood, const Giver& giver,
    absl::FunctionRef<bool(const std::string& id)> is_taken) {
  std::vector<v1::Change> changes;
  v1::Lesson& revised =
      *changes.emplace_back().mutable_revise()->mutable_lesson();
  if (understood.proposals().empty()) {
    v1::Proposal nothing;
    nothing.set_effect(v1::EFFECT_NOT_UNDERSTOOD);
    revised = Understood(lesson, edited, nothing, giver);
    revised.set_id(lesson.id());
    return changes;
  }
  const int revision = IndexOfRevision(lesson, understood);
  revised = Understood(lesson, edited, understood.proposals(revision), giver);
  revised.set_id(lesson.id());
  if (understood.proposals_size() == 1) revised.set_text(edited.text());
  const std::string stem = lesson.id().substr(0, lesson.id().rfind('-') + 1);
  int number = 0;
  for (int i = 0; i < understood.proposals_size(); ++i) {
    if (i == revision) continue;
    v1::Lesson& added =
        *changes.emplace_back().mutable_learn()->mutable_lesson();
    added = Understood(lesson, edited, understood.proposals(i), giver);
    do {
      added.set_id(absl::StrCat(stem, ++number));
    } while (is_taken(added.id()));
    added.add_derived_from(lesson.id());
    added.set_state(added.effect() == v1::EFFECT_NOT_UNDERSTOOD
                        ? v1::LESSON_HELD
                        : lesson.state());
  }
  return changes;
}

}  // namespace alhf::coordinator
