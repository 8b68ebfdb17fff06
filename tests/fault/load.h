// Calls by the thousand, and what came of them: so many at once, each followed
// by the next, or at a rate, whoever is still waiting.
//
//   const Outcome peak = AtOnce(Plans(*system), 32, absl::Seconds(2));
//   const Outcome over = AtRate(Plans(*system), 10 * peak.goodput(), …);
//
// Thread safety: one load at a time.
#ifndef ALHF_TESTS_FAULT_LOAD_H_
#define ALHF_TESTS_FAULT_LOAD_H_

#include <grpcpp/support/status.h>

#include <cstdint>
#include <functional>
#include <string>

#include "absl/time/time.h"

namespace alhf::testing {

// What came of one call: an error, or an answer that is worth something or not.
struct Answer {
  grpc::Status status;
  bool good = false;
};

// Begins one call; the callback gets what came of it, in some thread, once.
using BeginCall = std::function<void(std::function<void(Answer)>)>;

struct Outcome {
  absl::Duration time;  // in which answers are counted as good
  uint64_t begun = 0;
  uint64_t good = 0;
  uint64_t answered = 0;  // as well as the good ones, at whatever time
  uint64_t poor = 0;      // answered, and worth less than it should be
  uint64_t refused = 0;   // RESOURCE_EXHAUSTED, with a retry delay
  uint64_t late = 0;      // DEADLINE_EXCEEDED: the caller did not wait longer
  uint64_t wrong = 0;     // any other error
  std::string example;    // of what is wrong

  double goodput() const { return good / absl::ToDoubleSeconds(time); }
  std::string Describe() const;
};

// Keeps `calls` under way for `time`, and waits for the last of them. What was
// answered in the first quarter, while it fills, or afterwards, is not counted
// as good.
Outcome AtOnce(const BeginCall& begin, int calls, absl::Duration time);

// The same with so many begun a second.
Outcome AtRate(const BeginCall& begin, double per_second, absl::Duration time);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_FAULT_LOAD_H_
