#include "components/answer_writer/style_names.h"

#include <gtest/gtest.h>

namespace alhf::answer_writer {
namespace {

TEST(StyleNamesTest, SayWhatIsSettled) {
  Style clock;
  clock.set_clock(24);
  EXPECT_EQ(KeyOf(clock), "clock");
  EXPECT_EQ(Describe(clock), "write times by the clock of 24 hours");

  Style scaled;
  scaled.mutable_numbers()->set_scale(1000);
  scaled.set_only_for(ANSWER_KIND_ROWS);
  EXPECT_EQ(KeyOf(scaled), "scale");
  EXPECT_EQ(Describe(scaled), "write numbers in thousands, where rows answer");

  Style bullets;
  bullets.set_form(FORM_BULLETS);
  bullets.set_only_for(ANSWER_KIND_PASSAGES);
  bullets.set_folder("crew/");
  EXPECT_EQ(KeyOf(bullets), "form:passages");
  EXPECT_EQ(Describe(bullets), "write as bullets, where pages of crew/ answer");

  // A limit and that there is none settle the same.
  Style limit;
  limit.set_max_words(30);
  Style unlimited;
  unlimited.set_unlimited(true);
  EXPECT_EQ(KeyOf(limit), KeyOf(unlimited));
  EXPECT_EQ(Describe(unlimited), "write as much as is needed");
}

}  // namespace
}  // namespace alhf::answer_writer
