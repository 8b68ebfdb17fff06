#include "coordinator/feedback/lesson_editor.h"

#include <iterator>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "base/backoff.h"
#include "base/status.h"
#include "coordinator/feedback/lesson_changes.h"
#include "coordinator/feedback/request_digest.h"
#include "coordinator/feedback/superseded.h"
#include "coordinator/feedback/time_limits.h"
#include "core/lessons/apply_change.h"

namespace alhf::coordinator {
namespace {

absl::Status EtagMismatch(const v1::Lesson& lesson) {
  return Error(absl::StatusCode::kAborted, Reason::ETAG_MISMATCH,
               absl::StrCat("lesson ", lesson.id(),
                            " was changed by somebody else: read it again"),
               {{"lesson", lesson.id()}, {"etag", lesson.etag()}});
}

absl::Status ComponentAway(const v1::Lesson& lesson, absl::string_view why) {
  return Error(absl::StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE,
               absl::StrCat("component ", lesson.component(),
                            " cannot be asked to understand the new words: ",
                            why, "; start it and send the edit again"),
               {{"component", lesson.component()}});
}

}  // namespace

absl::Status LessonNotFound(absl::string_view tenant,
                            absl::string_view lesson_id) {
  return Error(absl::StatusCode::kNotFound, Reason::LESSON_NOT_FOUND,
               absl::StrCat("tenant ", tenant, " has no lesson ", lesson_id,
                            ": list the lessons for those there are"),
               {{"lesson", std::string(lesson_id)}});
}

LessonEditor::LessonEditor(absl::Duration assess_timeout, Tally* tally,
                           TenantJournal* journal,
                           const ComponentRegistry* registry,
                           Watchers* watchers, TaskRunner* runner,
                           const Clock* clock, AppliedFn applied)
    : assess_timeout_(assess_timeout),
      tally_(tally),
      journal_(journal),
      registry_(registry),
      watchers_(watchers),
      runner_(runner),
      clock_(clock),
      applied_(std::move(applied)) {}

void LessonEditor::Change(const v1::ChangeLessonRequest& request,
                          const Giver& giver, Done done) {
  auto task = std::make_shared<Task>(
      Task{request, giver, DigestOf(request, giver.user), std::move(done)});
  if (IsEdit(request.change())) return Edit(task);
  Await(task,
        Append(*task,
               [&](const TenantView& view, const v1::Lesson& lesson)
                   -> absl::StatusOr<std::vector<v1::Change>> {
                 v1::Change change;
                 ALHF_RETURN_IF_ERROR(Prepare(view, *task, &change).status());
                 std::vector<v1::Change> changes = {change};
                 if (change.retire().reason() == v1::RETIRE_FORGOTTEN) {
                   absl::c_move(RetireSuperseded(view, lesson),
                                std::back_inserter(changes));
                 }
                 return changes;
               }));
}

absl::StatusOr<std::optional<LessonEditor::Place>> LessonEditor::FindPlace(
    const TenantView& view, const Task& task) {
  const std::string& id = task.request.request_id();
  const auto* known = id.empty() ? nullptr : view.FindRequest(id);
  if (known == nullptr) return std::optional<Place>();
  if (known->digest != task.digest) return RequestIdReused(id);
  return std::optional<Place>(Place{known->subject, known->sequence});
}

absl::StatusOr<v1::Lesson> LessonEditor::Prepare(const TenantView& view,
                                                 const Task& task,
                                                 v1::Change* change) const {
  const v1::ChangeLessonRequest& request = task.request;
  const v1::Lesson* lesson = view.FindLesson(request.lesson_id());
  if (lesson == nullptr) {
    return LessonNotFound(journal_->tenant(), request.lesson_id());
  }
  if (!request.etag().empty() && request.etag() != lesson->etag()) {
    return EtagMismatch(*lesson);
  }
  ALHF_ASSIGN_OR_RETURN(*change,
                        CompleteChange(request.change(), *lesson, task.giver));
  ALHF_RETURN_IF_ERROR(CheckChange(*lesson, *change));
  return *lesson;
}

absl::StatusOr<LessonEditor::Place> LessonEditor::Append(const Task& task,
                                                         MakeFn make) {
  std::optional<Place> place;
  const auto position = journal_->Decide(
      task.giver.principal,
      [&](const TenantView& view, absl::Time) -> absl::StatusOr<Payloads> {
        ALHF_ASSIGN_OR_RETURN(place, FindPlace(view, task));
        if (place.has_value()) return Payloads{};
        const v1::Lesson* lesson = view.FindLesson(task.request.lesson_id());
        if (lesson == nullptr) {
          return LessonNotFound(journal_->tenant(), task.request.lesson_id());
        }
        ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Change> changes,
                              make(view, *lesson));
        Payloads payloads(1);
        auto& entry = *payloads[0].mutable_lesson_change();
        entry.set_lesson_id(lesson->id());
        entry.set_request_id(task.request.request_id());
        entry.set_request_digest(task.digest);
        entry.set_user(task.giver.user);
        for (const v1::Change& change : changes) {
          auto& added = *entry.add_changes();
          added.set_component(lesson->component());
          *added.mutable_change() = change;
        }
        return payloads;
      },
      task.giver.traceparent);
  if (!position.ok()) return position.status();
  if (place.has_value()) return *place;
  return Place{task.request.lesson_id(), position->sequence()};
}

