#include "alhf/sdk/model/model_component.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/sdk/agent.h"
#include "alhf/sdk/model/prompt.h"
#include "alhf/sdk/scope.h"
#include "alhf/testing/harness.h"
#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "core/compose/fence.h"
#include "tests/unit/sdk/model/endpoint_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::ComponentHarness;
using ::alhf::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using config::v1::ModelEngine;

// An engine that says "short" where a lesson of its own acts, and refuses
// questions with "zeppelin". It can enforce "keep it short".
class Writer final : public Component, public Agent {
 public:
  v1::Manifest Describe() const override {
    v1::Manifest manifest =
        MakeManifest("writer", "Writes.", {"tone", "length"});
    manifest.add_capabilities("run");
    return manifest;
  }
  absl::StatusOr<v1::Assessment> Assess(
      const Context&, const v1::FeedbackRecord& record) const override {
    v1::Assessment assessment;
    if (record.text() != "keep it short") return assessment;
    assessment.set_score(0.9);
    v1::Proposal proposal = GuidanceProposal(record);
    proposal.set_effect(v1::EFFECT_ENFORCED);
    proposal.mutable_scope()->set_breadth(v1::BREADTH_COMPONENT);
    *assessment.add_proposals() = proposal;
    return assessment;
  }
  absl::StatusOr<v1::Adjustment> Adjust(const Context& context,
                                        const v1::Query& query) const override {
    return context.RecallAdjustment(query, {});
  }
  absl::Status Run(const Context&, const v1::RunRequest& request,
                   RunWriter& writer) const override {
    v1::StepOutput output;
    if (request.query().text() == "zeppelin?") {
      output.mutable_refusal()->set_reason("no zeppelins");
    } else {
      output.set_text(request.plan().items().empty() ? "a long text" : "short");
    }
    v1::FacetKnowledge& facet = *output.add_facets();
    facet.set_key("kind");
    writer.Output(output);
    return absl::OkStatus();
  }
};

// A stage that lets the model write, unless the question is "nothing?".
class Writing final : public ModelStage {
 public:
  absl::StatusOr<std::optional<v1::StepOutput>> Answer(
      const ModelTask& task, ModelSession& model) const override {
    const std::string& question = task.request.query().text();
    if (question == "nothing?") return std::nullopt;
    PromptParts parts;
    parts.instructions = "Write.";
    parts.guidance = task.guidance;
    parts.question = question;
    v1::StepOutput output;
    ALHF_ASSIGN_OR_RETURN(*output.mutable_text(),
                          model.AskText(BuildPrompt(parts)));
    return output;
  }
};

constexpr char kKinder[] =
    R"({"relevance": 0.9, "reason": "tone", "instructions": [
        {"quote": "be kinder", "understood_as": "write kindly",
         "reach": "ALL_QUESTIONS", "topic": "", "defined_terms": [],
         "facts": []}]})";

class ModelComponentTest : public ::testing::Test {
 protected:
  ComponentHarness& harness() {
    if (harness_ == nullptr) {
      *config_.mutable_chat() = endpoint_.config();
      auto made = WithModel(config_, std::make_unique<Writer>(),
                            std::make_unique<Writing>(), endpoint_.parts());
      EXPECT_THAT(made, IsOk());
      harness_ = std::make_unique<ComponentHarness>(*std::move(made));
    }
    return *harness_;
  }

  ScriptedEndpoint endpoint_;
  ModelEngine config_;
  std::unique_ptr<ComponentHarness> harness_;
};

TEST_F(ModelComponentTest, LearnsWhatTheModelUnderstood) {
  endpoint_.Say(Completion(kKinder));
  const auto assessment = harness().Teach("be kinder");
  ASSERT_THAT(assessment, IsOk());
  EXPECT_EQ(assessment->outcome(), v1::OUTCOME_CLAIMED);
  EXPECT_EQ(assessment->model_usage().calls(), 1u);
  EXPECT_EQ(assessment->model_usage().completion_tokens(), 3u);
  const auto lessons = harness().Lessons();
  ASSERT_THAT(lessons, IsOk());
  ASSERT_THAT(*lessons, SizeIs(1));
  EXPECT_EQ(lessons->at(0).understood_as(), "write kindly");
  EXPECT_EQ(lessons->at(0).effect(), v1::EFFECT_GUIDANCE_ONLY);
  const std::string bytes = harness().Export();
  ASSERT_THAT(harness().Rebuild(), IsOk());
  EXPECT_EQ(harness().Export(), bytes);
}

TEST_F(ModelComponentTest, AssessesWithoutTheModelWhereItIsAway) {
  endpoint_.Say(Failure(503));
  const auto assessment = harness().Teach("keep it short");
  ASSERT_THAT(assessment, IsOk());
  EXPECT_EQ(assessment->outcome(), v1::OUTCOME_CLAIMED);
  EXPECT_THAT(assessment->reason(),
              HasSubstr("without the language model tested"));
  EXPECT_THAT(assessment->reason(), HasSubstr("MODEL_UNAVAILABLE"));
  EXPECT_EQ(assessment->model_usage().calls(), 3u);
}

