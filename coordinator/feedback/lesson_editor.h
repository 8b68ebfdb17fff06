// Changing lessons: an entry of the log like any other. An edit asks the
// lesson's component first, because only it can understand the new words.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_FEEDBACK_LESSON_EDITOR_H_
#define ALHF_COORDINATOR_FEEDBACK_LESSON_EDITOR_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/feedback.pb.h"
#include "base/clock.h"
#include "coordinator/feedback/feedback_path.h"
#include "coordinator/feedback/record_intake.h"
#include "coordinator/feedback/task_runner.h"
#include "coordinator/feedback/tenant_journal.h"
#include "coordinator/feedback/watchers.h"

namespace alhf::coordinator {

class LessonEditor {
 public:
  using Done =
      absl::AnyInvocable<void(absl::StatusOr<v1::ChangeLessonResponse>)>;

  // All pointers must outlive it. `tally` may be null: nothing is counted.
  LessonEditor(absl::Duration assess_timeout, Tally* tally,
               TenantJournal* journal, const ComponentRegistry* registry,
               Watchers* watchers, TaskRunner* runner, const Clock* clock,
               AppliedFn applied);

  // Waits for the disk: call it from a task of the runner.
  void Change(const v1::ChangeLessonRequest& request, const Giver& giver,
              Done done);

 private:
  // A request with what belongs to it.
  struct Task {
    v1::ChangeLessonRequest request;
    Giver giver;
    std::string digest;
    Done done;
  };
  using TaskPtr = std::shared_ptr<Task>;
  // Where the change that a request made stands.
  struct Place {
    std::string lesson_id;
    uint64_t sequence = 0;
  };
  using MakeFn = absl::FunctionRef<absl::StatusOr<std::vector<v1::Change>>(
      const TenantView& view, const v1::Lesson& lesson)>;

  // Returns where the request was carried out before, if it was.
  static absl::StatusOr<std::optional<Place>> FindPlace(const TenantView& view,
                                                        const Task& task);
  // Returns the lesson, complete and checked change included in `change`.
  absl::StatusOr<v1::Lesson> Prepare(const TenantView& view, const Task& task,
                                     v1::Change* change) const;
  absl::StatusOr<Place> Append(const Task& task, MakeFn make);
  void Edit(const TaskPtr& task);
  void FinishEdit(const TaskPtr& task, const v1::Lesson& before,
                  const v1::FeedbackRecord& edited,
                  const absl::StatusOr<v1::AssessFeedbackResponse>& reply);
  void Await(const TaskPtr& task, absl::StatusOr<Place> place);
  absl::StatusOr<v1::ChangeLessonResponse> ResponseAt(const Place& place) const;

  const absl::Duration assess_timeout_;
  Tally* const tally_;
  TenantJournal* const journal_;
  const ComponentRegistry* const registry_;
  Watchers* const watchers_;
  TaskRunner* const runner_;
  const Clock* const clock_;
  const AppliedFn applied_;
};

// NOT_FOUND LESSON_NOT_FOUND.
absl::Status LessonNotFound(absl::string_view tenant,
                            absl::string_view lesson_id);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_LESSON_EDITOR_H_
