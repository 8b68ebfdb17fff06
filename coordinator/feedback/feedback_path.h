// Feedback in: record, assess, assign, learn. The façade of this folder; the
// API calls nothing else in it. docs/architecture.md, section 3, has the path.
#ifndef ALHF_COORDINATOR_FEEDBACK_FEEDBACK_PATH_H_
#define ALHF_COORDINATOR_FEEDBACK_FEEDBACK_PATH_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/random/bit_gen_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "base/clock.h"
#include "base/executor.h"
#include "coordinator/feedback/feedback_log.h"
#include "coordinator/metrics/tally.h"
#include "coordinator/registry/agents.h"
#include "coordinator/registry/component_registry.h"
#include "core/lessons/redact.h"

namespace alhf::coordinator {

struct FeedbackOptions {
  absl::Duration assess_timeout = absl::Seconds(2);
  absl::Duration apply_timeout = absl::Seconds(5);
  absl::Duration park_after = absl::Hours(1);
  absl::Duration late_claim = absl::Hours(1);
  // Between tries of a call to a component: the first and the longest wait.
  absl::Duration retry_base = absl::Milliseconds(100);
  absl::Duration retry_cap = absl::Seconds(30);
  // Records of a tenant that wait to be assessed; more are RESOURCE_EXHAUSTED.
  size_t max_unassessed = 10000;
  // Of new lessons where neither record nor tenant says.
  v1::Activation default_activation = v1::ACTIVATION_IMMEDIATE;
  // Who is asked about a record that names one of them.
  Agents agents = {};
  // Counts what assessing costs. Not owned; null: it is not counted.
  Tally* tally = nullptr;
};

// Who teaches: from the principal that the API authenticated, in which call.
struct Giver {
  std::string principal;  // for the log
  std::string user;
  v1::Role role = v1::ROLE_MEMBER;
  // W3C trace context; may be empty.
  std::string traceparent = {};
};

// Thread safety: all methods may run concurrently. Those that append wait for
// the disk in the thread that called, and share its syncs with one another:
// call them from as many threads as shall wait together. `done` callbacks run
// exactly once, in that thread or on the executor.
class FeedbackPath {
 public:
  // Reads the log, rebuilds its view of each tenant, and starts the lanes.
  // Rounds and lanes run on `executor`. `registry`, `log`, `clock` and
  // `executor` must outlive it.
  static absl::StatusOr<std::unique_ptr<FeedbackPath>> Create(
      const FeedbackOptions& options, ComponentRegistry* registry,
      FeedbackLog* log, const Clock* clock, Executor* executor);
  virtual ~FeedbackPath() = default;

  // Takes a record whose exchange the API has filled in (and whose `detached`
  // it has set). `request` is validated and its tenant agrees with the giver.
  virtual void Submit(
      v1::SubmitFeedbackRequest request, const Giver& giver,
      absl::AnyInvocable<void(absl::StatusOr<v1::FeedbackStatus>)> done) = 0;

  // Says what `Submit` would do, and stores nothing. Waits for no disk.
  virtual void Preview(
      const v1::SubmitFeedbackRequest& request, const Giver& giver,
      absl::AnyInvocable<void(absl::StatusOr<v1::PreviewFeedbackResponse>)>
          done) = 0;

  // See record_reassessment.h.
  virtual void Reassess(
      const v1::ReassessFeedbackRequest& request, const Giver& giver,
      absl::AnyInvocable<void(absl::StatusOr<v1::ReassessFeedbackResponse>)>
          done) = 0;

  virtual absl::StatusOr<v1::FeedbackStatus> Get(
      const v1::GetFeedbackRequest& request) const = 0;
  virtual absl::StatusOr<v1::ListFeedbackResponse> List(
      const v1::ListFeedbackRequest& request) const = 0;
  // Calls `on_status` with the status now and after each change; ends with
  // `done` when the state is LEARNED, the record is unknown, or `on_status`
  // returned false.
  virtual void Watch(
      const v1::WatchFeedbackRequest& request,
      absl::AnyInvocable<bool(const v1::FeedbackStatus&)> on_status,
      absl::AnyInvocable<void(absl::Status)> done) = 0;

