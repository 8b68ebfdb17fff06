#include "sdk/src/memory_keys.h"

#include <cstdint>

#include "absl/strings/match.h"
#include "gtest/gtest.h"

namespace alhf::sdk {
namespace {

TEST(MemoryKeysTest, TheTenantComesFirstAndNoneIsAnothersPrefix) {
  const std::string key = RevisionKey("acme", Revised::kLesson, "l-1", 5);
  EXPECT_TRUE(absl::StartsWith(key, TenantPrefix("acme")));
  EXPECT_FALSE(absl::StartsWith(key, TenantPrefix("acm")));
  EXPECT_TRUE(absl::StartsWith(PositionKey("acme"), TenantPrefix("acme")));
  EXPECT_FALSE(absl::StartsWith(HeaderKey(), TenantPrefix("acme")));
}

TEST(MemoryKeysTest, NewerRevisionsSortBeforeOlderOnes) {
  const auto key = [](uint64_t sequence) {
    return RevisionKey("acme", Revised::kLesson, "l-1", sequence);
  };
  EXPECT_LT(key(256), key(255));
  EXPECT_LT(key(2), key(1));
  EXPECT_EQ(SequenceOf(key(258)), 258);
  EXPECT_EQ(SequenceOf("short"), std::nullopt);
}

TEST(MemoryKeysTest, AnIdIsNoPrefixOfAnother) {
  EXPECT_FALSE(
      absl::StartsWith(RevisionKey("acme", Revised::kLesson, "l-10", 1),
                       RevisionsPrefix("acme", Revised::kLesson, "l-1")));
}

TEST(MemoryKeysTest, PlacesSortByLearningThenId) {
  EXPECT_LT(OrderPlace(9, "l-9"), OrderPlace(10, "l-1"));
  EXPECT_LT(OrderPlace(9, "l-1"), OrderPlace(9, "l-2"));
  const std::string place = OrderPlace(300, "l-7");
  const auto parsed = ParseOrderPlace(place);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->learned_sequence, 300);
  EXPECT_EQ(parsed->lesson_id, "l-7");
  EXPECT_EQ(ParseOrderPlace("12345678"), std::nullopt);
}

}  // namespace
}  // namespace alhf::sdk
