#include "components/answer_writer/draft.h"

#include <gtest/gtest.h>

namespace alhf::answer_writer {
namespace {

Draft ThreeUnits() {
  Draft draft;
  draft.separator = " ";
  draft.units = {{"One.", "a.md"}, {"Two.", "a.md"}, {"Three.", "b.md"}};
  return draft;
}

TEST(RenderTest, CitesOnceAfterSeveralOfOneSource) {
  EXPECT_EQ(Render(ThreeUnits(), 3), "One. Two. [a.md] Three. [b.md]");
  EXPECT_EQ(Render(ThreeUnits(), 1), "One. [a.md]");
}

TEST(RenderTest, CountsWhatIsLeftOutAndNumbers) {
  Draft draft;
  draft.separator = "\n";
  draft.counts_rest = draft.numbered = true;
  draft.units = {{"- one", ""}, {"- two", ""}, {"- three", ""}};
  EXPECT_EQ(Render(draft, 2), "1. one\n2. two\nand 1 more");
}

TEST(FitTest, LeavesOutUnitsAndThenCuts) {
  EXPECT_EQ(Fit(ThreeUnits(), 2, 100), "One. Two. [a.md]");
  EXPECT_EQ(Fit(ThreeUnits(), 9, 4), "One. Two. [a.md]");
  Draft draft;
  draft.units = {{"one two three four", ""}};
  EXPECT_EQ(Fit(draft, 9, 2), "one two ...");
}

TEST(InWordsTest, WordingsAndDates) {
  Style style;
  style.set_date_format("%d.%m.%Y");
  style.add_wordings()->set_from("pier");
  style.mutable_wordings(0)->set_to("quay");
  EXPECT_EQ(InWords(style, "The pier of 2025-01-31."),
            "The quay of 31.01.2025.");
}

TEST(WordCountTest, CountsRunsThatHoldALetterOrDigit) {
  EXPECT_EQ(WordCount(""), 0u);
  EXPECT_EQ(WordCount("| a | b |\n| --- | 12 |"), 3u);
  EXPECT_EQ(WordCount("one, two - three ..."), 3u);
}

}  // namespace
}  // namespace alhf::answer_writer
