#include "base/status.h"
#include "google/protobuf/util/json_util.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

v1::SubmitFeedbackResponse Claimed() {
  return Proto<v1::SubmitFeedbackResponse>(R"pb(
    status {
      record { id: "f-1" kind: RECORD_TEXT text: "Use weeks" }
      assessments { component: "alpha" outcome: OUTCOME_CLAIMED score: 0.9 }
      assignment { parts { component: "alpha" lesson_ids: "l-1" score: 0.9 } }
      lessons { id: "l-1" effect: EFFECT_ENFORCED state: LESSON_ACTIVE }
      state: FEEDBACK_LEARNED
      position { sequence: 9 }
    }
  )pb");
}

class FeedbackTest : public CliTest {
 protected:
  FeedbackTest() {
    server_->exchange.Returns(Proto<v1::Exchange>("id: 'x-7'"));
    server_->feedback.Returns(Claimed());
  }
  v1::SubmitFeedbackRequest Sent() const {
    const auto requests = server_->feedback.requests();
    return requests.empty() ? v1::SubmitFeedbackRequest() : requests.back();
  }
};

TEST_F(FeedbackTest, IsAboutTheLastExchangeOfThisUser) {
  const Result result = Alhf({"feedback", "Use weeks"});
  EXPECT_EQ(result.code, ExitCode::kOk);
  EXPECT_THAT(result.out, HasSubstr("claimed by\n  alpha  0.90"));
  ASSERT_THAT(server_->exchange.requests(), SizeIs(1));
  EXPECT_EQ(server_->exchange.requests()[0].exchange_id(), "last");
  EXPECT_EQ(server_->exchange.requests()[0].user(), "someone");
  EXPECT_EQ(Sent().record().exchange().id(), "x-7");
  EXPECT_EQ(Sent().record().kind(), v1::RECORD_TEXT);
  EXPECT_EQ(Sent().record().text(), "Use weeks");
  EXPECT_EQ(Sent().record().source(), "cli");
  EXPECT_EQ(Sent().user(), "someone");
  EXPECT_EQ(Sent().wait_for(), v1::WAIT_FOR_LEARNED);
  EXPECT_EQ(Sent().wait().seconds(), 10);
  EXPECT_FALSE(Sent().request_id().empty());
}

TEST_F(FeedbackTest, SendsWhatTheOptionsSay) {
  Alhf({"feedback", "Use weeks", "--exchange", "x-1", "--hold", "--to", "alpha",
        "--request-id", "r-1", "--wait", "assessed", "--timeout", "20s"});
  EXPECT_EQ(Sent().record().exchange().id(), "x-1");
  EXPECT_THAT(Sent().record().assign_to(), ElementsAre("alpha"));
  EXPECT_EQ(Sent().activation(), v1::ACTIVATION_HOLD);
  EXPECT_EQ(Sent().request_id(), "r-1");
  EXPECT_EQ(Sent().wait_for(), v1::WAIT_FOR_ASSESSED);
  EXPECT_EQ(Sent().wait().seconds(), 18);
  EXPECT_THAT(server_->exchange.requests(), SizeIs(0));
}

TEST_F(FeedbackTest, BringsAnExchangeThatTheSystemDoesNotKnow) {
  Alhf({"feedback", "Use weeks", "--question", "Q", "--answer", "A"});
  EXPECT_EQ(Sent().record().exchange().id(), "");
  EXPECT_EQ(Sent().record().exchange().question(), "Q");
  EXPECT_EQ(Sent().record().exchange().answer(), "A");
}

TEST_F(FeedbackTest, NamesLessonsThatDidNotApply) {
  Alhf({"feedback", "--misapplied", "l-1"});
  EXPECT_EQ(Sent().record().kind(), v1::RECORD_MISAPPLIED);
  EXPECT_THAT(Sent().record().about_lessons(), ElementsAre("l-1"));
  EXPECT_EQ(Sent().record().text(), "");
}

