#include "coordinator/api/validation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
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

TEST(ValidationTest, ARolloutChangesSomethingWithinItsRange) {
  v1::ChangeRolloutRequest request;
  request.set_tenant("t");
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  for (const double share : {-0.1, 1.0, std::nan("")}) {
    request.set_holdout(share);
    EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_INVALID));
  }
  request.set_holdout(0);
  EXPECT_THAT(Validate(request), IsOk());
  request.clear_holdout();
  request.set_activation(v1::ACTIVATION_UNSPECIFIED);  // as configured
  EXPECT_THAT(Validate(request), IsOk());
  request.set_activation(static_cast<v1::Activation>(9));
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_INVALID));
  request.clear_activation();
  request.set_holdout(0);
  request.set_note(std::string(1025, 'a'));
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_TOO_LARGE));
}

TEST(ValidationTest, ALessonMovesToAnAgentByItsName) {
  v1::ChangeLessonRequest request;
  request.set_tenant("t");
  request.set_lesson_id("l-1");
  request.mutable_change()->mutable_move();
  EXPECT_THAT(Validate(request), IsOk());
  request.mutable_change()->mutable_move()->set_agent("my bot");
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_INVALID));
}

TEST(ValidationTest, ImportedRecordsNameThemselvesAndTheirLessons) {
  v1::ImportFeedbackRequest request;
  request.set_tenant("t");
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  v1::FeedbackStatus& status = *request.add_records();
  status.mutable_record()->set_text("use bullets");
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  status.mutable_record()->set_id("f-1");
  status.mutable_record()->set_tenant("elsewhere");
  EXPECT_THAT(Validate(request), IsOk());
  v1::Lesson& lesson = *status.add_lessons();
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  lesson.set_id("l-1");
  lesson.set_component("alpha");
  lesson.set_state(v1::LESSON_ERASED);
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_INVALID));
  lesson.set_state(v1::LESSON_RETIRED);
  EXPECT_THAT(Validate(request), IsOk());
}

TEST(ValidationTest, ChecksOfAnExchangeHaveNames) {
  v1::RecordExchangeRequest request;
  request.set_tenant("t");
  request.mutable_exchange()->set_question("how many?");
  request.mutable_exchange()->set_answer("seven");
  request.mutable_exchange()->mutable_plan()->set_exchange_id("x-9");
  v1::Check& check = *request.mutable_exchange()->add_checks();
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  check.set_name("sql_runs");
  EXPECT_THAT(Validate(request), IsOk());
  request.mutable_exchange()->mutable_plan()->set_exchange_id("last");
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_INVALID));
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
  change.mutable_revise()->mutable_lesson()->clear_text();
  change.mutable_revise()->mutable_lesson()->mutable_scope()->set_breadth(
      v1::BREADTH_QUESTION);
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

TEST(ValidationTest, ReassessingNeedsARecord) {
  v1::ReassessFeedbackRequest request;
  request.set_tenant("t");
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  request.set_record_id("f-1");
  EXPECT_THAT(Validate(request), IsOk());
  request.set_user(std::string(129, 'u'));
  EXPECT_THAT(Validate(request), StatusIs(kInvalid, Reason::FIELD_TOO_LARGE));
}

TEST(ValidationTest, AnAuditIsOfATenantInPages) {
  v1::ListAuditRequest list;
  EXPECT_THAT(Validate(list), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  list.set_tenant("t");
  EXPECT_THAT(Validate(list), IsOk());
  list.set_page_size(-1);
  EXPECT_THAT(Validate(list), StatusIs(kInvalid, Reason::FIELD_INVALID));
  list.set_page_size(0);
  list.set_principal("\xff");
  EXPECT_THAT(Validate(list), StatusIs(kInvalid, Reason::INVALID_UTF8));
  v1::VerifyAuditRequest verify;
  verify.set_tenant("t");
  for (int i = 0; i < 64; ++i) verify.add_heads();
  EXPECT_THAT(Validate(verify), IsOk());
  verify.add_heads();
  EXPECT_THAT(Validate(verify), StatusIs(kInvalid, Reason::FIELD_TOO_LARGE));
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
