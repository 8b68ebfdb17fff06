#include "alhf/sdk/topic_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace alhf::sdk {
namespace {

TEST(TopicTriggersTest, EachOfTheExamples) {
  struct Case {
    const char* topic;
    std::vector<std::string> triggers;
  };
  for (const Case& c : {
           Case{"ropes", {"ropes"}},
           Case{"masts and sails", {"masts", "sails"}},
           Case{"deck stuff like ropes, masts or sails",
                {"ropes", "masts", "sails"}},
           Case{"deck stuff like ropes masts sails",
                {"ropes", "masts", "sails"}},
           Case{"things such as spring tides", {"spring tides"}},
           Case{"the rules of ships (sails, knots)",
                {"ships", "sails", "knots"}},
           Case{"our crew rules", {"crew"}},
           Case{"do something (fire, lost anchor)",
                {"procedure", "fire", "lost anchor"}},
       }) {
    EXPECT_EQ(TopicTriggers(c.topic), c.triggers) << c.topic;
  }
}

TEST(TopicMatterTest, WithoutWhatAnyTopicHas) {
  EXPECT_EQ(TopicMatter("the rules of ships (sails)"), "ships");
  EXPECT_EQ(TopicMatter("crew matters"), "crew");
  EXPECT_EQ(TopicMatter("ropes"), "ropes");
}

TEST(SumsUpTest, WordsForManyThings) {
  EXPECT_TRUE(SumsUp("our crew rules"));
  EXPECT_FALSE(SumsUp("questions about ropes"));
  EXPECT_FALSE(SumsUp("when I write log"));
}

TEST(WordsOfFormTest, QuestionsOfWhatToDo) {
  for (const char* question :
       {"the mast breaks, what do I do?", "what to do in a storm",
        "anchor lost, what now", "how do I tie a bowline", "how to reef",
        "what do we do about a leak?"}) {
    EXPECT_EQ(WordsOfForm(question), kProcedure) << question;
  }
  for (const char* question :
       {"", "how many boats are there", "what does a berth cost?",
        "when does the crane lift boats"}) {
    EXPECT_EQ(WordsOfForm(question), "") << question;
  }
}

}  // namespace
}  // namespace alhf::sdk
