#include "coordinator/query/query_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "base/text.h"
#include "tests/unit/coordinator/query/query_fixture.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class QueryPathTest : public QueryFixture {
 protected:
  std::unique_ptr<QueryPath> Path(const QueryOptions& options = {}) {
    return QueryPath::Create(options, &registry_, exchanges_.get(), &composer_,
                             &clock_, &executor_);
  }
  static v1::ComposePlanRequest Request() {
    v1::ComposePlanRequest request;
    request.set_tenant("t");
    request.mutable_query()->set_text("how many?");
    return request;
  }
  // Composes with components that answer at once.
  absl::StatusOr<v1::Plan> Compose(const v1::ComposePlanRequest& request,
                                   const CallContext& call = {}) {
    absl::StatusOr<v1::Plan> plan = absl::UnknownError("not called");
    Path({.agents = agents_})->ComposePlan(request, call, [&](auto response) {
      plan = response.ok() ? absl::StatusOr<v1::Plan>(response->plan())
                           : response.status();
    });
    return plan;
  }

  Agents agents_;
};

TEST_F(QueryPathTest, ComposesWhatEveryComponentSays) {
  for (const char* name : {"a", "b"}) {
    registry_.Add(name).on_adjust = [name](const auto&) {
      v1::Adjustment adjustment;
      *adjustment.add_items() = Item(std::string("l-") + name);
      return adjustment;
    };
  }
  const auto plan = Compose(Request());
  ASSERT_THAT(plan, IsOk());
  ASSERT_EQ(plan->components_size(), 2);
  EXPECT_EQ(plan->components(1).component(), "b");
  EXPECT_EQ(plan->components(1).items(0).lesson_id(), "l-b");
  EXPECT_EQ(plan->components(1).items(0).disposition(),
            v1::DISPOSITION_APPLIED);
  EXPECT_FALSE(plan->degraded());
  EXPECT_EQ(exchanges_->Count("t"), 0u);
}

TEST_F(QueryPathTest, GivesEachComponentTheQueryAndTheTime) {
  FakeClient& a = registry_.Add("a");
  ASSERT_THAT(Compose(Request(), {.deadline = clock_.Now() + absl::Seconds(9),
                                  .trace = {.traceparent = "00-aa"}}),
              IsOk());
  const v1::AdjustQueryRequest request = a.adjust_requests()[0];
  EXPECT_EQ(request.tenant(), "t");
  EXPECT_EQ(request.query().text(), "how many?");
  EXPECT_EQ(FromProto(request.query().now()), clock_.Now());
  EXPECT_EQ(a.adjust_options()[0].timeout, absl::Milliseconds(500));
  EXPECT_EQ(a.adjust_options()[0].trace.traceparent, "00-aa");

  v1::ComposePlanRequest dated = Request();
  *dated.mutable_query()->mutable_now() = ToProto(absl::FromUnixSeconds(5));
  ASSERT_THAT(Compose(dated), IsOk());
  EXPECT_EQ(FromProto(a.adjust_requests()[1].query().now()),
            absl::FromUnixSeconds(5));
}

TEST_F(QueryPathTest, AnAgentIsItsComponents) {
  FakeClient& a = registry_.Add("a");
  FakeClient& b = registry_.Add("b");
  agents_ = Agents({}, {{.name = "bot", .components = {"b", "gone"}}});
  v1::ComposePlanRequest request = Request();
  request.set_agent("bot");
  // Of a named agent the configuration says who belongs to it.
  const auto plan = Compose(request, {.members = {"a", "left"}});
  ASSERT_THAT(plan, IsOk());
  ASSERT_EQ(plan->components_size(), 1);
  EXPECT_EQ(plan->components(0).component(), "b");
  ASSERT_EQ(plan->missing_size(), 1);
  EXPECT_EQ(plan->missing(0).component(), "gone");
  EXPECT_TRUE(plan->degraded());
  EXPECT_THAT(a.adjust_requests(), IsEmpty());
  EXPECT_EQ(b.adjust_requests()[0].agent(), "bot");
  request.add_components("a");
  EXPECT_THAT(Compose(request), StatusIs(absl::StatusCode::kNotFound,
                                         Reason::COMPONENT_NOT_FOUND));
}

TEST_F(QueryPathTest, NamesWhoIsMissing) {
  registry_.Add("a");
  registry_.Add("b", v1::COMPONENT_UNREACHABLE, "away");
  const auto plan = Compose(Request());
  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->components_size(), 1);
  ASSERT_EQ(plan->missing_size(), 1);
  EXPECT_EQ(plan->missing(0).component(), "b");
  EXPECT_TRUE(plan->degraded());
}

