// Longer than 400 lines: because each case drives the whole path, on one
// fixture.

#include "coordinator/feedback/feedback_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/coordinator/feedback/path_fixture.h"

namespace alhf::coordinator {
namespace {

using absl::StatusCode;
using ::testing::ElementsAre;
using testing::Eventually;
using testing::IsOk;
using testing::StatusIs;

class FeedbackPathTest : public PathFixture {};

TEST_F(FeedbackPathTest, WordsReachTheComponentThatClaimsThem) {
  auto alpha = registry_.Add("alpha");
  auto beta = registry_.Add("beta");
  Open();
  const auto status = Submit(Words("@alpha use short words"));
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->state(), v1::FEEDBACK_LEARNED);
  EXPECT_EQ(status->assessments_size(), 2);
  ASSERT_EQ(status->assignment().parts_size(), 1);
  EXPECT_EQ(status->assignment().parts(0).component(), "alpha");
  ASSERT_EQ(status->lessons_size(), 1);
  EXPECT_EQ(status->lessons(0).text(), "@alpha use short words");
  EXPECT_EQ(status->lessons(0).state(), v1::LESSON_ACTIVE);
  ASSERT_EQ(alpha->Lessons("acme").size(), 1u);
  EXPECT_EQ(alpha->Lessons("acme")[0].SerializeAsString(),
            status->lessons(0).SerializeAsString());
  EXPECT_TRUE(beta->Lessons("acme").empty());
  // Where it has no part, the position moves on nevertheless.
  EXPECT_TRUE(Eventually([&] { return CaughtUp(*beta); }));
  EXPECT_EQ(status->position().sequence(), log_->End("acme").sequence());
}

TEST_F(FeedbackPathTest, TheRecordSaysWhoAndWhen) {
  registry_.Add("alpha");
  options_.agents = Agents({}, {{.name = "helper", .components = {"alpha"}}});
  Open();
  auto request = Words("@alpha yes");
  request.set_agent("helper");
  const auto status = Submit(request, Member());
  ASSERT_THAT(status, IsOk());
  const v1::FeedbackRecord& record = status->record();
  EXPECT_EQ(record.giver(), "bob");
  EXPECT_EQ(record.giver_role(), v1::ROLE_MEMBER);
  EXPECT_EQ(record.agent(), "helper");
  EXPECT_EQ(record.time().seconds(), 1700000000);
  EXPECT_EQ(record.id().substr(0, 2), "f-");
  ASSERT_EQ(status->lessons_size(), 1);
  EXPECT_EQ(status->lessons(0).scope().user(), "bob");
  EXPECT_EQ(status->lessons(0).scope().agent(), "helper");
  const auto whole = Get(record.id());
  ASSERT_THAT(whole, IsOk());
  EXPECT_EQ(whole->record().exchange().steps_size(), 1);
}

TEST_F(FeedbackPathTest, ARecordIsPutToTheComponentsOfItsAgent) {
  auto alpha = registry_.Add("alpha");
  auto beta = registry_.Add("beta");
  options_.agents = Agents({}, {{.name = "helper", .components = {"beta"}}});
  Open();
  auto request = Words("@alpha @beta yes");
  request.set_agent("helper");
  const auto status = Submit(request);
  ASSERT_THAT(status, IsOk());
  EXPECT_THAT(status->assignment().assessed(), ElementsAre("beta"));
  EXPECT_TRUE(alpha->assessed().empty());
  EXPECT_TRUE(alpha->Lessons("acme").empty());
  EXPECT_EQ(Status().awaiting_assessment(), 0u);
  // Nor may a person name one that is not its.
  request.mutable_record()->add_assign_to("alpha");
  EXPECT_THAT(Submit(request),
              StatusIs(StatusCode::kNotFound, Reason::COMPONENT_NOT_FOUND));
  // Its components still get every position.
  EXPECT_TRUE(Eventually([&] { return CaughtUp(*alpha); }));
}

TEST_F(FeedbackPathTest, ALateComponentIsAskedAboutItsAgentsAlone) {
  auto alpha = registry_.Add("alpha");
  auto beta = registry_.Add("beta");
  options_.agents = Agents({}, {{.name = "helper", .components = {"beta"}}});
  Open();
  Teach("@beta first");  // makes both members
  alpha->SetAway(true);
  registry_.SetHealth("alpha", v1::COMPONENT_UNREACHABLE);
  auto request = Words("@alpha @beta of the helper");
  request.set_agent("helper");
  ASSERT_THAT(Submit(request), IsOk());
  EXPECT_EQ(Status().awaiting_assessment(), 0u);
  ASSERT_THAT(Submit(Words("@alpha of all", v1::WAIT_FOR_ASSESSED)), IsOk());
  EXPECT_EQ(Status().awaiting_assessment(), 1u);
  alpha->SetAway(false);
  registry_.SetHealth("alpha", v1::COMPONENT_SERVING);
  EXPECT_TRUE(Eventually([&] { return alpha->Lessons("acme").size() == 1; }));
  EXPECT_EQ(alpha->Lessons("acme")[0].text(), "@alpha of all");
}

TEST_F(FeedbackPathTest, ALessonMovesBetweenAgents) {
  auto alpha = registry_.Add("alpha");
  options_.agents = Agents({}, {{.name = "helper", .components = {"alpha"}}});
  Open();
  auto words = Words("@alpha yes");
  words.set_agent("helper");
  const auto taught = Submit(words);
  ASSERT_THAT(taught, IsOk());
  auto request = ChangeOf(taught->lessons(0).id());
  request.mutable_change()->mutable_move();
  const auto moved = Change(request);
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(moved->lesson().scope().agent(), "");
  EXPECT_EQ(alpha->Lessons("acme")[0].scope().agent(), "");
  request.mutable_change()->mutable_move()->set_agent("helper");
  EXPECT_THAT(Change(request, Member()),
              StatusIs(StatusCode::kPermissionDenied, Reason::PERMISSION));
}

TEST_F(FeedbackPathTest, TheTraceOfACallGoesWithAllThatItBrings) {
  auto alpha = registry_.Add("alpha");
  Open();
  Giver ann = Expert();
  ann.traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  ASSERT_THAT(Submit(Words("@alpha yes"), ann), IsOk());
  std::set<int> traced;
  for (const LogEntry& entry : Log()) {
    if (entry.envelope.traceparent() == ann.traceparent) {
      traced.insert(entry.envelope.type());
    }
  }
  using Envelope = storage::v1::Envelope;
  EXPECT_EQ(traced, (std::set<int>{Envelope::RECORD, Envelope::ASSESSMENTS,
                                   Envelope::ASSIGNMENT}));
  std::vector<std::string> learned_in;
  for (const auto& call : alpha->applied()) {
    for (const v1::Entry& entry : call.entries()) {
      if (!entry.changes(0).has_learn()) continue;
      learned_in.push_back(entry.traceparent());
    }
  }
  EXPECT_THAT(learned_in, ElementsAre(ann.traceparent));
}

TEST_F(FeedbackPathTest, DurableDoesNotWaitForComponents) {
  auto alpha = registry_.Add("alpha");
  alpha->HoldAssess(true);
  Open();
  const int syncs = env_.syncs();
  const auto status = Submit(Words("@alpha a", v1::WAIT_FOR_DURABLE));
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->state(), v1::FEEDBACK_DURABLE);
  EXPECT_GT(env_.syncs(), syncs);
  EXPECT_EQ(Status().awaiting_assessment(), 1u);
  alpha->HoldAssess(false);
  EXPECT_TRUE(Eventually([&] { return alpha->Lessons("acme").size() == 1; }));
}

