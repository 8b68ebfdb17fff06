#include "coordinator/feedback/rollout.h"

#include "base/status.h"
#include "base/text.h"

namespace alhf::coordinator {

absl::StatusOr<v1::ChangeRolloutResponse> ChangeRollout(
    const v1::ChangeRolloutRequest& request, const Giver& giver,
    TenantJournal& journal) {
  v1::ChangeRolloutResponse response;
  v1::Rollout& rollout = *response.mutable_rollout();
  ALHF_ASSIGN_OR_RETURN(
      *response.mutable_position(),
      journal.Decide(giver.principal,
                     [&](const TenantView& view,
                         absl::Time now) -> absl::StatusOr<Payloads> {
                       const v1::Rollout& before = view.rollout();
                       rollout = before;
                       if (request.has_paused())
                         rollout.set_paused(request.paused());
                       if (request.has_holdout())
                         rollout.set_holdout(request.holdout());
                       if (request.has_activation())
                         rollout.set_activation(request.activation());
                       if (rollout.paused() == before.paused() &&
                           rollout.holdout() == before.holdout() &&
                           rollout.activation() == before.activation()) {
                         return Payloads{};
                       }
                       rollout.set_changed_by(giver.user);
                       rollout.set_note(request.note());
                       *rollout.mutable_time() = ToProto(now);
                       Payloads payloads(1);
                       *payloads[0].mutable_rollout()->mutable_rollout() =
                           rollout;
                       return payloads;
                     }));
  return response;
}

}  // namespace alhf::coordinator