TEST_F(FeedbackTest, StrictIsFiveWhereNothingWasLearned) {
  EXPECT_EQ(Alhf({"feedback", "t", "--strict"}).code, ExitCode::kOk);
  auto response = Claimed();
  response.mutable_status()->set_state(v1::FEEDBACK_DURABLE);
  server_->feedback.Returns(response);
  EXPECT_EQ(Alhf({"feedback", "t", "--strict"}).code,
            ExitCode::kNothingLearned);
  EXPECT_EQ(Alhf({"feedback", "t", "--strict", "--wait", "durable"}).code,
            ExitCode::kOk);
  response = Claimed();
  response.mutable_status()->clear_lessons();
  server_->feedback.Returns(response);
  EXPECT_EQ(Alhf({"feedback", "t", "--strict"}).code,
            ExitCode::kNothingLearned);
  EXPECT_EQ(Alhf({"feedback", "t"}).code, ExitCode::kOk);
}

TEST_F(FeedbackTest, PrintsTheResponseAsJson) {
  const Result result = Alhf({"feedback", "Use weeks", "--json"});
  v1::SubmitFeedbackResponse response;
  ASSERT_TRUE(
      google::protobuf::util::JsonStringToMessage(result.out, &response).ok());
  EXPECT_EQ(response.SerializeAsString(), Claimed().SerializeAsString());
}

TEST_F(FeedbackTest, WithoutAnExchangeNothingIsSent) {
  server_->exchange.Fails(Error(absl::StatusCode::kNotFound,
                                Reason::EXCHANGE_NOT_FOUND, "no exchange"));
  const Result result = Alhf({"feedback", "Use weeks"});
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_THAT(result.err, HasSubstr("--question and --answer"));
  EXPECT_THAT(server_->feedback.requests(), SizeIs(0));
}

TEST_F(FeedbackTest, WatchesUntilItIsLearned) {
  v1::FeedbackStatus durable = Claimed().status();
  durable.set_state(v1::FEEDBACK_DURABLE);
  server_->watch.Returns({durable, Claimed().status()});
  Result result = Alhf({"watch", "f-1"});
  EXPECT_EQ(result.code, ExitCode::kOk);
  EXPECT_EQ(result.err,
            "f-1: durable at position 9\nf-1: learned at position 9\n");
  EXPECT_THAT(result.out, HasSubstr("learned at position 9\n"));
  EXPECT_EQ(server_->watch.requests()[0].record_id(), "f-1");
  result = Alhf({"watch", "f-1", "--json"});
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 2);
  EXPECT_EQ(result.err, "");
}

TEST_F(FeedbackTest, ShowsAndListsRecords) {
  server_->record.Returns(Claimed().status());
  EXPECT_THAT(Alhf({"record", "f-1"}).out, HasSubstr("claimed by"));
  EXPECT_EQ(server_->record.requests()[0].record_id(), "f-1");
  v1::ListFeedbackResponse list;
  *list.add_records() = Claimed().status();
  server_->records.Returns(list);
  EXPECT_THAT(Alhf({"records", "--mine", "--exchange", "x-1"}).out,
              HasSubstr("l-1 active"));
  EXPECT_EQ(server_->records.requests()[0].user(), "someone");
  EXPECT_EQ(server_->records.requests()[0].exchange_id(), "x-1");
}

