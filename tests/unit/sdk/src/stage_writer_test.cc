#include "sdk/src/stage_writer.h"

#include "alhf/testing/status_matchers.h"
#include "gtest/gtest.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

v1::AdjustmentItem Item(const std::string& lesson, double score,
                        const std::string& conflict_key = "") {
  v1::AdjustmentItem item;
  item.set_lesson_id(lesson);
  item.set_score(score);
  item.set_conflict_key(conflict_key);
  item.set_disposition(v1::DISPOSITION_CANDIDATE);
  return item;
}

class StageWriterTest : public ::testing::Test {
 protected:
  const StageWriter::Sink sink_ = [this](v1::RunEvent event) {
    events_.push_back(std::move(event));
  };
  std::vector<v1::RunEvent> events_;
  v1::RunRequest request_;
};

TEST_F(StageWriterTest, TheOutputComesLast) {
  StageWriter writer(request_, "plain", sink_);
  writer.Progress("reading");
  v1::StepOutput output;
  output.set_text("42");
  writer.Output(output);
  writer.Progress("tidying up");
  ASSERT_THAT(writer.Finish(), IsOk());
  ASSERT_EQ(events_.size(), 3);
  EXPECT_EQ(events_[0].progress(), "reading");
  EXPECT_EQ(events_[1].progress(), "tidying up");
  EXPECT_EQ(events_[2].output().text(), "42");
}

TEST_F(StageWriterTest, SaysWhatAModelCost) {
  StageWriter writer(request_, "plain", sink_);
  v1::ModelUsage usage;
  usage.set_calls(2);
  writer.ModelUsed(usage);
  ASSERT_EQ(events_.size(), 1);
  EXPECT_EQ(events_[0].model_usage().calls(), 2u);
}

TEST_F(StageWriterTest, ThereIsExactlyOneOutput) {
  const auto failed =
      StatusIs(absl::StatusCode::kInternal, Reason::COMPONENT_FAILED);
  StageWriter none(request_, "plain", sink_);
  EXPECT_THAT(none.Finish(), failed);
  StageWriter two(request_, "plain", sink_);
  two.Output({});
  two.Output({});
  EXPECT_THAT(two.Finish(), failed);
  EXPECT_TRUE(events_.empty());
}

TEST_F(StageWriterTest, LateItemsAreSettledAgainstThePlan) {
  *request_.mutable_plan()->add_items() = Item("l-1", 0.9, "week");
  request_.add_settled_conflict_keys("week");
  request_.set_firing_threshold(0.6);
  StageWriter writer(request_, "plain", sink_);
  const auto acting = writer.Late(
      {Item("l-2", 0.9, "week"), Item("l-3", 0.59), Item("l-4", 0.6, "limit")});
  ASSERT_EQ(acting.size(), 1);
  EXPECT_EQ(acting[0].lesson_id(), "l-4");
  EXPECT_EQ(acting[0].component(), "plain");
  EXPECT_EQ(acting[0].disposition(), v1::DISPOSITION_APPLIED);
  EXPECT_EQ(events_.size(), 3);
}

TEST_F(StageWriterTest, WhatCameLateOnceIsSettledForLater) {
  StageWriter writer(request_, "plain", sink_);
  EXPECT_EQ(writer.Late({Item("l-1", 0.9, "week")}).size(), 1);
  EXPECT_TRUE(writer.Late({Item("l-2", 0.9, "week")}).empty());
  EXPECT_TRUE(writer.Late({Item("l-1", 0.9, "week")}).empty());
  EXPECT_EQ(events_.size(), 3);
}

}  // namespace
}  // namespace alhf::sdk
