#include "tests/fault/load.h"

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/mutex.h"

namespace alhf::testing {
namespace {

constexpr absl::Duration kTick = absl::Milliseconds(5);

// A quarter.
constexpr double kFilling = 0.25;

// Not parsed: refusals come by the thousand, and whoever counts them shares
// the machine with those who refuse.
bool IsRefusal(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED &&
         absl::StrContains(status.error_details(), "google.rpc.RetryInfo");
}

// Shared with the calls under way.
class Count {
 public:
  Count(absl::Time start, absl::Duration time)
      : begin_(start + time * kFilling), end_(start + time) {}

  absl::Duration counted() const { return end_ - begin_; }

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
    const grpc::Status& status = answer.status;
    if (status.ok()) {
      outcome_.answered += answer.good;
      const absl::Time now = absl::Now();
      if (now < begin_ || now > end_) return;
      ++(answer.good ? outcome_.good : outcome_.poor);
    } else if (IsRefusal(status)) {
      ++outcome_.refused;
    } else if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
      ++outcome_.late;
    } else {
      ++outcome_.wrong;
      outcome_.example = status.error_message();
    }
  }

  const absl::Time begin_;
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

Outcome Finish(Count& count) {
  count.AwaitFewerThan(1);
  Outcome outcome = count.outcome();
  outcome.time = count.counted();
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
  const absl::Time start = absl::Now();
  const auto count = std::make_shared<Count>(start, time);
  while (absl::Now() < start + time) {
    Begin(begin, count);
    count->AwaitFewerThan(calls);
  }
  return Finish(*count);
}

Outcome AtRate(const BeginCall& begin, double per_second, absl::Duration time) {
  const absl::Time start = absl::Now();
  const auto count = std::make_shared<Count>(start, time);
  double begun = 0;
  for (absl::Duration passed; passed < time; passed = absl::Now() - start) {
    for (; begun < per_second * absl::ToDoubleSeconds(passed); ++begun) {
      Begin(begin, count);
    }
    absl::SleepFor(kTick);
  }
  return Finish(*count);
}

}  // namespace alhf::testing
