#include "coordinator/feedback/erasure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "alhf/testing/status_matchers.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using storage::v1::Payload;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A record of `giver` and the lesson that component "a" learned from it.
std::vector<LogEntry> Taught(uint64_t sequence, const std::string& number,
                             const std::string& giver) {
  Payload record = RecordPayload("f-" + number, "words of " + giver);
  v1::FeedbackRecord& said = *record.mutable_record()->mutable_record();
  said.set_giver(giver);
  said.mutable_exchange()->set_user(giver);
  said.mutable_exchange()->set_question("question of " + giver);
  record.mutable_record()->set_request_id("r-" + number);
  record.mutable_record()->set_request_digest("digest");
  Payload assessments;
  assessments.mutable_assessments()->set_record_id("f-" + number);
  assessments.mutable_assessments()->add_assessments()->set_reason("words of " +
                                                                   giver);
  Payload learned = LearnPayload("f-" + number, "a", "l-" + number);
  v1::Lesson& lesson = *learned.mutable_assigned()
                            ->mutable_changes(0)
                            ->mutable_change()
                            ->mutable_learn()
                            ->mutable_lesson();
  lesson.set_text("words of " + giver);
  lesson.add_sources()->set_record_id("f-" + number);
  return {At(sequence, record), At(sequence + 1, assessments),
          At(sequence + 2, learned)};
}

std::vector<LogEntry> Log() {
  std::vector<LogEntry> log = Taught(1, "1", "ann");
  for (LogEntry& entry : Taught(4, "2", "bob")) log.push_back(entry);
  // Bob teaches on what Ann asked.
  Payload copy = RecordPayload("f-3", "words of bob");
  copy.mutable_record()->mutable_record()->set_giver("bob");
  v1::Exchange& exchange =
      *copy.mutable_record()->mutable_record()->mutable_exchange();
  exchange.set_user("ann");
  exchange.set_question("question of ann");
  log.push_back(At(7, copy));
  return log;
}

TenantView ViewOf(const std::vector<LogEntry>& log) {
  TenantView view;
  for (const LogEntry& entry : log) view.Fold(entry);
  return view;
}

v1::EraseRequest Request() {
  v1::EraseRequest request;
  request.set_tenant("acme");
  return request;
}

// The log as it is once `erasure` was made.
std::vector<LogEntry> Without(const std::vector<LogEntry>& log,
                              const Payload::Erasure& erasure) {
  std::vector<LogEntry> redacted;
  for (const LogEntry& entry : log) {
    const auto redaction = RedactionOf(ErasedBy(erasure), entry);
    redacted.push_back(entry);
    if (redaction.has_value()) redacted.back().payload = redaction->payload;
  }
  Payload last;
  *last.mutable_erasure() = erasure;
  redacted.push_back(At(log.size() + 1, last));
  return redacted;
}

bool Holds(const std::vector<LogEntry>& log, const std::string& words) {
  for (const LogEntry& entry : log) {
    if (absl::StrContains(entry.payload->SerializeAsString(), words)) {
      return true;
    }
  }
  return false;
}

TEST(ErasureTest, ARecordGoesWithItsLessons) {
  v1::EraseRequest request = Request();
  request.set_record_id("f-1");
  const auto erasure = ErasureOf(ViewOf(Log()), request);
  ASSERT_THAT(erasure, IsOk());
  EXPECT_THAT(erasure->record_ids(), ElementsAre("f-1"));
  EXPECT_THAT(erasure->lesson_ids(), ElementsAre("l-1"));
  ASSERT_EQ(erasure->changes_size(), 1);
  EXPECT_EQ(erasure->changes(0).component(), "a");
  const auto log = Without(Log(), *erasure);
  EXPECT_FALSE(Holds(log, "words of ann"));
  EXPECT_TRUE(Holds(log, "words of bob"));
  EXPECT_TRUE(Holds(log, "question of ann")) << "it is not the record's";
}

// Bob says again what Ann said: her lesson has both records as its sources.
std::vector<LogEntry> LinkedLog() {
  std::vector<LogEntry> log = Log();
  v1::Proposal proposal;
  proposal.set_effect(v1::EFFECT_ENFORCED);
  proposal.mutable_directive()->set_payload("the same");
  proposal.set_understood_as("as " + std::string("bob") + " says it");
  auto& said = *log[4].payload->mutable_assessments()->mutable_assessments(0);
  said.set_component("a");
  *said.add_proposals() = proposal;
  v1::Lesson& lesson = *log[2]
                            .payload->mutable_assigned()
                            ->mutable_changes(0)
                            ->mutable_change()
                            ->mutable_learn()
                            ->mutable_lesson();
  *lesson.mutable_directive() = proposal.directive();
  lesson.set_effect(v1::EFFECT_ENFORCED);
  auto& again = *log[5].payload->mutable_assigned();
  again.mutable_assignment()->mutable_parts(0)->set_lesson_ids(0, "l-1");
  auto& added =
      *again.mutable_changes(0)->mutable_change()->mutable_add_source();
  added.set_lesson_id("l-1");
  added.mutable_source()->set_record_id("f-2");
  return log;
}

