#include "coordinator/feedback/feedback_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "alhf/testing/status_matchers.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using absl::StatusCode;
using storage::v1::Payload;
using ::testing::ElementsAre;
using testing::IsOk;
using testing::StatusIs;

class FeedbackStatusTest : public ::testing::Test {
 protected:
  void Fold(Payload payload) { view_.Fold(At(++end_, std::move(payload))); }
  v1::FeedbackStatus StatusAt(uint64_t applied, const std::string& id = "f-1") {
    return StatusOf(view_, *view_.FindRecord(id),
                    [=](const std::string&) { return applied; });
  }

  TenantView view_;
  uint64_t end_ = 0;
};

TEST_F(FeedbackStatusTest, ARecordGoesFromDurableToLearned) {
  Fold(RecordPayload("f-1"));
  EXPECT_EQ(StatusAt(9).state(), v1::FEEDBACK_DURABLE);
  EXPECT_EQ(StatusAt(9).position().sequence(), 1u);
  EXPECT_FALSE(StatusAt(9).has_assignment());
  Fold(LearnPayload("f-1", "a", "l-1"));
  EXPECT_EQ(StatusAt(1).state(), v1::FEEDBACK_ASSESSED);
  EXPECT_EQ(StatusAt(2).state(), v1::FEEDBACK_LEARNED);
  EXPECT_EQ(StatusAt(2).position().sequence(), 2u);
  ASSERT_EQ(StatusAt(2).lessons_size(), 1);
  EXPECT_EQ(StatusAt(2).lessons(0).id(), "l-1");
}

TEST_F(FeedbackStatusTest, WhatIsParkedIsNotLearned) {
  view_ = TenantView({{"a", {2}}});
  Fold(RecordPayload("f-1"));
  Fold(LearnPayload("f-1", "a", "l-1"));
  Fold(ParkedPayload("a", 2));
  EXPECT_EQ(StatusAt(9).state(), v1::FEEDBACK_ASSESSED);
  EXPECT_EQ(StatusAt(9).lessons_size(), 0);
}

TEST_F(FeedbackStatusTest, HowFarACallerHasToWait) {
  v1::FeedbackStatus status;
  status.set_state(v1::FEEDBACK_DURABLE);
  EXPECT_TRUE(IsReached(status, v1::WAIT_FOR_UNSPECIFIED));
  EXPECT_TRUE(IsReached(status, v1::WAIT_FOR_DURABLE));
  EXPECT_FALSE(IsReached(status, v1::WAIT_FOR_ASSESSED));
  EXPECT_FALSE(IsReached(status, v1::WAIT_FOR_LEARNED));
  status.set_state(v1::FEEDBACK_ASSESSED);
  EXPECT_TRUE(IsReached(status, v1::WAIT_FOR_ASSESSED));
  EXPECT_TRUE(IsReached(status, v1::WAIT_FOR_LEARNED));  // nobody learns
  EXPECT_TRUE(IsFinal(status));
  status.mutable_assignment()->add_missing();
  EXPECT_FALSE(IsFinal(status));  // somebody may
  status.mutable_assignment()->add_parts();
  EXPECT_FALSE(IsReached(status, v1::WAIT_FOR_LEARNED));
  status.set_state(v1::FEEDBACK_LEARNED);
  EXPECT_TRUE(IsReached(status, v1::WAIT_FOR_LEARNED));
  EXPECT_TRUE(IsFinal(status));
}

