#include "sdk/src/entry_changes.h"

#include <functional>

#include "absl/strings/match.h"
#include "alhf/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::absl::StatusCode;
using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::alhf::testing::StatusIs;

// Learns as the test says.
class Learner final : public PlainComponent {
 public:
  using Rule = std::function<absl::Status(LearnContext&, const v1::Lesson&)>;
  absl::Status Learn(LearnContext& context,
                     const v1::Lesson& lesson) const override {
    return rule ? rule(context, lesson) : context.Store(lesson);
  }
  Rule rule;
  // What a context showed last.
  mutable std::vector<std::string> seen;
};

class EntryChangesTest : public ::testing::Test {
 protected:
  absl::Status Apply(const std::vector<v1::Change>& changes) {
    const absl::Status status =
        host_->ApplyChanges(Entries({MakeEntry(next_, changes)})).status();
    if (status.ok()) ++next_;
    return status;
  }
  absl::StatusOr<v1::Lesson> Get(const std::string& id) {
    v1::GetLessonRequest request;
    request.set_tenant("acme");
    request.set_lesson_id(id);
    return host_->GetLesson(request);
  }

  std::shared_ptr<Learner> learner_ = std::make_shared<Learner>();
  HostedComponent host_{learner_};
  uint64_t next_ = 1;
};

TEST_F(EntryChangesTest, TheEntryDecidesPositionTimesAndEtag) {
  v1::Lesson lesson = MakeLesson("l-1", "Round.");
  lesson.set_etag("mine");
  lesson.set_learned_sequence(99);
  ASSERT_THAT(Apply({None()}), IsOk());
  ASSERT_THAT(Apply({Learn(lesson)}), IsOk());
  const auto learned = Get("l-1");
  ASSERT_THAT(learned, IsOk());
  EXPECT_EQ(learned->tenant(), "acme");
  EXPECT_EQ(learned->component(), "plain");
  EXPECT_EQ(learned->scope().tenant(), "acme");
  EXPECT_EQ(learned->position().sequence(), 2);
  EXPECT_EQ(learned->learned_sequence(), 2);
  EXPECT_EQ(learned->create_time().seconds(), 1700000002);
  EXPECT_EQ(learned->update_time().seconds(), 1700000002);
  EXPECT_NE(learned->etag(), "mine");

  ASSERT_THAT(Apply({Retire("l-1")}), IsOk());
  const auto retired = Get("l-1");
  EXPECT_EQ(retired->state(), v1::LESSON_RETIRED);
  EXPECT_EQ(retired->position().sequence(), 3);
  EXPECT_EQ(retired->learned_sequence(), 2);
  EXPECT_EQ(retired->create_time().seconds(), 1700000002);
  EXPECT_EQ(retired->update_time().seconds(), 1700000003);
  EXPECT_NE(retired->etag(), learned->etag());
}

TEST_F(EntryChangesTest, ChangesOfOneEntrySeeEachOther) {
  ASSERT_THAT(Apply({Learn("l-1", "Round."), Retire("l-1")}), IsOk());
  EXPECT_EQ(Get("l-1")->state(), v1::LESSON_RETIRED);
}

