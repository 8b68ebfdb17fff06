#include "coordinator/api/registry_service.h"

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

void SetSeconds(absl::Duration duration, google::protobuf::Duration* proto) {
  proto->set_seconds(absl::ToInt64Seconds(duration));
  proto->set_nanos(static_cast<int32_t>(
      absl::ToInt64Nanoseconds(duration % absl::Seconds(1))));
}

}  // namespace

RegistryService::Unary* RegistryService::Join(Context* context, const Bytes* in,
                                              Bytes* out) {
  return calls_->Unary<v1::JoinRequest>(
      "alhf.v1.Registry/Join", executor_, context, in, out,
      [this](const v1::JoinRequest& request, const Principal& principal,
             const CallContext&, auto done) {
        const absl::Status may =
            AuthorizeComponent(principal, request.manifest().name());
        if (!may.ok()) return done(absl::StatusOr<v1::JoinResponse>(may));
        const auto lease =
            registry_->Join(request.manifest(), request.address());
        if (!lease.ok()) {
          done(absl::StatusOr<v1::JoinResponse>(lease.status()));
          return;
        }
        v1::JoinResponse response;
        response.set_lease_id(lease->id);
        SetSeconds(lease->renew_within, response.mutable_renew_within());
        done(absl::StatusOr<v1::JoinResponse>(response));
      });
}

RegistryService::Unary* RegistryService::Renew(Context* context,
                                               const Bytes* in, Bytes* out) {
  return calls_->Unary<v1::RenewRequest>(
      "alhf.v1.Registry/Renew", executor_, context, in, out,
      [this](const v1::RenewRequest& request, const Principal&,
             const CallContext&, auto done) {
        const auto lease = registry_->Renew(request.lease_id());
        if (!lease.ok()) {
          done(absl::StatusOr<v1::RenewResponse>(lease.status()));
          return;
        }
        v1::RenewResponse response;
        SetSeconds(lease->renew_within, response.mutable_renew_within());
        done(absl::StatusOr<v1::RenewResponse>(response));
      });
}

RegistryService::Unary* RegistryService::Leave(Context* context,
                                               const Bytes* in, Bytes* out) {
  return calls_->Unary<v1::LeaveRequest>(
      "alhf.v1.Registry/Leave", executor_, context, in, out,
      [this](const v1::LeaveRequest& request, const Principal&,
             const CallContext&, auto done) {
        registry_->Leave(request.lease_id());
        done(absl::StatusOr<v1::LeaveResponse>(v1::LeaveResponse()));
      });
}

RegistryService::Unary* RegistryService::OfferSnapshot(Context* context,
                                                       const Bytes* in,
                                                       Bytes* out) {
  return calls_->Unary<v1::OfferSnapshotRequest>(
      "alhf.v1.Registry/OfferSnapshot", executor_, context, in, out,
      [this](const v1::OfferSnapshotRequest& request,
             const Principal& principal, const CallContext&, auto done) {
        const absl::Status may =
            AuthorizeComponent(principal, request.snapshot().component());
        if (!may.ok()) {
          return done(absl::StatusOr<v1::OfferSnapshotResponse>(may));
        }
        v1::OfferSnapshotResponse response;
        const auto position =
            feedback_->AcceptSnapshot(request.tenant(), request.snapshot());
        response.set_accepted(position.ok());
        if (position.ok()) {
          *response.mutable_position() = *position;
        } else {
          response.set_reason(std::string(position.status().message()));
        }
        done(absl::StatusOr<v1::OfferSnapshotResponse>(response));
      });
}

}  // namespace alhf::coordinator
