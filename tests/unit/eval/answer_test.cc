#include "eval/answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Two steps side by side, then one that writes.
v1::Exchange Answered() {
  v1::Exchange exchange;
  exchange.set_id("x-1");
  exchange.set_question("How many boats?");
  exchange.set_answer("There are 6.");
  v1::Step& finder = *exchange.add_steps();
  for (const char* path : {"b.md", "a.md", "b.md"}) {
    finder.mutable_output()->add_passages()->set_source(path);
  }
  v1::Step& sql = *exchange.add_steps();
  sql.mutable_output()->mutable_table()->set_sql("SELECT 6");
  v1::Step& writer = *exchange.add_steps();
  writer.set_stage(1);
  writer.mutable_output()->set_text("There are 6.");
  return exchange;
}

void Apply(const std::string& lesson, v1::Disposition disposition,
           v1::Step& step, const std::string& overruled_by = "") {
  v1::AdjustmentItem& item = *step.add_applied();
  item.set_lesson_id(lesson);
  item.set_disposition(disposition);
  item.set_overruled_by(overruled_by);
}

TEST(AnswerTest, TakesWhatTheStepsFound) {
  v1::Exchange exchange = Answered();
  v1::Step& step = *exchange.mutable_steps(1);
  Apply("l-2", v1::DISPOSITION_APPLIED, step);
  Apply("l-1", v1::DISPOSITION_APPLIED, step);
  Apply("l-1", v1::DISPOSITION_APPLIED, step);
  Apply("l-3", v1::DISPOSITION_SHADOW, step);
  Apply("l-4", v1::DISPOSITION_CANDIDATE, step, "l-1");
  step.add_idle()->set_lesson_id("l-6");
  v1::AdjustmentItem& aside =
      *exchange.mutable_plan()->add_components()->add_set_aside();
  aside.set_lesson_id("l-5");
  aside.set_overruled_by("l-2");
  const Answer answer = AnswerOf(exchange);
  EXPECT_EQ(answer.exchange_id, "x-1");
  EXPECT_TRUE(answer.answered);
  EXPECT_EQ(answer.sql, "SELECT 6");
  EXPECT_TRUE(answer.table.has_value());
  EXPECT_THAT(answer.sources, ElementsAre("b.md", "a.md"));
  EXPECT_THAT(answer.applied, ElementsAre("l-1", "l-2"));
  EXPECT_THAT(answer.idle, ElementsAre("l-6"));
  EXPECT_THAT(answer.overruled, ElementsAre("l-4", "l-5"));
}

TEST(AnswerTest, WhatTheAnswerIsNotMadeFromIsNoSourceOfIt) {
  v1::Exchange exchange = Answered();
  exchange.mutable_steps(0)->set_component("finder");
  exchange.mutable_steps(1)->set_component("counter");
  v1::FacetKnowledge& known =
      *exchange.mutable_steps(2)->mutable_output()->add_facets();
  known.set_key("made_from");
  known.add_values("counter");
  EXPECT_THAT(AnswerOf(exchange).sources, IsEmpty());
  EXPECT_EQ(AnswerOf(exchange).sql, "SELECT 6");
  known.add_values("finder");
  EXPECT_THAT(AnswerOf(exchange).sources, ElementsAre("b.md", "a.md"));
}

TEST(AnswerTest, SaysWhatPromptsHeldAndModelsCost) {
  v1::Exchange exchange = Answered();
  const char* const names[] = {"finder", "sql", "writer"};
  for (int i = 0; i < 3; ++i) {
    v1::Step& step = *exchange.mutable_steps(i);
    step.set_component(names[i]);
    step.mutable_model_usage()->set_calls(1);
    step.mutable_model_usage()->set_prompt_tokens(100);
    step.mutable_model_usage()->set_completion_tokens(10);
  }
  for (const char* name : {"finder", "writer"}) {
    v1::ComponentPlan& part = *exchange.mutable_plan()->add_components();
    part.set_component(name);
    part.set_guidance("~~~lessons\n[l-1] be kind\n~~~\n");
  }
  // Planned, and found late.
  Apply("l-1", v1::DISPOSITION_APPLIED, *exchange.mutable_steps(0));
  for (const char* lesson : {"l-1", "l-2"}) {
    Apply(lesson, v1::DISPOSITION_APPLIED, *exchange.mutable_steps(2));
  }
  Apply("l-3", v1::DISPOSITION_CANDIDATE, *exchange.mutable_steps(2));
  for (auto& item : *exchange.mutable_steps(2)->mutable_applied()) {
    item.set_text("text of " + item.lesson_id());
  }
  const Answer answer = AnswerOf(exchange);
  EXPECT_EQ(answer.model_calls, 3);
  EXPECT_EQ(answer.tokens, 330);
  EXPECT_THAT(LessonLines(answer.guidance.at("finder")),
              ElementsAre("be kind"));
  EXPECT_THAT(LessonLines(answer.guidance.at("writer")),
              ElementsAre("text of l-1", "text of l-2"));
}

