// How much one giver may teach: so many calls a minute and bytes a day. What
// one person says is kept, and asked of every component, so nobody may say
// without end.
//
//   GiverLimits limits({}, &clock);
//   ALHF_RETURN_IF_ERROR(limits.Take("acme", "ann", Allowed::kGiver,
//                                    {.calls = 1, .bytes = 120}));
//
// Two token buckets for each giver of a tenant, each as large as what it fills
// with in a minute, or a day: a giver who was silent may send all of it at
// once.
//
// Thread safety: all methods may run concurrently.
// Ownership: the clock must outlive it.
#ifndef ALHF_COORDINATOR_ACCESS_GIVER_LIMITS_H_
#define ALHF_COORDINATOR_ACCESS_GIVER_LIMITS_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/mutex.h"

namespace alhf::coordinator {

// What a giver may do as: anybody, or one who keeps the system.
enum class Allowed { kGiver, kKeeper };

class GiverLimits {
 public:
  struct Allowance {
    double calls_per_minute = 0;
    double bytes_per_day = 0;
  };
  struct Options {
    Allowance giver = {120, 16.0 * (1 << 20)};
    Allowance keeper = {600'000, 64.0 * (1 << 30)};
    // Givers whose buckets are kept: of more the one that was silent longest
    // is forgotten, and begins anew.
    size_t remembered = 100'000;
  };
  struct Amount {
    uint64_t calls = 1;
    uint64_t bytes = 0;
  };

  GiverLimits(const Options& options, const Clock* clock)
      : options_(options), clock_(clock) {}

  // Takes `amount` of what `user` of `tenant` has left. One that is larger than
  // a whole bucket is taken where the bucket is full, on credit.
  //
  // RESOURCE_EXHAUSTED RATE_LIMITED: there is not so much left; nothing is
  //   taken. RetryInfo says when there will be.
  absl::Status Take(const std::string& tenant, const std::string& user,
                    Allowed allowed, const Amount& amount);

 private:
  // What is left, below 0 where it was taken on credit.
  struct Bucket {
    double calls;
    double bytes;
    absl::Time time;
  };
  using Entry = std::pair<std::string, Bucket>;

  Bucket& BucketOf(const std::string& key, const Allowance& allowance,
                   absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Options options_;
  const Clock* const clock_;
  Mutex mutex_;
  // Who sent last comes first.
  std::list<Entry> recent_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, std::list<Entry>::iterator> by_key_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_ACCESS_GIVER_LIMITS_H_
