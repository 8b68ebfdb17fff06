#include "alhf/sdk/conditions.h"

#include <string>

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

TEST(ConditionsTest, AnySentenceMaySayOne) {
  EXPECT_TRUE(SaysCondition("Too long. Where guests read it, be brief."));
  EXPECT_FALSE(SaysCondition("Too long. Be brief."));
  EXPECT_FALSE(SaysCondition("When asked about leave, be brief."));
}

TEST(ConditionsTest, TopicsMannersAndReadWordsAreNone) {
  for (const char* text :
       {"use bullets", "use bullets if possible", "use bullets if you can",
        "only use bullets", "use bullets only", "fewer than 50 words",
        "when asked about leave, use bullets", "use bullets if I may ask",
        "use bullets if you don't mind",
        "if it is not too much trouble, use bullets",
        "use bullets for leave questions", "use bullets. If in doubt, ask.",
        "use bullets, otherwise nobody reads it"}) {
    EXPECT_FALSE(Unread(text)) << text;
  }
}

TEST(ConditionsTest, BytesThatWereReadHoldNone) {
  const absl::string_view text = "leave out boats where the mast is down";
  EXPECT_FALSE(LeavesConditionUnread(text, 0, text.size()));
  EXPECT_TRUE(LeavesConditionUnread(text, 0, 15));
}

TEST(IsDeniedTest, WhatStandsAroundDenies) {
  const PhraseBook book({"answer in german", "under # words", "use? bullets"});
  const auto denied = [&](absl::string_view text) {
    const auto matches = book.Read(text);
    EXPECT_EQ(matches.size(), 1u) << text;
    return !matches.empty() && IsDenied(text, matches[0].begin, matches[0].end);
  };
  for (const char* text :
       {"Don't answer in German.", "please do not ever answer in German",
        "I never said answer in German", "under 5 words is too short",
        "no bullets", "bullets are not what I want"}) {
    EXPECT_TRUE(denied(text)) << text;
  }
  for (const char* text :
       {"answer in German", "no, answer in German", "don't forget bullets",
        "I do not like prose, use bullets", "not prose but bullets",
        "under 50 words. That is too long.", "nobody reads it: use bullets"}) {
    EXPECT_FALSE(denied(text)) << text;
  }
}

// The words before the reason.
std::string Kept(const std::string& text) {
  const auto tokens = Analyze(text).tokens;
  const size_t at = ReasonIn(text, tokens);
  return at == 0 ? "" : text.substr(0, tokens[at - 1].end);
}

TEST(ReasonInTest, AReasonIsNotPartOfTheInstruction) {
  EXPECT_EQ(Kept("leave out maps, those are no books"), "leave out maps");
  EXPECT_EQ(Kept("leave out maps (they are no books)"), "leave out maps");
  EXPECT_EQ(Kept("leave out maps because they are no books"), "leave out maps");
  EXPECT_EQ(Kept("leave out maps as it is nonsense"), "leave out maps");
}

TEST(ReasonInTest, WhatPointsAtNothingIsKept) {
  for (const char* text :
       {"leave out maps, atlases and globes", "those are the late loans",
        "late loans are loans since 2024", "use it as a limit",
        "count loans as late, not lost"}) {
    EXPECT_EQ(Kept(text), text);
  }
}

TEST(LeavesConditionUnreadTest, WhatIsAskedPolitelyIsNone) {
  const std::string polite = "I would be grateful if it were shorter";
  EXPECT_FALSE(LeavesConditionUnread(polite, 30, 37));
  EXPECT_TRUE(LeavesConditionUnread("shorter if it rains", 0, 7));
}

TEST(LeavesConditionUnreadTest, SeveralRangesAreRead) {
  const std::string text = "bullets are better than prose, so use bullets";
  EXPECT_TRUE(LeavesConditionUnread(text, 34, 45));
  EXPECT_FALSE(LeavesConditionUnread(
      text, 34, std::vector<std::pair<size_t, size_t>>{{0, 29}, {34, 45}},
      TopicOf(text)));
}

}  // namespace
}  // namespace alhf::sdk
