#include "coordinator/feedback/lesson_differences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "coordinator/feedback/assignment_policy.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using storage::v1::Payload;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Difference = v1::LessonDifference;

v1::Proposal ProposalOf(const std::string& understood,
                        const std::string& conflict_key) {
  v1::Proposal proposal;
  proposal.set_understood_as(understood);
  proposal.set_effect(v1::EFFECT_ENFORCED);
  proposal.set_conflict_key(conflict_key);
  return proposal;
}

v1::Assessment Claim(std::vector<v1::Proposal> proposals,
                     const std::string& component = "alpha") {
  v1::Assessment assessment;
  assessment.set_component(component);
  assessment.set_score(0.9);
  assessment.set_reason("its matter");
  for (auto& each : proposals) *assessment.add_proposals() = std::move(each);
  return assessment;
}

v1::Assessment Decline(const std::string& component = "alpha") {
  v1::Assessment assessment;
  assessment.set_component(component);
  assessment.set_score(0.1);
  return assessment;
}

class LessonDifferencesTest : public ::testing::Test {
 protected:
  // Folds the record f-1 with what `assessment` made of it.
  void Learn(const v1::Assessment& assessment,
             v1::Role role = v1::ROLE_EXPERT) {
    Payload payload = RecordPayload("f-1", "use iso weeks");
    record_ = payload.record().record();
    record_.set_giver("ann");
    record_.set_giver_role(role);
    *payload.mutable_record()->mutable_record() = record_;
    Fold(payload);
    AssignmentInput input;
    input.record = record_;
    input.assessments = {assessment};
    input.now = TestTime();
    Payload said;
    said.mutable_assessments()->set_record_id("f-1");
    *said.mutable_assessments()->add_assessments() = assessment;
    Fold(said);
    Payload assigned;
    *assigned.mutable_assigned() = Assign(input);
    Fold(assigned);
  }
  void Change(const std::string& lesson, v1::Change change,
              const std::string& component = "alpha") {
    Payload payload;
    payload.mutable_lesson_change()->set_lesson_id(lesson);
    auto& added = *payload.mutable_lesson_change()->add_changes();
    added.set_component(component);
    *added.mutable_change() = std::move(change);
    Fold(payload);
  }
  void Fold(Payload payload) { view_.Fold(At(++sequence_, payload)); }

  Reassessed Reassess(const std::vector<v1::Assessment>& assessments) {
    return DifferencesOf(view_, record_, assessments);
  }
  // Accepts what is different, as the log would.
  void Accept(const Reassessed& reassessed) {
    Payload payload;
    *payload.mutable_assigned() = reassessed.assigned;
    Fold(payload);
  }
  const v1::Lesson& Lesson(const std::string& id) {
    return *view_.FindLesson(id);
  }

  TenantView view_;
  v1::FeedbackRecord record_;
  uint64_t sequence_ = 0;
};

// What a second record repeats is in the words of the first.
TEST_F(LessonDifferencesTest,
       ALessonThatIsRepeatedIsNotTheSecondRecordsToChange) {
  v1::Proposal weeks = ProposalOf("ISO weeks", "week");
  weeks.mutable_directive()->set_payload("iso");
  Learn(Claim({weeks}));
  Payload again = RecordPayload("f-2", "weeks as ISO has them");
  const v1::FeedbackRecord second = again.record().record();
  Fold(again);
  Payload said;
  said.mutable_assessments()->set_record_id("f-2");
  *said.mutable_assessments()->add_assessments() = Claim({weeks});
  Fold(said);
  Payload linked = LearnPayload("f-2", "alpha", "l-1-1");
  auto& added = *linked.mutable_assigned()
                     ->mutable_changes(0)
                     ->mutable_change()
                     ->mutable_add_source();
  added.set_lesson_id("l-1-1");
  added.mutable_source()->set_record_id("f-2");
  Fold(linked);
  ASSERT_EQ(Lesson("l-1-1").sources_size(), 2);
  EXPECT_THAT(DifferencesOf(view_, second, {Claim({weeks})}).differences,
              IsEmpty());
  // Understood otherwise now: new, and waiting beside what is in force.
  v1::Proposal us = ProposalOf("US weeks", "week");
  us.mutable_directive()->set_payload("us");
  const auto other = DifferencesOf(view_, second, {Claim({us})}).differences;
  ASSERT_THAT(other, SizeIs(1));
  EXPECT_EQ(other[0].kind(), Difference::NEW);
  EXPECT_EQ(other[0].after().state(), v1::LESSON_HELD);
  // Nor does it go because one of the two is not understood any more.
  EXPECT_THAT(DifferencesOf(view_, second, {Decline()}).differences, IsEmpty());
  EXPECT_THAT(Reassess({Decline()}).differences, IsEmpty());
  // What a person made of it since is no difference.
  v1::Change edit;
  v1::Lesson edited = Lesson("l-1-1");
  edited.set_text("weeks as at home");
  edited.mutable_directive()->set_payload("home");
  edited.set_edited_by("ann");
  *edit.mutable_revise()->mutable_lesson() = edited;
  Change("l-1-1", edit);
  EXPECT_THAT(DifferencesOf(view_, second, {Claim({weeks})}).differences,
              IsEmpty());
}

