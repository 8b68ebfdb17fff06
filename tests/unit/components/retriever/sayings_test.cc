#include "components/retriever/sayings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace alhf::retriever {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Case {
  const char* text;
  Says says;
  const char* rest = "";
};

TEST(ReadInstructionsTest, ReadsWhichSourcesToUse) {
  for (const Case& c : {
           Case{"use the 2025 guide", Says::kUse, "the 2025 guide"},
           Case{"pls look in the log book", Says::kUse, "the log book"},
           Case{"Look at the log book instead", Says::kUse,
                "the log book instead"},
           Case{"the right answer is in the log book", Says::kUse,
                "the log book"},
           Case{"this should come from the log book", Says::kUse,
                "the log book"},
           Case{"prefer the harbour rules", Says::kPrefer, "the harbour rules"},
           Case{"only use the harbour rules", Says::kOnly, "harbour rules"},
           Case{"Answer only from the harbour rules.", Says::kOnly,
                "the harbour rules"},
           Case{"stick to the harbour rules", Says::kOnly, "the harbour rules"},
           Case{"ignore the archive folder", Says::kLeaveOut,
                "the archive folder"},
           Case{"ingore the archive folder", Says::kLeaveOut,
                "the archive folder"},
           Case{"don't quote drafts", Says::kLeaveOut, "drafts"},
           Case{"never use the wiki", Says::kLeaveOut, "wiki"},
           Case{"do not cite from the wiki", Says::kLeaveOut, "the wiki"},
           Case{"please leave the wiki out", Says::kLeaveOut, "the wiki"},
           Case{"leave out the wiki", Says::kLeaveOut, "the wiki"},
           Case{"nothing from the wiki please", Says::kLeaveOut,
                "the wiki please"},
           Case{"not from the wiki", Says::kNotThis, "the wiki"},
           Case{"the wiki should be left aside", Says::kLeaveOut, "the wiki"},
           Case{"drafts must not be quoted", Says::kLeaveOut, "drafts"},
           Case{"the log must be ignored", Says::kLeaveOut, "the log"},
           Case{"I should be glad if the wiki were left out", Says::kLeaveOut,
                "the wiki"},
           Case{"the 2019 rules are withdrawn", Says::kNo, "the 2019 rules"},
           Case{"only the new rules may be cited", Says::kOnly,
                "the new rules"},
           Case{"rely on the log rather than on the wiki", Says::kPrefer,
                "the log"},
           Case{"no, not the wiki", Says::kNotThis, "the wiki"},
           Case{"no wiki please", Says::kNo, "wiki please"},
       }) {
    SCOPED_TRACE(c.text);
    const auto sayings = ReadInstructions(c.text);
    ASSERT_EQ(sayings.size(), 1u);
    EXPECT_EQ(sayings[0].says, c.says);
    EXPECT_EQ(sayings[0].match.rest, c.rest);
  }
}

TEST(ReadInstructionsTest, ReadsWhatIsNoLongerValid) {
  const auto folder = ReadInstructions("Nothing in the archive is valid now.");
  ASSERT_EQ(folder.size(), 1u);
  EXPECT_EQ(folder[0].says, Says::kLeaveOut);
  EXPECT_EQ(folder[0].match.rest, "the archive");
  const auto sign = ReadInstructions("archive = outdated");
  ASSERT_EQ(sign.size(), 1u);
  EXPECT_EQ(sign[0].says, Says::kNo);
}

TEST(ReadInstructionsTest, AnAndMayBeginAnotherInstruction) {
  const auto both =
      ReadInstructions("Stick to the wiki and don't use the log book.");
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0].says, Says::kOnly);
  EXPECT_EQ(both[0].match.rest, "the wiki");
  EXPECT_EQ(both[1].says, Says::kLeaveOut);
  EXPECT_EQ(both[1].match.rest, "log book");
}

TEST(ReadInstructionsTest, ReadsDatesAndCounts) {
  for (const Case& c : {
           Case{"prefer newer pages", Says::kNewest},
           Case{"use the most recent version", Says::kNewest},
           Case{"always take the latest document", Says::kNewest},
           Case{"don't use outdated pages", Says::kNewest},
           Case{"use the newest one", Says::kNewest},
           Case{"newest pages first", Says::kNewest},
           Case{"ignore everything before 2024", Says::kNotBefore},
           Case{"ignore pages older than 2024", Says::kNotBefore},
           Case{"nothing from before 2024", Says::kNotBefore},
           Case{"only documents from 2024 on", Says::kNotBefore},
           Case{"use only pages from 2024 on", Says::kNotBefore},
           Case{"only documents from this year", Says::kThisYear},
           Case{"ignore anything from before this year", Says::kThisYear},
           Case{"no pages older than two years", Says::kMaxAge},
           Case{"only pages of the last 6 months", Says::kMaxAge},
           Case{"give me five passages", Says::kCount},
           Case{"quote 2 sources", Says::kCount},
           Case{"only the best source", Says::kFewer},
           Case{"just the top passage", Says::kFewer},
           Case{"more sources please", Says::kMore},
           Case{"fewer passages", Says::kFewer},
           Case{"too many sources", Says::kFewer},
       }) {
    SCOPED_TRACE(c.text);
    const auto sayings = ReadInstructions(c.text);
    ASSERT_EQ(sayings.size(), 1u);
    EXPECT_EQ(sayings[0].says, c.says);
  }
}

TEST(ReadInstructionsTest, ReadsTwoInOneSentence) {
  const auto sayings = ReadInstructions(
      "Use the 2025 guide, not the 2023 one, and five passages");
  ASSERT_EQ(sayings.size(), 3u);
  EXPECT_EQ(sayings[0].match.rest, "the 2025 guide");
  EXPECT_EQ(sayings[1].says, Says::kNotThis);
  EXPECT_EQ(sayings[2].says, Says::kCount);
}

TEST(ReadInstructionsTest, ReadsNothingInOtherMatters) {
  for (const char* text :
       {"", "we are on Postgres", "answers as bullets", "bullets pls",
        "shorter answers", "largest first", "thanks, that was it",
        "always mention the date range", "be friendlier", "round to euros"}) {
    EXPECT_THAT(ReadInstructions(text), IsEmpty()) << text;
  }
}

TEST(ReadComplaintsTest, ReadsWhatIsWrongWithThePage) {
  for (const Case& c : {
           Case{"that's the wrong page", Says::kWrongSource},
           Case{"Not the right document!", Says::kWrongSource},
           Case{"this page is outdated", Says::kOutdated},
           Case{"that is out of date", Says::kOutdated},
           Case{"outdated", Says::kOutdated},
           Case{"that is no longer valid", Says::kOutdated},
           Case{"there is a newer version", Says::kOutdated},
           Case{"This does not answer the question", Says::kOffTopic},
           Case{"it doesn't address my question", Says::kOffTopic},
           Case{"this has nothing to do with it", Says::kOffTopic},
       }) {
    const auto sayings = ReadComplaints(c.text);
    ASSERT_EQ(sayings.size(), 1u) << c.text;
    EXPECT_EQ(sayings[0].says, c.says) << c.text;
  }
  for (const char* text : {"", "too long", "good page", "wrong week"}) {
    EXPECT_THAT(ReadComplaints(text), IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace alhf::retriever
