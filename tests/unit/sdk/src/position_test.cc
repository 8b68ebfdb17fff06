#include "sdk/src/position.h"

#include "alhf/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;

TEST(PositionTest, LogAndEpochMakeALog) {
  EXPECT_TRUE(SameLog(At(1), At(9)));
  EXPECT_FALSE(SameLog(At(1), At(1, "log-b")));
  EXPECT_FALSE(SameLog(At(1), At(1, "log-a", 2)));
}

TEST(PositionTest, ReachedMeansTheSameLogAndFarEnough) {
  EXPECT_TRUE(HasReached(At(5), At(5)));
  EXPECT_FALSE(HasReached(At(4), At(5)));
  EXPECT_FALSE(HasReached(At(9), At(5, "log-b")));
  EXPECT_TRUE(HasReached(v1::Position(), v1::Position()));
}

TEST(PositionTest, AsOfLiesInTheSameLogAndNotAhead) {
  EXPECT_THAT(CheckAsOf(At(5), At(5)), IsOk());
  EXPECT_THAT(CheckAsOf(At(5), v1::Position()), IsOk());
  EXPECT_THAT(CheckAsOf(At(5), At(6)),
              StatusIs(kFailed, Reason::POSITION_AHEAD));
  EXPECT_THAT(CheckAsOf(v1::Position(), At(6)),
              StatusIs(kFailed, Reason::POSITION_AHEAD));
  EXPECT_THAT(CheckAsOf(At(5), At(3, "log-a", 2)),
              StatusIs(kFailed, Reason::POSITION_FOREIGN));
}

}  // namespace
}  // namespace alhf::sdk
