#include "coordinator/feedback/tenant_view.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "alhf/testing/status_matchers.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "tests/support/fault_env.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using storage::v1::Payload;
using testing::IsOk;

// Folds payloads at the sequences 1, 2, …
TenantView ViewOf(std::vector<Payload> payloads) {
  TenantView view;
  uint64_t sequence = 0;
  for (Payload& payload : payloads) {
    view.Fold(At(++sequence, std::move(payload)));
  }
  return view;
}

Payload AssignedPayload(const std::string& record_id,
                        const std::vector<std::string>& assessed,
                        const std::vector<std::string>& missing) {
  Payload payload;
  v1::Assignment& assignment =
      *payload.mutable_assigned()->mutable_assignment();
  assignment.set_record_id(record_id);
  assignment.set_revision(1);
  for (const auto& each : assessed) assignment.add_assessed(each);
  for (const auto& each : missing) {
    assignment.add_missing()->set_component(each);
  }
  return payload;
}

TEST(TenantViewTest, ARecordIsKeptWithoutItsSteps) {
  Payload payload = RecordPayload("f-1");
  v1::FeedbackRecord& record = *payload.mutable_record()->mutable_record();
  record.mutable_exchange()->set_question("how many?");
  record.mutable_exchange()->add_steps()->set_component("a");
  record.mutable_exchange()->mutable_plan();
  payload.mutable_record()->set_activation(v1::ACTIVATION_HOLD);
  const TenantView view = ViewOf({payload});
  const RecordView* kept = view.FindRecord("f-1");
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(kept->record.exchange().question(), "how many?");
  EXPECT_EQ(kept->record.exchange().steps_size(), 0);
  EXPECT_FALSE(kept->record.exchange().has_plan());
  EXPECT_EQ(kept->activation, v1::ACTIVATION_HOLD);
  EXPECT_EQ(kept->position.sequence(), 1u);
  EXPECT_EQ(view.end(), 1u);
  EXPECT_EQ(view.unassigned().count(1), 1u);
  EXPECT_EQ(view.FindRecord("f-2"), nullptr);
}

TEST(TenantViewTest, TheNewestAssessmentAndRevisionCount) {
  Payload said;
  said.mutable_assessments()->set_record_id("f-1");
  auto& assessment = *said.mutable_assessments()->add_assessments();
  assessment.set_component("a");
  assessment.set_score(0.2);
  Payload again = said;
  again.mutable_assessments()->mutable_assessments(0)->set_score(0.8);
  const TenantView view =
      ViewOf({RecordPayload("f-1"), said, AssignedPayload("f-1", {}, {"a"}),
              again, LearnPayload("f-1", "a", "l-1", 2)});
  const RecordView& record = *view.FindRecord("f-1");
  EXPECT_DOUBLE_EQ(record.assessments.at("a").score(), 0.8);
  EXPECT_EQ(record.assignment.revision(), 2u);
  EXPECT_EQ(record.assigned_sequence, 5u);
  EXPECT_EQ(record.learning.at("a").sequence, 5u);
  EXPECT_EQ(view.LastChange("a"), 5u);
  EXPECT_TRUE(view.unassigned().empty());
}

TEST(TenantViewTest, LessonsAreAsTheirChangesMakeThem) {
  Payload change;
  change.mutable_lesson_change()->set_lesson_id("l-1");
  auto& retire = *change.mutable_lesson_change()->add_changes();
  retire.set_component("a");
  retire.mutable_change()->mutable_retire()->set_lesson_id("l-1");
  const TenantView view =
      ViewOf({RecordPayload("f-1"), LearnPayload("f-1", "a", "l-1"), change,
              LearnPayload("f-1", "b", "l-2", 2)});
  const v1::Lesson* lesson = view.FindLesson("l-1");
  ASSERT_NE(lesson, nullptr);
  EXPECT_EQ(lesson->state(), v1::LESSON_RETIRED);
  EXPECT_EQ(lesson->learned_sequence(), 2u);
  EXPECT_EQ(lesson->position().sequence(), 3u);
  EXPECT_EQ(lesson->etag(), "1-3");
  const std::vector<std::pair<uint64_t, std::string>> order(
      view.lesson_order().begin(), view.lesson_order().end());
  EXPECT_EQ(order, (std::vector<std::pair<uint64_t, std::string>>{{2, "l-1"},
                                                                  {4, "l-2"}}));
}

