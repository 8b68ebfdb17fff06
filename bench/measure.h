// How long calls take: callers in closed loops, in rounds that alternate
// between the contenders, so that whatever else the machine does meanwhile hits
// all of them alike. Only ratios within one run mean something.
//
//   ALHF_ASSIGN_OR_RETURN(
//       const std::vector<Series> series,
//       Alternate({{.call = ours}, {.call = bare}}, /*rounds=*/15));
//   series[0].P50(), Ratio(series[0], series[1], 0.5).middle …
//
// Thread safety: thread-compatible.
#ifndef ALHF_BENCH_MEASURE_H_
#define ALHF_BENCH_MEASURE_H_

#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace alhf::bench {

// One call by `caller`, in [0, callers). Returns how long the part of it took
// that is to be measured.
using Call = std::function<absl::StatusOr<absl::Duration>(int caller)>;

// Returns how long `action` took.
absl::StatusOr<absl::Duration> Time(
    const std::function<absl::Status()>& action);

// What takes part in a comparison.
struct Contender {
  Call call;
  int callers = 1;
  // Calls of each caller in one round.
  int calls = 500;
  // All callers begin each of their calls together.
  bool in_step = false;
  // Not measured, after each round: waits for what the round set going.
  std::function<absl::Status()> settle = nullptr;
};

// One round of one contender.
struct Round {
  std::vector<double> micros;  // of all calls, sorted
  double per_second = 0;       // calls that ended, by all callers
};

// Returns the value below which `share` of `sorted` lies (nearest rank).
double Percentile(const std::vector<double>& sorted, double share);

// All rounds of one contender.
struct Series {
  std::vector<Round> rounds;
  // Over the calls of all rounds, in microseconds.
  double P50() const { return Pooled(0.50); }
  double P99() const { return Pooled(0.99); }
  // The middle of the rounds.
  double PerSecond() const;

 private:
  double Pooled(double share) const;
};

// The middle of the rounds, and the least and the greatest of them.
struct Spread {
  double middle = 0;
  double least = 0;
  double greatest = 0;
};

// Returns how many times longer `ours` took than `bare`, at a percentile, by
// rounds that followed each other.
Spread Ratio(const Series& ours, const Series& bare, double share);

// Runs a round of each contender to warm up, and then `rounds` of each in
// turns: ABBAAB… Returns their series, in order, or the first error.
absl::StatusOr<std::vector<Series>> Alternate(
    const std::vector<Contender>& contenders, int rounds);

}  // namespace alhf::bench

#endif  // ALHF_BENCH_MEASURE_H_
