#include "core/relevance/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ReportTest, SaysOfAnAnswerThatALessonDidNotApply) {
  for (const char* text :
       {"That did not apply here.", "that didn't apply here",
        "This lesson does not apply to this question", "It doesn't apply.",
        "I don't think that applies here", "That should not have applied here",
        "this wasn't meant for this question", "The bullets do not belong here",
        "That rule should not have been applied in this case, sorry",
        "Your rule on test accounts does not apply here"}) {
    EXPECT_TRUE(IsReport(text)) << text;
  }
}

TEST(ReportTest, AnInstructionIsNone) {
  for (const char* text :
       {"", "That applies here.", "Do not apply discounts.",
        "The discount does not apply to resellers.",
        "It does not apply to resellers.", "Do not use bullets here.",
        "That is not right.", "That did not apply here. Use weeks.",
        "We never hold stock in Lyon.", "Leave out test accounts.",
        "That was not meant, use the net price here instead"}) {
    EXPECT_FALSE(IsReport(text) &&
                 !ReportedLessons(text, {"write as bullets"}).empty())
        << text;
  }
}

TEST(ReportTest, MeansTheOnlyLessonOrTheOneThatItNames) {
  EXPECT_THAT(ReportedLessons("That did not apply here", {"as bullets"}),
              ElementsAre(0));
  EXPECT_THAT(ReportedLessons("That did not apply here", {}), IsEmpty());
  EXPECT_THAT(ReportedLessons("That did not apply here",
                              {"as bullets", "leave out test accounts"}),
              IsEmpty());
  EXPECT_THAT(ReportedLessons("The test accounts rule does not apply here",
                              {"as bullets", "leave out test accounts"}),
              ElementsAre(1));
  EXPECT_THAT(ReportedLessons("The bullet rule does not apply to this",
                              {"as bullets", "leave out test accounts"}),
              ElementsAre(0));
  EXPECT_THAT(ReportedLessons("The weeks do not apply here", {"as bullets"}),
              IsEmpty());
}

}  // namespace
}  // namespace alhf::core
