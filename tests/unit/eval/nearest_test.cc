#include "eval/nearest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NearestTest, TheNearestComeFirstAndTheNewestFillUp) {
  const auto nearest = NearestByBm25();
  EXPECT_THAT(nearest->Find("boats", 5), IsEmpty());
  nearest->Put(0, "Boats in harbours are old");
  nearest->Put(1, "no tables");
  nearest->Put(2, "Count sails");
  nearest->Put(3, "A boat");
  EXPECT_THAT(nearest->Find("Which boats?", 1), ElementsAre(3));
  EXPECT_THAT(nearest->Find("Which boats?", 3), ElementsAre(3, 0, 2));
  EXPECT_THAT(nearest->Find("Who mends nets?", 2), ElementsAre(3, 2));
  EXPECT_THAT(nearest->Find("Who mends nets?", 9), ElementsAre(3, 2, 1, 0));
}

}  // namespace
}  // namespace alhf::eval