TEST_F(QueryPathTest, AsksTheComponentsThatTheCallerNames) {
  FakeClient& a = registry_.Add("a");
  FakeClient& b = registry_.Add("b");
  v1::ComposePlanRequest request = Request();
  request.add_components("b");
  request.add_components("b");
  const auto plan = Compose(request);
  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->components_size(), 1);
  EXPECT_THAT(a.adjust_requests(), IsEmpty());
  EXPECT_EQ(b.adjust_requests().size(), 1u);

  request.add_components("c");
  const auto unknown = Compose(request);
  EXPECT_THAT(unknown, StatusIs(absl::StatusCode::kNotFound,
                                Reason::COMPONENT_NOT_FOUND));
  EXPECT_THAT(std::string(unknown.status().message()), HasSubstr("'c'"));
}

TEST_F(QueryPathTest, KeepsGuidanceWithinTheCallersBudget) {
  registry_.Add("a").on_adjust = [](const auto&) {
    v1::Adjustment adjustment;
    for (int i = 0; i < 9; ++i) {
      v1::AdjustmentItem item = Item("l-" + std::to_string(i));
      item.set_text(std::string(400, 'x'));
      item.mutable_guidance()->set_text(std::string(400, 'x'));
      *adjustment.add_items() = item;
    }
    return adjustment;
  };
  v1::ComposePlanRequest request = Request();
  request.set_max_guidance_tokens(300);
  const auto plan = Compose(request);
  ASSERT_THAT(plan, IsOk());
  EXPECT_LE(plan->components(0).guidance().size(), 1200u);
  EXPECT_GT(plan->components(0).dropped_size(), 0);
}

TEST_F(QueryPathTest, APausedTenantsPlanIsEmptyWhateverComponentsSay) {
  FakeClient& a = registry_.Add("a");
  a.on_adjust = [](const auto&) {
    v1::Adjustment adjustment;
    *adjustment.add_items() = Item("l-1");
    return adjustment;
  };
  CallContext call;
  call.rollout.set_paused(true);
  const auto plan = Compose(Request(), call);
  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->withheld(), v1::WITHHELD_PAUSED);
  EXPECT_THAT(plan->components(0).items(), IsEmpty());
  EXPECT_EQ(plan->components(0).guidance(), "");
  EXPECT_EQ(a.adjust_requests()[0].query().overlay().recall(), v1::RECALL_NONE);
}

TEST_F(QueryPathTest, APausedTenantIsAnsweredWithoutLessons) {
  FakeClient& a = registry_.Add("a");
  a.on_run = [](const auto&, const auto& write) {
    v1::RunEvent late;
    *late.mutable_late() = Item("l-1");
    write(late);
    v1::RunEvent output;
    output.mutable_output()->set_text("written");
    write(output);
    return absl::OkStatus();
  };
  CallContext call;
  call.rollout.set_paused(true);
  Caller caller;
  const auto path = Path({.agents = Agents(Stages{{"a"}})});
  path->Ask(Question(), call, caller.OnEvent(), caller.Done());
  ASSERT_THAT(caller.Wait(), IsOk());
  EXPECT_EQ(caller.answer().plan().withheld(), v1::WITHHELD_PAUSED);
  EXPECT_THAT(caller.answer().steps(0).applied(), IsEmpty());
  EXPECT_EQ(a.run_requests()[0].query().overlay().recall(), v1::RECALL_NONE);
  const auto stored = exchanges_->Get("t", caller.answer().id());
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->plan().withheld(), v1::WITHHELD_PAUSED);
  v1::ListExchangesRequest list;
  list.set_tenant("t");
  const auto listed = exchanges_->List(list);
  ASSERT_THAT(listed, IsOk());
  EXPECT_EQ(listed->exchanges(0).plan().withheld(), v1::WITHHELD_PAUSED);
}

TEST_F(QueryPathTest, TheCallersIdDecidesTheHoldout) {
  registry_.Add("a");
  CallContext call;
  call.rollout.set_holdout(0.9);
  v1::ComposePlanRequest request = Request();
  request.set_exchange_id("x-1");  // its place is 0.879, see reach_test.cc
  const auto held = Compose(request, call);
  ASSERT_THAT(held, IsOk());
  EXPECT_EQ(held->withheld(), v1::WITHHELD_HOLDOUT);
  EXPECT_EQ(held->exchange_id(), "x-1");
  EXPECT_EQ(held->holdout(), 0.9);
  request.clear_exchange_id();
  const auto other = Compose(request, call);
  ASSERT_THAT(other, IsOk());
  EXPECT_THAT(other->exchange_id(), ::testing::StartsWith("x-"));
}