void LessonEditor::Edit(const TaskPtr& task) {
  std::optional<Place> place;
  v1::Lesson before;
  uint64_t seen = 0;
  const absl::Status prepared =
      journal_->Look([&](const TenantView& view) -> absl::Status {
        ALHF_ASSIGN_OR_RETURN(place, FindPlace(view, *task));
        if (place.has_value()) return absl::OkStatus();
        v1::Change change;
        ALHF_ASSIGN_OR_RETURN(before, Prepare(view, *task, &change));
        seen = view.LastChange(before.component());
        return absl::OkStatus();
      });
  if (!prepared.ok()) return Await(task, prepared);
  if (place.has_value()) return Await(task, *place);
  const auto target = registry_->Find(before.component());
  if (!target.has_value() || target->client == nullptr ||
      target->health == v1::COMPONENT_REFUSED) {
    return Await(task, ComponentAway(before, "it is not there"));
  }
  TaskRunner::Hold hold = runner_->TakeHold();
  if (hold == nullptr) return Await(task, Draining());
  const v1::FeedbackRecord edited =
      EditedRecord(before, task->request.change().revise().lesson().text(),
                   task->giver, clock_->Now());
  v1::AssessFeedbackRequest request;
  request.set_tenant(journal_->tenant());
  request.set_agent(edited.agent());
  *request.mutable_record() = WithoutTimeLimits(edited);
  request.set_assume_in_scope(true);
  *request.mutable_min_position() = journal_->log().End(journal_->tenant());
  request.mutable_min_position()->set_sequence(seen);
  CallOptions options;
  options.timeout = assess_timeout_;
  options.trace.traceparent = task->giver.traceparent;
  target->client->AssessFeedback(
      options, request,
      [this, task, before, edited,
       hold](absl::StatusOr<v1::AssessFeedbackResponse> reply) {
        const bool runs = runner_->Run([this, task, before, edited, reply] {
          FinishEdit(task, before, edited, reply);
        });
        if (!runs) task->done(Draining());
      });
}

void LessonEditor::FinishEdit(
    const TaskPtr& task, const v1::Lesson& before,
    const v1::FeedbackRecord& edited,
    const absl::StatusOr<v1::AssessFeedbackResponse>& reply) {
  if (!reply.ok()) {
    const absl::Status& error = reply.status();
    const bool away =
        IsRetryable(error.code()) || ReasonOf(error) == Reason::POSITION_STALE;
    return Await(task, away ? ComponentAway(before, error.message())
                            : Annotate(error, before.component()));
  }
  if (tally_ != nullptr) {
    v1::Assessment understood = reply->assessment();
    understood.set_component(before.component());
    tally_->CountAssessment(understood);
  }
  Await(task, Append(*task,
                     [&](const TenantView& view, const v1::Lesson& lesson)
                         -> absl::StatusOr<std::vector<v1::Change>> {
                       if (lesson.etag() != before.etag())
                         return EtagMismatch(lesson);
                       return ChangesOfEdit(
                           lesson, edited, reply->assessment(), task->giver,
                           [&](const std::string& id) {
                             return view.FindLesson(id) != nullptr;
                           });
                     }));
}

absl::StatusOr<v1::ChangeLessonResponse> LessonEditor::ResponseAt(
    const Place& place) const {
  return journal_->Look([&](const TenantView& view)
                            -> absl::StatusOr<v1::ChangeLessonResponse> {
    const v1::Lesson* lesson = view.FindLesson(place.lesson_id);
    if (lesson == nullptr) {
      return LessonNotFound(journal_->tenant(), place.lesson_id);
    }
    v1::ChangeLessonResponse response;
    *response.mutable_lesson() = *lesson;
    *response.mutable_position() = view.end_position();
    response.mutable_position()->set_sequence(place.sequence);
    const bool learned = applied_(lesson->component()) >= place.sequence &&
                         !view.IsParked(lesson->component(), place.sequence);
    response.set_state(learned ? v1::FEEDBACK_LEARNED : v1::FEEDBACK_DURABLE);
    return response;
  });
}

void LessonEditor::Await(const TaskPtr& task, absl::StatusOr<Place> place) {
  if (!place.ok()) return task->done(place.status());
  if (task->request.wait_for() != v1::WAIT_FOR_LEARNED) {
    return task->done(ResponseAt(*place));
  }
  watchers_->Add(
      [this, task, place = *place](bool last) {
        auto response = ResponseAt(place);
        if (!last && response.ok() &&
            response->state() != v1::FEEDBACK_LEARNED) {
          return false;
        }
        task->done(std::move(response));
        return true;
      },
      PatienceOf(task->request.has_wait(), task->request.wait()));
}

}  // namespace alhf::coordinator
