#include "coordinator/registry/circuit_breaker.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

// Whether the component, and not its caller, is the reason. To one that is not
// there a call costs nothing, and it may be back at the next.
bool IsFailure(const absl::Status& status) {
  const Reason reason = ReasonOf(status);
  if (reason == Reason::POSITION_STALE || reason == Reason::DRAINING ||
      reason == Reason::COMPONENT_UNAVAILABLE) {
    return false;
  }
  switch (status.code()) {
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kResourceExhausted:
      return true;
    default:
      return false;
  }
}

class GuardedClient final : public ComponentClient {
 public:
  GuardedClient(std::shared_ptr<ComponentClient> client,
                const CircuitOptions& options, const Clock* clock)
      : client_(std::move(client)),
        breaker_(std::make_shared<CircuitBreaker>(options, clock)) {}

  void AdjustQuery(const CallOptions& options,
                   const v1::AdjustQueryRequest& request,
                   Callback<v1::AdjustQueryResponse> done) override {
    if (const auto open = breaker_->Open(); open.has_value()) {
      return done(
          Error(absl::StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE,
                absl::StrCat("it failed again and again and is spared for ",
                             absl::FormatDuration(*open),
                             ": look into its log, or restart it")));
    }
    client_->AdjustQuery(
        options, request,
        [breaker = breaker_, timeout = options.timeout, done = std::move(done)](
            absl::StatusOr<v1::AdjustQueryResponse> response) mutable {
          breaker->Ended(response.status(), timeout);
          done(std::move(response));
        });
  }

  void GetManifest(const CallOptions& options,
                   const v1::GetManifestRequest& request,
                   Callback<v1::GetManifestResponse> done) override {
    client_->GetManifest(
        options, request,
        [breaker = breaker_, done = std::move(done)](
            absl::StatusOr<v1::GetManifestResponse> response) mutable {
          if (response.ok()) breaker->Is(response->manifest().replica_id());
          done(std::move(response));
        });
  }
  void AssessFeedback(const CallOptions& options,
                      const v1::AssessFeedbackRequest& request,
                      Callback<v1::AssessFeedbackResponse> done) override {
    client_->AssessFeedback(options, request, std::move(done));
  }
  void ApplyChanges(const CallOptions& options,
                    const v1::ApplyChangesRequest& request,
                    Callback<v1::ApplyChangesResponse> done) override {
    client_->ApplyChanges(options, request, std::move(done));
  }
  void ListLessons(const CallOptions& options,
                   const v1::ListLessonsRequest& request,
                   Callback<v1::ListLessonsResponse> done) override {
    client_->ListLessons(options, request, std::move(done));
  }
  void GetLesson(const CallOptions& options,
                 const v1::GetLessonRequest& request,
                 Callback<v1::Lesson> done) override {
    client_->GetLesson(options, request, std::move(done));
  }
  void Run(const CallOptions& options, const v1::RunRequest& request,
           absl::AnyInvocable<void(const v1::RunEvent&)> on_event,
           absl::AnyInvocable<void(absl::Status)> done) override {
    client_->Run(options, request, std::move(on_event), std::move(done));
  }
  void CancelCalls() override { client_->CancelCalls(); }

 private:
  const std::shared_ptr<ComponentClient> client_;
  // Shared with calls under way, which may outlive the client.
  const std::shared_ptr<CircuitBreaker> breaker_;
};

}  // namespace

std::optional<absl::Duration> CircuitBreaker::Open() {
  MutexLock lock(mutex_);
  if (state_ == State::kClosed) return std::nullopt;
  const absl::Time now = clock_->Now();
  if (now < open_until_) return open_until_ - now;
  // This one tries; the others wait for what becomes of it.
  state_ = State::kTrying;
  open_until_ = now + open_for_;
  return std::nullopt;
}

void CircuitBreaker::Ended(const absl::Status& status, absl::Duration timeout) {
  MutexLock lock(mutex_);
  if (!IsFailure(status)) {
    state_ = State::kClosed;
    failures_ = 0;
    return;
  }
  if (absl::IsDeadlineExceeded(status) && timeout < options_.fair_time) return;
  switch (state_) {
    case State::kOpen:
      return;  // it was under way when the circuit opened
    case State::kClosed:
      if (++failures_ < options_.failures) return;
      open_for_ = options_.first_open;
      break;
    case State::kTrying:
      open_for_ = std::min(2 * open_for_, options_.longest_open);
  }
  state_ = State::kOpen;
  open_until_ = clock_->Now() + open_for_;
}

void CircuitBreaker::Is(const std::string& replica_id) {
  MutexLock lock(mutex_);
  if (replica_id == replica_id_) return;
  replica_id_ = replica_id;
  state_ = State::kClosed;
  failures_ = 0;
}

std::shared_ptr<ComponentClient> WithCircuitBreaker(
    std::shared_ptr<ComponentClient> client, const CircuitOptions& options,
    const Clock* clock) {
  return std::make_shared<GuardedClient>(std::move(client), options, clock);
}

}  // namespace alhf::coordinator