TEST_F(LessonDifferencesTest, TheSameIsNoDifference) {
  const v1::Assessment claim = Claim({ProposalOf("ISO weeks", "week")});
  Learn(claim);
  EXPECT_THAT(Reassess({claim}).differences, IsEmpty());
  EXPECT_THAT(Reassess({Decline("beta")}).differences, IsEmpty());
  // What people and time have added since is none either.
  v1::Change example;
  example.mutable_add_counterexample()->set_lesson_id("l-1-1");
  example.mutable_add_counterexample()->mutable_counterexample()->set_text(
      "not here");
  Change("l-1-1", example);
  v1::Change promote;
  promote.mutable_promote()->set_lesson_id("l-1-1");
  promote.mutable_promote()->set_user("bob");
  Change("l-1-1", promote);
  EXPECT_THAT(Reassess({claim}).differences, IsEmpty());
}

TEST_F(LessonDifferencesTest, ANewClaimIsNew) {
  Learn(Decline());
  const Reassessed now = Reassess({Claim({ProposalOf("ISO weeks", "week")})});
  ASSERT_THAT(now.differences, SizeIs(1));
  EXPECT_EQ(now.differences[0].kind(), Difference::NEW);
  EXPECT_EQ(now.differences[0].after().state(), v1::LESSON_ACTIVE);
  EXPECT_EQ(now.differences[0].kept_because(), "");
  EXPECT_EQ(now.assigned.assignment().revision(), 2u);
  Accept(now);
  EXPECT_EQ(Lesson("l-1-1").understood_as(), "ISO weeks");
  EXPECT_EQ(Lesson("l-1-1").giver(), "ann");
  EXPECT_EQ(view_.FindRecord("f-1")->assignment.parts(0).lesson_ids(0),
            "l-1-1");
  EXPECT_THAT(Reassess({Claim({ProposalOf("ISO weeks", "week")})}).differences,
              IsEmpty());
}

// It would win over what was said later, only because it is learned later.
TEST_F(LessonDifferencesTest, ANewOneThatMeetsAnotherInForceIsHeld) {
  Learn(Decline());
  Payload later = LearnPayload("f-2", "alpha", "l-2-1");
  later.mutable_assigned()
      ->mutable_changes(0)
      ->mutable_change()
      ->mutable_learn()
      ->mutable_lesson()
      ->set_conflict_key("week");
  Fold(later);
  const Reassessed now = Reassess({Claim({ProposalOf("ISO weeks", "week")})});
  ASSERT_THAT(now.differences, SizeIs(1));
  EXPECT_EQ(now.differences[0].after().state(), v1::LESSON_HELD);
  EXPECT_THAT(now.differences[0].kept_because(), HasSubstr("l-2-1"));
}

TEST_F(LessonDifferencesTest, AnotherUnderstandingChangesTheLesson) {
  Learn(Claim({ProposalOf("calendar weeks", "week")}), v1::ROLE_MEMBER);
  const Reassessed now = Reassess({Claim({ProposalOf("ISO weeks", "week")})});
  ASSERT_THAT(now.differences, SizeIs(1));
  EXPECT_EQ(now.differences[0].kind(), Difference::CHANGED);
  EXPECT_EQ(now.differences[0].before().understood_as(), "calendar weeks");
  EXPECT_EQ(now.differences[0].after().understood_as(), "ISO weeks");
  EXPECT_EQ(now.differences[0].after().id(), "l-1-1");
  Accept(now);
  EXPECT_EQ(Lesson("l-1-1").understood_as(), "ISO weeks");
  EXPECT_EQ(Lesson("l-1-1").scope().user(), "ann");  // still hers alone
  EXPECT_EQ(Lesson("l-1-1").state(), v1::LESSON_ACTIVE);
  EXPECT_EQ(Lesson("l-1-1").edited_by(), "");
}

