#include "sdk/model/scope_judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "alhf/sdk/model/model_component.h"
#include "alhf/sdk/scope.h"
#include "alhf/testing/harness.h"
#include "alhf/testing/status_matchers.h"
#include "tests/unit/sdk/model/endpoint_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::ComponentHarness;
using ::alhf::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// An engine that comes as near as the test says.
class Near final : public Component {
 public:
  explicit Near(std::vector<v1::AdjustmentItem> items)
      : items_(std::move(items)) {}
  v1::Manifest Describe() const override {
    return MakeManifest("near", "Comes near.", {"nearness"});
  }
  absl::StatusOr<v1::Assessment> Assess(
      const Context&, const v1::FeedbackRecord&) const override {
    return v1::Assessment();
  }
  absl::StatusOr<v1::Adjustment> Adjust(const Context&,
                                        const v1::Query&) const override {
    v1::Adjustment adjustment;
    for (const v1::AdjustmentItem& item : items_) {
      *adjustment.add_items() = item;
    }
    return adjustment;
  }

 private:
  const std::vector<v1::AdjustmentItem> items_;
};

v1::AdjustmentItem Item(
    const std::string& id, double score,
    v1::Disposition disposition = v1::DISPOSITION_CANDIDATE) {
  v1::AdjustmentItem item;
  item.set_lesson_id(id);
  item.set_score(score);
  item.set_text("words of " + id);
  item.set_why("near its words");
  item.set_disposition(disposition);
  item.mutable_position()->set_sequence(1);
  return item;
}

class ScopeJudgeTest : public ::testing::Test {
 protected:
  ScopeJudgeTest() { config_.mutable_judge(); }

  ComponentHarness& harness() {
    if (harness_ == nullptr) {
      *config_.mutable_chat() = endpoint_.config();
      auto made = WithModel(config_, std::make_unique<Near>(items_), nullptr,
                            endpoint_.parts());
      EXPECT_THAT(made, IsOk());
      harness_ = std::make_unique<ComponentHarness>(*std::move(made));
    }
    return *harness_;
  }
  std::vector<double> Scores(const v1::Query& query) {
    std::vector<double> scores;
    const auto adjustment = harness().Adjust(query);
    EXPECT_THAT(adjustment, IsOk());
    if (!adjustment.ok()) return scores;
    for (const auto& item : adjustment->items()) scores.push_back(item.score());
    return scores;
  }
  static v1::Query Asking(const std::string& question) {
    v1::Query query;
    query.set_text(question);
    return query;
  }

  ScriptedEndpoint endpoint_;
  config::v1::ModelEngine config_;
  std::vector<v1::AdjustmentItem> items_ = {
      Item("l-sure", 0.95), Item("l-a", 0.35), Item("l-b", 0.45),
      Item("l-a", 0.35), Item("l-shadow", 0.4, v1::DISPOSITION_SHADOW)};
  std::unique_ptr<ComponentHarness> harness_;
};

TEST_F(ScopeJudgeTest, SettlesWhatTheScoreLeavesOpen) {
  endpoint_.Say(Completion(R"({"applies": [2]})"));
  const auto adjustment = harness().Adjust("how many?");
  ASSERT_THAT(adjustment, IsOk());
  ASSERT_THAT(adjustment->items(), SizeIs(5));
  EXPECT_EQ(adjustment->items(0).score(), 0.95);
  EXPECT_EQ(adjustment->items(1).score(), 0.9);
  EXPECT_EQ(adjustment->items(1).why(),
            "near its words; the language model tested: applies (0.35 before)");
  EXPECT_EQ(adjustment->items(2).score(), 0.45);
  EXPECT_THAT(adjustment->items(2).why(), HasSubstr("does not apply"));
  EXPECT_EQ(adjustment->items(3).score(), 0.9) << "of the same lesson";
  EXPECT_EQ(adjustment->items(4).score(), 0.4);
  // The nearest first, one question for all, and nothing of the others.
  ASSERT_THAT(endpoint_.requests(), SizeIs(1));
  EXPECT_THAT(endpoint_.Prompt(0),
              AllOf(HasSubstr("1. words of l-b\n2. words of l-a\n"),
                    HasSubstr("how many?"), Not(HasSubstr("l-sure")),
                    Not(HasSubstr("l-shadow"))));
}

TEST_F(ScopeJudgeTest, IsAskedOnceOfAQuery) {
  endpoint_.Say(Completion(R"({"applies": [1]})"));
  endpoint_.Say(Completion(R"({"applies": []})"));
  const std::vector<double> first = Scores(Asking("how many?"));
  EXPECT_EQ(Scores(Asking("how many?")), first);
  EXPECT_THAT(endpoint_.requests(), SizeIs(1));
  v1::Query later = Asking("how many?");
  later.add_turns()->set_question("who?");
  EXPECT_NE(Scores(later), first);
  EXPECT_THAT(endpoint_.requests(), SizeIs(2));
}

TEST_F(ScopeJudgeTest, TheScoreStandsWhereTheModelDoesNot) {
  for (const auto& response :
       {Failure(500), Completion("perhaps"), Body("?", "text/html")}) {
    ScriptedEndpoint endpoint;
    endpoint.Say(response);
    *config_.mutable_chat() = endpoint.config();
    auto made = WithModel(config_, std::make_unique<Near>(items_), nullptr,
                          endpoint.parts());
    ASSERT_THAT(made, IsOk());
    ComponentHarness harness(*std::move(made));
    const auto adjustment = harness.Adjust("how many?");
    ASSERT_THAT(adjustment, IsOk());
    EXPECT_EQ(adjustment->items(1).score(), 0.35);
    EXPECT_EQ(adjustment->items(1).why(), "near its words");
  }
}

TEST_F(ScopeJudgeTest, IsNotAskedWhereNothingIsOpen) {
  items_ = {Item("l-sure", 0.95)};
  EXPECT_EQ(Scores(Asking("how many?")), std::vector<double>{0.95});
  EXPECT_THAT(endpoint_.requests(), IsEmpty());
}

TEST_F(ScopeJudgeTest, WhatIsForNobodysAnswerIsLeftToTheScore) {
  endpoint_.Say(Completion(R"({"applies": [1, 2]})"));
  v1::Query preview = Asking("how many?");
  preview.set_what_if(true);
  v1::Query overlaid = Asking("how many?");
  overlaid.mutable_overlay()->add_without("l-x");
  for (const v1::Query& query : {preview, overlaid}) {
    EXPECT_EQ(Scores(query)[1], 0.35);
  }
  EXPECT_THAT(endpoint_.requests(), IsEmpty());
}

TEST_F(ScopeJudgeTest, AtMostSoManyAreAskedAbout) {
  config_.mutable_judge()->set_max_lessons(1);
  endpoint_.Say(Completion(R"({"applies": [1, 2, 7]})"));
  EXPECT_EQ(Scores(Asking("how many?"))[1], 0.35);
  EXPECT_THAT(endpoint_.Prompt(0), Not(HasSubstr("l-a")));
}

TEST_F(ScopeJudgeTest, IsOffUnlessItIsConfigured) {
  config_.clear_judge();
  EXPECT_EQ(Scores(Asking("how many?"))[1], 0.35);
  EXPECT_THAT(endpoint_.requests(), IsEmpty());
}

}  // namespace
}  // namespace alhf::sdk
