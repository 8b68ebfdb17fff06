// The feedback path of one tenant: its journal, a lane to each component, the
// rounds, and those who wait.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_FEEDBACK_TENANT_FEEDBACK_H_
#define ALHF_COORDINATOR_FEEDBACK_TENANT_FEEDBACK_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/v1/coordinator.pb.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "coordinator/feedback/assessment_rounds.h"
#include "coordinator/feedback/feedback_path.h"
#include "coordinator/feedback/lane.h"
#include "coordinator/feedback/lesson_editor.h"
#include "coordinator/feedback/membership.h"
#include "coordinator/feedback/record_intake.h"
#include "coordinator/feedback/record_reassessment.h"
#include "coordinator/feedback/task_runner.h"
#include "coordinator/feedback/tenant_journal.h"
#include "coordinator/feedback/watchers.h"
#include "core/lessons/redact.h"

namespace alhf::coordinator {

// What all tenants share. Nothing is owned; all must outlive them.
struct FeedbackSeams {
  ComponentRegistry* registry = nullptr;
  FeedbackLog* log = nullptr;
  const Clock* clock = nullptr;
  TaskRunner* runner = nullptr;
};

class TenantFeedback {
 public:
  TenantFeedback(const std::string& tenant, const FeedbackOptions& options,
                 const FeedbackSeams& seams);

  // Reads the log, and ends erasures that a crash broke off. Call once, first.
  absl::Status Load();
  // Sets lanes and rounds going.
  void Start();
  // `component` is (again) there. May wait for the disk.
  void OnReady(const std::string& component);

  RecordIntake& intake() { return intake_; }
  LessonEditor& editor() { return editor_; }
  RecordReassessment& reassessment() { return reassessment_; }
  const TenantJournal& journal() const { return journal_; }

  // The record with all that became of it, the steps of its exchange too.
  absl::StatusOr<v1::FeedbackStatus> Get(const std::string& record_id) const;
  absl::StatusOr<v1::ListFeedbackResponse> List(
      const v1::ListFeedbackRequest& request) const;
  void Watch(const std::string& record_id,
             absl::AnyInvocable<bool(const v1::FeedbackStatus&)> on_status,
             absl::AnyInvocable<void(absl::Status)> done);

  // All of these may wait for the disk.
  absl::StatusOr<v1::RetryParkedResponse> RetryParked(
      const v1::RetryParkedRequest& request, const Giver& giver);
  absl::StatusOr<v1::RemoveComponentResponse> RemoveComponent(
      const v1::RemoveComponentRequest& request, const Giver& giver);
  absl::StatusOr<v1::Position> AcceptSnapshot(const v1::Snapshot& snapshot);
  absl::StatusOr<v1::RebuildComponentResponse> RebuildComponent(
      const v1::RebuildComponentRequest& request);

  // What an erasure would take away; see FeedbackPath.
  absl::StatusOr<core::Erased> LookAtErasure(
      const v1::EraseRequest& request) const;
  absl::StatusOr<v1::EraseResponse> Erase(const v1::EraseRequest& request,
                                          const Giver& giver);
  absl::StatusOr<v1::ChangeRolloutResponse> ChangeRollout(
      const v1::ChangeRolloutRequest& request, const Giver& giver);
  absl::StatusOr<v1::ImportFeedbackResponse> Import(
      const v1::ImportFeedbackRequest& request, const Giver& giver);

  // The sequence that `component` has applied, as last known.
  uint64_t Applied(const std::string& component) const {
    const Lane* const lane = FindLane(component);
    return lane == nullptr ? 0 : lane->applied();
  }
  // Null: none yet.
  const Lane* FindLane(const std::string& component) const;

  // Asks those who wait to end soon; ends those that are left. The second only
  // after the runner stopped.
  void ExpireWatchers() { watchers_.Expire(); }
  void CloseWatchers() { watchers_.Close(); }

 private:
  // Makes every component that is there a member. May wait for the disk.
  absl::Status JoinAll();
  void OnAppend();
  void OnProgress();
  Lane& LaneTo(const std::string& component);
  // An erasure, and the sequence before which it takes words away.
  struct Erasing {
    core::Erased erased;
    uint64_t until = 0;
  };
  // What is left of each entry that loses words to `erasings`, which are in
  // the order of the log.
  absl::StatusOr<std::vector<Redaction>> RedactionsOf(
      const std::vector<Erasing>& erasings) const;
  absl::Status EndErasures();

  const FeedbackOptions options_;
  const FeedbackSeams seams_;
  const AppliedFn applied_;
  TenantJournal journal_;
  Membership membership_;
  Watchers watchers_;
  RecordIntake intake_;
  LessonEditor editor_;
  RecordReassessment reassessment_;

  mutable Mutex lanes_mutex_;
  std::map<std::string, std::unique_ptr<Lane>> lanes_
      ABSL_GUARDED_BY(lanes_mutex_);

  AssessmentRounds rounds_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_TENANT_FEEDBACK_H_