TEST_F(FeedbackStatusTest, ListsRecordsByFilterNewestFirst) {
  for (int i = 1; i <= 5; ++i) {
    Payload payload = RecordPayload("f-" + std::to_string(i));
    auto& record = *payload.mutable_record()->mutable_record();
    record.set_agent(i % 2 == 0 ? "even" : "odd");
    record.set_giver(i <= 2 ? "ann" : "bob");
    record.mutable_exchange()->set_id(i == 3 ? "x-3" : "x-1");
    Fold(payload);
  }
  const auto ids = [&](v1::ListFeedbackRequest request) {
    const auto page =
        ListRecords(view_, request, [](const std::string&) { return 0; });
    EXPECT_THAT(page, IsOk());
    std::vector<std::string> found;
    for (const auto& each : page->records()) {
      found.push_back(each.record().id());
    }
    return found;
  };
  v1::ListFeedbackRequest request;
  EXPECT_THAT(ids(request), ElementsAre("f-5", "f-4", "f-3", "f-2", "f-1"));
  request.set_agent("even");
  EXPECT_THAT(ids(request), ElementsAre("f-4", "f-2"));
  request.set_user("ann");
  EXPECT_THAT(ids(request), ElementsAre("f-2"));
  request.Clear();
  request.set_exchange_id("x-3");
  EXPECT_THAT(ids(request), ElementsAre("f-3"));
}

TEST_F(FeedbackStatusTest, ListsLessonsByFilterOldestFirstInPages) {
  Fold(RecordPayload("f-1"));
  for (int i = 0; i < 5; ++i) {
    Payload payload = LearnPayload("f-1", i % 2 == 0 ? "a" : "b",
                                   "l-" + std::to_string(9 - i), i + 1);
    v1::Lesson& lesson = *payload.mutable_assigned()
                              ->mutable_changes(0)
                              ->mutable_change()
                              ->mutable_learn()
                              ->mutable_lesson();
    lesson.add_sources()->set_record_id(i == 4 ? "f-2" : "f-1");
    if (i == 3) lesson.set_state(v1::LESSON_HELD);
    Fold(payload);
  }
  const auto ids = [&](v1::ListLessonsRequest request) {
    std::vector<std::string> found;
    do {
      const auto page = ListLessonsOf(view_, request);
      EXPECT_THAT(page, IsOk());
      for (const auto& each : page->lessons()) found.push_back(each.id());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return found;
  };
  v1::ListLessonsRequest request;
  request.set_page_size(2);
  EXPECT_THAT(ids(request), ElementsAre("l-9", "l-8", "l-7", "l-6", "l-5"));
  request.set_component("b");
  EXPECT_THAT(ids(request), ElementsAre("l-8", "l-6"));
  request.add_states(v1::LESSON_HELD);
  EXPECT_THAT(ids(request), ElementsAre("l-6"));
  request.Clear();
  request.set_record_id("f-2");
  EXPECT_THAT(ids(request), ElementsAre("l-5"));
}

TEST_F(FeedbackStatusTest, RefusesPagesOfOtherLists) {
  for (int i = 0; i < 3; ++i) Fold(RecordPayload("f-" + std::to_string(i)));
  v1::ListFeedbackRequest records;
  records.set_page_size(1);
  const auto page =
      ListRecords(view_, records, [](const std::string&) { return 0; });
  ASSERT_THAT(page, IsOk());
  v1::ListLessonsRequest lessons;
  lessons.set_page_token(page->next_page_token());
  EXPECT_THAT(
      ListLessonsOf(view_, lessons),
      StatusIs(StatusCode::kInvalidArgument, Reason::PAGE_TOKEN_INVALID));
}

TEST_F(FeedbackStatusTest, CountsWhatThereIs) {
  Fold(RecordPayload("f-1"));
  Fold(LearnPayload("f-1", "a", "l-1"));
  Fold(RecordPayload("f-2"));
  v1::GetStatusResponse response;
  FillTenantStatus(view_, Agents(), &response);
  EXPECT_EQ(response.position().sequence(), 3u);
  EXPECT_EQ(response.records(), 2u);
  EXPECT_EQ(response.awaiting_assessment(), 1u);
  EXPECT_EQ(response.lessons_by_state().at("ACTIVE"), 1u);
  EXPECT_EQ(response.parked_size(), 0);
}

}  // namespace
}  // namespace alhf::coordinator
