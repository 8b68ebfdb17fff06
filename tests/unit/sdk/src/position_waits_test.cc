#include "sdk/src/position_waits.h"

#include <atomic>
#include <map>

#include "base/mutex.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

// Where each tenant is, and what was called.
class PositionWaitsTest : public ::testing::Test {
 protected:
  void MoveTo(const std::string& tenant, uint64_t sequence) {
    {
      MutexLock lock(mutex_);
      applied_[tenant] = sequence;
    }
    waits_.Notify(tenant);
  }
  bool Wait(const std::string& tenant, uint64_t sequence,
            absl::Time deadline = absl::InfiniteFuture()) {
    return waits_.Wait(tenant, At(sequence), deadline, [this] {
      MutexLock lock(mutex_);
      ++calls_;
      called_.NotifyAll();
    });
  }
  int Calls() {
    MutexLock lock(mutex_);
    return calls_;
  }
  void AwaitCalls(int calls) {
    MutexLock lock(mutex_);
    while (calls_ < calls) {
      ASSERT_TRUE(called_.WaitFor(mutex_, absl::Seconds(30)));
    }
  }

  const SystemClock clock_;
  Mutex mutex_;
  CondVar called_;
  std::map<std::string, uint64_t> applied_ ABSL_GUARDED_BY(mutex_);
  int calls_ ABSL_GUARDED_BY(mutex_) = 0;
  PositionWaits waits_{
      [this](const std::string& tenant, const v1::Position& position) {
        MutexLock lock(mutex_);
        return applied_[tenant] >= position.sequence();
      },
      &clock_, 3};
};

TEST_F(PositionWaitsTest, EndsWhenThePositionIsReached) {
  ASSERT_TRUE(Wait("acme", 2));
  MoveTo("acme", 1);
  MoveTo("other", 5);
  EXPECT_EQ(Calls(), 0);
  MoveTo("acme", 3);
  EXPECT_EQ(Calls(), 1);
  MoveTo("acme", 4);
  EXPECT_EQ(Calls(), 1);
}

TEST_F(PositionWaitsTest, EndsAtOnceWhereItIsReached) {
  MoveTo("acme", 2);
  ASSERT_TRUE(Wait("acme", 2));
  EXPECT_EQ(Calls(), 1);
}

TEST_F(PositionWaitsTest, EndsAtItsDeadline) {
  ASSERT_TRUE(Wait("acme", 2));
  ASSERT_TRUE(Wait("acme", 2, clock_.Now() + absl::Milliseconds(20)));
  ASSERT_TRUE(Wait("acme", 2, clock_.Now() - absl::Seconds(1)));
  AwaitCalls(2);
  EXPECT_EQ(Calls(), 2);
}

TEST_F(PositionWaitsTest, TakesNoMoreThanItsLimit) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(Wait("acme", 2));
  EXPECT_FALSE(Wait("acme", 2));
  MoveTo("acme", 2);
  EXPECT_EQ(Calls(), 3);
  EXPECT_TRUE(Wait("acme", 3));
}

TEST_F(PositionWaitsTest, StoppingEndsEveryWait) {
  ASSERT_TRUE(Wait("acme", 2));
  ASSERT_TRUE(Wait("other", 2));
  waits_.Stop();
  EXPECT_EQ(Calls(), 2);
  ASSERT_TRUE(Wait("acme", 2));
  EXPECT_EQ(Calls(), 3);
}

}  // namespace
}  // namespace alhf::sdk
