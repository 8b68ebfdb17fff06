#include "base/trace_context.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace alhf {
namespace {

constexpr char kTrace[] = "4bf92f3577b34da6a3ce929d0e0e4736";
constexpr char kParent[] = "00f067aa0ba902b7";

std::string Header(absl::string_view flags = "01") {
  return absl::StrCat("00-", kTrace, "-", kParent, "-", flags);
}

TEST(TraceContextTest, ReadsAHeader) {
  EXPECT_TRUE(IsTraceparent(Header()));
  EXPECT_EQ(TraceIdOf(Header()), kTrace);
  EXPECT_EQ(SpanIdOf(Header()), kParent);
  EXPECT_TRUE(IsSampled(Header()));
  EXPECT_TRUE(IsSampled(Header("0b")));
  EXPECT_FALSE(IsSampled(Header("00")));
  EXPECT_FALSE(IsSampled(Header("0e")));
}

TEST(TraceContextTest, AHeaderThatIsNoneSaysNothing) {
  const std::string good = Header();
  for (const std::string& bad :
       {std::string(), std::string("00"), good.substr(0, good.size() - 1),
        good + "0", good + "-more", "ff" + good.substr(2),
        absl::StrReplaceAll(good, {{"-", "_"}}),
        absl::StrReplaceAll(good, {{kTrace, std::string(32, '0')}}),
        absl::StrReplaceAll(good, {{kParent, std::string(16, '0')}}),
        absl::StrReplaceAll(good, {{"4bf9", "4BF9"}}),
        absl::StrReplaceAll(good, {{"4bf9", "4bg9"}})}) {
    EXPECT_FALSE(IsTraceparent(bad)) << bad;
    EXPECT_EQ(TraceIdOf(bad), "") << bad;
    EXPECT_EQ(SpanIdOf(bad), "") << bad;
    EXPECT_FALSE(IsSampled(bad)) << bad;
    std::mt19937_64 random(1);
    EXPECT_EQ(ContinueTrace(bad, "a=1", random).traceparent, "") << bad;
  }
}

TEST(TraceContextTest, ALaterVersionMayHaveMoreToSay) {
  EXPECT_TRUE(IsTraceparent("01" + Header().substr(2)));
  EXPECT_TRUE(IsTraceparent("cc" + Header().substr(2) + "-what-is-new"));
  EXPECT_FALSE(IsTraceparent("cc" + Header().substr(2) + "what-is-new"));
}

TEST(TraceContextTest, GoesOnUnderAnIdOfItsOwn) {
  std::mt19937_64 random(1);
  const TraceContext next = ContinueTrace(Header(), "a=1,b=2", random);
  ASSERT_TRUE(IsTraceparent(next.traceparent)) << next.traceparent;
  EXPECT_EQ(TraceIdOf(next.traceparent), kTrace);
  EXPECT_NE(SpanIdOf(next.traceparent), kParent);
  EXPECT_TRUE(IsSampled(next.traceparent));
  EXPECT_EQ(next.parent_id, kParent);
  EXPECT_EQ(next.tracestate, "a=1,b=2");
  // Flags that this version does not know are not passed on.
  EXPECT_THAT(ContinueTrace(Header("fe"), "", random).traceparent,
              ::testing::EndsWith("-00"));
  EXPECT_EQ(ContinueTrace("cc" + Header().substr(2) + "-new", "", random)
                .traceparent.substr(0, 3),
            "00-");
}

TEST(TraceContextTest, BeginsOne) {
  std::mt19937_64 random(1);
  const TraceContext first = BeginTrace(false, random);
  EXPECT_TRUE(IsTraceparent(first.traceparent)) << first.traceparent;
  EXPECT_FALSE(IsSampled(first.traceparent));
  EXPECT_EQ(first.parent_id, "");
  const TraceContext second = BeginTrace(true, random);
  EXPECT_TRUE(IsSampled(second.traceparent));
  EXPECT_NE(TraceIdOf(first.traceparent), TraceIdOf(second.traceparent));
}

}  // namespace
}  // namespace alhf
