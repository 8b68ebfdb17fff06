#include "components/answer_writer/additions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace alhf::answer_writer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ReadAdditionsTest, Notes) {
  struct Case {
    const char* text;
    const char* note;
  };
  for (const Case& c : {
           Case{"Add that the ferry may be late.", "The ferry may be late."},
           Case{"if someone asks about tides, mention that they vary",
                "They vary."},
           Case{"Remind people to bring a coat.", "Bring a coat."},
           Case{"tell the crew to bring a coat!", "Bring a coat!"},
           Case{"For tide questions note that they vary.", "They vary."},
           Case{"End answers with \"Fair winds!\"", "Fair winds!"},
           Case{"always add: mind the gap", "Mind the gap."},
           Case{"Add that it rains when someone asks about tides.",
                "It rains."},
       }) {
    const auto additions = ReadAdditions(c.text);
    ASSERT_THAT(additions, SizeIs(1)) << c.text;
    EXPECT_THAT(additions[0].style.notes(), ElementsAre(c.note)) << c.text;
  }
}

TEST(ReadAdditionsTest, Wordings) {
  struct Case {
    const char* text;
    const char* to;
    const char* from;
  };
  for (const Case& c : {
           Case{"Say quay instead of pier.", "quay", "pier"},
           Case{"write quay, not pier", "quay", "pier"},
           Case{"please write \"sea wall\" rather than \"pier\" everywhere",
                "sea wall", "pier"},
           Case{"Replace the word pier with quay.", "quay", "pier"},
           Case{"don't say pier, say quay", "quay", "pier"},
           Case{"Instead of pier write quay", "quay", "pier"},
       }) {
    const auto additions = ReadAdditions(c.text);
    ASSERT_THAT(additions, SizeIs(1)) << c.text;
    ASSERT_THAT(additions[0].style.wordings(), SizeIs(1)) << c.text;
    EXPECT_EQ(additions[0].style.wordings(0).to(), c.to) << c.text;
    EXPECT_EQ(additions[0].style.wordings(0).from(), c.from) << c.text;
  }
}

TEST(ReadAdditionsTest, WhatTellsTheReaderSomethingIsNone) {
  for (const char* text :
       {"", "Note that we are on Postgres.", "use bullets",
        "always mention the date range", "add the date", "end the list",
        "I would say the sum is wrong", "the answer should say more",
        "Might I ask you to give depths in fathoms?",
        "When I ask how to moor, I need a list"}) {
    EXPECT_THAT(ReadAdditions(text), IsEmpty()) << text;
  }
}

TEST(ReadAdditionsTest, WordingsAcrossTwoSentences) {
  const auto additions = ReadAdditions(
      "Nobody is called sailor or hand. We say shipmates. Thanks.");
  ASSERT_THAT(additions, SizeIs(2));
  EXPECT_EQ(additions[1].style.wordings(0).from(), "hand");
  EXPECT_EQ(additions[1].style.wordings(0).to(), "shipmates");
}

}  // namespace
}  // namespace alhf::answer_writer