TEST(TenantViewTest, WhatDoesNotApplyIsPassedOver) {
  Payload change;
  auto& accept = *change.mutable_lesson_change()->add_changes();
  accept.set_component("a");
  accept.mutable_change()->mutable_accept()->set_lesson_id("l-none");
  const TenantView view = ViewOf({change});
  EXPECT_EQ(view.FindLesson("l-none"), nullptr);
  EXPECT_EQ(view.end(), 1u);
}

TEST(TenantViewTest, TheMissingAreAwaited) {
  const TenantView view =
      ViewOf({JoinedPayload("a"), JoinedPayload("b"), RecordPayload("f-1"),
              AssignedPayload("f-1", {"a"}, {"b"}), RecordPayload("f-2"),
              AssignedPayload("f-2", {}, {"a", "b"}), RecordPayload("f-3")});
  EXPECT_EQ(view.members().size(), 2u);
  EXPECT_EQ(view.NextAwaiting("a", 0)->record.id(), "f-2");
  EXPECT_EQ(view.NextAwaiting("b", 0)->record.id(), "f-1");
  EXPECT_EQ(view.NextAwaiting("b", 3)->record.id(), "f-2");
  EXPECT_EQ(view.NextAwaiting("b", 5), nullptr);
  EXPECT_EQ(view.CountAwaiting(), 3u);
}

TEST(TenantViewTest, WhoJoinsFromTheBeginningIsAwaitedForAllBefore) {
  Payload thumb = RecordPayload("f-2");
  thumb.mutable_record()->mutable_record()->set_kind(v1::RECORD_THUMB);
  std::vector<Payload> log = {JoinedPayload("a"), RecordPayload("f-1"),
                              AssignedPayload("f-1", {"a"}, {}), thumb,
                              AssignedPayload("f-2", {}, {})};
  log.push_back(JoinedPayload("late", /*from_beginning=*/true));
  log.push_back(JoinedPayload("now"));
  const TenantView view = ViewOf(log);
  EXPECT_EQ(view.NextAwaiting("late", 0)->record.id(), "f-1");
  EXPECT_EQ(view.NextAwaiting("late", 2), nullptr);
  EXPECT_EQ(view.NextAwaiting("now", 0), nullptr);
  log.push_back({});
  log.back().mutable_component_removed()->set_component("late");
  const TenantView without = ViewOf(log);
  EXPECT_EQ(without.NextAwaiting("late", 0), nullptr);
  EXPECT_EQ(without.members().count("late"), 0u);
}

TEST(TenantViewTest, RequestIdsAreRemembered) {
  Payload record = RecordPayload("f-1");
  record.mutable_record()->set_request_id("r-1");
  record.mutable_record()->set_request_digest("d-1");
  Payload change;
  change.mutable_lesson_change()->set_request_id("r-2");
  change.mutable_lesson_change()->set_lesson_id("l-1");
  const TenantView view = ViewOf({record, change});
  ASSERT_NE(view.FindRequest("r-1"), nullptr);
  EXPECT_EQ(view.FindRequest("r-1")->digest, "d-1");
  EXPECT_EQ(view.FindRequest("r-1")->subject, "f-1");
  EXPECT_EQ(view.FindRequest("r-2")->subject, "l-1");
  EXPECT_EQ(view.FindRequest("r-2")->sequence, 2u);
  EXPECT_EQ(view.FindRequest("r-3"), nullptr);
}

