#include "alhf/sdk/proposals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "alhf/testing/status_matchers.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;

// A memory of lessons at hand.
class FakeMemory final : public Memory {
 public:
  std::vector<v1::Lesson> lessons;

  absl::StatusOr<v1::Lesson> Get(absl::string_view) const override {
    return absl::NotFoundError("none");
  }
  absl::StatusOr<std::vector<v1::Lesson>> List(
      const std::vector<v1::LessonState>& states) const override {
    std::vector<v1::Lesson> found;
    for (const v1::Lesson& lesson : lessons) {
      if (std::find(states.begin(), states.end(), lesson.state()) !=
          states.end()) {
        found.push_back(lesson);
      }
    }
    return found;
  }
  absl::StatusOr<std::optional<std::string>> Derived(
      absl::string_view) const override {
    return std::nullopt;
  }
  v1::Position position() const override { return {}; }
};

v1::Proposal ProposalOf(const std::string& key, const std::string& value,
                        v1::Breadth breadth) {
  v1::Counterexample message;
  message.set_text(value);
  v1::Proposal proposal;
  proposal.set_conflict_key(key);
  *proposal.mutable_directive() = MakeDirective(message);
  proposal.mutable_scope()->set_breadth(breadth);
  return proposal;
}

v1::Lesson LessonOf(const std::string& id, const v1::Proposal& proposal) {
  v1::Lesson lesson;
  lesson.set_id(id);
  lesson.set_state(v1::LESSON_ACTIVE);
  lesson.set_conflict_key(proposal.conflict_key());
  *lesson.mutable_directive() = proposal.directive();
  *lesson.mutable_scope() = proposal.scope();
  return lesson;
}

v1::Relation::Kind KindTo(const v1::Lesson& lesson, v1::Proposal proposal) {
  FakeMemory memory;
  memory.lessons = {lesson};
  EXPECT_THAT(RelateTo(memory, proposal), IsOk());
  if (proposal.relations().empty()) return v1::Relation::KIND_UNSPECIFIED;
  EXPECT_EQ(proposal.relations(0).lesson_id(), lesson.id());
  return proposal.relations(0).kind();
}

TEST(DirectiveTest, ComesBackAsItWas) {
  v1::Counterexample message;
  message.set_text("words");
  const v1::Directive directive = MakeDirective(message);
  EXPECT_EQ(directive.type_name(), "alhf.v1.Counterexample");
  EXPECT_EQ(directive.display().fields().at("text").string_value(), "words");
  const auto back = ReadDirective<v1::Counterexample>(directive);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->text(), "words");
}

TEST(DirectiveTest, AnotherTypeOrDamagedBytesAreNothing) {
  v1::Counterexample message;
  message.set_text("words");
  v1::Directive directive = MakeDirective(message);
  EXPECT_FALSE(ReadDirective<v1::Facet>(directive).has_value());
  directive.set_payload("\x0a\xff");
  EXPECT_FALSE(ReadDirective<v1::Counterexample>(directive).has_value());
  EXPECT_FALSE(ReadDirective<v1::Counterexample>({}).has_value());
}

TEST(RelateToTest, ComparesDirectiveAndReachUnderOneKey) {
  const v1::Proposal old = ProposalOf("form", "a", v1::BREADTH_COMPONENT);
  const v1::Lesson lesson = LessonOf("l-1", old);
  EXPECT_EQ(KindTo(lesson, old), v1::Relation::SAME_AS);
  EXPECT_EQ(KindTo(lesson, ProposalOf("form", "b", v1::BREADTH_COMPONENT)),
            v1::Relation::CONTRADICTS);
  EXPECT_EQ(KindTo(lesson, ProposalOf("form", "b", v1::BREADTH_TOPIC)),
            v1::Relation::NARROWS);
  EXPECT_EQ(KindTo(lesson, ProposalOf("form", "a", v1::BREADTH_TOPIC)),
            v1::Relation::KIND_UNSPECIFIED);
  EXPECT_EQ(KindTo(lesson, ProposalOf("length", "b", v1::BREADTH_COMPONENT)),
            v1::Relation::KIND_UNSPECIFIED);
}

TEST(RelateToTest, WhoMayUseALessonIsNoDifference) {
  const v1::Proposal old = ProposalOf("form", "a", v1::BREADTH_COMPONENT);
  v1::Lesson lesson = LessonOf("l-1", old);
  lesson.mutable_scope()->set_tenant("t");
  lesson.mutable_scope()->set_user("u");
  lesson.mutable_scope()->add_counterexamples()->set_text("not here");
  EXPECT_EQ(KindTo(lesson, old), v1::Relation::SAME_AS);
}

TEST(RelateToTest, LessonsOutOfForceAndProposalsWithoutKeyHaveNone) {
  v1::Proposal proposal = ProposalOf("form", "a", v1::BREADTH_COMPONENT);
  v1::Lesson lesson = LessonOf("l-1", proposal);
  lesson.set_state(v1::LESSON_RETIRED);
  EXPECT_EQ(KindTo(lesson, proposal), v1::Relation::KIND_UNSPECIFIED);
  lesson.set_state(v1::LESSON_ACTIVE);
  lesson.clear_conflict_key();
  proposal.clear_conflict_key();
  EXPECT_EQ(KindTo(lesson, proposal), v1::Relation::KIND_UNSPECIFIED);
}

}  // namespace
}  // namespace alhf::sdk