TEST_F(FeedbackPathTest, WhenTheWaitRunsOutTheAnswerIsTheStateReached) {
  auto alpha = registry_.Add("alpha");
  alpha->HoldAssess(true);
  options_.apply_timeout = absl::Milliseconds(100);
  Open();
  auto request = Words("@alpha a");
  request.mutable_wait()->set_seconds(0);
  request.mutable_wait()->set_nanos(20000000);
  const auto durable = Submit(request);
  ASSERT_THAT(durable, IsOk());
  EXPECT_EQ(durable->state(), v1::FEEDBACK_DURABLE);
  alpha->SetApplyFault(
      [](const auto&) { return absl::UnavailableError("busy"); });
  alpha->HoldAssess(false);
  request = Words("@alpha a", v1::WAIT_FOR_ASSESSED);
  const auto assessed = Submit(request);
  ASSERT_THAT(assessed, IsOk());
  EXPECT_EQ(assessed->state(), v1::FEEDBACK_ASSESSED);
  alpha->SetApplyFault(nullptr);
  EXPECT_TRUE(Eventually([&] {
    return Get(assessed->record().id())->state() == v1::FEEDBACK_LEARNED;
  }));
}

TEST_F(FeedbackPathTest, AssessedIsAsFarAsARecordComesThatNobodyClaims) {
  registry_.Add("alpha");
  registry_.Add("beta");
  Open();
  const auto status = Submit(Words("thank you ?beta"));
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->state(), v1::FEEDBACK_ASSESSED);
  EXPECT_THAT(status->assignment().unsure(), ElementsAre("beta"));
  EXPECT_THAT(status->assignment().assessed(), ElementsAre("alpha", "beta"));
  EXPECT_TRUE(Lessons().empty());
}

