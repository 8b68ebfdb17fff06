// Waits on a condition, generously: a loaded machine makes it as well.
//
//   EXPECT_TRUE(Eventually([&] { return talk.Lessons()->size() == 2; }));
#ifndef ALHF_TESTS_SUPPORT_EVENTUALLY_H_
#define ALHF_TESTS_SUPPORT_EVENTUALLY_H_

#include "absl/functional/function_ref.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace alhf::testing {

// Returns true as soon as `condition` does, false after a minute.
inline bool Eventually(absl::FunctionRef<bool()> condition) {
  const absl::Time deadline = absl::Now() + absl::Seconds(60);
  while (absl::Now() < deadline) {
    if (condition()) return true;
    absl::SleepFor(absl::Milliseconds(20));
  }
  return false;
}

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_EVENTUALLY_H_
