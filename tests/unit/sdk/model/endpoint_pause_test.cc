#include "sdk/model/endpoint_pause.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::testing::HasSubstr;

class EndpointPauseTest : public ::testing::Test {
 protected:
  void Fail(int times) {
    for (int i = 0; i < times; ++i) {
      ASSERT_THAT(pause_.Begin(), IsOk());
      pause_.Ended(/*failed=*/true);
    }
  }

  ManualClock clock_{absl::FromUnixSeconds(1'750'000'000)};
  EndpointPause pause_{&clock_, [] { return 0.0; }};
};

TEST_F(EndpointPauseTest, ThreeFailuresInARowBeginIt) {
  Fail(2);
  ASSERT_THAT(pause_.Begin(), IsOk());
  pause_.Ended(/*failed=*/false);
  Fail(3);
  const absl::Status paused = pause_.Begin();
  EXPECT_EQ(ReasonOf(paused), Reason::MODEL_UNAVAILABLE);
  EXPECT_TRUE(absl::IsUnavailable(paused));
  EXPECT_THAT(std::string(paused.message()), HasSubstr("left alone for 1s"));
}

TEST_F(EndpointPauseTest, OneCallTriesWhenItIsOverAndTheOthersWait) {
  Fail(3);
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(pause_.Begin(), IsOk());
  EXPECT_TRUE(absl::IsUnavailable(pause_.Begin()));
  pause_.Ended(/*failed=*/false);
  EXPECT_THAT(pause_.Begin(), IsOk());
  EXPECT_THAT(pause_.Begin(), IsOk());
}

TEST_F(EndpointPauseTest, GrowsUpToHalfAMinute) {
  Fail(3);
  for (const int seconds : {1, 2, 4, 8, 16, 30, 30}) {
    clock_.Advance(absl::Seconds(seconds) - absl::Milliseconds(1));
    EXPECT_TRUE(absl::IsUnavailable(pause_.Begin())) << seconds;
    clock_.Advance(absl::Milliseconds(1));
    Fail(1);
  }
}

}  // namespace
}  // namespace alhf::sdk
