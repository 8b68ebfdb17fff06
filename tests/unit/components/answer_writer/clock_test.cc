#include "components/answer_writer/clock.h"

#include <gtest/gtest.h>

namespace alhf::answer_writer {
namespace {

TEST(WithClockTest, Of24Hours) {
  EXPECT_EQ(WithClock(24, "Open from 7 am to 9:30 pm."),
            "Open from 07:00 to 21:30.");
  EXPECT_EQ(WithClock(24, "from 6 to 8 pm, 6-8 pm"),
            "from 18:00 to 20:00, 18:00-20:00");
  EXPECT_EQ(WithClock(24, "from 11 to 2 pm"), "from 11:00 to 14:00");
  EXPECT_EQ(WithClock(24, "until 12 am, from 12 p.m. on"),
            "until 00:00, from 12:00 on");
  EXPECT_EQ(WithClock(24, "The tide turns at 9 p.m."),
            "The tide turns at 21:00.");
}

TEST(WithClockTest, Of12Hours) {
  EXPECT_EQ(WithClock(12, "from 07:00 to 21:30"), "from 7 am to 9:30 pm");
  EXPECT_EQ(WithClock(12, "at 00:15"), "at 12:15 am");
}

TEST(WithClockTest, LeavesWhatIsNoTime) {
  for (const char* text : {"", "8 berths and 9 amps", "7.30 crowns", "13 pm",
                           "on 2025-07-09", "10-12 boats", "9 amount"}) {
    EXPECT_EQ(WithClock(24, text), text);
    EXPECT_EQ(WithClock(12, text), text);
    EXPECT_FALSE(NamesTime(text)) << text;
  }
  EXPECT_TRUE(NamesTime("at 9 am"));
  EXPECT_TRUE(NamesTime("at 21:00"));
}

}  // namespace
}  // namespace alhf::answer_writer
