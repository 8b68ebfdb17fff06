// Asks the members anew what they make of a record, from the memory that they
// had when they first assessed it, and takes the difference into the log where
// a person accepts it (lesson_differences.h).
//
// Thread safety: all methods may run concurrently.
// Ownership: what it is given must outlive it.
#ifndef ALHF_COORDINATOR_FEEDBACK_RECORD_REASSESSMENT_H_
#define ALHF_COORDINATOR_FEEDBACK_RECORD_REASSESSMENT_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "coordinator/feedback/feedback_path.h"
#include "coordinator/feedback/task_runner.h"
#include "coordinator/feedback/tenant_journal.h"
#include "coordinator/registry/agents.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

class RecordReassessment {
 public:
  using Done =
      absl::AnyInvocable<void(absl::StatusOr<v1::ReassessFeedbackResponse>)>;

  // `agents`: who is asked about a record that names one of them.
  RecordReassessment(absl::Duration assess_timeout, Agents agents,
                     TenantJournal* journal, const ComponentRegistry* registry,
                     TaskRunner* runner)
      : assess_timeout_(assess_timeout),
        agents_(std::move(agents)),
        journal_(journal),
        registry_(registry),
        runner_(runner) {}

  // Errors as Coordinator.ReassessFeedback. Calls `done` once, where nobody has
  // to be asked at once.
  void Reassess(const v1::ReassessFeedbackRequest& request, const Giver& giver,
                Done done);

 private:
  // What is asked, and what has come.
  struct Round;

  absl::Status Prepare(Round& round) const;
  void Ask(const std::shared_ptr<Round>& round,
           const v1::AssessFeedbackRequest& request,
           const std::string& component);
  absl::StatusOr<v1::ReassessFeedbackResponse> Finish(Round& round);

  const absl::Duration assess_timeout_;
  const Agents agents_;
  TenantJournal* const journal_;
  const ComponentRegistry* const registry_;
  TaskRunner* const runner_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_RECORD_REASSESSMENT_H_