// REASSESS_02
TEST_F(LessonDifferencesTest, WhatAPersonEditedStaysAndTheOtherWaitsBesideIt) {
  Learn(Claim({ProposalOf("calendar weeks", "week")}));
  v1::Change edit;
  v1::Lesson& edited = *edit.mutable_revise()->mutable_lesson();
  edited = Lesson("l-1-1");
  edited.set_text("weeks begin on Sunday");
  edited.set_understood_as("Sunday weeks");
  edited.set_edited_by("eve");
  Change("l-1-1", edit);
  // The learner says what it said.
  EXPECT_THAT(
      Reassess({Claim({ProposalOf("calendar weeks", "week")})}).differences,
      IsEmpty());
  const v1::Assessment claim = Claim({ProposalOf("ISO weeks", "week")});
  const Reassessed now = Reassess({claim});
  ASSERT_THAT(now.differences, SizeIs(1));
  EXPECT_EQ(now.differences[0].kind(), Difference::CHANGED);
  EXPECT_THAT(now.differences[0].kept_because(), HasSubstr("eve edited it"));
  Accept(now);
  EXPECT_EQ(Lesson("l-1-1").understood_as(), "Sunday weeks");
  EXPECT_EQ(Lesson("l-1-1").state(), v1::LESSON_ACTIVE);
  EXPECT_EQ(Lesson("l-1-2").understood_as(), "ISO weeks");
  EXPECT_EQ(Lesson("l-1-2").state(), v1::LESSON_HELD);
  EXPECT_THAT(Lesson("l-1-2").derived_from(), ElementsAre("l-1-1"));
  // Once is enough; and what nobody claims any more stays, being edited.
  EXPECT_THAT(Reassess({claim}).differences, IsEmpty());
  const Reassessed gone = Reassess({Decline()});
  ASSERT_THAT(gone.differences, SizeIs(1));
  EXPECT_EQ(gone.differences[0].before().id(), "l-1-2");
}

TEST_F(LessonDifferencesTest, WhatNobodyClaimsAnyMoreIsGone) {
  Learn(Claim({ProposalOf("ISO weeks", "week"), ProposalOf("UTC", "zone")}));
  const Reassessed now = Reassess({Claim({ProposalOf("UTC", "zone")})});
  ASSERT_THAT(now.differences, SizeIs(1));
  EXPECT_EQ(now.differences[0].kind(), Difference::GONE);
  EXPECT_EQ(now.differences[0].before().id(), "l-1-1");
  Accept(now);
  EXPECT_EQ(Lesson("l-1-1").state(), v1::LESSON_RETIRED);
  EXPECT_EQ(Lesson("l-1-1").retire_reason(), v1::RETIRE_REASSESSED);
  EXPECT_EQ(Lesson("l-1-2").state(), v1::LESSON_ACTIVE);
}

// REASSESS_03
TEST_F(LessonDifferencesTest, WhatIsOutOfForceStaysSo) {
  Learn(Claim({ProposalOf("calendar weeks", "week")}));
  v1::Change forget;
  forget.mutable_retire()->set_lesson_id("l-1-1");
  forget.mutable_retire()->set_reason(v1::RETIRE_FORGOTTEN);
  Change("l-1-1", forget);
  EXPECT_THAT(
      Reassess({Claim({ProposalOf("calendar weeks", "week")})}).differences,
      IsEmpty());
  EXPECT_THAT(Reassess({Claim({ProposalOf("ISO weeks", "week")})}).differences,
              IsEmpty());
  EXPECT_THAT(Reassess({Decline()}).differences, IsEmpty());
}

TEST_F(LessonDifferencesTest, OneOfTwoIsMatchedByWhatItSettles) {
  Learn(Claim({ProposalOf("ISO weeks", "week"), ProposalOf("UTC", "zone")}));
  const Reassessed now = Reassess(
      {Claim({ProposalOf("local time", "zone"), ProposalOf("ISO weeks", "week"),
              ProposalOf("in euros", "currency")})});
  ASSERT_THAT(now.differences, SizeIs(2));
  EXPECT_EQ(now.differences[0].kind(), Difference::CHANGED);
  EXPECT_EQ(now.differences[0].before().understood_as(), "UTC");
  EXPECT_EQ(now.differences[0].after().understood_as(), "local time");
  EXPECT_EQ(now.differences[1].kind(), Difference::NEW);
  EXPECT_EQ(now.differences[1].after().understood_as(), "in euros");
}

// Words that were kept for a language model, and are enforced now.
TEST_F(LessonDifferencesTest, WhatSettledNothingIsMatchedByItsWords) {
  Learn(Claim({ProposalOf("keep in mind: use iso weeks", "")}));
  v1::Proposal read = ProposalOf("ISO weeks", "week");
  read.mutable_span()->set_begin(4);
  read.mutable_span()->set_end(13);
  const Reassessed now = Reassess({Claim({read})});
  ASSERT_THAT(now.differences, SizeIs(1));
  EXPECT_EQ(now.differences[0].kind(), Difference::CHANGED);
  EXPECT_EQ(now.differences[0].after().text(), "iso weeks");
  Accept(now);
  EXPECT_EQ(Lesson("l-1-1").understood_as(), "ISO weeks");
  EXPECT_EQ(Lesson("l-1-1").conflict_key(), "week");
}

TEST_F(LessonDifferencesTest, TheTagIsThatOfTheDifferences) {
  Learn(Decline());
  const auto tag = [&](const std::string& understood) {
    return EtagOf(
        Reassess({Claim({ProposalOf(understood, "week")})}).differences);
  };
  EXPECT_EQ(tag("ISO weeks"), tag("ISO weeks"));
  EXPECT_NE(tag("ISO weeks"), tag("Sunday weeks"));
  EXPECT_NE(tag("ISO weeks"), EtagOf({}));
}

}  // namespace
}  // namespace alhf::coordinator
