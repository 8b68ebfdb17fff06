#include "core/relevance/beneficiary.h"

#include <gtest/gtest.h>

namespace alhf::core {
namespace {

Beneficiaries Of(absl::string_view text) {
  return BeneficiariesOf(Analyze(text));
}

TEST(BeneficiaryTest, FindsWhoseMatterItIs) {
  EXPECT_EQ(Of("A present for my sister"), kSibling);
  EXPECT_EQ(Of("What may our old cat eat?"), kAnimal);
  EXPECT_EQ(Of("My two small children and their grandfather"),
            kChild | kRelative);
  EXPECT_EQ(Of("my wife's birthday"), kPartner);
  EXPECT_EQ(Of("Something for a friend"), kFriend);
}

TEST(BeneficiaryTest, TheSpeakersOwnMatterIsNobodyElses) {
  EXPECT_EQ(Of("What should I read?"), 0u);
  EXPECT_EQ(Of("My flight to Oslo"), 0u);
  EXPECT_EQ(Of(""), 0u);
}

TEST(BeneficiaryTest, ANounWithoutAnOwnerIsATopic) {
  EXPECT_EQ(Of("Why do cats sleep so much?"), 0u);
  EXPECT_EQ(Of("How many children were born in 1950?"), 0u);
}

}  // namespace
}  // namespace alhf::core
