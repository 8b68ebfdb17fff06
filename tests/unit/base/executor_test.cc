#include "base/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace alhf {
namespace {

TEST(ThreadPoolExecutorTest, RunsEveryTaskThatItTook) {
  std::atomic<int> ran = 0;
  {
    ThreadPoolExecutor pool({.threads = 3, .queue = 1000});
    for (int i = 0; i < 1000; ++i) {
      EXPECT_TRUE(pool.TrySubmit([&ran] { ++ran; }));
    }
  }
  EXPECT_EQ(ran, 1000);
}

TEST(ThreadPoolExecutorTest, RefusesWhenTheQueueIsFull) {
  std::promise<void> started;
  std::promise<void> release;
  ThreadPoolExecutor pool({.threads = 1, .queue = 1});
  ASSERT_TRUE(pool.TrySubmit([&] {
    started.set_value();
    release.get_future().wait();
  }));
  started.get_future().wait();
  EXPECT_TRUE(pool.TrySubmit([] {}));
  EXPECT_FALSE(pool.TrySubmit([] {}));
  release.set_value();
}

TEST(ThreadPoolExecutorTest, RefusesWhileTheFirstHasWaitedTooLong) {
  std::promise<void> started;
  std::promise<void> release;
  std::promise<void> ran;
  ThreadPoolExecutor pool(
      {.threads = 1, .queue = 9, .longest_wait = absl::ZeroDuration()});
  ASSERT_TRUE(pool.TrySubmit([&] {
    started.set_value();
    release.get_future().wait();
  }));
  started.get_future().wait();
  EXPECT_TRUE(pool.TrySubmit([&] { ran.set_value(); }));
  EXPECT_FALSE(pool.TrySubmit([] {}));
  release.set_value();
  ran.get_future().wait();
  EXPECT_TRUE(pool.TrySubmit([] {}));
}

TEST(ThreadPoolExecutorTest, StopRunsWhatItTookAndTakesNoMore) {
  std::atomic<int> ran = 0;
  ThreadPoolExecutor pool({.threads = 2, .queue = 1000});
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(pool.TrySubmit([&ran] { ++ran; }));
  }
  pool.Stop();
  EXPECT_EQ(ran, 1000);
  EXPECT_FALSE(pool.TrySubmit([&ran] { ++ran; }));
  pool.Stop();
  EXPECT_EQ(ran, 1000);
}

TEST(InlineExecutorTest, RunsAtOnce) {
  bool ran = false;
  InlineExecutor executor;
  EXPECT_TRUE(executor.TrySubmit([&ran] { ran = true; }));
  EXPECT_TRUE(ran);
}

}  // namespace
}  // namespace alhf
