#include "eval/simulator/pattern_sample.h"

#include <gtest/gtest.h>

#include "eval/text_checks.h"

namespace alhf::eval {
namespace {

TEST(PatternSampleTest, FindsATextThatMatches) {
  for (const char* pattern :
       {"isoyear|IYYY", "to_char\\(.*'IW'", "\\b53\\b", "[0-9]+ days",
        "net (of|without) refunds?", "a{3}b{2,4}", "(?:x|y)z*?$", "^start",
        "[^a-z]end", "[\\d,]+", "1[.,]234", "\\$\\s?\\d+", "a\\.b", ""}) {
    const auto sample = PatternSample(pattern);
    ASSERT_TRUE(sample.has_value()) << pattern;
    EXPECT_TRUE(MatchesPattern(*sample, pattern)) << pattern << ": " << *sample;
  }
}

TEST(PatternSampleTest, SaysWhereItCannot) {
  for (const char* pattern :
       {"(?=a)b", "(?!a)b", "(a)\\1", "\\u0041", "[", "a)", "(a", "a{9999}"}) {
    EXPECT_FALSE(PatternSample(pattern).has_value()) << pattern;
  }
}

}  // namespace
}  // namespace alhf::eval
