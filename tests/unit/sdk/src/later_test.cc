#include "sdk/src/later.h"

#include <gtest/gtest.h>

namespace alhf::sdk {
namespace {

constexpr Backoff kSoon = {absl::Milliseconds(1), absl::Milliseconds(2)};

// Counts attempts, of which the first ones fail.
class Attempts {
 public:
  explicit Attempts(int failing) : failing_(failing) {}

  absl::Status Next() {
    MutexLock lock(mutex_);
    ++count_;
    changed_.NotifyAll();
    return count_ <= failing_ ? absl::UnavailableError("away")
                              : absl::OkStatus();
  }
  void Await(int count) {
    MutexLock lock(mutex_);
    while (count_ < count) changed_.Wait(mutex_);
  }
  int count() {
    MutexLock lock(mutex_);
    return count_;
  }

 private:
  const int failing_;
  Mutex mutex_;
  CondVar changed_;
  int count_ ABSL_GUARDED_BY(mutex_) = 0;
};

TEST(LaterTest, NothingIsTriedUnlessItIsWanted) {
  Attempts attempts(0);
  {
    Later later([&] { return attempts.Next(); }, kSoon);
  }
  EXPECT_EQ(attempts.count(), 0);
}

TEST(LaterTest, IsTriedAgainUntilItIsDone) {
  Attempts attempts(3);
  {
    Later later([&] { return attempts.Next(); }, kSoon);
    later.Want();
    attempts.Await(4);
    later.Want();
    attempts.Await(5);
  }
  EXPECT_EQ(attempts.count(), 5);
}

TEST(LaterTest, ItsEndDoesNotWaitForTheNextAttempt) {
  Attempts attempts(1);
  {
    Later later([&] { return attempts.Next(); },
                {absl::Hours(1), absl::Hours(1)});
    later.Want();
    attempts.Await(1);
  }
  EXPECT_EQ(attempts.count(), 1);
}

}  // namespace
}  // namespace alhf::sdk
