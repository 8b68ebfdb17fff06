#include "tests/fault/load.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/mutex.h"
#include "base/status.h"

namespace alhf::testing {
namespace {

constexpr absl::Duration kTick = absl::Milliseconds(5);

// Shared with the calls under way.
class Count {
 public:
  explicit Count(absl::Time end) : end_(end) {}

  void Begin() {
    MutexLock lock(mutex_);
    ++outcome_.begun;
    ++under_way_;
  }
  void End(const Answer& answer) {
    MutexLock lock(mutex_);
    Add(answer);
    --under_way_;
    ended_.NotifyAll();
  }
  void AwaitFewerThan(int64_t calls) {
    MutexLock lock(mutex_);
    while (under_way_ >= calls) ended_.Wait(mutex_);
  }
  Outcome outcome() {
    MutexLock lock(mutex_);
    return outcome_;
  }

 private:
  void Add(const Answer& answer) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const absl::Status& status = answer.status;
    const bool refused =
        absl::IsResourceExhausted(status) && RetryDelayOf(status).has_value();
    if (status.ok()) {
      if (absl::Now() <= end_) ++(answer.good ? outcome_.good : outcome_.poor);
    } else if (refused) {
      ++outcome_.refused;
    } else if (absl::IsDeadlineExceeded(status)) {
      ++outcome_.late;
    } else {
      ++outcome_.wrong;
      outcome_.example = status.ToString();
    }
  }

  const absl::Time end_;
  Mutex mutex_;
  CondVar ended_;
  int64_t under_way_ ABSL_GUARDED_BY(mutex_) = 0;
  Outcome outcome_ ABSL_GUARDED_BY(mutex_);
};

void Begin(const BeginCall& begin, const std::shared_ptr<Count>& count) {
  count->Begin();
  begin([count](const Answer& answer) { count->End(answer); });
}

Outcome Finish(Count& count, absl::Duration time) {
  count.AwaitFewerThan(1);
  Outcome outcome = count.outcome();
  outcome.time = time;
  return outcome;
}

}  // namespace

std::string Outcome::Describe() const {
  return absl::StrCat(begun, " calls in ", absl::FormatDuration(time), ": ",
                      good, " good (", goodput(), "/s), ", poor, " poor, ",
                      refused, " refused, ", late, " late, ", wrong, " wrong ",
                      example);
}

Outcome AtOnce(const BeginCall& begin, int calls, absl::Duration time) {
  const absl::Time end = absl::Now() + time;
  const auto count = std::make_shared<Count>(end);
  while (absl::Now() < end) {
    Begin(begin, count);
    count->AwaitFewerThan(calls);
  }
  return Finish(*count, time);
}

Outcome AtRate(const BeginCall& begin, double per_second, absl::Duration time) {
  const absl::Time start = absl::Now();
  const auto count = std::make_shared<Count>(start + time);
  double begun = 0;
  for (absl::Duration passed; passed < time; passed = absl::Now() - start) {
    for (; begun < per_second * absl::ToDoubleSeconds(passed); ++begun) {
      Begin(begin, count);
    }
    absl::SleepFor(kTick);
  }
  return Finish(*count, time);
}

}  // namespace alhf::testing
