#include "cli/progress_bar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(ProgressBarTest, SaysHowFarAndHowLong) {
  const std::string bar = RenderBar(25, 100, absl::Seconds(10), 80);
  EXPECT_THAT(bar, AllOf(StartsWith("██████████░"), HasSubstr(" 25 %"),
                         HasSubstr("25 of 100"), HasSubstr("30s left")));
  EXPECT_THAT(RenderBar(100, 100, absl::Seconds(10), 80),
              Not(HasSubstr("left")));
  EXPECT_THAT(RenderBar(0, 100, absl::Seconds(1), 80), Not(HasSubstr("left")));
  EXPECT_THAT(RenderBar(0, 0, absl::Seconds(1), 80), HasSubstr("100 %"));
  EXPECT_LT(RenderBar(25, 100, absl::Seconds(10), 20).size(), 20);
}

TEST(ProgressBarTest, DrawsOnATerminalAlone) {
  ManualClock clock(absl::UnixEpoch());
  std::ostringstream out;
  {
    ProgressBar bar(out, 0, &clock);
    bar.Show(1, 2);
  }
  EXPECT_EQ(out.str(), "");
  {
    ProgressBar bar(out, 80, &clock);
    bar.Show(1, 2);
    const std::string once = out.str();
    EXPECT_THAT(once, HasSubstr("50 %"));
    bar.Show(1, 2);
    EXPECT_EQ(out.str(), once);
  }
  // The line is cleared in the end.
  EXPECT_THAT(out.str().substr(out.str().size() - 4), "\r\x1b[K");
}

}  // namespace
}  // namespace alhf::cli
