// Several agents in one coordinator, as people use them with `alhf`: two that
// share the answer writer, each with a pipeline of its own.
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "alhf/client/client.h"
#include "tests/integration/system_test.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Optional;

constexpr char kAgents[] = R"(
limits { assess_ms: 20000 adjust_ms: 10000 run_ms: 30000 }
agent {
  name: 'handbook'
  component: 'retriever'
  component: 'answer_writer'
  pipeline {
    stage { component: 'retriever' }
    stage { component: 'answer_writer' }
  }
}
agent {
  name: 'sales'
  component: 'sql_generator'
  component: 'answer_writer'
  pipeline {
    stage { component: 'sql_generator' }
    stage { component: 'answer_writer' }
  }
}
agent { name: 'own' component: 'answer_writer' }
)";
constexpr char kBullets[] = "Answer in bullet points.";

class AgentsTest : public SystemTest {
 protected:
  void SetUp() override {
    MiniSystemOptions options;
    options.coordinator_config = kAgents;
    ASSERT_NO_FATAL_FAILURE(StartSystem(options));
  }

  std::string Run(const std::vector<std::string>& arguments) {
    const CommandResult result = system().Alhf(arguments);
    EXPECT_THAT(result.exit_code, Optional(0))
        << ::testing::PrintToString(arguments) << "\n"
        << result.err;
    return result.out;
  }
  template <typename Message>
  Message Json(std::vector<std::string> arguments) {
    arguments.push_back("--json");
    const std::string out = Run(arguments);
    Message message;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(out, &message).ok())
        << out;
    return message;
  }
  // Teaches `text` about the last answer of `agent`, whatever it thinks of it.
  v1::FeedbackStatus Teach(const std::string& agent, const std::string& text) {
    return Json<v1::SubmitFeedbackResponse>(
               {"feedback", text, "--agent", agent, "--timeout", "50s"})
        .status();
  }
  // The lessons that apply to `question`, asked of `agent` (empty: of none).
  std::vector<std::string> Applied(const std::string& question,
                                   const std::string& agent) {
    std::vector<std::string> arguments = {"plan", question};
    if (!agent.empty()) arguments.insert(arguments.end(), {"--agent", agent});
    std::vector<std::string> lessons;
    const auto response = Json<v1::ComposePlanResponse>(arguments);
    for (const auto& part : response.plan().components()) {
      for (const auto& item : part.items()) lessons.push_back(item.lesson_id());
    }
    return lessons;
  }
};

TEST_F(AgentsTest, EachAnswersWithItsOwnComponents) {
  Run({"ask", kWeeks, "--agent", "sales"});
  v1::Exchange exchange;
  v1::GetExchangeRequest request;
  request.set_tenant("default");
  request.set_agent("sales");
  request.set_exchange_id("last");
  grpc::ClientContext context;
  ASSERT_TRUE(
      system().coordinator().GetExchange(&context, request, &exchange).ok());
  std::vector<std::string> steps;
  for (const v1::Step& step : exchange.steps())
    steps.push_back(step.component());
  EXPECT_THAT(steps, ElementsAre("sql_generator", "answer_writer"));
  EXPECT_EQ(exchange.agent(), "sales");
  EXPECT_THAT(Run({"explain"}),
              AllOf(HasSubstr("agent sales"), Not(HasSubstr("retriever"))));
  EXPECT_THAT(Run({"ask", kLeave, "--agent", "handbook"}),
              HasSubstr("paid leave"));
  // The pipeline without a name is there as before, with all components.
  Run({"ask", kWeeks});
  EXPECT_THAT(Run({"explain"}),
              AllOf(HasSubstr("retriever"), HasSubstr("sql_generator")));
  // Each has its last answer.
  EXPECT_THAT(Run({"exchanges", "--agent", "handbook"}),
              AllOf(HasSubstr("paid leave"), Not(HasSubstr("orders"))));
  // One has no pipeline: it takes plans.
  const CommandResult refused =
      system().Alhf({"ask", kWeeks, "--agent", "own"});
  EXPECT_THAT(refused.exit_code, Optional(1));
  EXPECT_THAT(refused.err, HasSubstr("agent own is configured without"));
  EXPECT_THAT(Run({"plan", kWeeks, "--agent", "own"}),
              AllOf(HasSubstr("answer_writer"), Not(HasSubstr("sql"))));
}

