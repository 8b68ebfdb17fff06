#include "alhf/sdk/conditions.h"

#include "gtest/gtest.h"

namespace alhf::sdk {
namespace {

bool Unread(absl::string_view text) {
  static const PhraseBook book(
      {"as|use bullets", "prefer <>", "fewer than # words"});
  const std::vector<PhraseMatch> matches = book.Read(text);
  EXPECT_EQ(matches.size(), 1u) << text;
  return !matches.empty() && LeavesConditionUnread(text, matches[0]);
}

TEST(ConditionsTest, AConditionBesideTheInstructionIsSeen) {
  for (const char* text :
       {"use bullets unless there is one row",
        "answers as bullets, but only when the board asks",
        "use bullets only on Fridays", "if it is late, use bullets",
        "use bullets where legal has signed it off",
        "prefer the manual unless it is old",
        "fewer than 50 words, except for my boss"}) {
    EXPECT_TRUE(Unread(text)) << text;
  }
}

TEST(ConditionsTest, TopicsMannersAndReadWordsAreNone) {
  for (const char* text :
       {"use bullets", "use bullets if possible", "use bullets if you can",
        "only use bullets", "use bullets only", "fewer than 50 words",
        "when asked about leave, use bullets",
        "use bullets for leave questions", "use bullets. If in doubt, ask."}) {
    EXPECT_FALSE(Unread(text)) << text;
  }
}

TEST(ConditionsTest, BytesThatWereReadHoldNone) {
  const absl::string_view text = "leave out boats where the mast is down";
  EXPECT_FALSE(LeavesConditionUnread(text, 0, text.size()));
  EXPECT_TRUE(LeavesConditionUnread(text, 0, 15));
}

}  // namespace
}  // namespace alhf::sdk