TEST(AnswerTest, ARefusalIsNoAnswer) {
  v1::Exchange exchange = Answered();
  exchange.mutable_steps(2)->mutable_output()->mutable_refusal();
  EXPECT_FALSE(AnswerOf(exchange).answered);

  exchange = Answered();
  exchange.mutable_steps(2)->set_error("DEADLINE");
  EXPECT_FALSE(AnswerOf(exchange).answered);

  // The writer says that nobody found anything.
  exchange = Answered();
  exchange.mutable_steps(0)->mutable_output()->clear_passages();
  exchange.mutable_steps(1)->mutable_output()->mutable_refusal();
  const Answer answer = AnswerOf(exchange);
  EXPECT_FALSE(answer.answered);
  EXPECT_EQ(answer.sql, "");
  EXPECT_EQ(answer.text, "There are 6.");
}

TEST(AnswerTest, OneFinderThatDeclinesLeavesAnAnswer) {
  v1::Exchange exchange = Answered();
  exchange.mutable_steps(0)->mutable_output()->mutable_refusal();
  const Answer answer = AnswerOf(exchange);
  EXPECT_TRUE(answer.answered);
  EXPECT_THAT(answer.sources, IsEmpty());
}

TEST(AnswerTest, APipelineOfOneStepAnswersByItself) {
  v1::Exchange exchange;
  exchange.add_steps()->mutable_output()->set_text("6");
  EXPECT_TRUE(AnswerOf(exchange).answered);
}

TEST(AnswerTest, ARecordedPlanSaysWhatActed) {
  v1::Exchange exchange;
  exchange.mutable_plan()->add_components()->add_items()->set_lesson_id("l-1");
  EXPECT_THAT(AnswerOf(exchange).applied, ElementsAre("l-1"));
}

TEST(AnswerTest, AFingerprintForgetsSpaceAndOrderOfSources) {
  Answer a;
  a.text = "There are\n 6.";
  a.sql = "SELECT  6";
  a.sources = {"b", "a"};
  Answer b = a;
  b.text = "there are 6.";
  b.sql = "SELECT\n6";
  b.sources = {"a", "b"};
  EXPECT_EQ(Fingerprint(a), Fingerprint(b));
  b.text = "There are 7.";
  EXPECT_NE(Fingerprint(a), Fingerprint(b));
  b = a;
  b.sql = "SELECT 7";
  EXPECT_NE(Fingerprint(a), Fingerprint(b));
  b = a;
  b.sources = {"a"};
  EXPECT_NE(Fingerprint(a), Fingerprint(b));
}

TEST(AnswerTest, IsJsonForScorers) {
  Answer answer = AnswerOf(Answered());
  answer.table->add_columns("n");
  answer.table->add_rows()->add_cells()->set_integer(6);
  answer.table->mutable_rows(0)->add_cells();
  const nlohmann::json json = ToJson(answer);
  EXPECT_EQ(json["answer"], "There are 6.");
  EXPECT_EQ(json["answered"], true);
  EXPECT_EQ(json["sql"], "SELECT 6");
  EXPECT_EQ(json["columns"], nlohmann::json({"n"}));
  EXPECT_EQ(json["rows"].dump(), "[[6,null]]");
  EXPECT_EQ(json["sources"], nlohmann::json({"b.md", "a.md"}));
}

TEST(AnswerTest, TakesOverWhatAnAgentSays) {
  Answer answer = AnswerOf(Answered());
  const auto said = nlohmann::json::parse(
      R"({"answered":false,"sql":"SELECT 7","columns":["n","x"],)"
      R"("rows":[[7,null],[1.5,"a"],[true,-2]],"sources":["c.md"]})");
  ASSERT_TRUE(MergeFromJson(said, answer).ok());
  EXPECT_FALSE(answer.answered);
  EXPECT_EQ(answer.sql, "SELECT 7");
  EXPECT_THAT(answer.table->columns(), ElementsAre("n", "x"));
  ASSERT_EQ(answer.table->rows_size(), 3);
  EXPECT_EQ(answer.table->rows(1).cells(0).number(), 1.5);
  EXPECT_THAT(answer.sources, ElementsAre("b.md", "a.md", "c.md"));
}

TEST(AnswerTest, SaysWhatAnAgentGotWrong) {
  for (const char* said :
       {"[]", R"({"sql":1})", R"({"answered":"yes"})", R"({"rows":1})",
        R"({"rows":[1]})", R"({"rows":[[{}]]})", R"({"sources":"a"})",
        R"({"sources":[1]})"}) {
    Answer answer;
    EXPECT_EQ(MergeFromJson(nlohmann::json::parse(said), answer).code(),
              absl::StatusCode::kInvalidArgument)
        << said;
  }
}

}  // namespace
}  // namespace alhf::eval
