// Rounds: a tenant's records, one at a time, are put to every member component
// of the record's agent, in parallel under one deadline; what follows is
// appended in one write.
//
// The next record starts when this one's changes are applied, or the time for
// that ran out, and asks each component for an opinion that has seen them.
//
// A member that was missing is asked again when it is ready, and now and then
// while it is there; a claim makes the next revision of the assignment.
//
// Thread safety: all methods may run concurrently. The steps run on the
// runner, one at a time.
#ifndef ALHF_COORDINATOR_FEEDBACK_ASSESSMENT_ROUNDS_H_
#define ALHF_COORDINATOR_FEEDBACK_ASSESSMENT_ROUNDS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/random/random.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/feedback.pb.h"
#include "alhf/v1/types.pb.h"
#include "base/backoff.h"
#include "base/mutex.h"
#include "coordinator/feedback/assignment_policy.h"
#include "coordinator/feedback/feedback_status.h"
#include "coordinator/feedback/task_runner.h"
#include "coordinator/feedback/tenant_journal.h"
#include "coordinator/metrics/tally.h"
#include "coordinator/registry/agents.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

struct RoundOptions {
  absl::Duration assess_timeout = absl::Seconds(2);
  // How long the next record waits for this one's changes.
  absl::Duration apply_timeout = absl::Seconds(5);
  absl::Duration late_claim = absl::Hours(1);
  Backoff backoff;
  // Who is asked about a record that names one of them.
  Agents agents = {};
  Tally* tally = nullptr;  // null: nothing is counted
};

// Returns why a component has no part in a decision; the first word is one of
// MissingPart.reason's.
std::string MissingReason(const absl::Status& error);

// INTERNAL: its score is none.
absl::Status CheckAssessment(const v1::Assessment& assessment);

class AssessmentRounds {
 public:
  // All pointers must outlive it.
  AssessmentRounds(const RoundOptions& options, TenantJournal* journal,
                   ComponentRegistry* registry, TaskRunner* runner,
                   AppliedFn applied);

  // There may be a new record, or a component moved.
  void Wake() { strand_.Wake(); }
  // `component` is (again) there: it is asked what it missed.
  void OnReady(const std::string& component);

 private:
  using Reply = absl::StatusOr<v1::AssessFeedbackResponse>;
  // What happened since the last step.
  struct Inbox {
    std::vector<std::pair<std::string, Reply>> replies;
    std::set<std::string> due;  // components to ask again
    uint64_t timed_out = 0;     // the wait that ran out
    bool retry_due = false;
  };
  // One record that is being assessed.
  struct Round {
    v1::FeedbackRecord record;
    v1::Activation activation = v1::ACTIVATION_UNSPECIFIED;
    uint64_t sequence = 0;
    // Of the call that brought the record.
    std::string traceparent;
    // Set: only this one is asked, late.
    std::string late_component;
    size_t outstanding = 0;
    std::vector<v1::Assessment> assessments;
    std::vector<v1::Assignment::Missing> missing;
    bool may_pass = false;  // a missing one may answer when asked again
  };
  // The changes of the last round, on their way.
  struct Applying {
    uint64_t sequence = 0;
    std::set<std::string> components;
    uint64_t wait = 0;
  };
  // Where asking one component again stands.
  struct Late {
    uint64_t cursor = 0;
    bool due = false;
    bool failed = false;
    bool timed = false;
    int attempts = 0;
  };

  void Step();
  bool IsApplied() const;
  bool StartNext();
  bool StartLate();
  // The record after `cursor` that `component` has still to assess; 0: none.
  uint64_t NextLate(const std::string& component, uint64_t cursor) const;
  bool Asks(const v1::FeedbackRecord& record,
            const std::string& component) const {
    return IsAsked(record, component) &&
           options_.agents.Has(record.agent(), component);
  }
  absl::Status StartRound(uint64_t sequence, const std::string& late_component);
  void Ask(const std::string& component);
  void TakeReply(const std::string& component, Reply reply);
  void AddMissing(const std::string& component, const absl::Status& error);
  void Finish();
  void LogAssigned(const v1::Position& position) const;
  absl::StatusOr<Payloads> Outcome(const TenantView& view, absl::Time now);
  void WaitForApply(uint64_t sequence);
  void AfterLateRound(const Round& round);
  void AskAgainLater(const std::string& component);
  void RetryLater(const absl::Status& error);

  const RoundOptions options_;
  TenantJournal* const journal_;
  ComponentRegistry* const registry_;
  TaskRunner* const runner_;
  const AppliedFn applied_;

  Mutex inbox_mutex_;
  Inbox inbox_ ABSL_GUARDED_BY(inbox_mutex_);

  // Only the steps touch what follows.
  std::optional<Round> round_;
  std::optional<Applying> applying_;
  std::map<std::string, Late> late_;
  bool waiting_ = false;  // for a retry's time
  int failures_ = 0;      // of the log, in a row
  uint64_t waits_ = 0;
  absl::BitGen random_;

  Strand strand_;  // last: its steps use all of the above
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_ASSESSMENT_ROUNDS_H_
