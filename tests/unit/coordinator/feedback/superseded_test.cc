#include "coordinator/feedback/superseded.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SupersededTest : public ::testing::Test {
 protected:
  // Learned one after the other: "l-1", "l-2", …, in all the same but for what
  // the test says of it.
  v1::Lesson& Learn() {
    learned_.push_back(LearnPayload("f-1", "a", absl::StrCat("l-", Next())));
    v1::Lesson& lesson = *learned_.back()
                              .mutable_assigned()
                              ->mutable_changes(0)
                              ->mutable_change()
                              ->mutable_learn()
                              ->mutable_lesson();
    lesson.set_conflict_key("length");
    lesson.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
    lesson.mutable_scope()->set_topic("reports");
    return lesson;
  }
  // A person gives it words of his own.
  void Edit(const std::string& id) {
    v1::Lesson edited = Learn();
    learned_.back() = LearnPayload("f-1", "a", id);
    v1::Change& change = *learned_.back()
                              .mutable_assigned()
                              ->mutable_changes(0)
                              ->mutable_change();
    edited.set_id(id);
    edited.set_edited_by("ann");
    *change.mutable_revise()->mutable_lesson() = edited;
  }
  // The lessons that go out of force with `id`.
  std::vector<std::string> GoWith(const std::string& id) {
    TenantView view;
    for (size_t i = 0; i < learned_.size(); ++i) {
      view.Fold(At(i + 1, learned_[i]));
    }
    std::vector<std::string> gone;
    for (const auto& change : RetireSuperseded(view, *view.FindLesson(id))) {
      EXPECT_EQ(change.retire().reason(), v1::RETIRE_SUPERSEDED);
      gone.push_back(change.retire().lesson_id());
    }
    return gone;
  }

 private:
  size_t Next() const { return learned_.size() + 1; }

  std::vector<storage::v1::Payload> learned_;
};

TEST_F(SupersededTest, TheOlderOnesThatSettleTheSame) {
  Learn();
  Learn();
  Learn().set_conflict_key("tone");
  Learn();
  Learn();
  EXPECT_THAT(GoWith("l-4"), ElementsAre("l-1", "l-2"));
  EXPECT_THAT(GoWith("l-1"), IsEmpty());
}

TEST_F(SupersededTest, NoneOfThoseThatActWhereItDoesNot) {
  Learn().mutable_scope()->set_user("ann");
  Learn().mutable_scope()->set_agent("sales");
  Learn().mutable_scope()->set_topic("letters");
  Learn().mutable_scope()->add_triggers("weekly");
  Learn().mutable_scope()->add_facets()->set_value("orders");
  Learn().mutable_scope()->set_breadth(v1::BREADTH_COMPONENT);
  Learn().set_component("b");
  Learn();
  EXPECT_THAT(GoWith("l-8"), IsEmpty());
}

TEST_F(SupersededTest, NoneThatAPersonEditedSince) {
  Learn();
  Learn();
  Learn();
  Edit("l-1");
  EXPECT_THAT(GoWith("l-3"), ElementsAre("l-2"));
  Learn();
  EXPECT_THAT(GoWith("l-5"), ElementsAre("l-1", "l-2", "l-3"));
}

TEST_F(SupersededTest, NoneOfThoseThatAreOutOfForce) {
  Learn().set_state(v1::LESSON_HELD);
  Learn().set_state(v1::LESSON_SHADOW);
  Learn();
  EXPECT_THAT(GoWith("l-3"), IsEmpty());
}

TEST_F(SupersededTest, WhatNeverActedTookNoPlace) {
  Learn();
  Learn().set_state(v1::LESSON_SHADOW);
  EXPECT_THAT(GoWith("l-2"), IsEmpty());
}

TEST_F(SupersededTest, WhatSettlesNothingTookNoPlace) {
  Learn().clear_conflict_key();
  Learn().clear_conflict_key();
  EXPECT_THAT(GoWith("l-2"), IsEmpty());
}

TEST_F(SupersededTest, WhatIsNotAboutAllQueriesOfTheComponentIsOfItsQuestion) {
  for (const char* question : {"how many?", "who?", "how many?"}) {
    v1::Lesson& lesson = Learn();
    lesson.mutable_scope()->set_breadth(v1::BREADTH_QUESTION);
    lesson.add_sources()->set_question(question);
  }
  EXPECT_THAT(GoWith("l-3"), ElementsAre("l-1"));
}

TEST_F(SupersededTest, OfTheWholeComponentTheTopicDoesNotMatter) {
  for (const char* topic : {"letters", "reports", ""}) {
    v1::Scope& scope = *Learn().mutable_scope();
    scope.set_breadth(v1::BREADTH_COMPONENT);
    scope.set_topic(topic);
  }
  EXPECT_THAT(GoWith("l-2"), ElementsAre("l-1"));
  EXPECT_THAT(GoWith("l-3"), IsEmpty()) << "the others are more specific";
}

}  // namespace
}  // namespace alhf::coordinator
