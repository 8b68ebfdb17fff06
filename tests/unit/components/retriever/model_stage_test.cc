#include "components/retriever/model_stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/sdk/model/model_component.h"
#include "alhf/testing/harness.h"
#include "alhf/testing/status_matchers.h"
#include "components/retriever/retriever.h"
#include "tests/support/golden.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/sdk/model/endpoint_fixture.h"

namespace alhf::retriever {
namespace {

using ::alhf::testing::ComponentHarness;
using ::alhf::testing::Golden;
using ::alhf::testing::IsOk;
using sdk::Completion;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kBerth[] = "What does a berth cost?";

std::string Chosen(const std::vector<int>& keep,
                   const std::vector<std::string>& queries = {}) {
  return nlohmann::ordered_json{{"keep", keep}, {"queries", queries}}.dump();
}

class PassageModelStageTest : public ::testing::Test {
 protected:
  PassageModelStageTest() {
    folder_.Write("harbour/berths-2023.md",
                  "# Berths\nA berth costs 30 crowns a night.\n");
    folder_.Write("harbour/berths-2025.md",
                  "# Berths\nA berth costs 45 crowns a night.\n");
    folder_.Write("harbour/crane.md",
                  "# Crane\nThe crane lifts boats on Mondays.\n");
    Config config;
    config.set_folder(folder_.path());
    auto retriever = Retriever::Open(config);
    EXPECT_THAT(retriever, IsOk());
    auto stage = std::make_unique<PassageModelStage>((*retriever)->index(), 1);
    config::v1::ModelEngine engine;
    *engine.mutable_chat() = endpoint_.config();
    engine.set_assess(config::v1::ModelEngine::NEVER);
    auto component = sdk::WithModel(engine, *std::move(retriever),
                                    std::move(stage), endpoint_.parts());
    EXPECT_THAT(component, IsOk());
    harness_ = std::make_unique<ComponentHarness>(*std::move(component));
  }

  v1::StepOutput Ask(const std::string& question = kBerth) {
    const auto output = harness_->Run(question);
    EXPECT_THAT(output, IsOk());
    return output.value_or(v1::StepOutput());
  }
  std::vector<std::string> Sources(const v1::StepOutput& output) {
    std::vector<std::string> sources;
    for (const v1::Passage& passage : output.passages()) {
      sources.push_back(passage.source());
    }
    return sources;
  }

  testing::TempFolder folder_;
  sdk::ScriptedEndpoint endpoint_;
  std::unique_ptr<ComponentHarness> harness_;
};

TEST_F(PassageModelStageTest, TheModelChoosesAmongWhatIsFound) {
  endpoint_.Say(Completion(Chosen({2, 2, 1, 9, -1})));
  const v1::StepOutput output = Ask();
  EXPECT_THAT(Sources(output), SizeIs(1));
  EXPECT_EQ(output.model(), "tested");
  EXPECT_THAT(endpoint_.Prompt(0), HasSubstr("1 at most"));
  // The second of those that were shown.
  const std::string prompt = endpoint_.Prompt(0);
  EXPECT_THAT(prompt, HasSubstr("2. [" + Sources(output)[0] + "]"));
}

TEST_F(PassageModelStageTest, ThePromptIsAsItWasLookedAt) {
  ASSERT_THAT(harness_->Teach("give me two passages"), IsOk());
  ASSERT_THAT(harness_->Teach("the page that you quote is always out of date"),
              IsOk());
  endpoint_.Say(Completion(Chosen({1})));
  Ask();
  const std::string prompt = endpoint_.Prompt(0);
  EXPECT_EQ(prompt, Golden("prompts/retriever.txt", prompt));
}

TEST_F(PassageModelStageTest, WhatIsLeftOutIsNotShown) {
  ASSERT_THAT(harness_->Teach("ignore harbour/berths-2023.md"), IsOk());
  endpoint_.Say(Completion(Chosen({1, 2})));
  EXPECT_THAT(Sources(Ask()), ElementsAre("harbour/berths-2025.md"));
  EXPECT_THAT(endpoint_.Prompt(0), Not(HasSubstr("[harbour/berths-2023.md]")));
}

TEST_F(PassageModelStageTest, NothingThatHelpsIsARefusal) {
  endpoint_.Say(Completion(Chosen({})));
  const v1::StepOutput output = Ask();
  EXPECT_THAT(output.passages(), IsEmpty());
  EXPECT_THAT(output.refusal().reason(), HasSubstr("nothing on this"));
  EXPECT_THAT(endpoint_.requests(), SizeIs(1));
}

TEST_F(PassageModelStageTest, OtherWordsAreTriedOnce) {
  endpoint_.Say(Completion(Chosen({}, {"When does the crane lift boats?"})));
  endpoint_.Say(Completion(Chosen({1})));
  const v1::StepOutput output = Ask("Who hoists vessels?");
  EXPECT_THAT(Sources(output), ElementsAre("harbour/crane.md"));
  EXPECT_THAT(endpoint_.requests(), SizeIs(2));
  EXPECT_THAT(endpoint_.Prompt(0), HasSubstr("none was found"));
}

TEST_F(PassageModelStageTest, OtherWordsThatFindNothingEndIt) {
  endpoint_.Say(Completion(Chosen({}, {"zeppelins"})));
  EXPECT_TRUE(Ask("Who hoists vessels?").has_refusal());
  EXPECT_THAT(endpoint_.requests(), SizeIs(1));
}

TEST_F(PassageModelStageTest, TheEngineChoosesWhereTheModelDoesNot) {
  endpoint_.Say(Completion("I would rather not."));
  const v1::StepOutput output = Ask();
  EXPECT_EQ(output.model(), "");
  EXPECT_THAT(output.passages(), Not(IsEmpty()));
  EXPECT_THAT(output.notes(), ElementsAre(HasSubstr("MODEL_ANSWER_INVALID")));
}

}  // namespace
}  // namespace alhf::retriever
