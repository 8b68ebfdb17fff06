#include "coordinator/query/adjust_round.h"

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "base/status.h"
#include "coordinator/query/missing.h"

namespace alhf::coordinator {
namespace {

// The answers as they come, each to its own slot; ends with the last one.
class Round {
 public:
  Round(size_t size, bool wants_position,
        absl::AnyInvocable<void(AdjustResult)> done)
      : wants_position_(wants_position),
        slots_(size),
        waiting_(size + 1),
        done_(std::move(done)) {}

  void Answer(size_t slot, std::string component,
              absl::StatusOr<v1::AdjustQueryResponse> answer) {
    slots_[slot] = {std::move(component), std::move(answer)};
    Release();
  }

  // Called once for each slot and once for the loop that fills them.
  void Release() {
    if (waiting_.fetch_sub(1, std::memory_order_acq_rel) > 1) return;
    const std::unique_ptr<Round> self(this);
    done_(Collect());
  }

 private:
  struct Slot {
    std::string component;
    absl::StatusOr<v1::AdjustQueryResponse> answer;
  };

  AdjustResult Collect() {
    AdjustResult result;
    result.adjustments.reserve(slots_.size());
    absl::Status position_error;
    for (Slot& slot : slots_) {
      if (slot.answer.ok()) {
        v1::Adjustment& adjustment = *slot.answer->mutable_adjustment();
        adjustment.set_component(slot.component);
        result.adjustments.push_back(std::move(adjustment));
        continue;
      }
      const absl::Status& status = slot.answer.status();
      result.missing.push_back(MissingBecause(slot.component, status));
      if (IsAboutPosition(status, wants_position_)) position_error = status;
    }
    if (result.adjustments.empty()) result.position_error = position_error;
    return result;
  }

  const bool wants_position_;
  std::vector<Slot> slots_;
  std::atomic<size_t> waiting_;
  absl::AnyInvocable<void(AdjustResult)> done_;
};

}  // namespace

void AdjustAll(const std::vector<RegisteredComponent>& components,
               const CallOptions& options,
               const v1::AdjustQueryRequest& request,
               absl::AnyInvocable<void(AdjustResult)> done) {
  auto* round = new Round(components.size(), request.query().has_min_position(),
                          std::move(done));
  for (size_t slot = 0; slot < components.size(); ++slot) {
    const RegisteredComponent& component = components[slot];
    if (absl::Status status = CheckCallable(component); !status.ok()) {
      round->Answer(slot, component.name, std::move(status));
      continue;
    }
    component.client->AdjustQuery(
        options, request,
        [round, slot, name = component.name](
            absl::StatusOr<v1::AdjustQueryResponse> answer) mutable {
          round->Answer(slot, std::move(name), std::move(answer));
        });
  }
  round->Release();
}

}  // namespace alhf::coordinator
