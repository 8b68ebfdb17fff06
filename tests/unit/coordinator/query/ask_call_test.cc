// Longer than 400 lines: because one fixture drives a whole call, and each way
// that it can go is a short test of its own.
#include "coordinator/query/ask_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "base/text.h"
#include "tests/unit/coordinator/query/query_fixture.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class AskCallTest : public QueryFixture {
 protected:
  // Asks through `finder` and `counter` side by side, then `writer`.
  std::shared_ptr<AskCall> Start(const v1::AskRequest& request,
                                 const CallContext& call = {}) {
    parts_ = {.options = {.agents = Agents(
                              Stages{{"finder", "counter"}, {"writer"}})},
              .registry = &registry_,
              .exchanges = exchanges_.get(),
              .composer = &composer_,
              .clock = &clock_,
              .executor = executor_in_use_};
    auto ask = std::make_shared<AskCall>(parts_, request, call,
                                         caller_.OnEvent(), caller_.Done());
    ask->Start();
    return ask;
  }
  absl::Status Ask(const v1::AskRequest& request) {
    Start(request);
    return caller_.Wait();
  }
  void AddAll() {
    finder_ = &registry_.Add("finder");
    counter_ = &registry_.Add("counter");
    writer_ = &registry_.Add("writer");
    Say(*finder_, "found");
    Say(*counter_, "counted");
    Say(*writer_, "written");
  }
  static void Fail(FakeClient& client) {
    client.on_run = [](const auto&, const auto&) {
      return Error(absl::StatusCode::kUnavailable,
                   Reason::COMPONENT_UNAVAILABLE, "fell over");
    };
  }

  QueryParts parts_;
  Executor* executor_in_use_ = &executor_;
  Caller caller_;
  FakeClient* finder_ = nullptr;
  FakeClient* counter_ = nullptr;
  FakeClient* writer_ = nullptr;
};

TEST_F(AskCallTest, StreamsPlanThenStepsThenTheAnswer) {
  AddAll();
  ASSERT_THAT(Ask(Question()), IsOk());
  const auto events = caller_.events();
  ASSERT_EQ(events.size(), 5u);
  EXPECT_TRUE(events[0].has_plan());
  EXPECT_EQ(events[1].step().component(), "finder");
  EXPECT_EQ(events[2].step().component(), "counter");
  EXPECT_EQ(events[3].step().component(), "writer");
  const v1::Exchange answer = caller_.answer();
  EXPECT_EQ(answer.answer(), "written");
  EXPECT_EQ(answer.question(), "how many?");
  EXPECT_EQ(answer.user(), "ada");
  ASSERT_EQ(answer.steps_size(), 3);
  EXPECT_EQ(answer.steps(1).stage(), 0u);
  EXPECT_EQ(answer.steps(2).stage(), 1u);
  EXPECT_THAT(answer.missing(), IsEmpty());
}

TEST_F(AskCallTest, StoresTheExchangeThatItAnswered) {
  AddAll();
  ASSERT_THAT(Ask(Question()), IsOk());
  const v1::Exchange answer = caller_.answer();
  EXPECT_THAT(answer.id(), StartsWith("x-"));
  const auto stored = exchanges_->Get("t", answer.id());
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->SerializeAsString(), answer.SerializeAsString());
  EXPECT_EQ(writer_->run_requests()[0].exchange_id(), answer.id());
}

TEST_F(AskCallTest, ADryRunLeavesNothing) {
  AddAll();
  v1::AskRequest request = Question();
  request.mutable_query()->set_dry_run(true);
  ASSERT_THAT(Ask(request), IsOk());
  EXPECT_EQ(caller_.answer().id(), "");
  EXPECT_EQ(caller_.answer().answer(), "written");
  EXPECT_EQ(exchanges_->Count("t"), 0u);
}

TEST_F(AskCallTest, AStepGetsItsSliceTheStepsBeforeAndTheClock) {
  AddAll();
  finder_->on_adjust = [](const auto&) {
    v1::Adjustment adjustment;
    *adjustment.add_items() = Item("l-1", "sources");
    *adjustment.add_items() = Item("l-2", "far", 0.1);
    return adjustment;
  };
  ASSERT_THAT(Ask(Question()), IsOk());
  const v1::RunRequest first = finder_->run_requests()[0];
  ASSERT_EQ(first.plan().items_size(), 1);
  EXPECT_EQ(first.plan().items(0).lesson_id(), "l-1");
  EXPECT_EQ(first.plan().set_aside_size(), 1);
  EXPECT_THAT(first.settled_conflict_keys(), ElementsAre("sources"));
  EXPECT_EQ(first.firing_threshold(), 0.5);
  EXPECT_THAT(first.inputs(), IsEmpty());
  EXPECT_EQ(FromProto(first.query().now()), clock_.Now());

  const v1::RunRequest last = writer_->run_requests()[0];
  EXPECT_EQ(last.plan().component(), "writer");
  EXPECT_THAT(last.plan().items(), IsEmpty());
  ASSERT_EQ(last.inputs_size(), 2);
  EXPECT_EQ(last.inputs(0).output().text(), "found");
  EXPECT_EQ(last.inputs(1).output().text(), "counted");
  EXPECT_EQ(last.inputs(0).applied(0).lesson_id(), "l-1");
}