TEST_F(AgentsTest, ALessonIsOfTheAgentItWasSaidTo) {
  Run({"ask", kLeave, "--agent", "handbook"});
  const v1::FeedbackStatus taught = Teach("handbook", kBullets);
  ASSERT_EQ(taught.lessons_size(), 1);
  const std::string lesson = taught.lessons(0).id();
  EXPECT_EQ(taught.lessons(0).component(), "answer_writer");
  EXPECT_THAT(Applied(kLeave, "handbook"), ElementsAre(lesson));
  EXPECT_THAT(Applied(kLeave, "own"), IsEmpty());
  EXPECT_THAT(Applied(kLeave, ""), IsEmpty());
  EXPECT_THAT(Run({"lesson", lesson}), HasSubstr("agent handbook alone"));
  EXPECT_THAT(Run({"lessons"}), HasSubstr("agent handbook"));
  EXPECT_THAT(Run({"lessons", "--agent", "own"}), Not(HasSubstr(lesson)));
  Run({"ask", kLeave, "--agent", "handbook"});
  EXPECT_THAT(Run({"explain"}), HasSubstr("of agent handbook"));

  Run({"move", lesson, "--to-every", "--timeout", "50s"});
  EXPECT_THAT(Applied(kLeave, "own"), ElementsAre(lesson));
  EXPECT_THAT(Applied(kLeave, ""), ElementsAre(lesson));
  EXPECT_THAT(Run({"lesson", lesson}), Not(HasSubstr("handbook alone")));
  EXPECT_THAT(Run({"verify"}), HasSubstr("0 lost, 0 unknown"));
  Run({"move", lesson, "--to", "own", "--timeout", "50s"});
  // It is where it was moved to, so it is not lost.
  EXPECT_THAT(Run({"verify"}), HasSubstr("0 lost, 0 unknown"));
  EXPECT_THAT(Applied(kLeave, "own"), ElementsAre(lesson));
  EXPECT_THAT(Applied(kLeave, "handbook"), IsEmpty());

  // As the log has it, so has a memory that is filled anew.
  Run({"rebuild", "answer_writer"});
  ASSERT_OK(system().AwaitServing("default"));
  EXPECT_THAT(Applied(kLeave, "own"), ElementsAre(lesson));
  EXPECT_THAT(Applied(kLeave, "handbook"), IsEmpty());
}

TEST_F(AgentsTest, OnlyTheAgentsComponentsAreAsked) {
  // Said about an answer of sales, without saying so again.
  Run({"ask", kWeeks, "--agent", "sales"});
  const auto taught = Json<v1::SubmitFeedbackResponse>(
      {"feedback", kIsoFeedback, "--timeout", "50s"});
  EXPECT_EQ(taught.status().record().agent(), "sales");
  EXPECT_THAT(taught.status().assignment().assessed(),
              ElementsAre("answer_writer", "sql_generator"));
  ASSERT_GE(taught.status().lessons_size(), 1);
  for (const v1::Lesson& lesson : taught.status().lessons()) {
    EXPECT_EQ(lesson.scope().agent(), "sales");
  }
  // The same words to the other one reach nobody who acts on them.
  Run({"ask", kLeave, "--agent", "handbook"});
  const v1::FeedbackStatus other = Teach("handbook", kIsoFeedback);
  EXPECT_THAT(other.assignment().assessed(),
              ElementsAre("answer_writer", "retriever"));
  const CommandResult named =
      system().Alhf({"feedback", kIsoFeedback, "--agent", "handbook", "--to",
                     "sql_generator"});
  EXPECT_THAT(named.exit_code, Optional(1));
  EXPECT_THAT(named.err, HasSubstr("handbook has no component sql_generator"));
  // Or to claim that it was the other one who answered.
  const auto answers =
      Json<v1::ListExchangesResponse>({"exchanges", "--agent", "sales"});
  const CommandResult wrong =
      system().Alhf({"feedback", kIsoFeedback, "--agent", "handbook",
                     "--exchange", answers.exchanges(0).id()});
  EXPECT_THAT(wrong.exit_code, Optional(1));
  EXPECT_THAT(wrong.err, HasSubstr("name agent sales, or none"));
  EXPECT_EQ(Json<v1::GetStatusResponse>({"status"}).awaiting_assessment(), 0u);
}

TEST_F(AgentsTest, AnUnknownAgentIsNamedWithThoseThereAre) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"ask", kWeeks},
        {"plan", kWeeks},
        {"lessons"},
        {"status"}}) {
    std::vector<std::string> with = arguments;
    with.insert(with.end(), {"--agent", "Sales"});
    const CommandResult result = system().Alhf(with);
    EXPECT_THAT(result.exit_code, Optional(1));
    EXPECT_THAT(result.err, HasSubstr("name one of handbook, sales, own"));
  }
  EXPECT_THAT(Run({"status"}), AllOf(HasSubstr("agent handbook"),
                                     HasSubstr("retriever, answer_writer"),
                                     HasSubstr("answer_writer; no pipeline")));
}

TEST_F(AgentsTest, AClientOfAnAgentHasItsLessonsAlone) {
  const auto own = client::Connect(
      {.address = system().Address(MiniSystem::kCoordinator), .agent = "own"});
  const auto all =
      client::Connect({.address = system().Address(MiniSystem::kCoordinator)});
  ASSERT_OK(own.status());
  ASSERT_OK(all.status());
  const client::Recorded recorded = (*own)->Record(kLeave, "Thirty days.");
  ASSERT_OK(recorded.failure);
  const client::Receipt receipt =
      (*own)->Feedback(kBullets, recorded, {.wait = absl::Seconds(30)});
  ASSERT_OK(receipt.failure);
  EXPECT_EQ((*own)->Plan(kLeave, {.after = &receipt}).Items().size(), 1u);
  EXPECT_THAT((*all)->Plan(kLeave, {.after = &receipt}).Items(), IsEmpty());
  const auto wrong = client::Connect(
      {.address = system().Address(MiniSystem::kCoordinator), .agent = "owns"});
  const client::PlanResult none = (*wrong)->Plan(kLeave);
  EXPECT_TRUE(none.degraded());
  EXPECT_EQ(ReasonOf(none.failure), Reason::AGENT_NOT_FOUND);
}

}  // namespace
}  // namespace alhf::testing