TEST_F(QueryPathTest, SaysThatNobodyReachedThePosition) {
  registry_.Add("a").on_adjust = [](const auto&) {
    return Error(absl::StatusCode::kFailedPrecondition, Reason::POSITION_STALE,
                 "behind");
  };
  v1::ComposePlanRequest request = Request();
  request.mutable_query()->mutable_min_position()->set_sequence(3);
  EXPECT_THAT(Compose(request), StatusIs(absl::StatusCode::kFailedPrecondition,
                                         Reason::POSITION_STALE));
}

TEST_F(QueryPathTest, RefusesToAskWithoutAPipeline) {
  Caller caller;
  Path()->Ask(Question(), {}, caller.OnEvent(), caller.Done());
  EXPECT_THAT(caller.Wait(), StatusIs(absl::StatusCode::kUnimplemented,
                                      Reason::NOT_IMPLEMENTED));
}

TEST_F(QueryPathTest, AsksThroughItsPipeline) {
  Say(registry_.Add("a"), "forty-two");
  Caller caller;
  const auto path = Path({.agents = Agents(Stages{{"a"}})});
  path->Ask(Question(), {}, caller.OnEvent(), caller.Done());
  ASSERT_THAT(caller.Wait(), IsOk());
  EXPECT_EQ(caller.answer().answer(), "forty-two");
}

TEST_F(QueryPathTest, RefusesMoreQuestionsThanItMayAnswerAtOnce) {
  std::promise<std::function<void(absl::Status)>> held;
  registry_.Add("a").hold_run = [&](std::function<void(absl::Status)> end) {
    held.set_value(std::move(end));
  };
  Caller first;
  Caller second;
  const auto path = Path({.max_questions = 1, .agents = Agents(Stages{{"a"}})});
  path->Ask(Question(), {}, first.OnEvent(), first.Done());
  path->Ask(Question(), {}, second.OnEvent(), second.Done());
  const absl::Status refused = second.Wait();
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted,
                                Reason::QUEUE_FULL));
  EXPECT_TRUE(RetryDelayOf(refused).has_value());
  held.get_future().get()(absl::InternalError("ended"));
  EXPECT_FALSE(first.Wait().ok());
}

TEST_F(QueryPathTest, EndsWhatIsUnderWayWhenItEnds) {
  Mutex mutex;
  CondVar changed;
  std::function<void(absl::Status)> held;
  registry_.Add("a").hold_run = [&](std::function<void(absl::Status)> end) {
    MutexLock lock(mutex);
    held = std::move(end);
    changed.NotifyAll();
  };
  Caller caller;
  auto path = Path({.agents = Agents(Stages{{"a"}})});
  path->Ask(Question(), {}, caller.OnEvent(), caller.Done());
  {
    MutexLock lock(mutex);
    while (!held) ASSERT_TRUE(changed.WaitFor(mutex, absl::Seconds(30)));
  }
  path.reset();
  EXPECT_THAT(caller.Wait(),
              StatusIs(absl::StatusCode::kUnavailable, Reason::DRAINING));
  MutexLock lock(mutex);
  held(absl::OkStatus());
}

TEST_F(QueryPathTest, RefusesMorePlansThanItMayMakeAtOnce) {
  std::vector<std::function<void()>> held;
  registry_.Add("a").deliver = [&](std::function<void()> answer) {
    held.push_back(std::move(answer));
  };
  const auto path = Path({.max_plans = 1});
  std::vector<absl::Status> ends;
  const auto compose = [&] {
    path->ComposePlan(Request(), {}, [&](auto response) {
      ends.push_back(response.status());
    });
  };
  compose();
  compose();
  ASSERT_EQ(ends.size(), 1u);
  EXPECT_THAT(ends[0], StatusIs(absl::StatusCode::kResourceExhausted,
                                Reason::QUEUE_FULL));
  EXPECT_TRUE(RetryDelayOf(ends[0]).has_value());
  held[0]();
  compose();
  held[1]();
  EXPECT_THAT(ends[2], IsOk());
}

TEST_F(QueryPathTest, WaitsForItsRoundsWhenItEnds) {
  std::thread answering;
  std::atomic<bool> answered{false};
  registry_.Add("a").deliver = [&](std::function<void()> answer) {
    answering = std::thread([&, answer] { answer(); });
  };
  auto path = Path();
  path->ComposePlan(Request(), {}, [&](auto) { answered = true; });
  path.reset();
  EXPECT_TRUE(answered);
  answering.join();
}

}  // namespace
}  // namespace alhf::coordinator
