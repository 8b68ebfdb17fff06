#include "coordinator/api/validation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

v1::SubmitFeedbackRequest Feedback() {
  v1::SubmitFeedbackRequest request;
  request.set_tenant("t");
  request.mutable_record()->set_text("use bullets");
  request.mutable_record()->mutable_exchange()->set_id("x-1");
  return request;
}

v1::ChangeLessonRequest ChangeOf(v1::Change change) {
  v1::ChangeLessonRequest request;
  request.set_tenant("t");
  request.set_lesson_id("l-1");
  *request.mutable_change() = std::move(change);
  return request;
}

TEST(ValidationTest, EveryRequestNeedsATenant) {
  EXPECT_THAT(Validate(v1::AskRequest()),
              StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  EXPECT_THAT(Validate(v1::ListLessonsRequest()),
              StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  EXPECT_THAT(Validate(v1::GetStatusRequest()),
              StatusIs(kInvalid, Reason::FIELD_REQUIRED));
}

TEST(ValidationTest, FeedbackIsBounded) {
  EXPECT_THAT(Validate(Feedback()), IsOk());
  auto request = Feedback();
  request.mutable_record()->set_text(std::string((16 << 10) + 1, 'a'));
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_TOO_LARGE));
  request = Feedback();
  request.mutable_record()->set_text("\xFF");
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::INVALID_UTF8));
  request = Feedback();
  request.set_request_id(std::string(129, 'a'));
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_TOO_LARGE));
  request = Feedback();
  request.mutable_wait()->set_seconds(-1);
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_INVALID));
}

TEST(ValidationTest, KindsNeedWhatTheySpeakOf) {
  auto request = Feedback();
  request.mutable_record()->set_kind(v1::RECORD_MISAPPLIED);
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  request.mutable_record()->add_about_lessons("l-1");
  EXPECT_THAT(Validate(request), IsOk());
  // To nobody, then to somebody.
  request.mutable_record()->set_kind(v1::RECORD_REASSIGN);
  EXPECT_THAT(Validate(request), IsOk());
  request.mutable_record()->clear_about_lessons();
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  request.mutable_record()->add_assign_to("writer");
  EXPECT_THAT(Validate(request), IsOk());
}

TEST(ValidationTest, PeopleMakeOnlySomeChanges) {
  v1::Change change;
  EXPECT_THAT(Validate(ChangeOf(change)),
              StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  change.mutable_accept();
  EXPECT_THAT(Validate(ChangeOf(change)), IsOk());
  change.mutable_revise();
  EXPECT_THAT(Validate(ChangeOf(change)),
              StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  change.mutable_revise()->mutable_lesson()->set_text("other words");
  EXPECT_THAT(Validate(ChangeOf(change)), IsOk());
  change.mutable_learn();
  EXPECT_THAT(Validate(ChangeOf(change)),
              StatusIs(kInvalid, Reason::FIELD_INVALID));
  change.mutable_erase();
  EXPECT_THAT(Validate(ChangeOf(change)),
              StatusIs(kInvalid, Reason::FIELD_INVALID));
}

TEST(ValidationTest, AnExchangeNeedsQuestionAndAnswer) {
  v1::RecordExchangeRequest request;
  request.set_tenant("t");
  request.mutable_exchange()->set_question("q");
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  request.mutable_exchange()->set_answer("a");
  EXPECT_THAT(Validate(request), IsOk());
  request.mutable_exchange()->set_id("last");
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_INVALID));
}

TEST(ValidationTest, PageSizesAreNotNegative) {
  v1::ListFeedbackRequest request;
  request.set_tenant("t");
  EXPECT_THAT(Validate(request), IsOk());
  request.set_page_size(-1);
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_INVALID));
}

TEST(ValidationTest, JoiningNeedsNameAndAddress) {
  v1::JoinRequest request;
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  request.mutable_manifest()->set_name("writer");
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  request.set_address("unix:/a.sock");
  EXPECT_THAT(Validate(request), IsOk());
}

}  // namespace
}  // namespace alhf::coordinator
