#include "coordinator/feedback/assignment_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "base/text.h"

namespace alhf::coordinator {
namespace {

using ::testing::ElementsAre;

constexpr absl::Duration kSoon = absl::Seconds(1);

AssignmentInput InputOf(const std::string& text) {
  AssignmentInput input;
  input.record.set_id("f-abc");
  input.record.set_tenant("acme");
  input.record.set_agent("helper");
  input.record.set_kind(v1::RECORD_TEXT);
  input.record.set_text(text);
  input.record.set_giver("ann");
  input.record.set_giver_role(v1::ROLE_EXPERT);
  input.record.mutable_exchange()->set_question("how many?");
  *input.record.mutable_time() = ToProto(absl::FromUnixSeconds(1000));
  input.now = absl::FromUnixSeconds(1000) + kSoon;
  return input;
}

v1::Assessment AssessmentOf(const std::string& component, double score,
                            v1::Effect effect = v1::EFFECT_ENFORCED) {
  v1::Assessment assessment;
  assessment.set_component(component);
  assessment.set_score(score);
  assessment.set_reason("because");
  assessment.add_proposals()->set_effect(effect);
  return assessment;
}

std::vector<std::string> Claimants(const AssignmentInput& input) {
  std::vector<std::string> names;
  const auto assigned = Assign(input);
  for (const auto& part : assigned.assignment().parts()) {
    names.push_back(part.component());
  }
  return names;
}

TEST(AssignmentPolicyTest, EachComponentIsMeasuredByItsOwnThreshold) {
  struct Case {
    double score;
    double claim;
    double unsure;
    bool claims;
    bool is_unsure;
  };
  const std::vector<Case> table = {
      {0.5, 0, 0, true, false},      {0.499, 0, 0, false, true},
      {0.3, 0, 0, false, true},      {0.299, 0, 0, false, false},
      {0.6, 0.7, 0.2, false, true},  {0.7, 0.7, 0.2, true, false},
      {0.25, 0.2, 0.1, true, false}, {0.05, 0.2, 0.1, false, false},
      {1.0, 1.0, 0.9, true, false},  {0.0, 0, 0, false, false},
  };
  for (const Case& each : table) {
    SCOPED_TRACE(each.score);
    AssignmentInput input = InputOf("words");
    v1::Assessment assessment = AssessmentOf("a", each.score);
    assessment.set_claim_threshold(each.claim);
    assessment.set_unsure_threshold(each.unsure);
    // What it calls itself is recorded, and decides nothing.
    assessment.set_outcome(each.claims ? v1::OUTCOME_DECLINED
                                       : v1::OUTCOME_CLAIMED);
    input.assessments = {assessment};
    const auto assigned = Assign(input);
    EXPECT_EQ(assigned.assignment().parts_size(), each.claims ? 1 : 0);
    EXPECT_EQ(assigned.assignment().unsure_size(), each.is_unsure ? 1 : 0);
    EXPECT_EQ(assigned.changes_size(), each.claims ? 1 : 0);
  }
}

TEST(AssignmentPolicyTest, NobodyLosesToABetterScore) {
  AssignmentInput input = InputOf("words");
  input.assessments = {AssessmentOf("a", 0.99), AssessmentOf("b", 0.51),
                       AssessmentOf("c", 0.5)};
  EXPECT_THAT(Claimants(input), ElementsAre("a", "b", "c"));
}

TEST(AssignmentPolicyTest, ALessonIsWhole) {
  AssignmentInput input = InputOf("use ISO weeks; be brief");
  v1::Assessment assessment = AssessmentOf("sql", 0.9);
  v1::Proposal& proposal = *assessment.mutable_proposals(0);
  proposal.mutable_span()->set_end(13);
  proposal.set_understood_as("weeks are ISO weeks");
  proposal.set_conflict_key("week");
  proposal.mutable_directive()->set_type_name("x.Week");
  proposal.mutable_scope()->set_tenant("made up");
  proposal.mutable_scope()->set_topic("weeks");
  v1::Proposal& second = *assessment.add_proposals();
  second.set_effect(v1::EFFECT_GUIDANCE_ONLY);
  second.mutable_span()->set_begin(15);
  second.mutable_span()->set_end(23);
  input.assessments = {assessment};
  const auto assigned = Assign(input);
  ASSERT_EQ(assigned.changes_size(), 2);
  EXPECT_EQ(assigned.changes(0).component(), "sql");
  const v1::Lesson& lesson = assigned.changes(0).change().learn().lesson();
  EXPECT_EQ(lesson.id(), "l-abc-1");
  EXPECT_EQ(lesson.tenant(), "acme");
  EXPECT_EQ(lesson.component(), "sql");
  EXPECT_EQ(lesson.text(), "use ISO weeks");
  EXPECT_EQ(lesson.understood_as(), "weeks are ISO weeks");
  EXPECT_EQ(lesson.scope().tenant(), "acme");
  EXPECT_EQ(lesson.scope().agent(), "helper");
  EXPECT_EQ(lesson.scope().user(), "");
  EXPECT_EQ(lesson.scope().topic(), "weeks");
  EXPECT_EQ(lesson.directive().type_name(), "x.Week");
  EXPECT_EQ(lesson.conflict_key(), "week");
  EXPECT_EQ(lesson.effect(), v1::EFFECT_ENFORCED);
  EXPECT_EQ(lesson.state(), v1::LESSON_ACTIVE);
  EXPECT_EQ(lesson.giver(), "ann");
  EXPECT_EQ(lesson.giver_role(), v1::ROLE_EXPERT);
  EXPECT_EQ(lesson.create_time().seconds(), 1001);
  ASSERT_EQ(lesson.sources_size(), 1);
  EXPECT_EQ(lesson.sources(0).record_id(), "f-abc");
  EXPECT_EQ(lesson.sources(0).question(), "how many?");
  EXPECT_EQ(lesson.sources(0).span().end(), 13u);
  EXPECT_EQ(assigned.changes(1).change().learn().lesson().text(), "be brief");
  const auto& part = assigned.assignment().parts(0);
  EXPECT_THAT(part.lesson_ids(), ElementsAre("l-abc-1", "l-abc-2"));
  EXPECT_EQ(part.reason(), "because");
  EXPECT_DOUBLE_EQ(part.score(), 0.9);
}

TEST(AssignmentPolicyTest, ASpanThatIsNoneKeepsTheWholeText) {
  const std::string text = "caf\xc3\xa9 only";
  for (const auto& [begin, end] : std::vector<std::pair<uint32_t, uint32_t>>{
           {0, 99}, {7, 3}, {0, 0}, {0, 4}, {4, 9}}) {
    AssignmentInput input = InputOf(text);
    v1::Assessment assessment = AssessmentOf("a", 0.9);
    assessment.mutable_proposals(0)->mutable_span()->set_begin(begin);
    assessment.mutable_proposals(0)->mutable_span()->set_end(end);
    input.assessments = {assessment};
    EXPECT_EQ(Assign(input).changes(0).change().learn().lesson().text(), text);
  }
}

TEST(AssignmentPolicyTest, TheStateFollowsFromEffectActivationAndTime) {
  struct Case {
    v1::Activation activation;
    v1::Effect effect;
    absl::Duration after;
    v1::LessonState state;
    bool held;
  };
  const auto hour = absl::Hours(1);
  const std::vector<Case> table = {
      {v1::ACTIVATION_IMMEDIATE, v1::EFFECT_ENFORCED, kSoon, v1::LESSON_ACTIVE,
       false},
      {v1::ACTIVATION_IMMEDIATE, v1::EFFECT_GUIDANCE_ONLY, kSoon,
       v1::LESSON_ACTIVE, false},
      {v1::ACTIVATION_IMMEDIATE, v1::EFFECT_NOT_UNDERSTOOD, kSoon,
       v1::LESSON_HELD, false},
      {v1::ACTIVATION_IMMEDIATE, v1::EFFECT_UNSPECIFIED, kSoon, v1::LESSON_HELD,
       false},
      {v1::ACTIVATION_SHADOW, v1::EFFECT_ENFORCED, kSoon, v1::LESSON_SHADOW,
       false},
      {v1::ACTIVATION_SHADOW, v1::EFFECT_NOT_UNDERSTOOD, kSoon, v1::LESSON_HELD,
       false},
      {v1::ACTIVATION_HOLD, v1::EFFECT_ENFORCED, kSoon, v1::LESSON_HELD, false},
      {v1::ACTIVATION_IMMEDIATE, v1::EFFECT_ENFORCED, hour, v1::LESSON_ACTIVE,
       false},
      {v1::ACTIVATION_IMMEDIATE, v1::EFFECT_ENFORCED, hour + kSoon,
       v1::LESSON_HELD, true},
      {v1::ACTIVATION_SHADOW, v1::EFFECT_ENFORCED, hour + kSoon,
       v1::LESSON_HELD, true},
  };
  for (const Case& each : table) {
    AssignmentInput input = InputOf("words");
    input.activation = each.activation;
    input.now = FromProto(input.record.time()) + each.after;
    input.assessments = {AssessmentOf("a", 0.9, each.effect)};
    const auto assigned = Assign(input);
    EXPECT_EQ(assigned.changes(0).change().learn().lesson().state(),
              each.state);
    EXPECT_EQ(assigned.assignment().parts(0).held(), each.held);
  }
}

TEST(AssignmentPolicyTest, AMemberTeachesHisOwnQuestionsOnly) {
  AssignmentInput input = InputOf("words");
  input.record.set_giver_role(v1::ROLE_MEMBER);
  v1::Assessment assessment = AssessmentOf("a", 0.9);
  assessment.mutable_proposals(0)->mutable_scope()->set_user("somebody");
  input.assessments = {assessment};
  EXPECT_EQ(Assign(input).changes(0).change().learn().lesson().scope().user(),
            "ann");
}

TEST(AssignmentPolicyTest, AClaimWithoutAProposalWaitsForAPerson) {
  AssignmentInput input = InputOf("words");
  v1::Assessment assessment = AssessmentOf("a", 0.9);
  assessment.clear_proposals();
  input.assessments = {assessment};
  const auto assigned = Assign(input);
  ASSERT_EQ(assigned.changes_size(), 1);
  const v1::Lesson& lesson = assigned.changes(0).change().learn().lesson();
  EXPECT_EQ(lesson.text(), "words");
  EXPECT_EQ(lesson.effect(), v1::EFFECT_NOT_UNDERSTOOD);
  EXPECT_EQ(lesson.state(), v1::LESSON_HELD);
}

TEST(AssignmentPolicyTest, WhoIsNamedIsAssignedWhateverItScores) {
  AssignmentInput input = InputOf("words");
  input.record.add_assign_to("b");
  input.assessments = {AssessmentOf("a", 0.4), AssessmentOf("b", 0.31)};
  EXPECT_THAT(Claimants(input), ElementsAre("b"));
  EXPECT_THAT(Assign(input).assignment().unsure(), ElementsAre("a"));
}

TEST(AssignmentPolicyTest, TheNearestOfTheUnsureComesFirst) {
  AssignmentInput input = InputOf("words");
  v1::Assessment strict = AssessmentOf("strict", 0.6);
  strict.set_claim_threshold(0.9);
  input.assessments = {strict, AssessmentOf("far", 0.35),
                       AssessmentOf("near", 0.45), AssessmentOf("out", 0.1)};
  EXPECT_THAT(Assign(input).assignment().unsure(),
              ElementsAre("near", "far", "strict"));
}

TEST(AssignmentPolicyTest, ALateAnswerMakesTheNextRevision) {
  AssignmentInput first = InputOf("words");
  first.assessments = {AssessmentOf("a", 0.9), AssessmentOf("b", 0.4)};
  first.missing.emplace_back().set_component("c");
  first.missing.emplace_back().set_component("d");
  const v1::Assignment before = Assign(first).assignment();
  EXPECT_EQ(before.revision(), 1u);
  EXPECT_EQ(before.missing_size(), 2);

  AssignmentInput late = InputOf("words");
  late.previous = before;
  late.known = {{"a", first.assessments[0]}, {"b", first.assessments[1]}};
  late.assessments = {AssessmentOf("c", 0.8)};
  const auto assigned = Assign(late);
  const v1::Assignment& after = assigned.assignment();
  EXPECT_EQ(after.revision(), 2u);
  EXPECT_THAT(after.assessed(), ElementsAre("a", "b", "c"));
  ASSERT_EQ(after.missing_size(), 1);
  EXPECT_EQ(after.missing(0).component(), "d");
  EXPECT_THAT(after.unsure(), ElementsAre("b"));
  ASSERT_EQ(after.parts_size(), 2);
  EXPECT_EQ(after.parts(0).SerializeAsString(),
            before.parts(0).SerializeAsString());
  // Only what is new is learned, under ids that are new.
  ASSERT_EQ(assigned.changes_size(), 1);
  EXPECT_EQ(assigned.changes(0).component(), "c");
  EXPECT_EQ(assigned.changes(0).change().learn().lesson().id(), "l-abc-2");
}

v1::Lesson LessonOf(const std::string& id, const std::string& component,
                    const std::string& user = "") {
  v1::Lesson lesson;
  lesson.set_id(id);
  lesson.set_component(component);
  lesson.set_state(v1::LESSON_ACTIVE);
  lesson.mutable_scope()->set_user(user);
  return lesson;
}

TEST(AssignmentPolicyTest, MisappliedLessonsGetACounterexample) {
  AssignmentInput input = InputOf("");
  input.record.set_kind(v1::RECORD_MISAPPLIED);
  input.about = {LessonOf("l-1", "a"), LessonOf("l-2", "a"),
                 LessonOf("l-3", "b")};
  input.about[1].set_state(v1::LESSON_ERASED);
  const auto assigned = Assign(input);
  ASSERT_EQ(assigned.changes_size(), 2);
  EXPECT_EQ(assigned.changes(0).component(), "a");
  const auto& change = assigned.changes(0).change().add_counterexample();
  EXPECT_EQ(change.lesson_id(), "l-1");
  EXPECT_EQ(change.counterexample().text(), "how many?");
  EXPECT_EQ(assigned.changes(1).component(), "b");
  EXPECT_EQ(assigned.assignment().parts_size(), 2);
}

TEST(AssignmentPolicyTest, AMemberMisappliesOnlyWhatIsHis) {
  AssignmentInput input = InputOf("");
  input.record.set_kind(v1::RECORD_MISAPPLIED);
  input.record.set_giver_role(v1::ROLE_MEMBER);
  input.about = {LessonOf("l-1", "a"), LessonOf("l-2", "a", "ann")};
  const auto assigned = Assign(input);
  ASSERT_EQ(assigned.changes_size(), 1);
  EXPECT_EQ(assigned.changes(0).change().add_counterexample().lesson_id(),
            "l-2");
}

TEST(AssignmentPolicyTest, WhatIsReassignedLeavesTheOthers) {
  AssignmentInput input = InputOf("words");
  input.record.set_kind(v1::RECORD_REASSIGN);
  input.record.add_assign_to("b");
  input.about = {LessonOf("l-1", "a"), LessonOf("l-2", "b")};
  input.assessments = {AssessmentOf("b", 0.1)};
  const auto assigned = Assign(input);
  ASSERT_EQ(assigned.changes_size(), 2);
  const v1::Lesson& lesson = assigned.changes(0).change().learn().lesson();
  EXPECT_EQ(lesson.component(), "b");
  EXPECT_TRUE(lesson.sources(0).assigned());
  EXPECT_EQ(assigned.changes(1).component(), "a");
  EXPECT_EQ(assigned.changes(1).change().retire().reason(),
            v1::RETIRE_REASSIGNED);
}

TEST(AssignmentPolicyTest, WhatIsNobodysLeavesAll) {
  AssignmentInput input = InputOf("words");
  input.record.set_kind(v1::RECORD_REASSIGN);
  input.about = {LessonOf("l-1", "a"), LessonOf("l-2", "b")};
  const auto assigned = Assign(input);
  ASSERT_EQ(assigned.changes_size(), 2);
  for (const auto& change : assigned.changes()) {
    EXPECT_EQ(change.change().retire().reason(), v1::RETIRE_REASSIGNED);
  }
}

TEST(AssignmentPolicyTest, WhatAComponentClaimedNobodyAssigned) {
  AssignmentInput input = InputOf("words");
  input.assessments = {AssessmentOf("a", 0.9)};
  const auto assigned = Assign(input);
  ASSERT_EQ(assigned.changes_size(), 1);
  EXPECT_FALSE(
      assigned.changes(0).change().learn().lesson().sources(0).assigned());
}

TEST(AssignmentPolicyTest, WhoIsAsked) {
  v1::FeedbackRecord record;
  record.add_assign_to("b");
  for (const auto& [kind, a, b] :
       std::vector<std::tuple<v1::RecordKind, bool, bool>>{
           {v1::RECORD_TEXT, true, true},
           {v1::RECORD_THUMB, false, false},
           {v1::RECORD_MISAPPLIED, false, false},
           {v1::RECORD_REASSIGN, false, true}}) {
    record.set_kind(kind);
    EXPECT_EQ(IsAsked(record, "a"), a);
    EXPECT_EQ(IsAsked(record, "b"), b);
  }
}

TEST(AssignmentPolicyTest, LessonsShareTheRandomPartOfTheirRecord) {
  EXPECT_EQ(SuffixOf("f-7k2m"), "7k2m");
  EXPECT_EQ(SuffixOf("plain"), "plain");
}

}  // namespace
}  // namespace alhf::coordinator
