#include "eval/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ScenarioTest, NeedsWhatItsChecksName) {
  Question question;
  question.applies = {0, 1, 2, 3, 4};
  EXPECT_THAT(NeededRecords(question), IsEmpty());
  question.requirements.resize(2);
  question.requirements[0].needs = {{3, 4}};
  question.requirements[1].needs = {{1}, {3}};
  EXPECT_THAT(NeededRecords(question), ElementsAre(1, 3, 4));
}

}  // namespace
}  // namespace alhf::eval