TEST_F(AskCallTest, WhatHadNothingToActOnDidNotApply) {
  AddAll();
  const auto two = [](const auto&) {
    v1::Adjustment adjustment;
    *adjustment.add_items() = Item("l-1");
    *adjustment.add_items() = Item("l-2");
    return adjustment;
  };
  finder_->on_adjust = two;
  counter_->on_adjust = two;
  finder_->on_run = [](const auto&, const auto& write) {
    v1::RunEvent event;
    event.mutable_output()->set_text("found");
    event.mutable_output()->add_idle_lessons("l-1");
    event.mutable_output()->add_idle_lessons("l-of-nobody");
    write(event);
    return absl::OkStatus();
  };
  counter_->on_run = [](const auto&, const auto& write) {
    v1::RunEvent event;
    event.mutable_output()->set_model("some-model");
    event.mutable_output()->add_idle_lessons("l-1");
    write(event);
    return absl::OkStatus();
  };
  ASSERT_THAT(Ask(Question()), IsOk());
  const v1::Step found = caller_.answer().steps(0);
  ASSERT_EQ(found.applied_size(), 1);
  EXPECT_EQ(found.applied(0).lesson_id(), "l-2");
  ASSERT_EQ(found.idle_size(), 1);
  EXPECT_EQ(found.idle(0).lesson_id(), "l-1");
  EXPECT_EQ(caller_.answer().steps(1).applied_size(), 2)
      << "what a model heeded nobody knows";
  EXPECT_EQ(caller_.answer().steps(1).idle_size(), 0);
}

TEST_F(AskCallTest, ProgressAndLateAdjustmentsArePassedOn) {
  AddAll();
  writer_->on_run = [](const auto&, const auto& write) {
    v1::RunEvent event;
    event.set_progress("thinking");
    write(event);
    *event.mutable_late() = Item("l-late");
    write(event);
    event.mutable_output()->set_text("written");
    write(event);
    return absl::OkStatus();
  };
  ASSERT_THAT(Ask(Question()), IsOk());
  const auto events = caller_.events();
  EXPECT_EQ(events[3].progress().component(), "writer");
  EXPECT_EQ(events[3].progress().text(), "thinking");
  const v1::Step step = caller_.answer().steps(2);
  ASSERT_EQ(step.applied_size(), 1);
  EXPECT_EQ(step.applied(0).lesson_id(), "l-late");
}

TEST_F(AskCallTest, ToALanguageModelEveryLessonIsGuidance) {
  AddAll();
  const auto enforced = [](const auto&) {
    v1::Adjustment adjustment;
    *adjustment.add_items() = Item("l-1", "sources");
    adjustment.mutable_items(0)->set_effect(v1::EFFECT_ENFORCED);
    return adjustment;
  };
  finder_->on_adjust = enforced;
  writer_->on_adjust = enforced;
  writer_->on_run = [](const auto&, const auto& write) {
    v1::RunEvent event;
    event.mutable_model_usage()->set_calls(1);
    write(event);
    event.mutable_model_usage()->set_calls(2);
    write(event);
    event.mutable_output()->set_text("written");
    event.mutable_output()->set_model("some-model");
    write(event);
    return absl::OkStatus();
  };
  ASSERT_THAT(Ask(Question()), IsOk());
  const v1::Exchange answer = caller_.answer();
  EXPECT_EQ(answer.steps(0).applied(0).effect(), v1::EFFECT_ENFORCED);
  EXPECT_FALSE(answer.steps(0).has_model_usage());
  EXPECT_EQ(answer.steps(2).applied(0).effect(), v1::EFFECT_GUIDANCE_ONLY);
  EXPECT_EQ(answer.steps(2).model_usage().calls(), 2u);
}