  virtual void ChangeLesson(
      const v1::ChangeLessonRequest& request, const Giver& giver,
      absl::AnyInvocable<void(absl::StatusOr<v1::ChangeLessonResponse>)>
          done) = 0;
  virtual void RetryParked(
      const v1::RetryParkedRequest& request, const Giver& giver,
      absl::AnyInvocable<void(absl::StatusOr<v1::RetryParkedResponse>)>
          done) = 0;

  // May wait for the disk.
  virtual absl::StatusOr<v1::RemoveComponentResponse> RemoveComponent(
      const v1::RemoveComponentRequest& request, const Giver& giver) = 0;

  // NOT_FOUND COMPONENT_NOT_FOUND.
  virtual absl::StatusOr<v1::RebuildComponentResponse> RebuildComponent(
      const v1::RebuildComponentRequest& request) = 0;

  // Copies the log into the empty folder `target` while everything goes on.
  virtual absl::StatusOr<v1::BackupResponse> CopyLog(
      const std::string& target) const = 0;

  // What `Erase` would take away, as it concerns exchanges.
  // NOT_FOUND RECORD_NOT_FOUND.
  virtual absl::StatusOr<core::Erased> LookAtErasure(
      const v1::EraseRequest& request) const = 0;
  // Erases words from the log, and has the components erase them. Waits until
  // the log's files are written anew. `exchanges` is not filled in.
  virtual absl::StatusOr<v1::EraseResponse> Erase(
      const v1::EraseRequest& request, const Giver& giver) = 0;

  // Lessons as the log has them: they are listed even while a component is
  // away.
  virtual absl::StatusOr<v1::ListLessonsResponse> ListLessons(
      const v1::ListLessonsRequest& request) const = 0;
  virtual absl::StatusOr<v1::Lesson> GetLesson(
      const v1::GetLessonRequest& request) const = 0;

  // See rollout.h and record_import.h.
  virtual absl::StatusOr<v1::ChangeRolloutResponse> ChangeRollout(
      const v1::ChangeRolloutRequest& request, const Giver& giver) = 0;
  virtual absl::StatusOr<v1::ImportFeedbackResponse> Import(
      const v1::ImportFeedbackRequest& request, const Giver& giver) = 0;
  // As the last entry that changed it says.
  virtual v1::Rollout RolloutOf(const std::string& tenant) const = 0;
  // The components that are members of the tenant, whether or not they are
  // there; none where nothing was ever taught.
  virtual std::vector<std::string> MembersOf(
      const std::string& tenant) const = 0;

  // Those that have said something, or asked for something to be kept.
  virtual std::vector<std::string> Tenants() const = 0;
  // How many lessons of each component are in each state.
  virtual std::map<std::pair<std::string, v1::LessonState>, uint64_t>
  CountLessons(const std::string& tenant) const = 0;

  // Fills position, records, awaiting_assessment, lessons_by_state, parked,
  // rollout, activation.
  virtual void FillStatus(const std::string& tenant,
                          v1::GetStatusResponse* response) const = 0;
  // The component's applied position and lag in `tenant`, as last known.
  virtual void FillComponent(const std::string& tenant,
                             v1::ComponentStatus* component) const = 0;
  // The end of the tenant's log.
  virtual v1::Position End(const std::string& tenant) const = 0;
  // Appends a snapshot that a component offers.
  virtual absl::StatusOr<v1::Position> AcceptSnapshot(
      const std::string& tenant, const v1::Snapshot& snapshot) = 0;

  // Answers all who wait with the state reached, and whoever comes to wait
  // afterwards.
  virtual void EndWaits() = 0;
  // Does that, takes no more work, and returns when what was under way has
  // ended. Not from the executor.
  virtual void Drain() = 0;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_FEEDBACK_PATH_H_
