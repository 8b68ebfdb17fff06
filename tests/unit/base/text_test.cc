#include "base/text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "absl/strings/escaping.h"

namespace alhf {
namespace {

TEST(TextTest, AcceptsUtf8AndNothingElse) {
  EXPECT_TRUE(IsUtf8(""));
  EXPECT_TRUE(IsUtf8("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"));
  EXPECT_FALSE(IsUtf8("\xFF"));
  EXPECT_FALSE(IsUtf8("\xC3"));              // cut short
  EXPECT_FALSE(IsUtf8("\xC0\x80"));          // overlong
  EXPECT_FALSE(IsUtf8("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(IsUtf8("\xF4\x90\x80\x80"));  // above U+10FFFF
}

TEST(TextTest, CutsBetweenCharacters) {
  EXPECT_EQ(CutUtf8("abc", 5), "abc");
  EXPECT_EQ(CutUtf8("abc", 2), "ab");
  EXPECT_EQ(CutUtf8("a\xE2\x82\xAC", 3), "a");
  EXPECT_EQ(CutUtf8("a\xE2\x82\xAC", 4), "a\xE2\x82\xAC");
}

// FIPS 180-4, example "abc".
TEST(TextTest, DigestsAsTheStandardSays) {
  EXPECT_EQ(absl::BytesToHexString(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(TextTest, IdsComeFromTheGivenRandomness) {
  std::mt19937_64 one(7);
  std::mt19937_64 two(7);
  const std::string id = RandomId("f-", one);
  EXPECT_EQ(id, RandomId("f-", two));
  EXPECT_NE(id, RandomId("f-", one));
  EXPECT_EQ(id.size(), 12u);
}

TEST(TextTest, TimesRoundTrip) {
  const absl::Time time =
      absl::FromUnixSeconds(1700000000) + absl::Nanoseconds(42);
  EXPECT_EQ(FromProto(ToProto(time)), time);
  const absl::Time before = absl::FromUnixNanos(-1);
  EXPECT_EQ(FromProto(ToProto(before)), before);
}

TEST(TextTest, BigEndianSortsAsNumbersDo) {
  std::string small, large;
  AppendBigEndian64(small, 255);
  AppendBigEndian64(large, 256);
  EXPECT_LT(small, large);
  EXPECT_EQ(ReadBigEndian64(large), 256u);
}

}  // namespace
}  // namespace alhf
