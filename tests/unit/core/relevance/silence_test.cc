#include "core/relevance/silence.h"

#include <gtest/gtest.h>

namespace alhf::core {
namespace {

TEST(SilenceTest, WhatWasPromisedRaisesNothing) {
  for (size_t reports = 0; reports <= 10; ++reports) {
    EXPECT_EQ(RaiseFor(reports), 0) << reports;
  }
}

TEST(SilenceTest, EachReportBeyondAsksForMoreAndLessThanTheOneBefore) {
  for (size_t reports = 11; reports < 100; ++reports) {
    EXPECT_GT(RaiseFor(reports), RaiseFor(reports - 1));
    EXPECT_LT(RaiseFor(reports + 1) - RaiseFor(reports),
              RaiseFor(reports) - RaiseFor(reports - 1));
  }
}

}  // namespace
}  // namespace alhf::core
