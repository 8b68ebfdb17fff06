// A language model's place behind each component, over real processes: the
// model is the simulator, a process of its own that is spoken to over HTTP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tests/integration/system_test.h"
#include "tests/support/eventually.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Optional;
using ::testing::UnorderedElementsAre;

// What no embedded engine can act on.
constexpr char kFriendlier[] = "be friendlier in all answers";
constexpr char kOrders[] = "How many orders were there in 2025?";

// Checks of the two questions: the simulated model meets those of the lesson
// where, and only where, it stands in its prompt.
constexpr char kScenario[] =
    R"({"id":"tone","feedback":[)"
    R"({"id":"f1","guideline":"tone","question":"How do I travel?",)"
    R"("text":"be friendlier in all answers","assign":["answer_writer"]}],)"
    R"("questions":[)"
    R"({"text":"How many days of paid leave do full-time staff have?",)"
    R"("applies":["tone"],"checks":[)"
    R"({"kind":"answer_contains","value":"28 days","for":"completeness"},)"
    R"({"kind":"answer_contains","value":"with pleasure","for":"tone"}]},)"
    R"({"text":"How many orders were there in 2025?","applies":["tone"],)"
    R"("checks":[)"
    R"({"kind":"rows_equal_sql","value":"SELECT 4711 AS simulated",)"
    R"("for":"completeness"}]}]})";

class ModelTest : public SystemTest {
 protected:
  void SetUp() override {
    folder_ = "/tmp/alhf-model-XXXXXX";
    ASSERT_NE(mkdtemp(folder_.data()), nullptr);
    std::ofstream(folder_ + "/scenario.jsonl") << kScenario << "\n";
  }
  void TearDown() override {
    simulator_ = nullptr;
    std::filesystem::remove_all(folder_);
  }

  // Starts the simulator, and the system with it behind each component.
  void Start(const std::vector<std::string>& flags = {},
             const std::string& engine = "assess: NEVER",
             const std::string& chat = "") {
    std::vector<std::string> command = {
        MiniSystem::Program("alhf-model-simulator"),
        folder_ + "/scenario.jsonl"};
    command.insert(command.end(), flags.begin(), flags.end());
    const std::string log = folder_ + "/simulator.log";
    ASSERT_OK_AND_ASSIGN(simulator_, Process::Start(command, log));
    std::string url;
    ASSERT_TRUE(Eventually([&] {
      std::getline(std::ifstream(log), url);
      return absl::EndsWith(url, "/v1");
    })) << url;
    const std::string model = absl::StrCat("model { chat { base_url: '", url,
                                           "' model: 'simulated' retries: -1 ",
                                           chat, " } ", engine, " }\n");
    MiniSystemOptions options;
    for (const std::string& name : MiniSystem::Components()) {
      options.component_config[name] = model;
    }
    ASSERT_NO_FATAL_FAILURE(StartSystem(options));
  }

  std::string folder_;
  std::unique_ptr<Process> simulator_;
};

std::vector<std::string> ModelsOf(const v1::Exchange& exchange) {
  std::vector<std::string> models;
  for (const v1::Step& step : exchange.steps()) {
    if (!step.output().model().empty()) models.push_back(step.component());
  }
  return models;
}

TEST_F(ModelTest, ALessonThatOnlyAModelCanHeedChangesAnAnswer) {
  ASSERT_NO_FATAL_FAILURE(Start());
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange before, talk.Ask(kLeave));
  EXPECT_THAT(before.answer(),
              AllOf(HasSubstr("28 days"), Not(HasSubstr("with pleasure"))));
  EXPECT_THAT(ModelsOf(before), Contains(MiniSystem::kAnswerWriter));

  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus taught,
                       talk.Teach(before.id(), kFriendlier));
  EXPECT_THAT(Learners(taught), ElementsAre(MiniSystem::kAnswerWriter));
  ASSERT_EQ(taught.lessons_size(), 1);
  EXPECT_EQ(taught.lessons(0).effect(), v1::EFFECT_GUIDANCE_ONLY);

  ASSERT_OK_AND_ASSIGN(const v1::Exchange after, talk.Ask(kLeave));
  EXPECT_THAT(after.answer(),
              AllOf(HasSubstr("28 days"), HasSubstr("with pleasure")));
  EXPECT_THAT(AppliedLessons(after), ElementsAre(taught.lessons(0).id()));
  const v1::ModelUsage usage =
      StepOf(after, MiniSystem::kAnswerWriter).model_usage();
  EXPECT_EQ(usage.model(), "simulated");
  EXPECT_EQ(usage.calls(), 1u);
  EXPECT_GT(usage.prompt_tokens(), 0u);
  EXPECT_GT(usage.completion_tokens(), 0u);

  // Another tenant's prompts hold no word of it.
  ASSERT_OK_AND_ASSIGN(const v1::Exchange other, Talk("other").Ask(kLeave));
  EXPECT_EQ(other.answer(), before.answer());

  const CommandResult explained =
      system().Alhf({"explain", after.id(), "--tenant", "acme"});
  ASSERT_THAT(explained.exit_code, Optional(0)) << explained.err;
  EXPECT_THAT(explained.out, HasSubstr("answered by simulated: 1 call, "));
}

