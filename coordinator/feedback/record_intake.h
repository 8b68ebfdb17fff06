// Taking records: the commit point of the feedback path.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_FEEDBACK_RECORD_INTAKE_H_
#define ALHF_COORDINATOR_FEEDBACK_RECORD_INTAKE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/random/random.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "coordinator/feedback/feedback_path.h"
#include "coordinator/feedback/feedback_status.h"
#include "coordinator/feedback/membership.h"
#include "coordinator/feedback/task_runner.h"
#include "coordinator/feedback/tenant_journal.h"
#include "coordinator/feedback/watchers.h"

namespace alhf::coordinator {

// UNAVAILABLE DRAINING.
absl::Status Draining();

// NOT_FOUND RECORD_NOT_FOUND.
absl::Status RecordNotFound(absl::string_view tenant, absl::string_view id);

// How long a caller waits: what he asked for, 3 s where he did not say.
absl::Duration PatienceOf(bool has_wait,
                          const google::protobuf::Duration& wait);

class RecordIntake {
 public:
  using Done = absl::AnyInvocable<void(absl::StatusOr<v1::FeedbackStatus>)>;

  // All pointers must outlive it.
  RecordIntake(const FeedbackOptions& options, TenantJournal* journal,
               Membership* membership, const ComponentRegistry* registry,
               Watchers* watchers, TaskRunner* runner, const Clock* clock,
               AppliedFn applied);

  // Appends the record and calls `done` once it is as far as asked for. Waits
  // for the disk. The caller holds a hold of the runner.
  void Submit(v1::SubmitFeedbackRequest request, const Giver& giver, Done done);

  // Returns the record that `Submit` would append now.
  //
  // INVALID_ARGUMENT FIELD_REQUIRED; NOT_FOUND LESSON_NOT_FOUND,
  //   COMPONENT_NOT_FOUND (also: not the agent's).
  absl::StatusOr<v1::FeedbackRecord> MakeRecord(
      const v1::SubmitFeedbackRequest& request, const Giver& giver,
      absl::Time now);
  // What the lessons of `request` are: as it says, else as the tenant's rollout
  // or the configuration does.
  v1::Activation ActivationOf(const v1::SubmitFeedbackRequest& request) const;

  // NOT_FOUND RECORD_NOT_FOUND. Without the steps of the exchange.
  absl::StatusOr<v1::FeedbackStatus> StatusOfRecord(
      const std::string& id) const;

 private:
  // A request whose id another one is using right now.
  struct Follower {
    v1::SubmitFeedbackRequest request;
    Giver giver;
    Done done;
  };

  absl::StatusOr<std::string> Append(const v1::SubmitFeedbackRequest& request,
                                     const Giver& giver,
                                     const std::string& digest);
  absl::Status CheckNames(const v1::FeedbackRecord& record) const;
  // Lets those who came with the same id meanwhile see what became of it.
  void End(const std::string& request_id);
  void Await(const std::string& record_id,
             const v1::SubmitFeedbackRequest& request, Done done);

  // RESOURCE_EXHAUSTED QUEUE_FULL: too many wait to be assessed.
  absl::Status CheckRoom() const;

  const FeedbackOptions options_;
  TenantJournal* const journal_;
  Membership* const membership_;
  const ComponentRegistry* const registry_;
  Watchers* const watchers_;
  TaskRunner* const runner_;
  const Clock* const clock_;
  const AppliedFn applied_;

  Mutex requests_mutex_;
  // By request id; those under way.
  std::map<std::string, std::vector<std::shared_ptr<Follower>>> under_way_
      ABSL_GUARDED_BY(requests_mutex_);

  Mutex random_mutex_;
  absl::BitGen random_ ABSL_GUARDED_BY(random_mutex_);
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_RECORD_INTAKE_H_
