#include "coordinator/query/adjust_round.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/mutex.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

// The answers so far. The last one to come in ends the round.
class Gathering {
 public:
  Gathering(std::vector<std::string> names,
            absl::AnyInvocable<void(AdjustRound)> done)
      : names_(std::move(names)),
        done_(std::move(done)),
        answers_(names_.size()),
        left_(names_.size()) {}

  void Take(size_t index, absl::StatusOr<v1::AdjustQueryResponse> answer) {
    {
      MutexLock lock(mutex_);
      answers_[index] = std::move(answer);
      if (--left_ > 0) return;
    }
    Finish();
  }

  void Finish() {
    AdjustRound round;
    MutexLock lock(mutex_);
    for (size_t i = 0; i < names_.size(); ++i) {
      auto& answer = *answers_[i];
      if (answer.ok()) {
        v1::Adjustment& adjustment = *answer->mutable_adjustment();
        // Who answered is known here; what it calls itself does not count.
        adjustment.set_component(names_[i]);
        round.adjustments.push_back(std::move(adjustment));
        continue;
      }
      if (ReasonOf(answer.status()) == Reason::POSITION_STALE) ++round.stale;
      round.missing.push_back(MissingPartOf(names_[i], answer.status()));
    }
    std::move(done_)(std::move(round));
  }

 private:
  const std::vector<std::string> names_;
  absl::AnyInvocable<void(AdjustRound)> done_;
  Mutex mutex_;
  std::vector<std::optional<absl::StatusOr<v1::AdjustQueryResponse>>> answers_
      ABSL_GUARDED_BY(mutex_);
  size_t left_ ABSL_GUARDED_BY(mutex_);
};

absl::Status NotThere(const RegisteredComponent& component) {
  return Error(
      absl::StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE,
      component.detail.empty() ? "it does not answer" : component.detail);
}

}  // namespace

void AdjustAll(const std::vector<RegisteredComponent>& components,
               const v1::AdjustQueryRequest& request,
               const CallOptions& options,
               absl::AnyInvocable<void(AdjustRound)> done) {
  std::vector<std::string> names;
  names.reserve(components.size());
  for (const auto& component : components) names.push_back(component.name);
  auto gathering =
      std::make_shared<Gathering>(std::move(names), std::move(done));
  if (components.empty()) return gathering->Finish();
  for (size_t i = 0; i < components.size(); ++i) {
    const RegisteredComponent& component = components[i];
    if (component.health != v1::COMPONENT_SERVING) {
      gathering->Take(i, NotThere(component));
      continue;
    }
    component.client->AdjustQuery(
        options, request,
        [gathering, i](absl::StatusOr<v1::AdjustQueryResponse> answer) {
          gathering->Take(i, std::move(answer));
        });
  }
}

v1::MissingPart MissingPartOf(absl::string_view component,
                              const absl::Status& status) {
  absl::string_view reason = "FAILED: see its log: ";
  if (ReasonOf(status) == Reason::POSITION_STALE) {
    reason = "STALE: it has not learned the newest yet, ask again: ";
  } else if (status.code() == absl::StatusCode::kDeadlineExceeded) {
    reason = "DEADLINE: it did not answer in time: ";
  } else if (status.code() == absl::StatusCode::kUnavailable) {
    reason = "UNAVAILABLE: start it, or see its log: ";
  }
  v1::MissingPart part;
  part.set_component(std::string(component));
  part.set_reason(absl::StrCat(reason, status.message()));
  return part;
}

}  // namespace alhf::coordinator