TEST_F(ModelTest, TheModelsSqlIsRunOnTheDatabase) {
  ASSERT_NO_FATAL_FAILURE(Start());
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(kOrders));
  const v1::Table table =
      StepOf(answer, MiniSystem::kSqlGenerator).output().table();
  EXPECT_EQ(table.sql(), "SELECT 4711 AS simulated");
  ASSERT_EQ(table.rows_size(), 1);
  EXPECT_EQ(table.rows(0).cells(0).integer(), 4711);
}

TEST_F(ModelTest, WithoutItsModelTheSystemAnswersAndSaysSo) {
  ASSERT_NO_FATAL_FAILURE(Start());
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange with, talk.Ask(kLeave));
  simulator_ = nullptr;
  ASSERT_OK_AND_ASSIGN(const v1::Exchange without, talk.Ask(kLeave));
  EXPECT_THAT(without.answer(), HasSubstr("28 days"));
  EXPECT_NE(without.answer(), with.answer());
  EXPECT_THAT(ModelsOf(without), IsEmpty());
  EXPECT_THAT(without.missing(), IsEmpty());
  const v1::Step writer = StepOf(without, MiniSystem::kAnswerWriter);
  EXPECT_THAT(writer.output().notes(),
              Contains(AllOf(HasSubstr("without the language model simulated"),
                             HasSubstr("MODEL_UNAVAILABLE"))));
  EXPECT_EQ(writer.model_usage().calls(), 1u);
  EXPECT_THAT(system().Log(MiniSystem::kAnswerWriter),
              HasSubstr("answered without the language model"));
  // What the embedded engines enforce they enforce.
  ASSERT_OK_AND_ASSIGN(const v1::Exchange weeks, talk.Ask(kWeeks));
  ASSERT_OK(talk.Teach(weeks.id(), kIsoFeedback).status());
  ASSERT_OK_AND_ASSIGN(const v1::Exchange iso, talk.Ask(kWeeksReworded));
  EXPECT_EQ(StepOf(iso, MiniSystem::kSqlGenerator).output().table().dialect(),
            "postgresql");
}

TEST_F(ModelTest, AModelThatMisbehavesCostsNoAnswer) {
  ASSERT_NO_FATAL_FAILURE(Start({"--break-json", "1"}));
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(kOrders));
  const v1::Step step = StepOf(answer, MiniSystem::kSqlGenerator);
  EXPECT_EQ(step.output().model(), "");
  EXPECT_THAT(step.output().notes(),
              Contains(HasSubstr("MODEL_ANSWER_INVALID")));
  EXPECT_EQ(step.output().table().rows_size(), 1);
}

// The acknowledgement of feedback waits for no model, however slow; the
// assessment waits as long as it is told, and is then the embedded engine's.
TEST_F(ModelTest, FeedbackIsAcknowledgedWithoutTheModel) {
  ASSERT_NO_FATAL_FAILURE(
      Start({"--stall", "1"}, "run: NEVER", "timeout_ms: 1000"));
  v1::SubmitFeedbackRequest request;
  request.set_wait_for(v1::WAIT_FOR_DURABLE);
  request.mutable_record()->set_kind(v1::RECORD_TEXT);
  request.mutable_record()->set_text(kFriendlier);
  request.mutable_record()->mutable_exchange()->set_question(kLeave);
  request.mutable_record()->mutable_exchange()->set_answer("28 days.");
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus status, talk.Submit(request));
  EXPECT_EQ(status.state(), v1::FEEDBACK_DURABLE);
  v1::FeedbackStatus learned;
  ASSERT_TRUE(Eventually([&] {
    const auto now = talk.Record(status.record().id());
    if (now.ok()) learned = *now;
    return learned.state() == v1::FEEDBACK_LEARNED;
  }));
  EXPECT_THAT(Learners(learned), ElementsAre(MiniSystem::kAnswerWriter));
  for (const v1::Assessment& assessment : learned.assessments()) {
    EXPECT_THAT(assessment.reason(),
                HasSubstr("without the language model simulated"));
    EXPECT_EQ(assessment.model_usage().calls(), 1u);
  }
}

}  // namespace
}  // namespace alhf::testing
