#include "coordinator/query/adjust_round.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/unit/coordinator/fake_registry.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class AdjustRoundTest : public ::testing::Test {
 protected:
  AdjustResult Adjust(const v1::AdjustQueryRequest& request = {}) {
    AdjustResult result;
    int calls = 0;
    AdjustAll(registry_.List(), {}, request, [&](AdjustResult round) {
      result = std::move(round);
      ++calls;
    });
    EXPECT_EQ(calls, 1);
    return result;
  }
  static v1::AdjustQueryRequest WithMinPosition() {
    v1::AdjustQueryRequest request;
    request.mutable_query()->mutable_min_position()->set_sequence(9);
    return request;
  }
  // A client that answers with an error.
  void AddFailing(const std::string& name, absl::StatusCode code,
                  Reason reason) {
    registry_.Add(name).on_adjust = [=](const auto&) {
      return Error(code, reason, "no");
    };
  }
  FakeRegistry registry_;
};

TEST_F(AdjustRoundTest, AsksEveryComponentAndNamesItsAnswer) {
  for (const char* name : {"b", "a"}) {
    registry_.Add(name).on_adjust = [](const auto& request) {
      v1::Adjustment adjustment;
      adjustment.set_component("an impostor");
      adjustment.set_encoder_id(request.tenant());
      return adjustment;
    };
  }
  v1::AdjustQueryRequest request;
  request.set_tenant("t");
  const AdjustResult result = Adjust(request);
  ASSERT_EQ(result.adjustments.size(), 2u);
  EXPECT_EQ(result.adjustments[0].component(), "a");
  EXPECT_EQ(result.adjustments[1].component(), "b");
  EXPECT_EQ(result.adjustments[1].encoder_id(), "t");
  EXPECT_THAT(result.missing, IsEmpty());
}

TEST_F(AdjustRoundTest, EndsWhereNobodyIsThere) {
  EXPECT_THAT(Adjust().adjustments, IsEmpty());
  registry_.Add("a", v1::COMPONENT_UNREACHABLE, "away");
  const AdjustResult result = Adjust();
  ASSERT_EQ(result.missing.size(), 1u);
  EXPECT_EQ(result.missing[0].component(), "a");
  EXPECT_THAT(result.missing[0].reason(), StartsWith("UNAVAILABLE: "));
  EXPECT_THAT(result.position_error, IsOk());
}

TEST_F(AdjustRoundTest, DoesNotCallWhatIsNotThere) {
  FakeClient& away = registry_.Add("a", v1::COMPONENT_UNREACHABLE);
  FakeClient& refused = registry_.Add("b", v1::COMPONENT_REFUSED);
  Adjust();
  EXPECT_THAT(away.adjust_requests(), IsEmpty());
  EXPECT_THAT(refused.adjust_requests(), IsEmpty());
}

TEST_F(AdjustRoundTest, AFailureCostsItsPartAlone) {
  registry_.Add("a");
  AddFailing("b", absl::StatusCode::kInternal, Reason::COMPONENT_FAILED);
  AddFailing("c", absl::StatusCode::kFailedPrecondition,
             Reason::POSITION_STALE);
  const AdjustResult result = Adjust(WithMinPosition());
  ASSERT_EQ(result.adjustments.size(), 1u);
  ASSERT_EQ(result.missing.size(), 2u);
  EXPECT_THAT(result.missing[0].reason(), StartsWith("FAILED: "));
  EXPECT_THAT(result.missing[1].reason(), StartsWith("STALE: "));
  EXPECT_THAT(result.position_error, IsOk());
}

TEST_F(AdjustRoundTest, NoPlanWhereNobodyReachedThePosition) {
  AddFailing("a", absl::StatusCode::kFailedPrecondition,
             Reason::POSITION_STALE);
  registry_.Add("b", v1::COMPONENT_UNREACHABLE);
  EXPECT_THAT(
      Adjust(WithMinPosition()).position_error,
      StatusIs(absl::StatusCode::kFailedPrecondition, Reason::POSITION_STALE));
}

TEST_F(AdjustRoundTest, NoPlanWhereThePositionLiesAhead) {
  AddFailing("a", absl::StatusCode::kFailedPrecondition,
             Reason::POSITION_AHEAD);
  EXPECT_THAT(
      Adjust().position_error,
      StatusIs(absl::StatusCode::kFailedPrecondition, Reason::POSITION_AHEAD));
}

TEST_F(AdjustRoundTest, AnswersMayComeFromManyThreads) {
  std::vector<std::thread> threads;
  for (const char* name : {"a", "b", "c", "d"}) {
    registry_.Add(name).deliver = [&](std::function<void()> answer) {
      threads.emplace_back(std::move(answer));
    };
  }
  for (int i = 0; i < 50; ++i) {
    std::atomic<int> calls{0};
    size_t answers = 0;
    AdjustAll(registry_.List(), {}, {}, [&](AdjustResult result) {
      answers = result.adjustments.size();
      ++calls;
    });
    for (std::thread& thread : threads) thread.join();
    threads.clear();
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(answers, 4u);
  }
}

}  // namespace
}  // namespace alhf::coordinator
