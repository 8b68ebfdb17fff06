#include "eval/text_checks.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::eval {
namespace {

TEST(TextChecksTest, IgnoreCase) {
  EXPECT_TRUE(ContainsText("Net of Refunds", "net OF"));
  EXPECT_FALSE(ContainsText("Net of Refunds", "nets"));
  EXPECT_TRUE(MatchesPattern("SELECT x FROM T", "from\\s+t$"));
  EXPECT_FALSE(MatchesPattern("SELECT x FROM T", "^from"));
}

TEST(TextChecksTest, AnExpressionIsEcmaScript) {
  EXPECT_TRUE(ValidatePattern("a(?=b)\\d{2}").ok());
  EXPECT_FALSE(ValidatePattern("(?<name>a)").ok());
  EXPECT_FALSE(ValidatePattern("a{2").ok());
}

TEST(TextChecksTest, ALongTextMatchesNothingAndHarmsNothing) {
  EXPECT_FALSE(MatchesPattern(std::string(1 << 20, 'a'), "(a|b)*c?"));
}

TEST(TextChecksTest, CountsWords) {
  const struct {
    std::string text;
    size_t words;
  } kCases[] = {{"", 0},
                {"  \n ", 0},
                {"one two\nthree", 3},
                {"- one\n- two", 2},
                {"it's 1,250.50 €", 3},
                {"| a | b |\n| --- | --- |", 2}};
  for (const auto& each : kCases) {
    EXPECT_EQ(CountWords(each.text), each.words) << each.text;
  }
}

TEST(TextChecksTest, TellsFormatsApart) {
  const struct {
    std::string text;
    std::string format;
  } kCases[] = {
      {"- one\n- two", "bullets"},
      {"Here they are:\n* one\n* two", "bullets"},
      {"1. one\n2. two", "bullets"},
      {"• one", "bullets"},
      {"| a | b |\n| --- | --- |\n| 1 | 2 |", "table"},
      {"They are:\n\na | b\n---|---\n1 | 2", "table"},
      {"{\"a\": 1}", "json"},
      {" [1, 2]\n", "json"},
      {"```json\n{\"a\": 1}\n```", "json"},
      {"There were 14 of them.", "prose"},
      {"There were 14.\nOf these, 3 - or 4 - were new.", "prose"},
      {"2025 was better.", "prose"},
  };
  for (const auto& each : kCases) {
    for (const char* format : {"bullets", "table", "json", "prose"}) {
      EXPECT_EQ(HasFormat(each.text, format), each.format == format)
          << each.text << " as " << format;
    }
  }
}

TEST(TextChecksTest, WhatIsNothingClearlyHasNoFormat) {
  // Some bullets below much prose are neither.
  const std::string mixed = "One line.\nTwo.\nThree.\n- four";
  EXPECT_FALSE(HasFormat(mixed, "bullets"));
  EXPECT_FALSE(HasFormat(mixed, "prose"));
  for (const char* format : {"bullets", "table", "json", "prose"}) {
    EXPECT_FALSE(HasFormat("", format)) << format;
  }
  EXPECT_FALSE(HasFormat("14", "json"));
}

}  // namespace
}  // namespace alhf::eval
