#include "sdk/src/grpc_registration.h"

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>

#include <algorithm>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/grpc_status.h"
#include "base/log.h"
#include "base/status.h"

namespace alhf::sdk {
namespace {

constexpr absl::Duration kCallTimeout = absl::Seconds(2);
// Renewed this many times in a lease: one lost call does not end it.
constexpr int kRenewals = 3;
constexpr absl::Duration kShortestRenewal = absl::Milliseconds(50);

absl::Duration RenewalOf(const google::protobuf::Duration& within) {
  const absl::Duration lease =
      absl::Seconds(within.seconds()) + absl::Nanoseconds(within.nanos());
  return std::max(lease / kRenewals, kShortestRenewal);
}

// Calls `method` of the stub.
template <typename Method, typename Request, typename Response>
absl::Status Call(v1::Registry::Stub& stub, Method method,
                  const Request& request, Response* response) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(SystemClock().Now() + kCallTimeout));
  return FromGrpcStatus((stub.*method)(&context, request, response));
}

}  // namespace

CoordinatorRegistration::CoordinatorRegistration(Options options)
    : options_(std::move(options)),
      stub_(v1::Registry::NewStub(
          grpc::CreateChannel(options_.coordinator, options_.credentials))),
      backoff_(options_.first_backoff),
      thread_([this] { Run(); }) {}

CoordinatorRegistration::~CoordinatorRegistration() {
  Leave();
  thread_.join();
}

void CoordinatorRegistration::Leave() {
  MutexLock lock(mutex_);
  stopping_ = true;
  changed_.NotifyAll();
  while (!left_) changed_.Wait(mutex_);
}

void CoordinatorRegistration::Run() {
  while (Sleep(Step())) {
  }
  if (!lease_id_.empty()) {
    v1::LeaveRequest request;
    request.set_lease_id(lease_id_);
    v1::LeaveResponse response;
    const absl::Status status =
        Call(*stub_, &v1::Registry::Stub::Leave, request, &response);
    log::Info("left the coordinator", {{"status", status.ToString()}});
  }
  MutexLock lock(mutex_);
  left_ = true;
  changed_.NotifyAll();
}

absl::Duration CoordinatorRegistration::Step() {
  const absl::StatusOr<absl::Duration> next =
      lease_id_.empty() ? Join() : Renew();
  if (!next.ok()) return AfterError(next.status());
  backoff_ = options_.first_backoff;
  last_error_.clear();
  return *next;
}

absl::StatusOr<absl::Duration> CoordinatorRegistration::Join() {
  v1::JoinRequest request;
  *request.mutable_manifest() = options_.manifest;
  request.set_address(options_.address);
  v1::JoinResponse response;
  ALHF_RETURN_IF_ERROR(
      Call(*stub_, &v1::Registry::Stub::Join, request, &response));
  lease_id_ = response.lease_id();
  log::Info("joined the coordinator", {{"coordinator", options_.coordinator}});
  return RenewalOf(response.renew_within());
}

absl::StatusOr<absl::Duration> CoordinatorRegistration::Renew() {
  v1::RenewRequest request;
  request.set_lease_id(lease_id_);
  v1::RenewResponse response;
  const absl::Status status =
      Call(*stub_, &v1::Registry::Stub::Renew, request, &response);
  if (absl::IsNotFound(status)) {
    // The coordinator has forgotten it: join again, at once.
    lease_id_.clear();
    return absl::ZeroDuration();
  }
  ALHF_RETURN_IF_ERROR(status);
  return RenewalOf(response.renew_within());
}

absl::Duration CoordinatorRegistration::AfterError(const absl::Status& status) {
  // Each state is told once, not at each try.
  const std::string error = absl::StrCat(
      absl::StatusCodeToString(status.code()), ": ", status.message());
  if (error != last_error_) {
    last_error_ = error;
    log::Warn("the coordinator does not take this component; trying on",
              {{"coordinator", options_.coordinator}, {"error", last_error_}});
  }
  absl::BitGen random;
  const absl::Duration wait = backoff_ * absl::Uniform(random, 0.5, 1.0);
  backoff_ = std::min(backoff_ * 2, options_.max_backoff);
  return wait;
}

bool CoordinatorRegistration::Sleep(absl::Duration time) {
  MutexLock lock(mutex_);
  // Woken early for no reason, it only tries early.
  if (!stopping_ && time > absl::ZeroDuration()) {
    changed_.WaitFor(mutex_, time);
  }
  return !stopping_;
}

}  // namespace alhf::sdk