TEST_F(EntryChangesTest, AMalformedEntryChangesNothing) {
  const std::string before = host_.Export();
  EXPECT_THAT(Apply({}),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED));
  EXPECT_THAT(Apply({v1::Change()}),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED));
  EXPECT_THAT(Apply({Learn("l-1", "Round."), Retire("l-2")}),
              StatusIs(StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
  EXPECT_THAT(Apply({Learn("", "Round.")}),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  EXPECT_THAT(Apply({Learn(std::string("l\0x", 3), "Round.")}),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  v1::Lesson foreign = MakeLesson("l-1", "Round.");
  foreign.set_component("another");
  EXPECT_THAT(Apply({Learn(foreign)}),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  foreign = MakeLesson("l-1", "Round.");
  foreign.set_tenant("another");
  EXPECT_THAT(Apply({Learn(foreign)}),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  EXPECT_EQ(host_.Export(), before);
}

TEST_F(EntryChangesTest, AnAuthorsErrorChangesNothing) {
  ASSERT_THAT(Apply({None()}), IsOk());
  const std::string before = host_.Export();
  const auto failed = StatusIs(StatusCode::kInternal, Reason::COMPONENT_FAILED);
  learner_->rule = [](LearnContext& context, const v1::Lesson& lesson) {
    EXPECT_THAT(context.Store(lesson), IsOk());
    return absl::InternalError("no");
  };
  EXPECT_THAT(Apply({Learn("l-1", "Round.")}), failed);
  learner_->rule = [](LearnContext&, const v1::Lesson&) {
    return absl::OkStatus();
  };
  EXPECT_THAT(Apply({Learn("l-1", "Round.")}), failed);
  learner_->rule = [](LearnContext& context, v1::Lesson lesson) {
    lesson.set_text("other words");
    return context.Store(lesson);
  };
  EXPECT_THAT(Apply({Learn("l-1", "Round.")}), failed);
  learner_->rule = [](LearnContext&, const v1::Lesson&) -> absl::Status {
    throw std::runtime_error("thrown");
  };
  EXPECT_THAT(Apply({Learn("l-1", "Round.")}), failed);
  EXPECT_EQ(host_.Export(), before);
}

TEST_F(EntryChangesTest, AnAuthorMayAddToWhatWasUnderstoodOnly) {
  learner_->rule = [](LearnContext& context, v1::Lesson lesson) {
    lesson.set_understood_as("round");
    lesson.set_state(v1::LESSON_RETIRED);
    lesson.set_tenant("another");
    lesson.set_etag("mine");
    return context.Store(lesson);
  };
  ASSERT_THAT(Apply({Learn("l-1", "Round.")}), IsOk());
  const auto lesson = Get("l-1");
  EXPECT_EQ(lesson->understood_as(), "round");
  EXPECT_EQ(lesson->state(), v1::LESSON_ACTIVE);
  EXPECT_EQ(lesson->tenant(), "acme");
  EXPECT_NE(lesson->etag(), "mine");
}

TEST_F(EntryChangesTest, LearningSeesTheMemoryAndWhatTheEntryWrote) {
  learner_->rule = [this](LearnContext& context, const v1::Lesson& lesson) {
    EXPECT_EQ(context.tenant(), "acme");
    ALHF_ASSIGN_OR_RETURN(const auto lessons, context.memory().List({}));
    for (const auto& each : lessons) learner_->seen.push_back(each.id());
    ALHF_RETURN_IF_ERROR(context.Store(lesson));
    return context.memory().Get(lesson.id()).status();
  };
  ASSERT_THAT(Apply({Learn("l-1", "one")}), IsOk());
  ASSERT_THAT(
      Apply({Retire("l-1"), Learn("l-3", "three"), Learn("l-2", "two")}),
      IsOk());
  EXPECT_THAT(learner_->seen, ::testing::ElementsAre("l-1", "l-1", "l-3"));
}

// Derives the number of lessons from all of them.
absl::Status Count(LearnContext& context, const v1::Lesson& lesson) {
  ALHF_RETURN_IF_ERROR(context.Store(lesson));
  ALHF_ASSIGN_OR_RETURN(const auto lessons, context.memory().List({}));
  std::vector<std::string> ids;
  for (const auto& each : lessons) ids.push_back(each.id());
  return context.Derive("count", absl::StrCat("n=", ids.size()), ids);
}

TEST_F(EntryChangesTest, DerivedValuesAreErasedWithAnyOfTheirLessons) {
  learner_->rule = Count;
  ASSERT_THAT(Apply({Learn("l-1", "one")}), IsOk());
  ASSERT_THAT(Apply({Learn("l-2", "two")}), IsOk());
  EXPECT_TRUE(absl::StrContains(host_.Export(), "n=2"));
  ASSERT_THAT(Apply({Erase("l-2")}), IsOk());
  EXPECT_FALSE(absl::StrContains(host_.Export(), "n=2"));
  // Derived before l-2 was there: kept for reading as of then.
  EXPECT_TRUE(absl::StrContains(host_.Export(), "n=1"));
  learner_->rule = [this](LearnContext& context, const v1::Lesson& lesson) {
    ALHF_ASSIGN_OR_RETURN(const auto count, context.memory().Derived("count"));
    learner_->seen.push_back(count.value_or("none"));
    return context.Store(lesson);
  };
  ASSERT_THAT(Apply({Learn("l-3", "three")}), IsOk());
  EXPECT_THAT(learner_->seen, ::testing::ElementsAre("none"));
}

TEST_F(EntryChangesTest, WhatCannotBeDerivedIsRefused) {
  const auto failed = StatusIs(StatusCode::kInternal, Reason::COMPONENT_FAILED);
  const auto derive = [&](const std::string& key, const std::string& value,
                          const std::vector<std::string>& ids) {
    learner_->rule = [=](LearnContext& context, const v1::Lesson& lesson) {
      ALHF_RETURN_IF_ERROR(context.Store(lesson));
      return context.Derive(key, value, ids);
    };
    return Apply({Learn("l-1", "one")});
  };
  EXPECT_THAT(derive("", "v", {"l-1"}), failed);
  EXPECT_THAT(derive("two words", "v", {"l-1"}), failed);
  EXPECT_THAT(derive("key", "v", {}), failed);
  EXPECT_THAT(derive("key", "v", {"l-2"}), failed);
  EXPECT_THAT(derive("key", std::string((1 << 20) + 1, 'v'), {"l-1"}), failed);
  EXPECT_THAT(derive("key", std::string(1 << 20, 'v'), {"l-1"}), IsOk());
}

TEST_F(EntryChangesTest, AnEditPassesThroughLearnAndDropsWhatWasDerived) {
  learner_->rule = Count;
  ASSERT_THAT(Apply({Learn("l-1", "one")}), IsOk());
  learner_->rule = [](LearnContext& context, v1::Lesson lesson) {
    lesson.set_understood_as("edited");
    return context.Store(lesson);
  };
  v1::Change revise;
  *revise.mutable_revise()->mutable_lesson() = MakeLesson("l-1", "one more");
  revise.mutable_revise()->mutable_lesson()->set_edited_by("ann");
  ASSERT_THAT(Apply({revise}), IsOk());
  const auto lesson = Get("l-1");
  EXPECT_EQ(lesson->text(), "one more");
  EXPECT_EQ(lesson->understood_as(), "edited");
  EXPECT_EQ(lesson->edited_by(), "ann");
  EXPECT_EQ(lesson->learned_sequence(), 1);
  learner_->rule = [this](LearnContext& context, const v1::Lesson& learned) {
    ALHF_ASSIGN_OR_RETURN(const auto count, context.memory().Derived("count"));
    learner_->seen.push_back(count.value_or("none"));
    return context.Store(learned);
  };
  ASSERT_THAT(Apply({Learn("l-2", "two")}), IsOk());
  EXPECT_THAT(learner_->seen, ::testing::ElementsAre("none"));
}

TEST_F(EntryChangesTest, ErasingLeavesATombstoneWithoutWords) {
  ASSERT_THAT(Apply({Learn("l-1", "the secret words")}), IsOk());
  ASSERT_THAT(Apply({Retire("l-1")}), IsOk());
  ASSERT_THAT(Apply({Erase("l-1")}), IsOk());
  EXPECT_FALSE(absl::StrContains(host_.Export(), "secret"));
  const auto tombstone = Get("l-1");
  ASSERT_THAT(tombstone, IsOk());
  EXPECT_EQ(tombstone->state(), v1::LESSON_ERASED);
  EXPECT_EQ(tombstone->text(), "");
  EXPECT_THAT(Apply({Learn("l-1", "the secret words")}),
              StatusIs(StatusCode::kFailedPrecondition, Reason::LESSON_STATE));
}

TEST_F(EntryChangesTest, AdoptedSnapshotsAreInTheMemory) {
  v1::Change change;
  v1::Snapshot& snapshot = *change.mutable_adopt_snapshot()->mutable_snapshot();
  snapshot.set_name("calibration");
  snapshot.set_version(3);
  snapshot.set_payload("platt 1.5 -0.5");
  ASSERT_THAT(Apply({change}), IsOk());
  EXPECT_TRUE(absl::StrContains(host_.Export(), "platt 1.5 -0.5"));
  snapshot.clear_name();
  EXPECT_THAT(Apply({change}),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
}

}  // namespace
}  // namespace alhf::sdk
