#include "coordinator/feedback/lesson_editor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/coordinator/feedback/path_fixture.h"

namespace alhf::coordinator {
namespace {

using absl::StatusCode;
using testing::Eventually;
using testing::IsOk;
using testing::StatusIs;

class LessonEditorTest : public PathFixture {
 protected:
  LessonEditorTest() { alpha_ = registry_.Add("alpha"); }

  v1::Lesson TeachOne(const std::string& text,
                      v1::Activation activation = v1::ACTIVATION_IMMEDIATE,
                      const Giver& giver = Expert()) {
    auto request = Words(text);
    request.set_activation(activation);
    const auto status = Submit(request, giver);
    EXPECT_THAT(status, IsOk());
    return status->lessons(0);
  }
  v1::Lesson InMemory(const std::string& id) {
    for (const v1::Lesson& lesson : alpha_->Lessons("acme")) {
      if (lesson.id() == id) return lesson;
    }
    return {};
  }
  static v1::ChangeLessonRequest EditOf(const std::string& id,
                                        const std::string& text) {
    v1::ChangeLessonRequest request = ChangeOf(id);
    request.mutable_change()->mutable_revise()->mutable_lesson()->set_text(
        text);
    return request;
  }

  std::shared_ptr<testing::FakeComponent> alpha_;
};

TEST_F(LessonEditorTest, AHeldLessonActsWhenItIsAccepted) {
  Open();
  const v1::Lesson held = TeachOne("@alpha a", v1::ACTIVATION_HOLD);
  EXPECT_EQ(held.state(), v1::LESSON_HELD);
  auto request = ChangeOf(held.id());
  request.mutable_change()->mutable_accept();
  request.set_etag(held.etag());
  const auto accepted = Change(request);
  ASSERT_THAT(accepted, IsOk());
  EXPECT_EQ(accepted->state(), v1::FEEDBACK_LEARNED);
  EXPECT_EQ(accepted->lesson().state(), v1::LESSON_ACTIVE);
  EXPECT_EQ(InMemory(held.id()).SerializeAsString(),
            accepted->lesson().SerializeAsString());
  EXPECT_THAT(Change(request),
              StatusIs(StatusCode::kAborted, Reason::ETAG_MISMATCH));
  request.clear_etag();
  EXPECT_THAT(Change(request),
              StatusIs(StatusCode::kFailedPrecondition, Reason::LESSON_STATE));
}

TEST_F(LessonEditorTest, AHeldLessonIsDiscarded) {
  Open();
  const v1::Lesson held = TeachOne("@alpha a", v1::ACTIVATION_HOLD);
  auto request = ChangeOf(held.id());
  request.mutable_change()->mutable_retire()->set_note("not meant");
  const auto discarded = Change(request);
  ASSERT_THAT(discarded, IsOk());
  EXPECT_EQ(discarded->lesson().state(), v1::LESSON_RETIRED);
  EXPECT_EQ(discarded->lesson().retire_reason(), v1::RETIRE_DISCARDED);
  EXPECT_EQ(discarded->lesson().retire_note(), "not meant");
}

TEST_F(LessonEditorTest, ALessonIsForgottenAndRestored) {
  Open();
  const v1::Lesson lesson = TeachOne("@alpha a");
  auto request = ChangeOf(lesson.id());
  request.mutable_change()->mutable_retire();
  const auto forgotten = Change(request);
  ASSERT_THAT(forgotten, IsOk());
  EXPECT_EQ(forgotten->lesson().retire_reason(), v1::RETIRE_FORGOTTEN);
  EXPECT_EQ(InMemory(lesson.id()).state(), v1::LESSON_RETIRED);
  request.mutable_change()->mutable_restore();
  const auto restored = Change(request);
  ASSERT_THAT(restored, IsOk());
  EXPECT_EQ(restored->lesson().state(), v1::LESSON_ACTIVE);
  EXPECT_EQ(InMemory(lesson.id()).state(), v1::LESSON_ACTIVE);
  // What it was, it still was then.
  v1::GetLessonRequest then;
  then.set_tenant("acme");
  then.set_lesson_id(lesson.id());
  *then.mutable_as_of() = forgotten->position();
  EXPECT_EQ(path_->GetLesson(then)->state(), v1::LESSON_RETIRED);
  then.mutable_as_of()->set_sequence(99);
  EXPECT_THAT(path_->GetLesson(then), StatusIs(StatusCode::kFailedPrecondition,
                                               Reason::POSITION_AHEAD));
}

TEST_F(LessonEditorTest, AnEditIsUnderstoodByTheComponent) {
  Open();
  const v1::Lesson lesson = TeachOne("@alpha short", v1::ACTIVATION_HOLD);
  const auto edited = Change(EditOf(lesson.id(), "very short"));
  ASSERT_THAT(edited, IsOk());
  EXPECT_EQ(edited->lesson().text(), "very short");
  EXPECT_EQ(edited->lesson().understood_as(), "alpha: very short");
  EXPECT_EQ(edited->lesson().edited_by(), "ann");
  EXPECT_EQ(edited->lesson().state(), v1::LESSON_HELD);
  EXPECT_EQ(edited->lesson().sources(0).record_id(),
            lesson.sources(0).record_id());
  EXPECT_NE(edited->lesson().etag(), lesson.etag());
  EXPECT_EQ(InMemory(lesson.id()).text(), "very short");
  EXPECT_TRUE(alpha_->assessed().back().assume_in_scope());
  EXPECT_EQ(alpha_->assessed().back().record().exchange().question(),
            "how many?");
}

TEST_F(LessonEditorTest, ABreadthIsChangedWithoutAskingTheComponent) {
  Open();
  const v1::Lesson lesson = TeachOne("@alpha short");
  const size_t asked = alpha_->assessed().size();
  v1::ChangeLessonRequest request = ChangeOf(lesson.id());
  request.mutable_change()
      ->mutable_revise()
      ->mutable_lesson()
      ->mutable_scope()
      ->set_breadth(v1::BREADTH_QUESTION);
  const auto changed = Change(request);
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->state(), v1::FEEDBACK_LEARNED);
  EXPECT_EQ(changed->lesson().scope().breadth(), v1::BREADTH_QUESTION);
  EXPECT_EQ(changed->lesson().text(), lesson.text());
  EXPECT_EQ(InMemory(lesson.id()).scope().breadth(), v1::BREADTH_QUESTION);
  EXPECT_EQ(alpha_->assessed().size(), asked);
}

TEST_F(LessonEditorTest, AnEditThatSaysMoreMakesMoreLessons) {
  Open();
  const v1::Lesson lesson = TeachOne("@alpha short");
  const auto edited = Change(EditOf(lesson.id(), "short;plain;gibberish"));
  ASSERT_THAT(edited, IsOk());
  EXPECT_EQ(edited->lesson().text(), "short");
  const auto lessons = Lessons();
  ASSERT_EQ(lessons.size(), 3u);
  EXPECT_EQ(lessons[1].text(), "plain");
  EXPECT_EQ(lessons[1].state(), v1::LESSON_ACTIVE);
  EXPECT_EQ(lessons[1].derived_from(0), lesson.id());
  EXPECT_EQ(lessons[2].text(), "gibberish");
  EXPECT_EQ(lessons[2].state(), v1::LESSON_HELD);
}

TEST_F(LessonEditorTest, AnEditWaitsForNoComponentThatIsAway) {
  Open();
  const v1::Lesson lesson = TeachOne("@alpha short");
  alpha_->SetAway(true);
  EXPECT_THAT(
      Change(EditOf(lesson.id(), "very short")),
      StatusIs(StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE));
  EXPECT_EQ(Lessons()[0].text(), "@alpha short");
}

TEST_F(LessonEditorTest, AnEditOfWhatChangedMeanwhileIsRefused) {
  Open();
  const v1::Lesson lesson = TeachOne("@alpha short");
  alpha_->HoldAssess(true);
  std::promise<absl::StatusOr<v1::ChangeLessonResponse>> answer;
  path_->ChangeLesson(EditOf(lesson.id(), "very short"), Expert(),
                      [&](absl::StatusOr<v1::ChangeLessonResponse> response) {
                        answer.set_value(std::move(response));
                      });
  ASSERT_TRUE(Eventually([&] { return alpha_->assessed().size() == 2; }));
  auto forget = ChangeOf(lesson.id());
  forget.mutable_change()->mutable_retire();
  ASSERT_THAT(Change(forget), IsOk());
  alpha_->HoldAssess(false);
  EXPECT_THAT(answer.get_future().get(),
              StatusIs(StatusCode::kAborted, Reason::ETAG_MISMATCH));
}

TEST_F(LessonEditorTest, ARequestIdChangesOnce) {
  Open();
  const v1::Lesson lesson = TeachOne("@alpha a");
  auto request = ChangeOf(lesson.id());
  request.set_request_id("r-1");
  request.mutable_change()->mutable_retire();
  const auto first = Change(request);
  ASSERT_THAT(first, IsOk());
  Reopen();
  const auto again = Change(request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->position().sequence(), first->position().sequence());
  request.mutable_change()->mutable_restore();
  EXPECT_THAT(Change(request), StatusIs(StatusCode::kInvalidArgument,
                                        Reason::REQUEST_ID_REUSED));
  auto edit = EditOf(lesson.id(), "words");
  edit.set_request_id("r-1");
  EXPECT_THAT(Change(edit), StatusIs(StatusCode::kInvalidArgument,
                                     Reason::REQUEST_ID_REUSED));
}

TEST_F(LessonEditorTest, AMemberChangesOnlyWhatIsHis) {
  Open();
  const v1::Lesson shared = TeachOne("@alpha a");
  const v1::Lesson own =
      TeachOne("@alpha b", v1::ACTIVATION_IMMEDIATE, Member());
  EXPECT_EQ(own.scope().user(), "bob");
  auto request = ChangeOf(shared.id());
  request.mutable_change()->mutable_retire();
  EXPECT_THAT(Change(request, Member()),
              StatusIs(StatusCode::kPermissionDenied, Reason::PERMISSION));
  auto promote = ChangeOf(own.id());
  promote.mutable_change()->mutable_promote();
  EXPECT_THAT(Change(promote, Member()),
              StatusIs(StatusCode::kPermissionDenied, Reason::PERMISSION));
  const auto promoted = Change(promote);
  ASSERT_THAT(promoted, IsOk());
  EXPECT_EQ(promoted->lesson().scope().user(), "");
}

TEST_F(LessonEditorTest, RefusesUnknownLessonsAndKinds) {
  Open();
  const v1::Lesson lesson = TeachOne("@alpha a");
  auto request = ChangeOf("l-none");
  request.mutable_change()->mutable_accept();
  EXPECT_THAT(Change(request),
              StatusIs(StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
  EXPECT_THAT(Change(EditOf("l-none", "words")),
              StatusIs(StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
  request = ChangeOf(lesson.id());
  request.mutable_change()->mutable_erase();
  EXPECT_THAT(Change(request),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  EXPECT_THAT(Change(EditOf(lesson.id(), "")),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED));
}

}  // namespace
}  // namespace alhf::coordinator
