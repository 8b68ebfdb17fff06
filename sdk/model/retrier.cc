#include "sdk/model/retrier.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/status.h"

namespace alhf::sdk {
namespace {

bool MayPass(const absl::Status& status) {
  return (absl::IsUnavailable(status) || absl::IsResourceExhausted(status)) &&
         ReasonOf(status) == Reason::MODEL_UNAVAILABLE;
}

class SharedRandom {
 public:
  double Next() {
    MutexLock lock(mutex_);
    return absl::Uniform(random_, 0.0, 1.0);
  }

 private:
  Mutex mutex_;
  absl::BitGen random_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

RetryEnvironment RealRetryEnvironment() {
  static const auto* const kClock = new SystemClock();
  RetryEnvironment environment;
  environment.clock = kClock;
  environment.random = [shared = std::make_shared<SharedRandom>()] {
    return shared->Next();
  };
  environment.wait = [](absl::Duration time) { absl::SleepFor(time); };
  return environment;
}

Retrier::Retrier(const RetryOptions& options, RetryEnvironment environment)
    : options_(options),
      environment_(std::move(environment)),
      tokens_(options.budget) {}

bool Retrier::Count(const absl::Status& outcome) {
  MutexLock lock(mutex_);
  if (outcome.ok()) {
    tokens_ = std::min(options_.budget, tokens_ + options_.gained_by_success);
  }
  if (!MayPass(outcome)) return false;
  tokens_ = std::max(0.0, tokens_ - 1);
  return tokens_ > options_.budget / 2;
}

absl::Status Retrier::Call(
    absl::Duration timeout,
    absl::FunctionRef<absl::Status(absl::Duration)> attempt) {
  const absl::Time end = environment_.clock->Now() + timeout;
  for (int tried = 0;; ++tried) {
    const absl::Duration left = end - environment_.clock->Now();
    if (left <= absl::ZeroDuration()) {
      return Error(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE,
                   "there was no time left to ask the model");
    }
    absl::Status outcome = attempt(left);
    if (!Count(outcome) || tried >= options_.retries) return outcome;
    const absl::Duration delay =
        std::max(DelayOf(options_.backoff, tried, environment_.random()),
                 RetryDelayOf(outcome).value_or(absl::ZeroDuration()));
    // Who would only wait out the rest says at once what is wrong.
    if (environment_.clock->Now() + delay >= end) return outcome;
    environment_.wait(delay);
  }
}

absl::Duration ParseRetryAfter(absl::string_view value, absl::Time now) {
  int64_t seconds = 0;
  if (absl::SimpleAtoi(value, &seconds)) {
    return absl::Seconds(std::max<int64_t>(seconds, 0));
  }
  absl::Time date;
  std::string error;
  // IMF-fixdate, the form that RFC 9110 wants to be written.
  if (!absl::ParseTime("%a, %d %b %Y %H:%M:%S GMT", value, &date, &error)) {
    return absl::ZeroDuration();
  }
  return std::max(date - now, absl::ZeroDuration());
}

}  // namespace alhf::sdk