TEST(ErasureTest, WhatAnotherSaidTooStaysInHisWords) {
  const std::vector<LogEntry> log = LinkedLog();
  const TenantView before = ViewOf(log);
  ASSERT_EQ(before.FindLesson("l-1")->sources_size(), 2);
  v1::EraseRequest request = Request();
  request.set_record_id("f-1");
  const auto erasure = ErasureOf(before, request);
  ASSERT_THAT(erasure, IsOk());
  EXPECT_THAT(erasure->lesson_ids(), ElementsAre("l-1"));
  const std::vector<LogEntry> without = Without(log, *erasure);
  EXPECT_FALSE(Holds(without, "words of ann"));
  const TenantView after = ViewOf(without);
  EXPECT_EQ(after.FindLesson("l-1")->state(), v1::LESSON_ERASED);
  const v1::Lesson* const anew = after.FindLesson("l-2-1");
  ASSERT_NE(anew, nullptr);
  EXPECT_EQ(anew->text(), "words of bob");
  EXPECT_EQ(anew->state(), v1::LESSON_ACTIVE);
  EXPECT_EQ(anew->directive().payload(), "the same");
  ASSERT_EQ(anew->sources_size(), 1);
  EXPECT_EQ(anew->sources(0).record_id(), "f-2");
  EXPECT_THAT(after.FindRecord("f-2")->assignment.parts(0).lesson_ids(),
              ElementsAre("l-2-1"));

  // Bob's words go as well, from the entry of the first erasure, too.
  request.set_record_id("f-2");
  const auto second = ErasureOf(after, request);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(second->lesson_ids(), ElementsAre("l-2-1"));
  const std::vector<LogEntry> nothing = Without(without, *second);
  EXPECT_FALSE(
      Holds({nothing.begin() + 3, nothing.begin() + 6}, "words of bob"));
  EXPECT_FALSE(Holds({nothing[without.size() - 1]}, "words of bob"));
  EXPECT_EQ(ViewOf(nothing).FindLesson("l-2-1")->state(), v1::LESSON_ERASED);
}

TEST(ErasureTest, WhoSaidItAgainCanBeErasedAlone) {
  const TenantView view = ViewOf(LinkedLog());
  v1::EraseRequest request = Request();
  request.set_record_id("f-2");
  const auto erasure = ErasureOf(view, request);
  ASSERT_THAT(erasure, IsOk());
  EXPECT_THAT(erasure->lesson_ids(), IsEmpty()) << "it is in ann's words";
  EXPECT_THAT(erasure->changes(), IsEmpty());
}

TEST(ErasureTest, WhatItHadTakenThePlaceOfStaysOutOfForce) {
  std::vector<LogEntry> log = Log();
  for (LogEntry& entry : log) {
    if (!entry.payload->has_assigned()) continue;
    entry.payload->mutable_assigned()
        ->mutable_changes(0)
        ->mutable_change()
        ->mutable_learn()
        ->mutable_lesson()
        ->set_conflict_key("length");
  }
  v1::EraseRequest request = Request();
  request.set_record_id("f-2");  // the newer one
  const auto erasure = ErasureOf(ViewOf(log), request);
  ASSERT_THAT(erasure, IsOk());
  EXPECT_THAT(erasure->lesson_ids(), ElementsAre("l-2"));
  const TenantView after = ViewOf(Without(log, *erasure));
  EXPECT_EQ(after.FindLesson("l-2")->state(), v1::LESSON_ERASED);
  EXPECT_EQ(after.FindLesson("l-1")->state(), v1::LESSON_RETIRED);
  EXPECT_EQ(after.FindLesson("l-1")->retire_reason(), v1::RETIRE_SUPERSEDED);
  EXPECT_EQ(after.FindLesson("l-1")->text(), "words of ann");

  request.set_everything(true);
  const auto all = ErasureOf(ViewOf(log), request);
  ASSERT_THAT(all, IsOk());
  EXPECT_EQ(all->changes_size(), 2) << "each is erased, and only that";
}

TEST(ErasureTest, AnUnknownRecordIsRefused) {
  v1::EraseRequest request = Request();
  request.set_record_id("f-9");
  EXPECT_THAT(ErasureOf(ViewOf(Log()), request),
              StatusIs(absl::StatusCode::kNotFound, Reason::RECORD_NOT_FOUND));
}

