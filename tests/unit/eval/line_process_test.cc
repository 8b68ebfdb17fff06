#include "eval/line_process.h"

#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

constexpr absl::Duration kLong = absl::Seconds(30);

TEST(LineProcessTest, AnswersLineByLine) {
  const auto cat = LineProcess::Start({"/bin/cat"});
  ASSERT_TRUE(cat.ok()) << cat.status();
  EXPECT_EQ(*(*cat)->Ask("one", kLong), "one");
  EXPECT_EQ(*(*cat)->Ask("", kLong), "");
  const std::string large(1 << 20, 'x');
  EXPECT_EQ(*(*cat)->Ask(large, kLong), large);
}

TEST(LineProcessTest, KeepsWhatCameTooEarly) {
  const auto twice = LineProcess::Start(
      {"/bin/sh", "-c", "read a; echo $a; read b; echo $b; echo more; read c"});
  EXPECT_EQ(*(*twice)->Ask("one", kLong), "one");
  EXPECT_EQ(*(*twice)->Ask("two", kLong), "two");
  EXPECT_EQ(*(*twice)->Ask("three", kLong), "more");
}

TEST(LineProcessTest, SaysThatItEndedOrIsSilent) {
  EXPECT_EQ(LineProcess::Start({"/nowhere/x"}).status().code(),
            absl::StatusCode::kNotFound);
  const auto ends = LineProcess::Start({"/bin/true"});
  EXPECT_EQ((*ends)->Ask("x", kLong).status().code(),
            absl::StatusCode::kUnavailable);
  const auto silent = LineProcess::Start({"/bin/sleep", "600"});
  EXPECT_EQ((*silent)->Ask("x", absl::Milliseconds(20)).status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

}  // namespace
}  // namespace alhf::eval
