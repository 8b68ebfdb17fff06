// A component whose calls stand still until the test lets them go.
#ifndef ALHF_TESTS_UNIT_SDK_SRC_BLOCKING_COMPONENT_H_
#define ALHF_TESTS_UNIT_SDK_SRC_BLOCKING_COMPONENT_H_

#include "alhf/sdk/agent.h"
#include "base/mutex.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {

// A door that is opened once.
class Gate {
 public:
  // Waits until it is open.
  void Pass() {
    MutexLock lock(mutex_);
    ++waiting_;
    changed_.NotifyAll();
    while (!open_) changed_.Wait(mutex_);
  }
  void Open() {
    MutexLock lock(mutex_);
    open_ = true;
    changed_.NotifyAll();
  }
  // Waits until `count` calls have come to it.
  void AwaitCallers(int count) {
    MutexLock lock(mutex_);
    while (waiting_ < count) changed_.Wait(mutex_);
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  bool open_ ABSL_GUARDED_BY(mutex_) = false;
  int waiting_ ABSL_GUARDED_BY(mutex_) = 0;
};

// Adjusts and runs after the gate is open.
class BlockingComponent final : public PlainComponent, public Agent {
 public:
  explicit BlockingComponent(Gate* gate) : gate_(gate) {}
  absl::StatusOr<v1::Adjustment> Adjust(const Context& context,
                                        const v1::Query& query) const override {
    gate_->Pass();
    return context.RecallAdjustment(query, {});
  }
  absl::Status Run(const Context&, const v1::RunRequest& request,
                   RunWriter& writer) const override {
    writer.Progress("waiting");
    gate_->Pass();
    v1::StepOutput output;
    output.set_text(request.query().text());
    writer.Output(std::move(output));
    return absl::OkStatus();
  }

 private:
  Gate* const gate_;
};

}  // namespace alhf::sdk

#endif  // ALHF_TESTS_UNIT_SDK_SRC_BLOCKING_COMPONENT_H_
