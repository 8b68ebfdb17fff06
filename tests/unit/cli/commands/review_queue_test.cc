#include "base/status.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A held lesson of alpha, and words that nobody claimed.
class ReviewQueueTest : public CliTest {
 protected:
  ReviewQueueTest() {
    server_->records.Returns(Proto<v1::ListFeedbackResponse>(R"pb(
      records {
        record {
          id: "f-2"
          kind: RECORD_TEXT
          text: "Hm."
          exchange { id: "x-2" }
        }
        assignment { revision: 1 unsure: "beta" }
        assessments {
          component: "beta"
          score: 0.4
          proposals { understood_as: "hm" }
        }
      }
      records {
        record {
          id: "f-1"
          kind: RECORD_TEXT
          text: "Use weeks."
          giver: "ann"
          exchange { id: "x-1" question: "How many?" }
        }
        assignment {
          revision: 1
          parts { component: "alpha" }
        }
        assessments {
          component: "alpha"
          proposals {
            understood_as: "weeks"
            relations { kind: CONTRADICTS lesson_id: "l-9" }
          }
        }
      }
    )pb"));
    server_->lessons.Returns(Proto<v1::ListLessonsResponse>(R"pb(
      lessons {
        id: "l-1"
        component: "alpha"
        text: "Use weeks."
        understood_as: "weeks"
        state: LESSON_HELD
        effect: EFFECT_ENFORCED
        learned_sequence: 4
        sources { record_id: "f-1" }
      }
    )pb"));
    server_->exchanges.Returns(Proto<v1::ListExchangesResponse>(
        "exchanges { id: 'x-1' question: 'How many?' }"));
    server_->plan.Replies([](const v1::ComposePlanRequest& request)
                              -> absl::StatusOr<v1::ComposePlanResponse> {
      v1::ComposePlanResponse response;
      for (const auto& lesson : request.query().overlay().with()) {
        auto& part = *response.mutable_plan()->add_components();
        part.add_items()->set_lesson_id(lesson.id());
      }
      return response;
    });
    server_->change.Replies([](const v1::ChangeLessonRequest& request)
                                -> absl::StatusOr<v1::ChangeLessonResponse> {
      v1::ChangeLessonResponse response;
      v1::Lesson& lesson = *response.mutable_lesson();
      lesson.set_id(request.lesson_id());
      lesson.set_component("alpha");
      lesson.set_text(request.change().revise().lesson().text());
      lesson.set_understood_as("understood anew");
      lesson.set_effect(v1::EFFECT_ENFORCED);
      return response;
    });
    server_->preview.Returns({});
    server_->feedback.Replies(
        [](const v1::SubmitFeedbackRequest& request)
            -> absl::StatusOr<v1::SubmitFeedbackResponse> {
          v1::SubmitFeedbackResponse response;
          v1::Lesson& lesson = *response.mutable_status()->add_lessons();
          lesson.set_id("l-2");
          lesson.set_component(request.record().assign_to(0));
          return response;
        });
  }
};

TEST_F(ReviewQueueTest, ShowsEachItemWithItsPreview) {
  const Result result = Alhf({"review"}, "s\ns\n");
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(
      result.out,
      AllOf(HasSubstr("1 of 2"), HasSubstr("f-1"), HasSubstr("ann"),
            HasSubstr("on \"How many?\""), HasSubstr("alpha holds l-1"),
            HasSubstr("understood as: weeks (enforced"),
            HasSubstr("contradicts l-9"),
            HasSubstr("1 of the newest 1 exchange would get another plan")));
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("2 of 2"),
                    HasSubstr("nobody claimed it; the nearest is beta, unsure "
                              "0.40"),
                    HasSubstr("2 items: 0 accepted")));
  // As if it were in force, under another id, and whatever the rollout is.
  const v1::Query query = server_->plan.requests()[0].query();
  EXPECT_TRUE(query.what_if());
  EXPECT_EQ(query.overlay().with(0).state(), v1::LESSON_ACTIVE);
  EXPECT_NE(query.overlay().with(0).id(), "l-1");
  EXPECT_THAT(server_->change.requests(), IsEmpty());
  EXPECT_THAT(server_->feedback.requests(), IsEmpty());
}

