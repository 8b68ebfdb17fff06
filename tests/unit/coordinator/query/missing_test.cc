#include "coordinator/query/missing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(MissingTest, SaysWhatKindOfTroubleWhatHappenedAndWhatToDo) {
  const struct {
    absl::StatusCode code;
    Reason reason;
    const char* word;
  } cases[] = {
      {absl::StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE,
       "UNAVAILABLE: "},
      {absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE, "DEADLINE: "},
      {absl::StatusCode::kFailedPrecondition, Reason::POSITION_STALE,
       "STALE: "},
      {absl::StatusCode::kInternal, Reason::COMPONENT_FAILED, "FAILED: "},
  };
  for (const auto& c : cases) {
    const v1::MissingPart part =
        MissingBecause("a", Error(c.code, c.reason, "it broke"));
    EXPECT_EQ(part.component(), "a");
    EXPECT_THAT(part.reason(), StartsWith(c.word));
    EXPECT_THAT(part.reason(), HasSubstr("it broke ("));
  }
}

TEST(MissingTest, ABehindComponentMattersToWhoAskedForAPosition) {
  const absl::Status stale = Error(absl::StatusCode::kFailedPrecondition,
                                   Reason::POSITION_STALE, "behind");
  const absl::Status ahead = Error(absl::StatusCode::kOutOfRange,
                                   Reason::POSITION_AHEAD, "not there yet");
  EXPECT_TRUE(IsAboutPosition(stale, /*wants_position=*/true));
  EXPECT_FALSE(IsAboutPosition(stale, /*wants_position=*/false));
  EXPECT_TRUE(IsAboutPosition(ahead, /*wants_position=*/false));
  EXPECT_FALSE(IsAboutPosition(absl::UnavailableError("away"), true));
}

TEST(MissingTest, CallsOnlyWhatServes) {
  RegisteredComponent component;
  component.name = "a";
  component.detail = "gone fishing";
  component.health = v1::COMPONENT_SERVING;
  EXPECT_THAT(CheckCallable(component), IsOk());
  component.health = v1::COMPONENT_UNREACHABLE;
  EXPECT_TRUE(absl::IsUnavailable(CheckCallable(component)));
  component.health = v1::COMPONENT_REFUSED;
  EXPECT_FALSE(absl::IsUnavailable(CheckCallable(component)));
  EXPECT_THAT(std::string(CheckCallable(component).message()),
              HasSubstr("gone fishing"));
}

TEST(MissingTest, TheNearerLimitWinsAndLeavesTimeForTheRest) {
  const absl::Time now = absl::FromUnixSeconds(100);
  const absl::Duration limit = absl::Milliseconds(500);
  EXPECT_EQ(Slice(absl::InfiniteFuture(), now, limit), limit);
  EXPECT_EQ(Slice(now + absl::Seconds(10), now, limit), limit);
  const absl::Duration near = Slice(now + absl::Milliseconds(100), now, limit);
  EXPECT_GT(near, absl::Milliseconds(50));
  EXPECT_LT(near, absl::Milliseconds(100));
  EXPECT_LT(Slice(now - absl::Seconds(1), now, limit), absl::ZeroDuration());
}

}  // namespace
}  // namespace alhf::coordinator