TEST_F(AskCallTest, AStepThatFailsCostsItsPartAlone) {
  AddAll();
  Fail(*counter_);
  ASSERT_THAT(Ask(Question()), IsOk());
  const v1::Exchange answer = caller_.answer();
  EXPECT_EQ(answer.answer(), "written");
  ASSERT_EQ(answer.missing_size(), 1);
  EXPECT_EQ(answer.missing(0).component(), "counter");
  EXPECT_THAT(answer.missing(0).reason(), StartsWith("UNAVAILABLE: "));
  EXPECT_THAT(answer.steps(1).error(), HasSubstr("fell over"));
  EXPECT_THAT(writer_->run_requests()[0].inputs(1).error(),
              HasSubstr("fell over"));
}

TEST_F(AskCallTest, AComponentThatIsNotThereIsNamedOnce) {
  AddAll();
  FakeClient& away = registry_.Add("finder", v1::COMPONENT_UNREACHABLE, "away");
  ASSERT_THAT(Ask(Question()), IsOk());
  ASSERT_EQ(caller_.answer().missing_size(), 1);
  EXPECT_EQ(caller_.answer().missing(0).component(), "finder");
  EXPECT_THAT(away.run_requests(), IsEmpty());
  EXPECT_TRUE(caller_.answer().plan().degraded());
}

TEST_F(AskCallTest, SaysPlainlyThatTheWriterIsMissing) {
  AddAll();
  Fail(*writer_);
  ASSERT_THAT(Ask(Question()), IsOk());
  const v1::Exchange answer = caller_.answer();
  EXPECT_THAT(answer.answer(), HasSubstr("writer is missing"));
  EXPECT_THAT(answer.answer(), HasSubstr("finder, counter"));
  EXPECT_EQ(answer.steps(0).output().text(), "found");
}

TEST_F(AskCallTest, ARefusalIsAnAnswer) {
  AddAll();
  writer_->on_run = [](const auto&, const auto& write) {
    v1::RunEvent event;
    event.mutable_output()->mutable_refusal()->set_reason(
        "I know no such word");
    write(event);
    return absl::OkStatus();
  };
  ASSERT_THAT(Ask(Question()), IsOk());
  EXPECT_EQ(caller_.answer().answer(), "I know no such word");
}

TEST_F(AskCallTest, AStepWithoutOutputHasFailed) {
  AddAll();
  counter_->on_run = nullptr;
  ASSERT_THAT(Ask(Question()), IsOk());
  EXPECT_THAT(caller_.answer().steps(1).error(), StartsWith("FAILED: "));
}

TEST_F(AskCallTest, NobodyAnsweringIsAnError) {
  registry_.Add("finder", v1::COMPONENT_UNREACHABLE, "away");
  Fail(registry_.Add("counter"));
  const absl::Status status = Ask(Question());
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable,
                               Reason::COMPONENT_UNAVAILABLE));
  for (const char* name : {"finder", "counter", "writer"}) {
    EXPECT_THAT(std::string(status.message()), HasSubstr(name));
  }
  EXPECT_EQ(exchanges_->Count("t"), 0u);
}

TEST_F(AskCallTest, NoStepRunsBeforeThePositionAskedFor) {
  AddAll();
  for (FakeClient* client : {finder_, counter_, writer_}) {
    client->on_adjust = [](const auto&) {
      return Error(absl::StatusCode::kFailedPrecondition,
                   Reason::POSITION_STALE, "behind");
    };
  }
  v1::AskRequest request = Question();
  request.mutable_query()->mutable_min_position()->set_sequence(7);
  EXPECT_THAT(Ask(request), StatusIs(absl::StatusCode::kFailedPrecondition,
                                     Reason::POSITION_STALE));
  EXPECT_THAT(finder_->run_requests(), IsEmpty());
  EXPECT_THAT(caller_.events(), IsEmpty());
}

// Adjusting ran out of time before it could say so; the steps say it.
TEST_F(AskCallTest, StepsThatAreBehindThePositionAskedForAreNoOutage) {
  AddAll();
  for (FakeClient* client : {finder_, counter_, writer_}) {
    client->on_adjust = [](const auto&) {
      return Error(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE,
                   "too slow");
    };
    client->on_run = [](const auto&, const auto&) {
      return Error(absl::StatusCode::kFailedPrecondition,
                   Reason::POSITION_STALE, "behind");
    };
  }
  v1::AskRequest request = Question();
  request.mutable_query()->mutable_min_position()->set_sequence(7);
  EXPECT_THAT(Ask(request), StatusIs(absl::StatusCode::kFailedPrecondition,
                                     Reason::POSITION_STALE));
  EXPECT_EQ(exchanges_->Count("t"), 0u);
}

