#include "components/sql_generator/reasons.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::sql_generator {
namespace {

// The words before the reason.
std::string Kept(const std::string& text) {
  const auto tokens = sdk::Analyze(text).tokens;
  const size_t at = ReasonIn(text, tokens);
  return at == 0 ? "" : text.substr(0, tokens[at - 1].end);
}

TEST(ReasonInTest, AReasonIsNotPartOfTheInstruction) {
  EXPECT_EQ(Kept("leave out maps, those are no books"), "leave out maps");
  EXPECT_EQ(Kept("leave out maps (they are no books)"), "leave out maps");
  EXPECT_EQ(Kept("leave out maps because they are no books"), "leave out maps");
  EXPECT_EQ(Kept("leave out maps as it is nonsense"), "leave out maps");
}

TEST(ReasonInTest, WhatPointsAtNothingIsKept) {
  for (const char* text :
       {"leave out maps, atlases and globes", "those are the late loans",
        "late loans are loans since 2024", "use it as a limit",
        "count loans as late, not lost"}) {
    EXPECT_EQ(Kept(text), text);
  }
}

}  // namespace
}  // namespace alhf::sql_generator
