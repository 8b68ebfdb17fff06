#include "core/relevance/lesson_kind.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::core {
namespace {

absl::string_view Kind(const std::string& text, bool has_trigger = false) {
  return NameOf(KindOf(Analyze(text), text, has_trigger));
}

TEST(LessonKindTest, IsToldFromTheWords) {
  EXPECT_EQ(Kind("Use the harbour's time zone."), "instruction");
  EXPECT_EQ(Kind("I never eat meat."), "wish");
  EXPECT_EQ(Kind("I’m allergic to nuts."), "wish");
  EXPECT_EQ(Kind("Our office is in Kiel."), "statement");
  EXPECT_EQ(Kind("Don't use abbreviations."), "instruction");
  EXPECT_EQ(Kind("An active boat means one that sailed this year.", true),
            "definition");
  EXPECT_EQ(Kind("For returns, name the harbour.", true), "topic");
}

TEST(LessonKindTest, EveryKindHasAName) {
  for (const LessonKind kind : kLessonKinds) EXPECT_NE(NameOf(kind), "unknown");
}

}  // namespace
}  // namespace alhf::core