TEST_F(AskCallTest, NoStepStartsWhenTheCallerHasGone) {
  AddAll();
  caller_.Leave();
  EXPECT_TRUE(absl::IsCancelled(Ask(Question())));
  EXPECT_THAT(finder_->run_requests(), IsEmpty());
  EXPECT_EQ(caller_.events().size(), 1u);
}

TEST_F(AskCallTest, ASliceOfTheCallersTimeGoesToEachCall) {
  AddAll();
  Start(Question(), {.deadline = clock_.Now() + absl::Milliseconds(100),
                     .trace = {.traceparent = "00-aa"}});
  ASSERT_THAT(caller_.Wait(), IsOk());
  EXPECT_LT(finder_->adjust_options()[0].timeout, absl::Milliseconds(100));
  EXPECT_LT(writer_->run_options()[0].timeout, absl::Milliseconds(100));
  EXPECT_GT(writer_->run_options()[0].timeout, absl::ZeroDuration());
  EXPECT_EQ(writer_->run_options()[0].trace.traceparent, "00-aa");
}

TEST_F(AskCallTest, AFullExecutorIsSaid) {
  class FullExecutor final : public Executor {
   public:
    bool TrySubmit(Task) override { return false; }
  } full;
  executor_in_use_ = &full;
  AddAll();
  const absl::Status status = Ask(Question());
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kResourceExhausted,
                               Reason::QUEUE_FULL));
  EXPECT_TRUE(RetryDelayOf(status).has_value());
}

TEST_F(AskCallTest, AnAnswerThatCannotBeStoredHasNoId) {
  // A disk that is full.
  class FullStore final : public ExchangeStore {
   public:
    absl::StatusOr<v1::Exchange> Put(const v1::Exchange&, absl::string_view,
                                     absl::string_view) override {
      return absl::UnavailableError("no space left");
    }
    absl::StatusOr<v1::Exchange> Get(absl::string_view,
                                     absl::string_view) const override {
      return absl::NotFoundError("");
    }
    absl::StatusOr<v1::Exchange> Last(absl::string_view, absl::string_view,
                                      absl::string_view) const override {
      return absl::NotFoundError("");
    }
    absl::StatusOr<v1::ListExchangesResponse> List(
        const v1::ListExchangesRequest&) const override {
      return v1::ListExchangesResponse();
    }
    uint64_t Count(absl::string_view) const override { return 0; }
    absl::StatusOr<uint64_t> CountErased(absl::string_view,
                                         const core::Erased&) const override {
      return 0;
    }
    absl::StatusOr<uint64_t> Erase(absl::string_view,
                                   const core::Erased&) override {
      return absl::UnavailableError("no space left");
    }
    absl::StatusOr<uint64_t> DropBefore(absl::Time) override {
      return absl::UnavailableError("no space left");
    }
    absl::Status CopyTo(const std::string&) const override {
      return absl::UnavailableError("no space left");
    }
  };
  exchanges_ = std::make_unique<FullStore>();
  AddAll();
  ASSERT_THAT(Ask(Question()), IsOk());
  EXPECT_EQ(caller_.answer().answer(), "written");
  EXPECT_EQ(caller_.answer().id(), "");
  ASSERT_EQ(caller_.answer().missing_size(), 1);
  EXPECT_THAT(caller_.answer().missing(0).reason(), HasSubstr("no space left"));
}

TEST_F(AskCallTest, AnAbandonedCallEndsAtOnceAndLateAnswersAreNothing) {
  AddAll();
  Mutex mutex;
  CondVar changed;
  std::vector<std::function<void(absl::Status)>> held;
  for (FakeClient* client : {finder_, counter_}) {
    client->hold_run = [&](std::function<void(absl::Status)> end) {
      MutexLock lock(mutex);
      held.push_back(std::move(end));
      changed.NotifyAll();
    };
  }
  const auto ask = Start(Question());
  {
    MutexLock lock(mutex);
    while (held.size() < 2) {
      ASSERT_TRUE(changed.WaitFor(mutex, absl::Seconds(30)));
    }
  }
  ask->Abandon();
  EXPECT_THAT(caller_.Wait(),
              StatusIs(absl::StatusCode::kUnavailable, Reason::DRAINING));
  MutexLock lock(mutex);
  for (const auto& end : held) end(absl::OkStatus());
  EXPECT_THAT(caller_.Wait(),
              StatusIs(absl::StatusCode::kUnavailable, Reason::DRAINING));
  EXPECT_THAT(writer_->run_requests(), IsEmpty());
}

}  // namespace
}  // namespace alhf::coordinator