TEST(ErasureTest, APersonGoesWithWhatOthersCopied) {
  v1::EraseRequest request = Request();
  request.set_user("ann");
  const auto erasure = ErasureOf(ViewOf(Log()), request);
  ASSERT_THAT(erasure, IsOk());
  EXPECT_THAT(erasure->record_ids(), ElementsAre("f-1"));
  const auto log = Without(Log(), *erasure);
  EXPECT_FALSE(Holds(log, "of ann"));
  EXPECT_TRUE(Holds(log, "words of bob"));
}

TEST(ErasureTest, LessonsThatHoldForHimAloneOrThatHeEditedGoToo) {
  std::vector<LogEntry> log = Log();
  Payload edited = LearnPayload("f-2", "a", "l-8");
  edited.mutable_assigned()
      ->mutable_changes(0)
      ->mutable_change()
      ->mutable_learn()
      ->mutable_lesson()
      ->set_edited_by("ann");
  log.push_back(At(8, edited));
  Payload promoted;
  promoted.mutable_lesson_change()->set_lesson_id("l-2");
  auto& change = *promoted.mutable_lesson_change()->add_changes();
  change.set_component("a");
  change.mutable_change()->mutable_promote()->set_lesson_id("l-2");
  change.mutable_change()->mutable_promote()->set_user("ann");
  log.push_back(At(9, promoted));
  v1::EraseRequest request = Request();
  request.set_user("ann");
  const auto erasure = ErasureOf(ViewOf(log), request);
  ASSERT_THAT(erasure, IsOk());
  EXPECT_THAT(erasure->lesson_ids(),
              ::testing::UnorderedElementsAre("l-1", "l-2", "l-8"));
}

// A lesson of another stays as he left it, without his name.
TEST(ErasureTest, WhoChangedALessonLosesHisName) {
  Payload change;
  change.mutable_lesson_change()->set_lesson_id("l-1");
  change.mutable_lesson_change()->set_user("bob");
  change.mutable_lesson_change()->set_request_digest("digest");
  auto& promoted = *change.mutable_lesson_change()->add_changes();
  promoted.mutable_change()->mutable_promote()->set_lesson_id("l-1");
  core::Erased erased;
  erased.user = "bob";
  const auto redaction = RedactionOf(erased, At(8, change));
  ASSERT_TRUE(redaction.has_value());
  EXPECT_EQ(redaction->payload->lesson_change().user(), "");
  EXPECT_EQ(redaction->payload->lesson_change().request_digest(), "digest");
  erased.user = "ann";
  EXPECT_FALSE(RedactionOf(erased, At(8, change)).has_value());
}

TEST(ErasureTest, EverythingGoes) {
  v1::EraseRequest request = Request();
  request.set_everything(true);
  const auto erasure = ErasureOf(ViewOf(Log()), request);
  ASSERT_THAT(erasure, IsOk());
  const auto log = Without(Log(), *erasure);
  EXPECT_FALSE(Holds(log, "words"));
  EXPECT_FALSE(Holds(log, "question"));
}

TEST(ErasureTest, TheLogWithoutTheWordsFoldsToTheSame) {
  v1::EraseRequest request = Request();
  request.set_user("ann");
  const auto erasure = ErasureOf(ViewOf(Log()), request);
  ASSERT_THAT(erasure, IsOk());
  std::vector<LogEntry> with_words = Log();
  const auto without = Without(Log(), *erasure);
  with_words.push_back(without.back());
  const TenantView before = ViewOf(with_words);
  const TenantView after = ViewOf(without);
  EXPECT_EQ(before.FindRecord("f-1"), nullptr);
  EXPECT_EQ(after.FindRecord("f-1"), nullptr);
  for (const char* id : {"l-1", "l-2"}) {
    EXPECT_EQ(before.FindLesson(id)->ShortDebugString(),
              after.FindLesson(id)->ShortDebugString());
  }
  EXPECT_EQ(before.FindLesson("l-1")->state(), v1::LESSON_ERASED);
  EXPECT_EQ(before.FindRecord("f-3")->record.ShortDebugString(),
            after.FindRecord("f-3")->record.ShortDebugString());
  EXPECT_EQ(before.CountAwaiting(), after.CountAwaiting());
  // A request that is sent again is not taken for a new one.
  for (const TenantView* view : {&before, &after}) {
    ASSERT_NE(view->FindRequest("r-1"), nullptr);
    EXPECT_EQ(view->FindRequest("r-1")->digest, "");
  }
  // And there is nothing more to do.
  for (const LogEntry& entry : without) {
    EXPECT_FALSE(RedactionOf(ErasedBy(*erasure), entry).has_value());
  }
}

}  // namespace
}  // namespace alhf::coordinator
