#include <algorithm>
#include <string>

#include "base/status.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ReviewTest : public CliTest {
 protected:
  ReviewTest() {
    server_->exchange.Returns(Proto<v1::Exchange>(R"pb(
      id: "x-1"
      agent: "helper"
      user: "ann"
      question: "How many?"
      time { seconds: 1000 }
      plan { position { log_id: "log" sequence: 7 } }
      steps {
        component: "alpha"
        applied {
          lesson_id: "l-1"
          text: "Use weeks."
          disposition: DISPOSITION_APPLIED
        }
        applied {
          lesson_id: "l-2"
          text: "Be brief."
          disposition: DISPOSITION_APPLIED
        }
        applied { lesson_id: "l-3" disposition: DISPOSITION_CANDIDATE }
      }
    )pb"));
    // Only the first lesson makes a difference.
    server_->ask.Replies([](const v1::AskRequest& request)
                             -> absl::StatusOr<std::vector<v1::AskEvent>> {
      const auto& without = request.query().overlay().without();
      const bool weeks = without.empty() || without[0] != "l-1";
      v1::AskEvent event;
      event.mutable_answer()->set_answer(weeks ? "By week\n12\n"
                                               : "By month\n12\n");
      return std::vector<v1::AskEvent>{event};
    });
  }
};

TEST_F(ReviewTest, WhyFindsTheLessonsThatMadeADifference) {
  const Result result = Alhf({"why", "x-1"});
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("l-1     alpha      answer   Use weeks."));
  EXPECT_THAT(result.out, HasSubstr("l-2     alpha      nothing  Be brief."));
  const auto asked = server_->ask.requests();
  ASSERT_THAT(asked, SizeIs(3));
  for (const v1::AskRequest& request : asked) {
    EXPECT_EQ(request.agent(), "helper");
    EXPECT_EQ(request.query().text(), "How many?");
    EXPECT_EQ(request.query().user(), "ann");
    EXPECT_EQ(request.query().now().seconds(), 1000);
    EXPECT_EQ(request.query().as_of().sequence(), 7);
    EXPECT_TRUE(request.query().dry_run());
  }
  EXPECT_THAT(asked[0].query().overlay().without(), IsEmpty());
  EXPECT_THAT(asked[1].query().overlay().without(), ElementsAre("l-1"));
}

TEST_F(ReviewTest, WhyWithoutALessonShowsWhatChanges) {
  const Result result = Alhf({"why", "x-1", "--without", "l-1"});
  EXPECT_THAT(result.out, HasSubstr("- By week\n+ By month\n  12\n"));
  EXPECT_THAT(Alhf({"why", "x-1", "--without", "l-1", "--json"}).out,
              HasSubstr("\"changed\""));
}

TEST_F(ReviewTest, WhyNamesALessonThatDidNotApply) {
  const Result result = Alhf({"why", "x-1", "--without", "l-3"});
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_THAT(result.err, HasSubstr("lesson l-3 did not apply in exchange "
                                    "x-1"));
}