TEST_F(FeedbackPathTest, ASubmittedRequestIdMakesOneRecordOverRestarts) {
  registry_.Add("alpha");
  Open();
  auto request = Words("@alpha once");
  request.set_request_id("r-1");
  const auto first = Submit(request);
  ASSERT_THAT(first, IsOk());
  const auto again = Submit(request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->record().id(), first->record().id());
  Reopen();
  const auto later = Submit(request);
  ASSERT_THAT(later, IsOk());
  EXPECT_EQ(later->record().id(), first->record().id());
  request.mutable_record()->set_text("@alpha something else");
  EXPECT_THAT(Submit(request), StatusIs(StatusCode::kInvalidArgument,
                                        Reason::REQUEST_ID_REUSED));
  EXPECT_EQ(Status().records(), 1u);
}

TEST_F(FeedbackPathTest, ConcurrentDuplicatesMakeOneRecord) {
  registry_.Add("alpha");
  Open();
  auto request = Words("@alpha once");
  request.set_request_id("r-1");
  std::vector<std::thread> threads;
  std::vector<std::string> ids(16);
  for (std::string& id : ids) {
    threads.emplace_back([&] {
      const auto status = Submit(request);
      if (status.ok()) id = status->record().id();
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 1u);
  EXPECT_EQ(Status().records(), 1u);
}

TEST_F(FeedbackPathTest, ARefusedAppendIsAnErrorAndLeavesNothing) {
  auto alpha = registry_.Add("alpha");
  Open();
  Teach("@alpha first");
  env_.RefuseSyncs(true);
  auto request = Words("@alpha second");
  request.set_request_id("r-2");
  EXPECT_THAT(Submit(request),
              StatusIs(StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
  EXPECT_EQ(Status().records(), 1u);
  env_.RefuseSyncs(false);
  const auto status = Submit(request);
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->state(), v1::FEEDBACK_LEARNED);
  EXPECT_EQ(Status().records(), 2u);
  EXPECT_EQ(alpha->Lessons("acme").size(), 2u);
}

TEST_F(FeedbackPathTest, AnAssignmentThatTheDiskRefusedIsMadeLater) {
  auto alpha = registry_.Add("alpha");
  alpha->HoldAssess(true);
  Open();
  const auto durable = Submit(Words("@alpha a", v1::WAIT_FOR_DURABLE));
  ASSERT_THAT(durable, IsOk());
  EXPECT_TRUE(Eventually([&] { return !alpha->assessed().empty(); }));
  env_.RefuseSyncs(true);
  alpha->HoldAssess(false);
  const int syncs = env_.syncs();
  EXPECT_TRUE(Eventually([&] { return env_.syncs() > syncs + 1; }));
  EXPECT_EQ(Get(durable->record().id())->state(), v1::FEEDBACK_DURABLE);
  env_.RefuseSyncs(false);
  EXPECT_TRUE(Eventually([&] { return alpha->Lessons("acme").size() == 1; }));
}

TEST_F(FeedbackPathTest, ARecordWithoutAnAssignmentIsAssessedAfterARestart) {
  auto alpha = registry_.Add("alpha");
  alpha->HoldAssess(true);
  Open();
  ASSERT_THAT(Submit(Words("@alpha a", v1::WAIT_FOR_DURABLE)), IsOk());
  EXPECT_TRUE(Eventually([&] { return !alpha->assessed().empty(); }));
  env_.CopyFolder("/log", "/crashed");  // the process ends here
  alpha->HoldAssess(false);
  Close();
  alpha->LoseMemory();
  Open("/crashed");
  EXPECT_TRUE(Eventually([&] { return alpha->Lessons("acme").size() == 1; }));
}

TEST_F(FeedbackPathTest, AViewOfTheReopenedLogEqualsTheLiveOne) {
  auto alpha = registry_.Add("alpha");
  registry_.Add("beta");
  Open();
  for (int i = 0; i < 5; ++i) {
    Teach(absl::StrCat("@alpha @beta number ", i));
  }
  auto forget = ChangeOf(Lessons()[1].id());
  forget.mutable_change()->mutable_retire();
  ASSERT_THAT(Change(forget), IsOk());
  const auto all = [&] {
    v1::ListFeedbackRequest request;
    request.set_tenant("acme");
    std::string bytes = Status().DebugString();
    for (const v1::Lesson& lesson : Lessons()) bytes += lesson.DebugString();
    return bytes + path_->List(request)->DebugString();
  };
  EXPECT_TRUE(Eventually([&] { return CaughtUp(*alpha); }));
  const std::string live = all();
  Reopen();
  EXPECT_TRUE(Eventually([&] { return all() == live; })) << live << all();
}

TEST_F(FeedbackPathTest, EmptyComponentsLearnEverythingFromACopiedFolder) {
  auto alpha = registry_.Add("alpha");
  Open();
  for (int i = 0; i < 3; ++i) Teach(absl::StrCat("@alpha number ", i));
  const std::string before = alpha->Export("acme");
  Close();
  env_.CopyFolder("/log", "/copy");
  alpha->LoseMemory();
  EXPECT_TRUE(alpha->Lessons("acme").empty());
  Open("/copy");
  EXPECT_TRUE(Eventually([&] { return CaughtUp(*alpha); }));
  EXPECT_EQ(alpha->Lessons("acme").size(), 3u);
  EXPECT_EQ(alpha->Export("acme"), before);
}

TEST_F(FeedbackPathTest, ManyTenantsLearnEachLessonOnceAndInOrder) {
  constexpr int kTenants = 8;
  constexpr int kRecords = 50;
  auto alpha = registry_.Add("alpha");
  auto beta = registry_.Add("beta");
  Open();
  std::vector<std::thread> threads;
  for (int t = 0; t < kTenants; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < kRecords; ++i) {
        const std::string who = i % 3 == 0 ? "@beta" : "@alpha";
        EXPECT_THAT(Submit(Words(absl::StrCat(who, " number ", i),
                                 v1::WAIT_FOR_DURABLE, absl::StrCat("t", t))),
                    IsOk());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (int t = 0; t < kTenants; ++t) {
    const std::string tenant = absl::StrCat("t", t);
    ASSERT_TRUE(Eventually([&] {
      return Status(tenant).awaiting_assessment() == 0 &&
             CaughtUp(*alpha, tenant) && CaughtUp(*beta, tenant);
    }));
    std::vector<std::string> expected[2];
    for (int i = 0; i < kRecords; ++i) {
      const bool is_beta = i % 3 == 0;
      expected[is_beta].push_back(
          absl::StrCat(is_beta ? "@beta" : "@alpha", " number ", i));
    }
    for (const bool is_beta : {false, true}) {
      std::vector<std::string> texts;
      for (const auto& lesson : (is_beta ? beta : alpha)->Lessons(tenant)) {
        texts.push_back(lesson.text());
      }
      EXPECT_EQ(texts, expected[is_beta]) << tenant;
    }
  }
}

TEST_F(FeedbackPathTest, WatchingEndsWhenItIsLearned) {
  auto alpha = registry_.Add("alpha");
  alpha->HoldAssess(true);
  Open();
  const auto durable = Submit(Words("@alpha a", v1::WAIT_FOR_DURABLE));
  ASSERT_THAT(durable, IsOk());
  v1::WatchFeedbackRequest request;
  request.set_tenant("acme");
  request.set_record_id(durable->record().id());
  std::vector<v1::FeedbackState> states;
  std::promise<void> first;
  std::promise<absl::Status> ended;
  path_->Watch(
      request,
      [&](const v1::FeedbackStatus& status) {
        states.push_back(status.state());
        if (states.size() == 1) first.set_value();
        return true;
      },
      [&](absl::Status status) { ended.set_value(std::move(status)); });
  first.get_future().wait();
  alpha->HoldAssess(false);
  EXPECT_THAT(ended.get_future().get(), IsOk());
  EXPECT_EQ(states.front(), v1::FEEDBACK_DURABLE);
  EXPECT_EQ(states.back(), v1::FEEDBACK_LEARNED);

  request.set_record_id("f-none");
  std::promise<absl::Status> unknown;
  path_->Watch(
      request, [](const v1::FeedbackStatus&) { return true; },
      [&](absl::Status status) { unknown.set_value(std::move(status)); });
  EXPECT_THAT(unknown.get_future().get(),
              StatusIs(StatusCode::kNotFound, Reason::RECORD_NOT_FOUND));
}

TEST_F(FeedbackPathTest, DrainAnswersThoseWhoWaitAndTakesNoMore) {
  auto alpha = registry_.Add("alpha");
  alpha->SetApplyFault(
      [](const auto&) { return absl::UnavailableError("busy"); });
  Open();
  std::promise<absl::StatusOr<v1::FeedbackStatus>> answer;
  path_->Submit(Words("@alpha a"), Expert(),
                [&](absl::StatusOr<v1::FeedbackStatus> status) {
                  answer.set_value(std::move(status));
                });
  EXPECT_TRUE(Eventually([&] { return !alpha->applied().empty(); }));
  path_->Drain();
  const auto status = answer.get_future().get();
  ASSERT_THAT(status, IsOk());
  EXPECT_NE(status->state(), v1::FEEDBACK_LEARNED);
  EXPECT_THAT(Submit(Words("@alpha b")),
              StatusIs(StatusCode::kUnavailable, Reason::DRAINING));
  EXPECT_THAT(Get(status->record().id()), IsOk());
}

TEST_F(FeedbackPathTest, UnknownThingsAreNamed) {
  registry_.Add("alpha");
  Open();
  EXPECT_THAT(Get("f-none"),
              StatusIs(StatusCode::kNotFound, Reason::RECORD_NOT_FOUND));
  v1::GetLessonRequest lesson;
  lesson.set_tenant("acme");
  lesson.set_lesson_id("l-none");
  EXPECT_THAT(path_->GetLesson(lesson),
              StatusIs(StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
  auto named = Words("words");
  named.mutable_record()->add_assign_to("nobody");
  EXPECT_THAT(Submit(named),
              StatusIs(StatusCode::kNotFound, Reason::COMPONENT_NOT_FOUND));
  auto misapplied = Words("");
  misapplied.mutable_record()->set_kind(v1::RECORD_MISAPPLIED);
  EXPECT_THAT(Submit(misapplied),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED));
  misapplied.mutable_record()->add_about_lessons("l-none");
  EXPECT_THAT(Submit(misapplied),
              StatusIs(StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
  EXPECT_TRUE(Lessons("elsewhere").empty());
  EXPECT_EQ(Status("elsewhere").records(), 0u);
  EXPECT_EQ(Status().records(), 0u);
}

TEST_F(FeedbackPathTest, ListsPageThroughRecordsNewestFirst) {
  registry_.Add("alpha");
  Open();
  for (int i = 0; i < 5; ++i) Teach(absl::StrCat("@alpha number ", i));
  v1::ListFeedbackRequest request;
  request.set_tenant("acme");
  request.set_page_size(2);
  std::vector<std::string> texts;
  do {
    const auto page = path_->List(request);
    ASSERT_THAT(page, IsOk());
    for (const auto& each : page->records()) {
      texts.push_back(each.record().text());
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(texts, ElementsAre("@alpha number 4", "@alpha number 3",
                                 "@alpha number 2", "@alpha number 1",
                                 "@alpha number 0"));
}

TEST_F(FeedbackPathTest, ASnapshotIsAppendedOnceAVersion) {
  auto alpha = registry_.Add("alpha");
  Open();
  Teach("@alpha a");
  v1::Snapshot snapshot;
  snapshot.set_component("alpha");
  snapshot.set_name("calibration");
  snapshot.set_version(1);
  const auto position = path_->AcceptSnapshot("acme", snapshot);
  ASSERT_THAT(position, IsOk());
  EXPECT_TRUE(Eventually(
      [&] { return alpha->Applied("acme") >= position->sequence(); }));
  EXPECT_THAT(path_->AcceptSnapshot("acme", snapshot),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  snapshot.set_component("nobody");
  EXPECT_THAT(path_->AcceptSnapshot("acme", snapshot),
              StatusIs(StatusCode::kNotFound, Reason::COMPONENT_NOT_FOUND));
}

}  // namespace
}  // namespace alhf::coordinator
