#include "core/compose/firing_policy.h"

#include <gtest/gtest.h>

#include <limits>

namespace alhf::core {
namespace {

v1::AdjustmentItem ItemOf(double score, v1::Disposition disposition) {
  v1::AdjustmentItem item;
  item.set_score(score);
  item.set_disposition(disposition);
  return item;
}

TEST(FiringPolicyTest, DecidesByTheThreshold) {
  const FiringPolicy policy{0.5};
  struct {
    double score;
    v1::Disposition given;
    v1::Disposition want;
  } const kTable[] = {
      {0.5, v1::DISPOSITION_UNSPECIFIED, v1::DISPOSITION_APPLIED},
      {0.49, v1::DISPOSITION_UNSPECIFIED, v1::DISPOSITION_CANDIDATE},
      {0.49, v1::DISPOSITION_APPLIED, v1::DISPOSITION_CANDIDATE},
      {0.9, v1::DISPOSITION_CANDIDATE, v1::DISPOSITION_APPLIED},
      {0.9, v1::DISPOSITION_SHADOW, v1::DISPOSITION_SHADOW},
      {0.1, v1::DISPOSITION_SHADOW, v1::DISPOSITION_SHADOW},
      {std::numeric_limits<double>::quiet_NaN(), v1::DISPOSITION_UNSPECIFIED,
       v1::DISPOSITION_CANDIDATE},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(Decide(policy, ItemOf(row.score, row.given)), row.want)
        << row.score << " " << row.given;
  }
}

TEST(FiringPolicyTest, SaysItsName) {
  EXPECT_EQ(NameOf(FiringPolicy{0.5}), "threshold/0.5");
  EXPECT_EQ(NameOf(FiringPolicy{0.75}), "threshold/0.75");
}

}  // namespace
}  // namespace alhf::core
