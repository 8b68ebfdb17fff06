#include "sdk/src/correction.h"

#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;

class OneLesson final : public Memory {
 public:
  explicit OneLesson(v1::Lesson lesson) : lesson_(std::move(lesson)) {}
  absl::StatusOr<v1::Lesson> Get(absl::string_view id) const override {
    if (id == lesson_.id()) return lesson_;
    return absl::NotFoundError("none");
  }
  absl::StatusOr<std::vector<v1::Lesson>> List(
      const std::vector<v1::LessonState>&) const override {
    return std::vector<v1::Lesson>{lesson_};
  }
  absl::StatusOr<std::optional<std::string>> Derived(
      absl::string_view) const override {
    return std::nullopt;
  }
  v1::Position position() const override { return At(1); }

 private:
  const v1::Lesson lesson_;
};

class CorrectionTest : public ::testing::Test {
 protected:
  CorrectionTest() {
    lesson_ = MakeLesson("l-1", "For questions about ropes use two lines.");
    lesson_.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
    lesson_.mutable_scope()->set_topic("ropes");
    lesson_.mutable_scope()->add_triggers("ropes");
    record_.set_text("Two are not enough, use four lines.");
    v1::Step& step = *record_.mutable_exchange()->add_steps();
    step.set_component("plain");
    v1::AdjustmentItem& item = *step.add_applied();
    item.set_lesson_id("l-1");
    item.set_conflict_key("lines");
    item.set_disposition(v1::DISPOSITION_APPLIED);
  }

  // The scope that the record's proposal for "lines" gets.
  v1::Scope ScopeOf(const std::string& component = "plain") {
    v1::Assessment assessment;
    assessment.set_component(component);
    v1::Proposal& proposal = *assessment.add_proposals();
    proposal.set_understood_as("use four lines");
    proposal.set_conflict_key("lines");
    proposal.mutable_scope()->set_breadth(v1::BREADTH_COMPONENT);
    proposal.mutable_scope()->set_user("ann");
    EXPECT_THAT(ScopeCorrections(OneLesson(lesson_), record_, assessment),
                IsOk());
    relations_ = assessment.proposals(0).relations();
    understood_as_ = assessment.proposals(0).understood_as();
    return assessment.proposals(0).scope();
  }
  v1::AdjustmentItem& Acted() {
    return *record_.mutable_exchange()->mutable_steps(0)->mutable_applied(0);
  }

  v1::Lesson lesson_;
  v1::FeedbackRecord record_;
  google::protobuf::RepeatedPtrField<v1::Relation> relations_;
  std::string understood_as_;
};

TEST_F(CorrectionTest, WhatActedByThePlanAloneIsCorrectedToo) {
  v1::ComponentPlan& plan =
      *record_.mutable_exchange()->mutable_plan()->add_components();
  plan.set_component("plain");
  *plan.add_items() = Acted();
  record_.mutable_exchange()->clear_steps();
  EXPECT_EQ(ScopeOf().topic(), "ropes");
  EXPECT_EQ(ScopeOf("other").breadth(), v1::BREADTH_COMPONENT);
}

TEST_F(CorrectionTest, HoldsWhereTheCorrectedLessonHolds) {
  const v1::Scope scope = ScopeOf();
  EXPECT_EQ(scope.breadth(), v1::BREADTH_TOPIC);
  EXPECT_EQ(scope.topic(), "ropes");
  ASSERT_EQ(scope.triggers_size(), 1);
  EXPECT_EQ(scope.user(), "ann");
  ASSERT_EQ(relations_.size(), 1);
  EXPECT_EQ(relations_[0].kind(), v1::Relation::CONTRADICTS);
  EXPECT_EQ(relations_[0].lesson_id(), "l-1");
  EXPECT_NE(understood_as_.find("ropes"), std::string::npos);
}

TEST_F(CorrectionTest, WordingThatSaysHowWideItIsDecides) {
  record_.set_text("Always use four lines.");
  EXPECT_EQ(ScopeOf().breadth(), v1::BREADTH_COMPONENT);
}

TEST_F(CorrectionTest, OnlyALessonThatActedIsCorrected) {
  EXPECT_EQ(ScopeOf("other").breadth(), v1::BREADTH_COMPONENT);
  Acted().set_disposition(v1::DISPOSITION_CANDIDATE);
  EXPECT_EQ(ScopeOf().breadth(), v1::BREADTH_COMPONENT);
  Acted().set_disposition(v1::DISPOSITION_APPLIED);
  Acted().set_conflict_key("words");
  EXPECT_EQ(ScopeOf().breadth(), v1::BREADTH_COMPONENT);
  Acted().set_conflict_key("lines");
  Acted().set_lesson_id("l-erased");
  EXPECT_EQ(ScopeOf().breadth(), v1::BREADTH_COMPONENT);
}

TEST_F(CorrectionTest, ALessonForAllIsReplacedByOneForAll) {
  lesson_.mutable_scope()->set_breadth(v1::BREADTH_COMPONENT);
  EXPECT_EQ(ScopeOf().breadth(), v1::BREADTH_COMPONENT);
  EXPECT_EQ(relations_.size(), 0);
}

}  // namespace
}  // namespace alhf::sdk
