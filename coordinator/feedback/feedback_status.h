// How far a record has come, as callers see it.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_FEEDBACK_FEEDBACK_STATUS_H_
#define ALHF_COORDINATOR_FEEDBACK_FEEDBACK_STATUS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "alhf/v1/coordinator.pb.h"
#include "coordinator/feedback/tenant_view.h"
#include "coordinator/registry/agents.h"

namespace alhf::coordinator {

// Returns the sequence that a component has applied, as last known.
using AppliedFn = std::function<uint64_t(const std::string& component)>;

// Returns the status of `record`. Its exchange is without steps and plan.
v1::FeedbackStatus StatusOf(const TenantView& view, const RecordView& record,
                            const AppliedFn& applied);

// Returns whether a caller who waits for `wait_for` can stop. Where nobody
// learns, ASSESSED is as far as a record comes.
bool IsReached(const v1::FeedbackStatus& status, v1::WaitFor wait_for);

// Returns whether nothing more is under way: LEARNED, or assessed by all and
// learned by none.
bool IsFinal(const v1::FeedbackStatus& status);

// Returns a page of records, newest first.
// INVALID_ARGUMENT FIELD_INVALID, PAGE_TOKEN_INVALID.
absl::StatusOr<v1::ListFeedbackResponse> ListRecords(
    const TenantView& view, const v1::ListFeedbackRequest& request,
    const AppliedFn& applied);

// Returns a page of lessons, oldest first.
// INVALID_ARGUMENT FIELD_INVALID, PAGE_TOKEN_INVALID.
absl::StatusOr<v1::ListLessonsResponse> ListLessonsOf(
    const TenantView& view, const v1::ListLessonsRequest& request);

// How many lessons of each component are in each state.
std::map<std::pair<std::string, v1::LessonState>, uint64_t> CountLessonsOf(
    const TenantView& view);

// What lessons are whose record does not say: as the tenant's rollout has it,
// else `otherwise`.
v1::Activation EffectiveActivation(const TenantView& view,
                                   v1::Activation otherwise);

// Fills position, records, awaiting_assessment, lessons_by_state, parked and
// rollout.
void FillTenantStatus(const TenantView& view, const Agents& agents,
                      v1::GetStatusResponse* response);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_FEEDBACK_STATUS_H_