TEST_F(ModelComponentTest, WhatIsUnderstoodNeedsNoModel) {
  config_.set_assess(ModelEngine::WHEN_NEEDED);
  endpoint_.Say(Completion(kKinder));
  ASSERT_THAT(harness().Teach("keep it short"), IsOk());
  EXPECT_THAT(endpoint_.requests(), IsEmpty());
  const auto assessment = harness().Teach("be kinder");
  ASSERT_THAT(assessment, IsOk());
  EXPECT_EQ(assessment->model_usage().calls(), 1u);
}

TEST_F(ModelComponentTest, AnswersByTheModelUnderGuidance) {
  endpoint_.Say(Completion(kKinder));
  endpoint_.Say(Completion("a kind text"));
  ASSERT_THAT(harness().Teach("be kinder"), IsOk());
  const auto output = harness().Run("how?");
  ASSERT_THAT(output, IsOk());
  EXPECT_EQ(output->text(), "a kind text");
  EXPECT_EQ(output->model(), "tested");
  EXPECT_THAT(output->facets(), SizeIs(1));
  const auto body = endpoint_.LastBody();
  const auto parts =
      core::FencedParts(body["messages"][1]["content"].get<std::string>());
  ASSERT_THAT(parts, SizeIs(2));
  EXPECT_EQ(parts[0].name, "lessons");
  EXPECT_THAT(parts[0].text, HasSubstr("be kinder"));
}

TEST_F(ModelComponentTest, TheEmbeddedEngineAnswersWhereTheModelDoesNot) {
  for (const auto& response :
       {Failure(500), Failure(401), Body("?", "text/html")}) {
    ScriptedEndpoint endpoint;
    endpoint.Say(response);
    *config_.mutable_chat() = endpoint.config();
    config_.set_assess(ModelEngine::NEVER);
    auto made = WithModel(config_, std::make_unique<Writer>(),
                          std::make_unique<Writing>(), endpoint.parts());
    ASSERT_THAT(made, IsOk());
    ComponentHarness harness(*std::move(made));
    const auto output = harness.Run("how?");
    ASSERT_THAT(output, IsOk());
    EXPECT_EQ(output->text(), "a long text");
    EXPECT_EQ(output->model(), "");
    EXPECT_THAT(output->notes(),
                ElementsAre(HasSubstr("without the language model tested")));
  }
}

TEST_F(ModelComponentTest, AStageMayLeaveItToTheEmbeddedEngine) {
  const auto output = harness().Run("nothing?");
  ASSERT_THAT(output, IsOk());
  EXPECT_EQ(output->text(), "a long text");
  EXPECT_THAT(output->notes(), IsEmpty());
  EXPECT_THAT(endpoint_.requests(), IsEmpty());
}

TEST_F(ModelComponentTest, TheModelIsAskedWhenItIsNeeded) {
  config_.set_assess(ModelEngine::WHEN_NEEDED);
  config_.set_run(ModelEngine::WHEN_NEEDED);
  endpoint_.Say(Completion("of zeppelins"));
  endpoint_.Say(Completion(kKinder));
  endpoint_.Say(Completion("kind"));
  EXPECT_EQ(harness().Run("how?")->text(), "a long text");
  ASSERT_THAT(harness().Teach("keep it short"), IsOk());
  EXPECT_EQ(harness().Run("how?")->text(), "short");
  EXPECT_THAT(endpoint_.requests(), IsEmpty());
  // It refuses.
  EXPECT_EQ(harness().Run("zeppelin?")->text(), "of zeppelins");
  // What applies is guidance.
  ASSERT_THAT(harness().Teach("be kinder"), IsOk());
  EXPECT_EQ(harness().Run("how?")->text(), "kind");
  EXPECT_THAT(endpoint_.requests(), SizeIs(3));
}

TEST_F(ModelComponentTest, IsWhatTheEmbeddedEngineIs) {
  auto made = WithModel(
      [this] {
        *config_.mutable_chat() = endpoint_.config();
        return config_;
      }(),
      std::make_unique<Writer>(), std::make_unique<Writing>(),
      endpoint_.parts());
  ASSERT_THAT(made, IsOk());
  const v1::Manifest manifest = (*made)->Describe();
  EXPECT_EQ(manifest.name(), "writer");
  EXPECT_THAT(manifest.capabilities(), Contains("language_model"));
  EXPECT_NE(dynamic_cast<const Agent*>(made->get()), nullptr);
}

TEST_F(ModelComponentTest, AConfigurationThatCannotWorkIsRefused) {
  auto made = WithModel(config_, std::make_unique<Writer>(),
                        std::make_unique<Writing>(), endpoint_.parts());
  EXPECT_EQ(ReasonOf(made.status()), Reason::CONFIG_INVALID);
  EXPECT_THAT(std::string(made.status().message()), HasSubstr("model.chat"));
  *config_.mutable_chat() = endpoint_.config();
  made = WithModel(config_, std::make_unique<Writer>(), nullptr,
                   endpoint_.parts());
  EXPECT_EQ(ReasonOf(made.status()), Reason::CONFIG_INVALID);
  config_.set_run(ModelEngine::NEVER);
  EXPECT_THAT(WithModel(config_, std::make_unique<Writer>(), nullptr,
                        endpoint_.parts()),
              IsOk());
}

}  // namespace
}  // namespace alhf::sdk
