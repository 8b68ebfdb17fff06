#include "bench/measure.h"

#include <algorithm>
#include <barrier>
#include <chrono>
#include <cmath>
#include <optional>
#include <thread>

#include "base/status.h"

namespace alhf::bench {
namespace {

using Steady = std::chrono::steady_clock;

// What one caller saw of one round.
struct Calls {
  std::vector<double> micros;
  absl::Status error;
};

void CallInLoop(const Call& call, int caller, int calls, std::barrier<>* step,
                Calls& seen) {
  seen.micros.reserve(static_cast<size_t>(calls));
  for (int i = 0; i < calls; ++i) {
    if (step != nullptr) step->arrive_and_wait();
    const auto time = call(caller);
    if (!time.ok()) {
      seen.error = time.status();
      break;
    }
    seen.micros.push_back(absl::ToDoubleMicroseconds(*time));
  }
  if (step != nullptr) step->arrive_and_drop();
}

absl::StatusOr<Round> RunRound(const Contender& contender) {
  std::vector<Calls> seen(static_cast<size_t>(contender.callers));
  std::optional<std::barrier<>> step;
  if (contender.in_step) step.emplace(contender.callers);
  const auto start = Steady::now();
  std::vector<std::thread> callers;
  for (int caller = 0; caller < contender.callers; ++caller) {
    callers.emplace_back([&, caller] {
      CallInLoop(contender.call, caller, contender.calls,
                 step ? &*step : nullptr, seen[static_cast<size_t>(caller)]);
    });
  }
  for (std::thread& caller : callers) caller.join();
  const std::chrono::duration<double> time = Steady::now() - start;
  Round round;
  for (Calls& each : seen) {
    ALHF_RETURN_IF_ERROR(each.error);
    round.micros.insert(round.micros.end(), each.micros.begin(),
                        each.micros.end());
  }
  std::sort(round.micros.begin(), round.micros.end());
  round.per_second = static_cast<double>(round.micros.size()) / time.count();
  if (contender.settle) ALHF_RETURN_IF_ERROR(contender.settle());
  return round;
}

double Middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return Percentile(values, 0.5);
}

}  // namespace

absl::StatusOr<absl::Duration> Time(
    const std::function<absl::Status()>& action) {
  const auto start = Steady::now();
  ALHF_RETURN_IF_ERROR(action());
  return absl::FromChrono(Steady::now() - start);
}

double Percentile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  const double rank = std::ceil(share * static_cast<double>(sorted.size()));
  const auto at = static_cast<size_t>(std::max(rank, 1.0)) - 1;
  return sorted[std::min(at, sorted.size() - 1)];
}

double Series::Pooled(double share) const {
  std::vector<double> all;
  for (const Round& round : rounds) {
    all.insert(all.end(), round.micros.begin(), round.micros.end());
  }
  std::sort(all.begin(), all.end());
  return Percentile(all, share);
}

double Series::PerSecond() const {
  std::vector<double> rates;
  for (const Round& round : rounds) rates.push_back(round.per_second);
  return Middle(std::move(rates));
}

Spread Ratio(const Series& ours, const Series& bare, double share) {
  std::vector<double> ratios;
  for (size_t i = 0; i < std::min(ours.rounds.size(), bare.rounds.size());
       ++i) {
    ratios.push_back(Percentile(ours.rounds[i].micros, share) /
                     Percentile(bare.rounds[i].micros, share));
  }
  std::sort(ratios.begin(), ratios.end());
  if (ratios.empty()) return {};
  return {Percentile(ratios, 0.5), ratios.front(), ratios.back()};
}

absl::StatusOr<std::vector<Series>> Alternate(
    const std::vector<Contender>& contenders, int rounds) {
  std::vector<Series> series(contenders.size());
  for (const Contender& contender : contenders) {
    ALHF_RETURN_IF_ERROR(RunRound(contender).status());
  }
  for (int round = 0; round < rounds; ++round) {
    for (size_t i = 0; i < contenders.size(); ++i) {
      const size_t turn = round % 2 == 0 ? i : contenders.size() - 1 - i;
      ALHF_ASSIGN_OR_RETURN(Round done, RunRound(contenders[turn]));
      series[turn].rounds.push_back(std::move(done));
    }
  }
  return series;
}

}  // namespace alhf::bench
