#include "alhf/testing/harness.h"

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/agent.h"
#include "alhf/testing/status_matchers.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::testing {
namespace {

using ::alhf::sdk::PlainComponent;

// Says which lessons act on it.
class Echo final : public PlainComponent, public sdk::Agent {
 public:
  absl::Status Run(const sdk::Context&, const v1::RunRequest& request,
                   sdk::RunWriter& writer) const override {
    v1::StepOutput output;
    for (const auto& item : request.plan().items()) {
      absl::StrAppend(output.mutable_text(), item.text(), "|");
    }
    absl::StrAppend(output.mutable_text(), request.inputs_size());
    writer.Output(std::move(output));
    return absl::OkStatus();
  }
};

class Refusing final : public sdk::Component {
 public:
  v1::Manifest Describe() const override { return {}; }
  absl::StatusOr<v1::Assessment> Assess(
      const sdk::Context&, const v1::FeedbackRecord&) const override {
    return v1::Assessment();
  }
  absl::StatusOr<v1::Adjustment> Adjust(const sdk::Context&,
                                        const v1::Query&) const override {
    return v1::Adjustment();
  }
};

TEST(ComponentHarnessTest, TeachesAndAdjusts) {
  ComponentHarness harness(std::make_unique<PlainComponent>());
  const auto assessment = harness.Teach("Always round to two digits.");
  ASSERT_THAT(assessment, IsOk());
  EXPECT_EQ(assessment->outcome(), v1::OUTCOME_CLAIMED);
  const auto lessons = harness.Lessons();
  ASSERT_THAT(lessons, IsOk());
  ASSERT_EQ(lessons->size(), 1);
  EXPECT_EQ(lessons->front().text(), "Always round to two digits.");
  EXPECT_EQ(lessons->front().state(), v1::LESSON_ACTIVE);
  const auto adjustment = harness.Adjust("What is the mean?");
  ASSERT_THAT(adjustment, IsOk());
  ASSERT_EQ(adjustment->items_size(), 1);
  EXPECT_EQ(adjustment->items(0).lesson_id(), lessons->front().id());
}

TEST(ComponentHarnessTest, AssessingLearnsNothing) {
  ComponentHarness harness(std::make_unique<PlainComponent>());
  ASSERT_THAT(harness.Assess("Always round to two digits."), IsOk());
  EXPECT_TRUE(harness.Lessons()->empty());
}

TEST(ComponentHarnessTest, RunsTheStageWithWhatFires) {
  ComponentHarness harness(std::make_unique<Echo>());
  ASSERT_THAT(harness.Teach("Always round to two digits."), IsOk());
  const auto output = harness.Run("What is the mean?", {v1::Step()});
  ASSERT_THAT(output, IsOk());
  EXPECT_EQ(output->text(), "Always round to two digits.|1");
}

TEST(ComponentHarnessTest, SaysWhereTheComponentRunsNoStage) {
  ComponentHarness harness(std::make_unique<PlainComponent>());
  EXPECT_THAT(
      harness.Run("What is the mean?"),
      StatusIs(absl::StatusCode::kUnimplemented, Reason::NOT_IMPLEMENTED));
}

TEST(ComponentHarnessTest, RestartAndRebuildKeepTheMemory) {
  ComponentHarness harness(std::make_unique<PlainComponent>());
  ASSERT_THAT(harness.Teach("Always round to two digits."), IsOk());
  ASSERT_THAT(harness.Teach("Never round money."), IsOk());
  const std::string before = harness.Export();
  EXPECT_TRUE(absl::StrContains(before, "Never round money."));
  ASSERT_THAT(harness.Restart(), IsOk());
  EXPECT_EQ(harness.Export(), before);
  ASSERT_THAT(harness.Rebuild(), IsOk());
  EXPECT_EQ(harness.Export(), before);
}

TEST(ComponentHarnessTest, EveryMethodTellsWhyThereIsNoHost) {
  ComponentHarness harness(std::make_unique<Refusing>());
  const auto broken =
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID);
  EXPECT_THAT(harness.Teach("text"), broken);
  EXPECT_THAT(harness.Adjust("text"), broken);
  EXPECT_THAT(harness.Run("text"), broken);
  EXPECT_THAT(harness.Lessons(), broken);
  EXPECT_THAT(harness.Apply({}), broken);
  EXPECT_THAT(harness.Restart(), broken);
  EXPECT_EQ(harness.Export(), "");
}

}  // namespace
}  // namespace alhf::testing
