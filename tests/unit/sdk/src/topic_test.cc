#include <gtest/gtest.h>

#include <string>

#include "alhf/sdk/conditions.h"
#include "alhf/sdk/phrases.h"

namespace alhf::sdk {
namespace {

TEST(TopicOfTest, ReadsTheQuestionsThatAnInstructionIsFor) {
  struct Case {
    const char* text;
    const char* words;
  };
  for (const Case& c : {
           Case{"for tide questions use bullets", "tide"},
           Case{"I'd like it if lists of ropes came as a table", "ropes"},
           Case{"When I ask rules of the mast, ten words.",
                "rules of the mast"},
           Case{"When I ask how to do a thing: ten words.", "do something"},
           Case{"what-to-do questions in ten words", "do something"},
           Case{"End every answer on ropes with: Mind them.", "ropes"},
           Case{"Whenever the subject is masts, skip the log.", "masts"},
           Case{"We send all matters of masts to a script. For questions on "
                "those use JSON.",
                "masts"},
           Case{"Use bullets for questions about the spring tide",
                "the spring tide"},
           Case{"when I ask about ropes, one sentence", "ropes"},
           Case{"whenever someone asks for ropes use two lines", "ropes"},
           Case{"if our guests ask about ropes use two lines", "ropes"},
           Case{"When you compare harbours, leave out Mandal.", "harbours"},
           Case{"when listing ropes use two lines", "ropes"},
           Case{"if the question is about storms, cite the page", "storms"},
           Case{"if it is about storms, cite the page", "storms"},
           Case{"when it comes to storms, cite the page", "storms"},
           Case{"in one line for mast questions please", "mast"},
           Case{"Answer in bullets for questions about masts.", "masts"},
           Case{"Look in the log first for questions about masts", "masts"},
           Case{"one line, but only for masts", "masts"},
           Case{"one line, but only for mast questions", "mast"},
           Case{"for questions about masts one line is enough", "masts"},
           Case{"For masts use the rigging page.", "masts"},
           Case{"Questions about spring tides: answer with bullets",
                "spring tides"},
           Case{"Questions about spring tides, two lines are enough",
                "spring tides"},
           Case{"Answers on ropes as bullet points, please.", "ropes"},
           Case{"answers about ropes should be short", "ropes"},
           Case{"For masts and sails, use the rigging page.",
                "masts and sails"},
           Case{"masts: no sources", "masts"},
           Case{"Regarding masts, no sources please.", "masts"},
           Case{"On spring tides, two lines are enough.", "spring tides"},
           Case{"For daily figures write dates as 1.2.2025.", "daily"},
           Case{"Monthly figures as bullets", "Monthly"},
           Case{"give me cargo numbers in a table", "cargo"},
           Case{"Show figures by harbour as a table.", "by harbour"},
           Case{"totals per day as bullets", "per day"},
           Case{"Whenever there's a breakdown by harbour I'd like a table",
                "by harbour"},
           Case{"for anything by mast a table would be easier", "by mast"},
           Case{"I'd rather have a table when it's split by mast", "by mast"},
           Case{"Rigging stuff should come as a list", "Rigging"},
           Case{"questions on ropes also need the hint that they stretch",
                "ropes"},
           Case{"answers about ropes have to stay below 30 words", "ropes"},
           Case{"could you keep answers about our crew rules below 40 words?",
                "our crew rules"},
           Case{"Deck stuff like ropes masts sails: 30 words",
                "Deck stuff like ropes masts sails"},
           Case{"For the rules of ships (sails, knots) not longer than 9 words",
                "the rules of ships (sails, knots)"},
           Case{"When I say log I want JSON", "log"},
           Case{"if somebody has to DO something (fire, leak) I want steps",
                "do something (fire, leak)"},
           Case{"I was wrong: for crew rules bullets are better", "crew rules"},
           Case{"I'd be glad if questions about ropes were answered from x.md",
                "ropes"},
           Case{"Freight in whole crowns.", "Freight"},
           Case{"Might I ask you to give freight charges in whole crowns?",
                "freight charges"},
           Case{"From now on towing charges are to be stated in thousands",
                "towing charges"},
           Case{"harbour rules in 30 words max", "harbour rules"},
           Case{"total load in tonnes pls", "total load"},
           Case{"When I ask which boats, answer in a table", "boats"},
           Case{"Show freight in millions", "freight"},
           Case{"Whenever a sailor asks how to do something, list steps",
                "do something"},
           Case{"How-to questions: numbered list please", "do something"},
           Case{"Berth prices as a table", "Berth prices"},
           Case{"Figures per mast belong in a table.", "per mast"},
           Case{"bullets whenever a mast is asked for", "a mast"},
           Case{"When masts come up, use bullets", "masts"},
           Case{"As far as masts are concerned, one line will do", "masts"},
           Case{"As for masts, one line will do", "masts"},
           Case{"Bullets please, this only applies to masts", "masts"},
           Case{"bullets please, that's only for masts", "masts"},
           Case{"In lists of masts five will do", "masts"},
           Case{"two lines whenever I ask how many masts", "masts"},
           Case{"For masts is valid the rigging page", "masts"},
           Case{"Week by week I want a table", "by week"},
           Case{"For everything to do with masts: no sources", "masts"},
           Case{"Use a table, but just for masts.", "masts"},
           Case{"with regard to masts keep it under 20 words", "masts"},
           Case{"In terms of masts, be brief", "masts"},
           Case{"Everything around masts in bullets please", "masts"},
           Case{"If the sailor wants to know about masts, two lines", "masts"},
           Case{"When we talk about masts, use bullets", "masts"},
           Case{"Each time it is about masts, two lines", "masts"},
           Case{"every time a sailor asks about masts, two lines", "masts"},
           Case{"List of masts: ten rows max", "masts"},
           Case{"When I ask for numbers by mast, give me a table.", "by mast"},
           Case{"For masts the rigging page is the right one", "masts"},
           Case{"Only dry ropes. For masts they stay in. Rope rules: one line",
                "Rope rules"},
       }) {
    const auto topic = TopicOf(c.text);
    ASSERT_TRUE(topic.has_value()) << c.text;
    EXPECT_EQ(topic->words, c.words) << c.text;
  }
}

TEST(TopicOfTest, NamesNoneWhereThereIsNone) {
  for (const char* text : {"",
                           "use bullets",
                           "for now use bullets",
                           "when it is long, cut it",
                           "for all questions use bullets",
                           "For example, use bullets.",
                           "Note: use bullets",
                           "show numbers as a table",
                           "write big numbers with commas",
                           "bullets: always",
                           "25 words were too few: use 40",
                           "Dates in German format",
                           "Amounts in whole crowns",
                           "Sort the rows by weight, heaviest first",
                           "rank all totals by tonnage",
                           "Ann: that page is old",
                           "Tom here, for Mrs Ek: in bullets",
                           "do it step by step",
                           "for us a late boat is one after dark",
                           "these questions need bullets",
                           "it applies to all answers",
                           "Only dry ropes. For masts they stay in."}) {
    const auto topic = TopicOf(text);
    EXPECT_FALSE(topic.has_value()) << text << " -> " << topic->words;
  }
}

TEST(ExceptionOfTest, ReadsWhereAllStaysAsItWas) {
  for (const char* text : {"Only dry ropes. For masts they stay in.",
                           "For masts it is fine to count the wet ones",
                           "for masts its fine, keep them"}) {
    const auto exception = ExceptionOf(text);
    ASSERT_TRUE(exception.has_value()) << text;
    EXPECT_EQ(exception->words, "masts") << text;
  }
  for (const char* text :
       {"", "For masts keep it short", "For masts it should be a list",
        "Only dry ropes."}) {
    EXPECT_FALSE(ExceptionOf(text).has_value()) << text;
  }
}

TEST(TopicOfTest, OnlyForATopicIsNoUnreadCondition) {
  const std::string text = "one line, but only for masts";
  EXPECT_FALSE(LeavesConditionUnread(text, 0, 8));
  EXPECT_TRUE(LeavesConditionUnread("one line, but only at night", 0, 8));
  EXPECT_TRUE(LeavesConditionUnread("one line, but not for masts", 0, 8));
}

}  // namespace
}  // namespace alhf::sdk
