// The public API without the wire: requests that were validated, of principals
// that were authenticated and may name the tenant.
//
// Thread safety: all methods may run concurrently.
// Ownership: what `Parts` points to must outlive it.
#ifndef ALHF_COORDINATOR_API_COORDINATOR_API_H_
#define ALHF_COORDINATOR_API_COORDINATOR_API_H_

#include <string>

#include "absl/functional/any_invocable.h"
#include "absl/random/random.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "coordinator/access/giver_limits.h"
#include "coordinator/access/principal.h"
#include "coordinator/exchanges/exchange_store.h"
#include "coordinator/feedback/feedback_path.h"
#include "coordinator/metrics/tally.h"
#include "coordinator/query/query_path.h"
#include "coordinator/registry/component_registry.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::coordinator {

class CoordinatorApi {
 public:
  struct Parts {
    ComponentRegistry* registry = nullptr;
    FeedbackPath* feedback = nullptr;
    QueryPath* query = nullptr;
    ExchangeStore* exchanges = nullptr;
    const Clock* clock = nullptr;
    // Null: queries are not encoded here.
    const core::Encoder* encoder = nullptr;
    GiverLimits* limits = nullptr;
    // Those that requests may name.
    Agents agents = {};
    // Counts plans and what models cost. Null: nothing is counted.
    Tally* tally = nullptr;
  };
  template <typename Response>
  using Done = absl::AnyInvocable<void(absl::StatusOr<Response>)>;

  explicit CoordinatorApi(const Parts& parts);

  void Ask(v1::AskRequest request, const Principal& principal,
           const CallContext& call,
           absl::AnyInvocable<bool(const v1::AskEvent&)> on_event,
           absl::AnyInvocable<void(absl::Status)> done);
  void ComposePlan(v1::ComposePlanRequest request, const Principal& principal,
                   const CallContext& call, Done<v1::ComposePlanResponse> done);
  absl::StatusOr<v1::Exchange> RecordExchange(v1::RecordExchangeRequest request,
                                              const Principal& principal,
                                              const CallContext& call);
  absl::StatusOr<v1::Exchange> GetExchange(
      const v1::GetExchangeRequest& request) const;

  void SubmitFeedback(v1::SubmitFeedbackRequest request,
                      const Principal& principal, const CallContext& call,
                      Done<v1::SubmitFeedbackResponse> done);
  void PreviewFeedback(v1::SubmitFeedbackRequest request,
                       const Principal& principal, const CallContext& call,
                       Done<v1::PreviewFeedbackResponse> done);
  void ReassessFeedback(const v1::ReassessFeedbackRequest& request,
                        const Principal& principal, const CallContext& call,
                        Done<v1::ReassessFeedbackResponse> done);
  void ChangeLesson(const v1::ChangeLessonRequest& request,
                    const Principal& principal, const CallContext& call,
                    Done<v1::ChangeLessonResponse> done);
  void RetryParked(const v1::RetryParkedRequest& request,
                   const Principal& principal,
                   Done<v1::RetryParkedResponse> done);
  absl::StatusOr<v1::RemoveComponentResponse> RemoveComponent(
      const v1::RemoveComponentRequest& request, const Principal& principal);
  absl::StatusOr<v1::ChangeRolloutResponse> ChangeRollout(
      const v1::ChangeRolloutRequest& request, const Principal& principal);
  absl::StatusOr<v1::ImportFeedbackResponse> ImportFeedback(
      v1::ImportFeedbackRequest request, const Principal& principal);

  absl::StatusOr<v1::RebuildComponentResponse> RebuildComponent(
      const v1::RebuildComponentRequest& request);
  absl::StatusOr<v1::BackupResponse> Backup(const v1::BackupRequest& request);
  absl::StatusOr<v1::EraseResponse> Erase(const v1::EraseRequest& request,
                                          const Principal& principal);

  absl::StatusOr<v1::ListLessonsResponse> ListLessons(
      const v1::ListLessonsRequest& request) const;
  v1::ListComponentsResponse ListComponents(
      const v1::ListComponentsRequest& request) const;
  v1::GetStatusResponse GetStatus(const v1::GetStatusRequest& request) const;

  // Whether a plan, or a question, with this deadline would be taken now.
  bool HasRoomToPlan(absl::Time deadline) const {
    return parts_.query->HasRoomToPlan(deadline);
  }
  bool HasRoomToAsk(absl::Time deadline) const {
    return parts_.query->HasRoomToAsk(deadline);
  }
  // Whether making a plan takes longer than handing it over.
  bool encodes() const { return parts_.encoder != nullptr; }
  const Agents& agents() const { return parts_.agents; }

  // For what needs nothing done to it on the way.
  FeedbackPath& feedback() const { return *parts_.feedback; }
  ExchangeStore& exchanges() const { return *parts_.exchanges; }

 private:
  // Makes of `request` what the feedback path takes. Returns who gives it.
  absl::StatusOr<Giver> PrepareFeedback(v1::SubmitFeedbackRequest& request,
                                        const Principal& principal,
                                        const CallContext& call) const;
  // Who gives `request`, which is taken off what he may send.
  template <typename Request>
  absl::StatusOr<Giver> Admit(const Request& request,
                              const Principal& principal,
                              const CallContext& call) const;
  // Fills in the exchange that the record is about, cut to size.
  absl::Status AttachExchange(const std::string& tenant,
                              const std::string& user,
                              v1::FeedbackRecord& record) const;
  // Fills in the agent of the exchange, where the record names none.
  absl::Status AttachAgent(v1::FeedbackRecord& record) const;
  // Components and lessons that a record names are there.
  absl::Status CheckNames(const std::string& tenant,
                          const v1::FeedbackRecord& record) const;
  absl::Status CheckComponent(absl::string_view field,
                              const std::string& name) const;
  // Adds what the tenant has decided.
  CallContext WithStanding(CallContext call, const std::string& tenant) const;
  // That of the exchange's plan, or a new one where another answer to the same
  // plan has taken it.
  std::string FreeExchangeId(const v1::Exchange& exchange);

  const Parts parts_;
  const absl::Time start_;
  Mutex random_mutex_;
  absl::BitGen random_ ABSL_GUARDED_BY(random_mutex_);
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_API_COORDINATOR_API_H_