TEST_F(ReviewTest, CreditTriesTheReadingOfOneComponentAfterTheOther) {
  server_->components.Returns(Proto<v1::ListComponentsResponse>(R"pb(
    components { manifest { name: "alpha" } }
    components { manifest { name: "beta" } }
  )pb"));
  // Whoever is told to learn has a reading.
  server_->preview.Replies([](const v1::SubmitFeedbackRequest& request)
                               -> absl::StatusOr<v1::PreviewFeedbackResponse> {
    v1::PreviewFeedbackResponse response;
    for (const std::string name : {"alpha", "beta"}) {
      auto& assessment = *response.add_assessments();
      assessment.set_component(name);
      assessment.set_score(name == "alpha" ? 0.9 : 0.1);
      const auto& told = request.record().assign_to();
      if (std::find(told.begin(), told.end(), name) == told.end()) continue;
      auto& lesson = *response.add_lessons();
      lesson.set_id("l-" + name);
      lesson.set_component(name);
      lesson.set_understood_as("as " + name + " has it");
      lesson.set_effect(v1::EFFECT_ENFORCED);
    }
    return response;
  });
  server_->ask.Replies([](const v1::AskRequest& request)
                           -> absl::StatusOr<std::vector<v1::AskEvent>> {
    v1::AskEvent event;
    event.mutable_answer()->set_answer("By month\n");
    for (const v1::Lesson& lesson : request.query().overlay().with()) {
      if (lesson.component() == "beta") {
        event.mutable_answer()->set_answer("By week\n");
      }
    }
    return std::vector<v1::AskEvent>{event};
  });
  const Result result = Alhf({"credit", "Use weeks.", "--exchange", "x-1"});
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(result.out, ContainsRegex("alpha +0.90 .* nothing +as alpha"));
  EXPECT_THAT(result.out, ContainsRegex("beta +0.10 .* answer +as beta"));
  EXPECT_THAT(server_->preview.requests(), SizeIs(1));
  ASSERT_THAT(server_->ask.requests(), SizeIs(3));
  for (const v1::AskRequest& request : server_->ask.requests()) {
    EXPECT_TRUE(request.query().dry_run());
    EXPECT_LE(request.query().overlay().with_size(), 1);
  }
  EXPECT_THAT(Alhf({"credit", "Use weeks.", "--answers"}).out,
              HasSubstr("- By month\n+ By week\n"));
}

class VerifyTest : public CliTest {
 protected:
  VerifyTest() {
    server_->records.Returns(Proto<v1::ListFeedbackResponse>(R"pb(
      records {
        record {
          id: "f-1"
          agent: "helper"
          giver: "ann"
          exchange { question: "How many?" }
        }
        lessons {
          id: "l-1"
          component: "alpha"
          text: "Use weeks."
          state: LESSON_ACTIVE
          effect: EFFECT_ENFORCED
          learned_sequence: 4
          position { log_id: "log" sequence: 9 }
        }
      }
      records {
        record {
          id: "f-2"
          exchange { question: "Why?" }
        }
      }
    )pb"));
  }
  // The lesson applies today, and applied when it was learned.
  void Plans(bool today, bool then) {
    server_->plan.Replies([today, then](const v1::ComposePlanRequest& request)
                              -> absl::StatusOr<v1::ComposePlanResponse> {
      v1::ComposePlanResponse response;
      auto& part = *response.mutable_plan()->add_components();
      part.set_component("alpha");
      const bool applies = request.query().has_as_of() ? then : today;
      if (applies) part.add_items()->set_lesson_id("l-1");
      return response;
    });
  }
};

TEST_F(VerifyTest, EverythingHolds) {
  Plans(true, true);
  const Result result = Alhf({"verify"});
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("1 record with 1 lesson in force: 1 hold"));
  EXPECT_THAT(result.out, HasSubstr("1 record without a lesson in force"));
  ASSERT_THAT(server_->plan.requests(), SizeIs(1));
  EXPECT_EQ(server_->plan.requests()[0].query().text(), "How many?");
  EXPECT_EQ(server_->plan.requests()[0].query().user(), "ann");
  EXPECT_EQ(server_->plan.requests()[0].agent(), "helper");
}

TEST_F(VerifyTest, ExitsWith1WhereSomethingWasLost) {
  Plans(false, true);
  const Result result = Alhf({"verify"});
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_THAT(result.out, HasSubstr("f-1"));
  EXPECT_THAT(result.out, HasSubstr("LOST"));
  ASSERT_THAT(server_->plan.requests(), SizeIs(2));
  EXPECT_EQ(server_->plan.requests()[1].query().as_of().sequence(), 4);
  EXPECT_EQ(server_->plan.requests()[1].query().as_of().log_id(), "log");
}

TEST_F(VerifyTest, WhatNeverAppliedWasNotLost) {
  Plans(false, false);
  const Result result = Alhf({"verify"});
  EXPECT_EQ(result.code, ExitCode::kOk);
  EXPECT_THAT(result.out, HasSubstr("never applied to its own question"));
}

TEST_F(VerifyTest, APastThatIsGoneCountsAsLost) {
  server_->plan.Replies([](const v1::ComposePlanRequest& request)
                            -> absl::StatusOr<v1::ComposePlanResponse> {
    if (!request.query().has_as_of()) return v1::ComposePlanResponse();
    return Error(absl::StatusCode::kFailedPrecondition,
                 Reason::POSITION_FOREIGN, "another log");
  });
  EXPECT_EQ(Alhf({"verify"}).code, ExitCode::kRefused);
}

TEST_F(VerifyTest, AMovedLessonIsLookedForWhereItIs) {
  server_->records.Returns(Proto<v1::ListFeedbackResponse>(R"pb(
    records {
      record {
        id: "f-1"
        agent: "helper"
        exchange { question: "How many?" }
      }
      lessons {
        id: "l-1"
        component: "alpha"
        state: LESSON_ACTIVE
        effect: EFFECT_ENFORCED
        scope { agent: "other" }
      }
      lessons {
        id: "l-2"
        component: "alpha"
        state: LESSON_ACTIVE
        effect: EFFECT_ENFORCED
        scope { agent: "gone" }
      }
    }
  )pb"));
  server_->plan.Replies([](const v1::ComposePlanRequest& request)
                            -> absl::StatusOr<v1::ComposePlanResponse> {
    if (request.agent() == "gone") {
      return Error(absl::StatusCode::kNotFound, Reason::AGENT_NOT_FOUND,
                   "there is no agent 'gone'");
    }
    return Proto<v1::ComposePlanResponse>(
        "plan { components { component: 'alpha' "
        "items { lesson_id: 'l-1' } } }");
  });
  const Result result = Alhf({"verify", "--all"});
  EXPECT_THAT(result.out, HasSubstr("there is no agent 'gone'"));
  EXPECT_THAT(result.out, HasSubstr("1 hold"));
  ASSERT_THAT(server_->plan.requests(), SizeIs(2));
  EXPECT_EQ(server_->plan.requests()[0].agent(), "other");
}

TEST_F(CliTest, AuditLooksAtLessonsInForceAndTheNewestExchanges) {
  server_->lessons.Returns(Proto<v1::ListLessonsResponse>(
      "lessons { id: 'l-1' component: 'alpha' text: 'Use weeks.' }"
      "lessons { id: 'l-2' component: 'alpha' text: 'Be brief.' }"));
  server_->exchanges.Returns(
      Proto<v1::ListExchangesResponse>("exchanges { id: 'x-1' }"));
  server_->exchange.Returns(Proto<v1::Exchange>(
      "id: 'x-1' plan { components { items { lesson_id: 'l-1' } } }"));
  const Result result = Alhf({"audit-lessons", "--exchanges", "9"});
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("l-2"));
  EXPECT_THAT(result.out, HasSubstr("unused"));
  EXPECT_THAT(result.out,
              HasSubstr("2 lessons in force, 1 to look at; 1 exchange looked "
                        "at\n"));
  EXPECT_THAT(server_->lessons.requests()[0].states(),
              ElementsAre(v1::LESSON_ACTIVE));
  EXPECT_EQ(server_->exchanges.requests()[0].page_size(), 9);
  EXPECT_THAT(Alhf({"audit-lessons", "--json"}).out, HasSubstr("\"UNUSED\""));
}

}  // namespace
}  // namespace alhf::cli
