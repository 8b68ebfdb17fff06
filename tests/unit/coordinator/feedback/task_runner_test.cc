#include "coordinator/feedback/task_runner.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "tests/support/eventually.h"

namespace alhf::coordinator {
namespace {

using testing::Eventually;

// Takes nothing until it is told to.
class StubbornExecutor final : public Executor {
 public:
  bool TrySubmit(Task task) override {
    ++asked;
    if (full) return false;
    std::move(task)();
    return true;
  }
  std::atomic<bool> full = true;
  std::atomic<int> asked = 0;
};

TEST(TaskRunnerTest, RunsTasksOnTheExecutor) {
  ThreadPoolExecutor executor({.threads = 2, .queue = 16});
  TaskRunner runner(&executor);
  std::promise<std::thread::id> ran;
  EXPECT_TRUE(runner.Run([&] { ran.set_value(std::this_thread::get_id()); }));
  EXPECT_NE(ran.get_future().get(), std::this_thread::get_id());
}

TEST(TaskRunnerTest, AFullExecutorIsTriedAgain) {
  StubbornExecutor executor;
  TaskRunner runner(&executor);
  std::atomic<bool> ran = false;
  EXPECT_TRUE(runner.Run([&] { ran = true; }));
  EXPECT_TRUE(Eventually([&] { return executor.asked >= 3; }));
  EXPECT_FALSE(ran);
  executor.full = false;
  EXPECT_TRUE(Eventually([&] { return ran.load(); }));
}

TEST(TaskRunnerTest, LaterTasksRunInTheOrderOfTheirTimes) {
  InlineExecutor executor;
  TaskRunner runner(&executor);
  std::vector<int> order;
  std::promise<void> done;
  runner.RunAfter(absl::Milliseconds(60), [&] {
    order.push_back(2);
    done.set_value();
  });
  runner.RunAfter(absl::Milliseconds(10), [&] { order.push_back(1); });
  done.get_future().wait();
  EXPECT_EQ(order, (std::vector<int>{1, 2}));
}

TEST(TaskRunnerTest, StopWaitsForHoldsAndDropsWhatIsLater) {
  InlineExecutor executor;
  auto runner = std::make_unique<TaskRunner>(&executor);
  auto later = std::make_shared<int>(7);
  std::atomic<bool> ran = false;
  runner->RunAfter(absl::Hours(1), [&ran, later] { ran = true; });
  TaskRunner::Hold hold = runner->TakeHold();
  ASSERT_NE(hold, nullptr);
  std::atomic<bool> stopped = false;
  std::thread stopper([&] {
    runner->Stop();
    stopped = true;
  });
  EXPECT_TRUE(Eventually([&] { return runner->TakeHold() == nullptr; }));
  EXPECT_FALSE(stopped);
  EXPECT_FALSE(runner->Run([&] { ran = true; }));
  hold.reset();
  stopper.join();
  EXPECT_TRUE(stopped);
  EXPECT_FALSE(ran);
  EXPECT_EQ(later.use_count(), 1);
}

TEST(StrandTest, NeverRunsTwiceAtOnceAndMissesNoWake) {
  ThreadPoolExecutor executor({.threads = 4, .queue = 1024});
  TaskRunner runner(&executor);
  std::atomic<int> wakes = 0;
  std::atomic<int> running = 0;
  std::atomic<int> overlaps = 0;
  std::atomic<int> seen = 0;
  Strand strand(&runner, [&] {
    if (++running > 1) ++overlaps;
    seen = wakes.load();
    --running;
  });
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) {
        ++wakes;
        strand.Wake();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(Eventually([&] { return seen == 4000; }));
  EXPECT_EQ(overlaps, 0);
  runner.Stop();
}

TEST(StrandTest, AStepThatWakesItselfRunsAgain) {
  InlineExecutor executor;
  TaskRunner runner(&executor);
  int runs = 0;
  Strand* self = nullptr;
  Strand strand(&runner, [&] {
    if (++runs < 5) self->Wake();
  });
  self = &strand;
  strand.Wake();
  EXPECT_EQ(runs, 5);
}

}  // namespace
}  // namespace alhf::coordinator
