#include "sdk/src/call_lanes.h"

#include <future>

#include "alhf/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/blocking_component.h"

namespace alhf::sdk {
namespace {

using ::absl::StatusCode;
using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

class CallLanesTest : public ::testing::Test {
 protected:
  static CallLanes::Options Small() {
    CallLanes::Options options;
    options.queue = 2;
    options.feedback_threads = 1;
    options.query_threads = 1;
    return options;
  }
  // Runs a call and returns what it was told.
  std::future<absl::Status> Run(Lane lane) {
    auto told = std::make_shared<std::promise<absl::Status>>();
    lanes_.Run(lane, [told](absl::Status status) { told->set_value(status); });
    return told->get_future();
  }
  std::future<absl::Status> RunAfter(uint64_t sequence, absl::Time deadline) {
    auto told = std::make_shared<std::promise<absl::Status>>();
    lanes_.RunAfter("acme", At(sequence), deadline, Lane::kQuery,
                    [told](absl::Status status) { told->set_value(status); });
    return told->get_future();
  }
  static bool IsReady(const std::future<absl::Status>& future) {
    return future.wait_for(std::chrono::seconds(0)) ==
           std::future_status::ready;
  }

  HostedComponent host_;
  const SystemClock clock_;
  CallLanes lanes_{Small(), &*host_, &clock_};
};

TEST_F(CallLanesTest, AFullQueueSaysWhenToTryAgain) {
  Gate gate;
  lanes_.Run(Lane::kQuery, [&](absl::Status) { gate.Pass(); });
  gate.AwaitCallers(1);
  auto first = Run(Lane::kQuery);
  auto second = Run(Lane::kQuery);
  const absl::Status third = Run(Lane::kQuery).get();
  EXPECT_THAT(third,
              StatusIs(StatusCode::kResourceExhausted, Reason::QUEUE_FULL));
  EXPECT_GT(RetryDelayOf(third), absl::ZeroDuration());
  // The other path is not touched.
  EXPECT_THAT(Run(Lane::kFeedback).get(), IsOk());
  gate.Open();
  EXPECT_THAT(first.get(), IsOk());
  EXPECT_THAT(second.get(), IsOk());
}

TEST_F(CallLanesTest, WaitingHoldsNoThread) {
  std::vector<std::future<absl::Status>> waiting;
  for (int i = 0; i < 2; ++i) {
    waiting.push_back(RunAfter(1, absl::InfiniteFuture()));
  }
  EXPECT_THAT(RunAfter(1, absl::InfiniteFuture()).get(),
              StatusIs(StatusCode::kResourceExhausted, Reason::QUEUE_FULL));
  EXPECT_THAT(Run(Lane::kQuery).get(), IsOk());
  EXPECT_FALSE(IsReady(waiting[0]));
  ASSERT_THAT(host_->ApplyChanges(Entries({MakeEntry(1, {None()})})), IsOk());
  for (auto& each : waiting) EXPECT_THAT(each.get(), IsOk());
}

TEST_F(CallLanesTest, AWaitEndsBeforeTheCallerGivesUp) {
  const absl::Time deadline = clock_.Now() + absl::Milliseconds(500);
  EXPECT_THAT(RunAfter(1, deadline).get(), IsOk());
  EXPECT_LT(clock_.Now(), deadline);
}

TEST_F(CallLanesTest, DrainingTakesNoMoreAndEndsWaits) {
  auto waiting = RunAfter(1, absl::InfiniteFuture());
  lanes_.Drain(absl::Seconds(30));
  const auto draining = StatusIs(StatusCode::kUnavailable, Reason::DRAINING);
  ASSERT_TRUE(IsReady(waiting));
  EXPECT_THAT(waiting.get(), draining);
  EXPECT_THAT(Run(Lane::kQuery).get(), draining);
  EXPECT_THAT(RunAfter(1, absl::InfiniteFuture()).get(), draining);
}

TEST_F(CallLanesTest, DrainingWaitsForCallsButNotForever) {
  Gate gate;
  lanes_.Run(Lane::kQuery, [&](absl::Status) { gate.Pass(); });
  gate.AwaitCallers(1);
  auto queued = Run(Lane::kQuery);
  lanes_.Drain(absl::Milliseconds(20));
  EXPECT_FALSE(IsReady(queued));
  gate.Open();
  lanes_.Drain(absl::Seconds(30));
  EXPECT_TRUE(IsReady(queued));
}

}  // namespace
}  // namespace alhf::sdk
