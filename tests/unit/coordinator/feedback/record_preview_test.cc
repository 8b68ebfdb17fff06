#include "coordinator/feedback/record_preview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "base/status.h"
#include "tests/support/fake_component.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RecordPreviewTest : public ::testing::Test {
 protected:
  v1::PreviewFeedbackResponse Preview(
      const std::string& text,
      v1::Activation activation = v1::ACTIVATION_IMMEDIATE,
      v1::RecordKind kind = v1::RECORD_TEXT) {
    RecordPreview preview;
    preview.input.now = TestTime();
    preview.input.activation = activation;
    preview.link = std::move(link_);
    v1::FeedbackRecord& record = preview.input.record;
    record.set_id("f-7");
    record.set_tenant("acme");
    record.set_kind(kind);
    record.set_text(text);
    record.set_giver_role(v1::ROLE_EXPERT);
    *record.mutable_time() = ToProto(TestTime());
    std::optional<v1::PreviewFeedbackResponse> said;
    PreviewRecord(std::move(preview), registry_.List(),
                  [&](v1::PreviewFeedbackResponse response) {
                    EXPECT_FALSE(said.has_value());
                    said = std::move(response);
                  });
    EXPECT_TRUE(said.has_value());
    return said.value_or(v1::PreviewFeedbackResponse());
  }

  testing::FakeRegistry registry_;
  absl::AnyInvocable<std::vector<v1::Lesson>(storage::v1::Payload::Assigned&)>
      link_ = nullptr;
};

TEST_F(RecordPreviewTest, WhatIsSaidAgainIsLinkedAsItWouldBe) {
  registry_.Add("alpha");
  link_ = [](storage::v1::Payload::Assigned& assigned) {
    EXPECT_EQ(assigned.changes_size(), 1);
    assigned.mutable_changes(0)->mutable_change()->mutable_add_source();
    v1::Lesson linked;
    linked.set_id("l-old-1");
    return std::vector<v1::Lesson>{linked};
  };
  const auto said = Preview("@alpha use weeks");
  ASSERT_THAT(said.lessons(), SizeIs(1));
  EXPECT_EQ(said.lessons(0).id(), "l-old-1");
}

TEST_F(RecordPreviewTest, SaysWhoWouldLearnWhat) {
  const auto alpha = registry_.Add("alpha");
  const auto beta = registry_.Add("beta");
  const auto said = Preview("@alpha use weeks");
  ASSERT_THAT(said.assessments(), SizeIs(2));
  EXPECT_EQ(said.assessments(0).component(), "alpha");
  EXPECT_EQ(said.assessments(1).component(), "beta");
  ASSERT_THAT(said.lessons(), SizeIs(1)) << said.DebugString();
  EXPECT_EQ(said.lessons(0).component(), "alpha");
  EXPECT_EQ(said.lessons(0).state(), v1::LESSON_ACTIVE);
  EXPECT_THAT(said.lessons(0).id(), HasSubstr("l-7-1"));
  ASSERT_THAT(said.assignment().parts(), SizeIs(1));
  EXPECT_EQ(said.record().text(), "@alpha use weeks");
  EXPECT_EQ(said.record().id(), "");
  // Nothing was applied.
  EXPECT_THAT(alpha->applied(), IsEmpty());
  EXPECT_THAT(alpha->Lessons("acme"), IsEmpty());
}

TEST_F(RecordPreviewTest, WhatWouldBeHeldIsHeld) {
  registry_.Add("alpha");
  const auto said = Preview("@alpha use weeks", v1::ACTIVATION_HOLD);
  ASSERT_THAT(said.lessons(), SizeIs(1));
  EXPECT_EQ(said.lessons(0).state(), v1::LESSON_HELD);
}

TEST_F(RecordPreviewTest, NamesWhoDoesNotAnswer) {
  registry_.Add("alpha");
  registry_.Add("beta")->SetAway(true);
  registry_.Add("gamma");
  registry_.SetHealth("gamma", v1::COMPONENT_UNREACHABLE);
  const auto said = Preview("@alpha use weeks");
  EXPECT_THAT(said.lessons(), SizeIs(1));
  ASSERT_THAT(said.assignment().missing(), SizeIs(2));
  EXPECT_EQ(said.assignment().missing(0).component(), "beta");
  EXPECT_THAT(said.assignment().missing(0).reason(),
              HasSubstr("UNAVAILABLE: "));
  EXPECT_EQ(said.assignment().missing(1).component(), "gamma");
}

TEST_F(RecordPreviewTest, AThumbTeachesNobody) {
  const auto alpha = registry_.Add("alpha");
  const auto said = Preview("", v1::ACTIVATION_IMMEDIATE, v1::RECORD_THUMB);
  EXPECT_THAT(said.assessments(), IsEmpty());
  EXPECT_THAT(said.lessons(), IsEmpty());
  EXPECT_THAT(alpha->assessed(), IsEmpty());
}

}  // namespace
}  // namespace alhf::coordinator
