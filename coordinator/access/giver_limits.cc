#include "coordinator/access/giver_limits.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

constexpr absl::string_view kNul("\0", 1);
constexpr double kMinute = 60;
constexpr double kDay = 24 * 60 * 60;
// What sums of fractions of a call, or a byte, may be wrong by.
constexpr double kRounding = 1e-6;

// Seconds until a bucket of `size`, which fills in `period` seconds, has what
// `amount` wants: all of it, or all that it can hold.
double SecondsUntil(double amount, double left, double size, double period) {
  const double missing = std::min(amount, size) - left;
  return missing < kRounding ? 0 : missing / size * period;
}

}  // namespace

GiverLimits::Bucket& GiverLimits::BucketOf(const std::string& key,
                                           const Allowance& allowance,
                                           absl::Time now) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    if (recent_.size() >= options_.remembered) {
      by_key_.erase(recent_.back().first);
      recent_.pop_back();
    }
    recent_.emplace_front(
        key, Bucket{allowance.calls_per_minute, allowance.bytes_per_day, now});
    by_key_[key] = recent_.begin();
    return recent_.front().second;
  }
  recent_.splice(recent_.begin(), recent_, found->second);
  Bucket& bucket = recent_.front().second;
  const double seconds =
      std::max(0.0, absl::ToDoubleSeconds(now - bucket.time));
  bucket.time = now;
  bucket.calls =
      std::min(allowance.calls_per_minute,
               bucket.calls + seconds / kMinute * allowance.calls_per_minute);
  bucket.bytes =
      std::min(allowance.bytes_per_day,
               bucket.bytes + seconds / kDay * allowance.bytes_per_day);
  return bucket;
}

absl::Status GiverLimits::Take(const std::string& tenant,
                               const std::string& user, Allowed allowed,
                               const Amount& amount) {
  const bool keeps = allowed == Allowed::kKeeper;
  const Allowance& allowance = keeps ? options_.keeper : options_.giver;
  const auto calls = static_cast<double>(amount.calls);
  const auto bytes = static_cast<double>(amount.bytes);
  MutexLock lock(mutex_);
  Bucket& bucket =
      BucketOf(absl::StrCat(tenant, kNul, user, kNul, keeps ? "keeper" : ""),
               allowance, clock_->Now());
  const double for_calls =
      SecondsUntil(calls, bucket.calls, allowance.calls_per_minute, kMinute);
  const double for_bytes =
      SecondsUntil(bytes, bucket.bytes, allowance.bytes_per_day, kDay);
  if (for_calls == 0 && for_bytes == 0) {
    bucket.calls -= calls;
    bucket.bytes -= bytes;
    return absl::OkStatus();
  }
  const std::string limit =
      for_calls >= for_bytes
          ? absl::StrCat(allowance.calls_per_minute, " calls a minute")
          : absl::StrCat(allowance.bytes_per_day / 1024, " KiB a day");
  return WithRetryDelay(
      Error(absl::StatusCode::kResourceExhausted, Reason::RATE_LIMITED,
            absl::StrCat("user '", user,
                         "' has taught as much as one giver "
                         "may, ",
                         limit,
                         ": go on after the delay that comes with this error, "
                         "or have limits { } of the coordinator's "
                         "configuration changed"),
            {{"user", user}, {"limit", limit}}),
      absl::Seconds(std::max(for_calls, for_bytes)));
}

}  // namespace alhf::coordinator