TEST_F(ReviewQueueTest, AcceptsAndAssigns) {
  const Result result = Alhf({"review"}, "a\na\n");
  EXPECT_THAT(result.out, HasSubstr("2 items: 2 accepted"));
  ASSERT_THAT(server_->change.requests(), SizeIs(1));
  EXPECT_TRUE(server_->change.requests()[0].change().has_accept());
  EXPECT_EQ(server_->change.requests()[0].lesson_id(), "l-1");
  ASSERT_THAT(server_->feedback.requests(), SizeIs(1));
  const auto sent = server_->feedback.requests()[0];
  EXPECT_EQ(sent.record().kind(), v1::RECORD_REASSIGN);
  EXPECT_EQ(sent.record().text(), "Hm.");
  EXPECT_EQ(sent.record().exchange().id(), "x-2");
  EXPECT_EQ(sent.record().assign_to(0), "beta");
  EXPECT_EQ(sent.activation(), v1::ACTIVATION_IMMEDIATE);
}

TEST_F(ReviewQueueTest, ReassignsEndsWhatWasHeldElsewhere) {
  const Result result = Alhf({"review"}, "r\ngamma\nq\n");
  EXPECT_THAT(result.out, HasSubstr("1 reassigned"));
  ASSERT_THAT(server_->feedback.requests(), SizeIs(1));
  const auto sent = server_->feedback.requests()[0].record();
  EXPECT_EQ(sent.assign_to(0), "gamma");
  EXPECT_EQ(sent.about_lessons(0), "l-1");
}

TEST_F(ReviewQueueTest, EditsAndShowsItAgain) {
  const Result result = Alhf({"review"}, "e\nUse ISO weeks.\na\nq\n");
  EXPECT_THAT(result.out, AllOf(HasSubstr("understood anew"),
                                HasSubstr("1 accepted, 1 edited")));
  const auto changes = server_->change.requests();
  ASSERT_THAT(changes, SizeIs(2));
  EXPECT_EQ(changes[0].change().revise().lesson().text(), "Use ISO weeks.");
  EXPECT_TRUE(changes[1].change().has_accept());
}

TEST_F(ReviewQueueTest, DiscardsWhatNobodyClaimedByHoldingItFirst) {
  const Result result = Alhf({"review"}, "d\nd\n");
  EXPECT_THAT(result.out, HasSubstr("2 discarded"));
  ASSERT_THAT(server_->feedback.requests(), SizeIs(1));
  EXPECT_EQ(server_->feedback.requests()[0].activation(), v1::ACTIVATION_HOLD);
  const auto changes = server_->change.requests();
  ASSERT_THAT(changes, SizeIs(2));
  EXPECT_EQ(changes[0].lesson_id(), "l-1");
  EXPECT_EQ(changes[1].lesson_id(), "l-2");
  EXPECT_EQ(changes[1].change().retire().reason(), v1::RETIRE_DISCARDED);
}

TEST_F(ReviewQueueTest, WhatTheSystemRefusesIsChosenAgain) {
  server_->change.Fails(Error(absl::StatusCode::kFailedPrecondition,
                              Reason::LESSON_STATE, "lesson l-1 is RETIRED"));
  const Result result = Alhf({"review"}, "a\nx\ns\n");
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("lesson l-1 is RETIRED"),
                                HasSubstr("a, e, r, d, s or q")));
}

TEST_F(ReviewQueueTest, ListsTheQueueAsJson) {
  const Result result = Alhf({"review", "--json"});
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("\"lookedAt\": 1"), HasSubstr("CONTRADICTS")));
  EXPECT_THAT(server_->change.requests(), IsEmpty());
}

TEST_F(ReviewQueueTest, NothingWaits) {
  server_->records.Returns({});
  server_->lessons.Returns({});
  EXPECT_EQ(Alhf({"review"}).out, "nothing waits for review\n");
}

}  // namespace
}  // namespace alhf::cli