TEST_F(FeedbackTest, ReassignEndsTheLessonsOfOthers) {
  server_->record.Returns(Proto<v1::FeedbackStatus>(R"pb(
    record {
      id: "f-1"
      text: "Answers as bullets."
      exchange { id: "x-1" question: "How many?" answer: "Seven." }
    }
    lessons { id: "l-1" component: "alpha" state: LESSON_ACTIVE }
    lessons { id: "l-2" component: "beta" state: LESSON_ACTIVE }
    lessons { id: "l-3" component: "gamma" state: LESSON_RETIRED }
  )pb"));
  const Result result =
      Alhf({"reassign", "f-1", "--to", "beta", "--request-id", "r-1"});
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  const v1::SubmitFeedbackRequest sent = server_->feedback.requests().back();
  EXPECT_EQ(sent.request_id(), "r-1");
  EXPECT_EQ(sent.record().kind(), v1::RECORD_REASSIGN);
  EXPECT_EQ(sent.record().text(), "Answers as bullets.");
  EXPECT_EQ(sent.record().exchange().id(), "x-1");
  EXPECT_EQ(sent.record().exchange().question(), "How many?");
  EXPECT_THAT(sent.record().about_lessons(), ::testing::ElementsAre("l-1"));
  EXPECT_THAT(sent.record().assign_to(), ::testing::ElementsAre("beta"));
  EXPECT_EQ(Alhf({"reassign", "f-1"}).code, ExitCode::kUsage);
  Alhf({"reassign", "f-1", "--to", "nobody"});
  EXPECT_THAT(Sent().record().about_lessons(),
              ::testing::ElementsAre("l-1", "l-2"));
  EXPECT_THAT(Sent().record().assign_to(), ::testing::IsEmpty());
}

TEST_F(FeedbackTest, PreviewShowsWhatWouldChange) {
  server_->preview.Returns(Proto<v1::PreviewFeedbackResponse>(R"pb(
    assessments {
      component: "alpha"
      outcome: OUTCOME_CLAIMED
      score: 0.9
      proposals { understood_as: "weeks are ISO weeks" effect: EFFECT_ENFORCED }
    }
    assignment { parts { component: "alpha" } }
    lessons {
      id: "l-new-1"
      component: "alpha"
      state: LESSON_HELD
      effect: EFFECT_ENFORCED
    }
  )pb"));
  server_->exchanges.Returns(Proto<v1::ListExchangesResponse>(
      "exchanges { id: 'x-1' question: 'Orders by week' user: 'ann' }"
      "exchanges { id: 'x-2' question: 'Leave policy' user: 'ann' }"));
  server_->plan.Replies([](const v1::ComposePlanRequest& request)
                            -> absl::StatusOr<v1::ComposePlanResponse> {
    v1::ComposePlanResponse response;
    auto& part = *response.mutable_plan()->add_components();
    if (request.query().text() == "Orders by week") {
      part.add_items()->set_lesson_id("l-new-1");
    }
    part.add_items()->set_lesson_id("l-old");
    return response;
  });
  server_->ask.Replies([](const v1::AskRequest& request)
                           -> absl::StatusOr<std::vector<v1::AskEvent>> {
    v1::AskEvent event;
    event.mutable_answer()->set_answer(
        request.query().overlay().with().empty() ? "week 1" : "ISO week 1");
    return std::vector<v1::AskEvent>{event};
  });

  const Result result = Alhf({"preview", "--answers", "Use ISO weeks"});
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("It would be learned by:\n  alpha"));
  EXPECT_THAT(result.out, HasSubstr("understood as: weeks are ISO weeks"));
  EXPECT_THAT(result.out, HasSubstr("1 of the newest 2 exchanges would get "
                                    "another plan:\n  x-1  Orders by week\n"
                                    "    - week 1\n    + ISO week 1\n"));
  EXPECT_THAT(server_->feedback.requests(), SizeIs(0));
  EXPECT_EQ(server_->preview.requests()[0].record().text(), "Use ISO weeks");
  EXPECT_EQ(server_->preview.requests()[0].record().exchange().id(), "x-7");
  const auto plans = server_->plan.requests();
  ASSERT_THAT(plans, SizeIs(2));
  ASSERT_THAT(plans[0].query().overlay().with(), SizeIs(1));
  EXPECT_EQ(plans[0].query().overlay().with(0).state(), v1::LESSON_ACTIVE);
  ASSERT_THAT(server_->ask.requests(), SizeIs(2));
  EXPECT_TRUE(server_->ask.requests()[0].query().dry_run());
}

TEST_F(FeedbackTest, PreviewSaysThatNobodyWouldLearn) {
  server_->preview.Returns(Proto<v1::PreviewFeedbackResponse>(
      "assessments { component: 'alpha' outcome: OUTCOME_DECLINED }"
      "assignment { missing { component: 'beta' reason: 'UNAVAILABLE: gone' } "
      "}"));
  const Result result = Alhf({"preview", "Thanks!"});
  EXPECT_THAT(result.out,
              HasSubstr("Nobody would learn it.\n  alpha  declined"));
  EXPECT_THAT(result.out, HasSubstr("  missing beta: UNAVAILABLE: gone\n"));
  EXPECT_THAT(server_->exchanges.requests(), SizeIs(0));
}

}  // namespace
}  // namespace alhf::cli
