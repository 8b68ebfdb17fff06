// Calls by the thousand, and what came of them: so many at once, each followed
// by the next, or at a rate, whoever is still waiting.
//
//   const Outcome peak = AtOnce(Plans(*system), 32, absl::Seconds(2));
//   const Outcome over = AtRate(Plans(*system), 10 * peak.goodput(), …);
//
// Thread safety: one load at a time.
#ifndef ALHF_TESTS_FAULT_LOAD_H_
#define ALHF_TESTS_FAULT_LOAD_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace alhf::testing {

// What came of one call: an error, or an answer that is worth something or not.
struct Answer {
  absl::Status status;
  bool good = false;
};

// Begins one call; the callback gets what came of it, in some thread, once.
using BeginCall = std::function<void(std::function<void(Answer)>)>;

struct Outcome {
  absl::Duration time;
  uint64_t begun = 0;
  uint64_t good = 0;
  uint64_t poor = 0;     // answered, and worth less than it should be
  uint64_t refused = 0;  // RESOURCE_EXHAUSTED, with a retry delay
  uint64_t late = 0;     // DEADLINE_EXCEEDED: the caller did not wait longer
  uint64_t wrong = 0;    // any other error
  std::string example;   // of what is wrong

  double goodput() const { return good / absl::ToDoubleSeconds(time); }
  std::string Describe() const;
};

// Keeps `calls` under way for `time`, and waits for the last of them.
Outcome AtOnce(const BeginCall& begin, int calls, absl::Duration time);

// Begins so many a second for `time`, and waits for the last of them. Counts as
// good only what was answered in that time.
Outcome AtRate(const BeginCall& begin, double per_second, absl::Duration time);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_FAULT_LOAD_H_
