#include "eval/simulator/simulated_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "eval/text_checks.h"
#include "tests/unit/eval/simulator/boats.h"

namespace alhf::eval {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kHowMany[] = "How many boats are in Ystad?";
constexpr char kHowDeep[] = "How deep is the harbour?";

class SimulatedAnswerTest : public ::testing::Test {
 protected:
  std::string Write(const ChatCall& call) {
    const SimulatedAnswer answer =
        WriteSimulated(call, Decide(scenarios_, call, ModelTraits()));
    EXPECT_THAT(answer.unwritten, IsEmpty());
    return answer.text;
  }
  json Sql(const std::vector<std::string>& lessons) {
    return json::parse(Write(CallOf(kHowMany, lessons, "sql")));
  }

  const std::vector<Scenario> scenarios_ = Boats();
};

TEST_F(SimulatedAnswerTest, SqlMeetsTheChecksOfTheLessonInItsFence) {
  EXPECT_EQ(Sql({})["sql"], "SELECT 12 AS n");
  const json taught = Sql({"Boats means boats with sails, count no others."});
  EXPECT_EQ(taught["executable_sql"], "SELECT 7 AS n");
  EXPECT_TRUE(MatchesPattern(taught["sql"].get<std::string>(), "sails?\\s*="));
}

TEST_F(SimulatedAnswerTest, TheTextHasThePartsOfTheWriter) {
  EXPECT_FALSE(HasFormat(Write(CallOf(kHowMany, {})), "bullets"));
  EXPECT_TRUE(
      HasFormat(Write(CallOf(kHowMany, {"answers as bullets"})), "bullets"));
  std::string text = Write(CallOf(kHowDeep, {}));
  EXPECT_THAT(text, HasSubstr("4 metres"));
  EXPECT_THAT(text, HasSubstr("5 metres"));
  text = Write(CallOf(kHowDeep, {"Ignore the old pages."}));
  EXPECT_THAT(text, HasSubstr("4 metres"));
  EXPECT_THAT(text, Not(HasSubstr("5 metres")));
}

TEST_F(SimulatedAnswerTest, PassagesAreChosenAsTheLessonSays) {
  const std::string material =
      "~~~wanted\\n1 at most\\n~~~\\n~~~passages\\n1. [old/a.md]\\n"
      "2. [a.md]\\n~~~\\n";
  json chosen = json::parse(Write(CallOf(kHowDeep, {}, "keep", material)));
  EXPECT_THAT(chosen["keep"].get<std::vector<int>>(), ElementsAre(1));
  chosen = json::parse(
      Write(CallOf(kHowDeep, {"Ignore the old pages."}, "keep", material)));
  EXPECT_THAT(chosen["keep"].get<std::vector<int>>(), ElementsAre(2));
}

TEST_F(SimulatedAnswerTest, AnUnknownQuestionGetsTheSameAnswer) {
  EXPECT_EQ(Write(CallOf("Why?", {"answers as bullets"})),
            Write(CallOf("Why?", {})));
}

TEST_F(SimulatedAnswerTest, AssessesAsTheScenarioAssigns) {
  ChatCall call;
  call.feedback = "answers as bullets";
  call.component = "answer_writer";
  json assessment = json::parse(WriteAssessment(scenarios_, call));
  EXPECT_EQ(assessment["relevance"], 1.0);
  EXPECT_EQ(assessment["instructions"][0]["quote"], call.feedback);
  call.component = "retriever";
  assessment = json::parse(WriteAssessment(scenarios_, call));
  EXPECT_EQ(assessment["relevance"], 0.0);
  EXPECT_TRUE(assessment["instructions"].empty());
}

}  // namespace
}  // namespace alhf::eval
