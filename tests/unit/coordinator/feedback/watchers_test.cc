#include "coordinator/feedback/watchers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

#include "tests/support/eventually.h"

namespace alhf::coordinator {
namespace {

using testing::Eventually;

class WatchersTest : public ::testing::Test {
 protected:
  // A watcher's end is seen before its step has ended.
  ~WatchersTest() override { runner_.Stop(); }

  InlineExecutor executor_;
  TaskRunner runner_{&executor_};
  Watchers watchers_{&runner_};
};

TEST_F(WatchersTest, LooksAtOnceAndAfterEachWakeUntilItEnds) {
  int looks = 0;
  watchers_.Add(
      [&](bool last) {
        EXPECT_FALSE(last);
        return ++looks == 3;
      },
      absl::InfiniteDuration());
  EXPECT_EQ(looks, 1);
  watchers_.Wake();
  watchers_.Wake();
  EXPECT_EQ(looks, 3);
  watchers_.Wake();
  EXPECT_EQ(looks, 3);
}

TEST_F(WatchersTest, PatienceRunsOutWithALastLook) {
  std::atomic<bool> ended = false;
  watchers_.Add(
      [&](bool last) {
        ended = last;
        return last;
      },
      absl::Milliseconds(10));
  EXPECT_TRUE(Eventually([&] { return ended.load(); }));
}

TEST_F(WatchersTest, ExpireEndsEverybody) {
  std::vector<int> ended;
  for (int i = 0; i < 3; ++i) {
    watchers_.Add(
        [&ended, i](bool last) {
          if (last) ended.push_back(i);
          return last;
        },
        absl::InfiniteDuration());
  }
  EXPECT_TRUE(ended.empty());
  watchers_.Expire();
  EXPECT_EQ(ended, (std::vector<int>{0, 1, 2}));
  bool at_once = false;
  watchers_.Add([&](bool last) { return at_once = last; },
                absl::InfiniteDuration());
  EXPECT_TRUE(at_once);
}

TEST_F(WatchersTest, CloseEndsWhatCameAfterTheRunnerStopped) {
  int looks = 0;
  runner_.Stop();
  watchers_.Add(
      [&](bool last) {
        EXPECT_TRUE(last);
        ++looks;
        return true;
      },
      absl::InfiniteDuration());
  EXPECT_EQ(looks, 0);
  watchers_.Close();
  watchers_.Close();
  EXPECT_EQ(looks, 1);
}

}  // namespace
}  // namespace alhf::coordinator