TEST(TenantViewTest, SnapshotVersionsAreRemembered) {
  Payload payload;
  auto& snapshot = *payload.mutable_snapshot()->mutable_snapshot();
  snapshot.set_component("a");
  snapshot.set_name("calibration");
  snapshot.set_version(4);
  const TenantView view = ViewOf({payload});
  EXPECT_EQ(view.SnapshotVersion("a", "calibration"), 4u);
  EXPECT_EQ(view.SnapshotVersion("b", "calibration"), 0u);
}

class FoldLogTest : public ::testing::Test {
 protected:
  FoldLogTest() {
    log_ = *OpenLevelDbFeedbackLog({.folder = "/log", .env = &env_});
  }
  void Append(Payload payload) {
    ASSERT_THAT(
        log_->Append("acme", {EntryOf(std::move(payload))}, std::nullopt),
        IsOk());
  }

  testing::FaultEnv env_;
  std::unique_ptr<FeedbackLog> log_;
};

TEST_F(FoldLogTest, WhatIsParkedLaterWasNeverLearned) {
  Append(RecordPayload("f-1"));
  Append(LearnPayload("f-1", "a", "l-1"));
  Append(ParkedPayload("a", 2));
  const auto view = FoldLog(*log_, "acme");
  ASSERT_THAT(view, IsOk());
  EXPECT_FALSE(view->stale());
  EXPECT_TRUE(view->IsParked("a", 2));
  EXPECT_FALSE(view->IsParked("b", 2));
  EXPECT_EQ(view->FindLesson("l-1"), nullptr);
  EXPECT_TRUE(view->FindRecord("f-1")->learning.at("a").parked);
  ASSERT_EQ(view->parked_entries().size(), 1u);
  EXPECT_EQ(view->parked_entries()[0].reason(), "refused");
  ASSERT_NE(view->FindParked("a", 2), nullptr);
  EXPECT_EQ(view->FindParked("a", 1), nullptr);
}

TEST_F(FoldLogTest, WhatIsRetriedIsLearnedThere) {
  Append(RecordPayload("f-1"));
  const Payload learn = LearnPayload("f-1", "a", "l-1");
  Append(learn);
  Append(ParkedPayload("a", 2));
  Payload retried;
  retried.mutable_entry_retried()->set_component("a");
  retried.mutable_entry_retried()->mutable_position()->set_sequence(2);
  *retried.mutable_entry_retried()->mutable_changes() =
      learn.assigned().changes();
  Append(retried);
  const auto view = FoldLog(*log_, "acme");
  ASSERT_THAT(view, IsOk());
  ASSERT_NE(view->FindLesson("l-1"), nullptr);
  EXPECT_EQ(view->FindLesson("l-1")->learned_sequence(), 4u);
  EXPECT_EQ(view->FindRecord("f-1")->learning.at("a").sequence, 4u);
  EXPECT_FALSE(view->FindRecord("f-1")->learning.at("a").parked);
  EXPECT_TRUE(view->parked_entries().empty());
  EXPECT_EQ(view->FindParked("a", 2), nullptr);
  EXPECT_TRUE(view->IsParked("a", 2));  // for ever passed over
}

TEST_F(FoldLogTest, AnEarlierTimeIsResolvedAlike) {
  Append(RecordPayload("f-1"));
  Append(LearnPayload("f-1", "a", "l-1"));
  Append(LearnPayload("f-1", "b", "l-2", 2));
  Append(ParkedPayload("b", 3));
  const auto early = FoldLog(*log_, "acme", 2);
  ASSERT_THAT(early, IsOk());
  EXPECT_EQ(early->end(), 2u);
  EXPECT_NE(early->FindLesson("l-1"), nullptr);
  EXPECT_EQ(early->FindLesson("l-2"), nullptr);
  const auto later = FoldLog(*log_, "acme", 3);
  ASSERT_THAT(later, IsOk());
  EXPECT_EQ(later->end(), 3u);
  EXPECT_EQ(later->FindLesson("l-2"), nullptr);
  EXPECT_EQ(FoldLog(*log_, "acme", 99)->end(), 4u);
  EXPECT_EQ(FoldLog(*log_, "nobody")->end(), 0u);
}

}  // namespace
}  // namespace alhf::coordinator
