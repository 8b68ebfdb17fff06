#include "alhf/sdk/idle_lessons.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace alhf::sdk {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::AdjustmentItem Lesson(const std::string& id, uint64_t learned,
                          v1::Effect effect = v1::EFFECT_ENFORCED) {
  v1::AdjustmentItem item;
  item.set_lesson_id(id);
  item.set_learned_sequence(learned);
  item.set_effect(effect);
  return item;
}

bool Has(const Items& items, const std::string& id) {
  return std::any_of(items.begin(), items.end(),
                     [&](const auto& item) { return item.lesson_id() == id; });
}

std::vector<std::string> IdleIn(
    const Items& items, absl::FunctionRef<std::string(const Items&)> answer) {
  return IdleLessons(items, answer(items), answer);
}

TEST(IdleLessonsTest, AreThoseThatChangeNothing) {
  const Items items = {Lesson("l-1", 1), Lesson("l-2", 2), Lesson("l-3", 3)};
  EXPECT_THAT(IdleIn(items,
                     [](const Items& some) {
                       return Has(some, "l-2") ? "short" : "long";
                     }),
              ElementsAre("l-1", "l-3"));
}

TEST(IdleLessonsTest, OfTwoThatDoTheSameTheNewerActs) {
  const Items items = {Lesson("l-2", 7), Lesson("l-1", 9)};
  EXPECT_THAT(
      IdleIn(items, [](const Items& some) { return some.empty() ? "a" : "b"; }),
      ElementsAre("l-2"));
}

TEST(IdleLessonsTest, TwoThatOnlyActTogetherBothAct) {
  const Items items = {Lesson("l-1", 1), Lesson("l-2", 2)};
  EXPECT_THAT(
      IdleIn(items,
             [](const Items& some) { return some.size() == 2 ? "a" : "b"; }),
      IsEmpty());
}

TEST(IdleLessonsTest, ALessonOfSeveralItemsIsOne) {
  const Items items = {Lesson("l-1", 1), Lesson("l-1", 1), Lesson("l-2", 2)};
  EXPECT_THAT(
      IdleIn(items,
             [](const Items& some) { return std::to_string(some.size()); }),
      IsEmpty());
  EXPECT_THAT(IdleIn(items, [](const Items&) { return "same"; }),
              ElementsAre("l-1", "l-2"));
}

TEST(IdleLessonsTest, WhatOnlyAModelHeedsIsNotLookedAt) {
  const Items items = {Lesson("l-1", 1, v1::EFFECT_GUIDANCE_ONLY),
                       Lesson("l-2", 2)};
  EXPECT_THAT(IdleIn(items, [](const Items&) { return "same"; }),
              ElementsAre("l-2"));
}

TEST(IdleLessonsTest, TooManyAreNotLookedAt) {
  Items items;
  for (size_t i = 0; i <= kMostIdleLessons; ++i) {
    items.push_back(Lesson("l-" + std::to_string(i), i));
  }
  int asked = 0;
  const auto count = [&](const Items&) {
    ++asked;
    return std::string("same");
  };
  EXPECT_THAT(IdleLessons(items, "same", count), IsEmpty());
  EXPECT_EQ(asked, 0);
  items.pop_back();
  EXPECT_EQ(IdleLessons(items, "same", count).size(), kMostIdleLessons);
  EXPECT_EQ(asked, static_cast<int>(kMostIdleLessons));
  EXPECT_THAT(IdleLessons({}, "same", count), IsEmpty());
}

TEST(IdleLessonsTest, AreNamedInTheOutput) {
  v1::StepOutput output;
  NameIdleLessons(
      {Lesson("l-1", 1)}, "same", [](const Items&) { return "same"; }, output);
  EXPECT_THAT(output.idle_lessons(), ElementsAre("l-1"));
}

}  // namespace
}  // namespace alhf::sdk
