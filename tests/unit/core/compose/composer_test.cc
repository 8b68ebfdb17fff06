#include "core/compose/composer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"

namespace alhf::core {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

v1::Adjustment Adjust(const std::string& component, const std::string& items,
                      uint64_t sequence = 9) {
  auto adjustment = Parse<v1::Adjustment>(items);
  adjustment.set_component(component);
  adjustment.mutable_position()->set_sequence(sequence);
  return adjustment;
}

template <typename Items>
std::vector<std::string> Ids(const Items& items) {
  std::vector<std::string> ids;
  for (const auto& item : items) ids.push_back(item.lesson_id());
  return ids;
}

v1::Plan Compose(const std::vector<v1::Adjustment>& adjustments,
                 const ComposeOptions& options = {}) {
  return PrecedenceComposer().Compose(adjustments, {}, options);
}

// The fields by which two lessons with the same key are weighed.
struct Standing {
  const char* id;
  const char* audience;
  uint32_t specificity;
  uint64_t learned;
};

v1::AdjustmentItem ItemOf(const Standing& standing) {
  v1::AdjustmentItem item;
  item.set_lesson_id(standing.id);
  item.set_audience(standing.audience);
  item.set_specificity(standing.specificity);
  item.set_learned_sequence(standing.learned);
  item.set_conflict_key("dialect");
  item.set_score(0.9);
  return item;
}

struct WinnerCase {
  Standing winner;
  Standing loser;
  const char* rule;
};

class WinnerTest : public ::testing::TestWithParam<WinnerCase> {};

TEST_P(WinnerTest, IsTheOneThatTheRuleSays) {
  const WinnerCase& c = GetParam();
  for (const bool swapped : {false, true}) {
    v1::Adjustment adjustment = Adjust("sky", "");
    *adjustment.add_items() = ItemOf(swapped ? c.loser : c.winner);
    *adjustment.add_items() = ItemOf(swapped ? c.winner : c.loser);
    const v1::Plan plan = Compose({adjustment});
    const v1::ComponentPlan& part = plan.components(0);
    ASSERT_THAT(Ids(part.items()), ElementsAre(c.winner.id));
    ASSERT_THAT(Ids(part.set_aside()), ElementsAre(c.loser.id));
    EXPECT_EQ(part.items(0).disposition(), v1::DISPOSITION_APPLIED);
    EXPECT_EQ(part.set_aside(0).disposition(), v1::DISPOSITION_CANDIDATE);
    EXPECT_EQ(part.set_aside(0).overruled_by(), c.winner.id);
    EXPECT_EQ(part.set_aside(0).overruled_rule(), c.rule);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, WinnerTest,
    ::testing::Values(
        WinnerCase{{"l-2", "ada", 0, 1}, {"l-1", "", 5, 9}, "user over tenant"},
        WinnerCase{{"l-2", "", 2, 1}, {"l-1", "", 1, 9}, "more specific"},
        WinnerCase{{"l-2", "ada", 2, 1}, {"l-1", "ada", 1, 9}, "more specific"},
        WinnerCase{{"l-2", "", 1, 9}, {"l-1", "", 1, 8}, "newer"},
        WinnerCase{{"l-1", "", 1, 9}, {"l-2", "", 1, 9}, "lower lesson id"}));

// The winner rule, written a second time and plainly.
bool Beats(const v1::AdjustmentItem& a, const v1::AdjustmentItem& b) {
  const auto rank = [](const v1::AdjustmentItem& item) {
    return std::make_tuple(item.audience().empty() ? 1 : 0,
                           -static_cast<int64_t>(item.specificity()),
                           -static_cast<int64_t>(item.learned_sequence()),
                           item.lesson_id());
  };
  return rank(a) < rank(b);
}

v1::Adjustment RandomAdjustment(std::mt19937& random, std::string component) {
  v1::Adjustment adjustment = Adjust(component, "", random() % 5);
  for (size_t i = random() % 8; i > 0; --i) {
    v1::AdjustmentItem& item = *adjustment.add_items();
    item.set_lesson_id("l-" + std::to_string(random() % 30));
    if (random() % 3 == 0) item.set_audience("ada");
    item.set_specificity(random() % 2);
    item.set_learned_sequence(random() % 3);
    const char* const kKeys[] = {"", "dialect", "week"};
    item.set_conflict_key(kKeys[random() % 3]);
    item.set_score(0.25 * (random() % 5));
    if (random() % 6 == 0) item.set_disposition(v1::DISPOSITION_SHADOW);
    item.set_text("text " + std::to_string(random() % 9));
  }
  return adjustment;
}

TEST(ComposerTest, EachKeyHasTheOneWinnerOfTheRule) {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    const v1::Adjustment adjustment = RandomAdjustment(random, "sky");
    const v1::Plan plan = Compose({adjustment});
    const v1::ComponentPlan& part = plan.components(0);
    ASSERT_EQ(part.items_size() + part.set_aside_size(),
              adjustment.items_size());
    for (const std::string key : {"dialect", "week"}) {
      const v1::AdjustmentItem* best = nullptr;
      for (const v1::AdjustmentItem& item : adjustment.items()) {
        const bool competes = item.conflict_key() == key &&
                              item.score() >= 0.5 &&
                              item.disposition() != v1::DISPOSITION_SHADOW;
        if (competes && (best == nullptr || Beats(item, *best))) best = &item;
      }
      for (const v1::AdjustmentItem& item : part.items()) {
        if (item.conflict_key() != key) continue;
        ASSERT_NE(best, nullptr);
        ASSERT_EQ(item.lesson_id(), best->lesson_id());
      }
      if (best != nullptr) {
        ASSERT_THAT(Ids(part.items()), ::testing::Contains(best->lesson_id()));
      }
    }
  }
}

TEST(ComposerTest, DoesNotDependOnTheOrderOfWhatItIsGiven) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<v1::Adjustment> adjustments;
    std::vector<v1::MissingPart> missing;
    for (const char* name : {"sky", "sea", "land"}) {
      adjustments.push_back(RandomAdjustment(random, name));
      missing.emplace_back().set_component(std::string("no_") + name);
    }
    const v1::Plan want =
        PrecedenceComposer().Compose(adjustments, missing, {});
    std::shuffle(adjustments.begin(), adjustments.end(), random);
    std::shuffle(missing.begin(), missing.end(), random);
    for (v1::Adjustment& adjustment : adjustments) {
      std::shuffle(adjustment.mutable_items()->begin(),
                   adjustment.mutable_items()->end(), random);
    }
    const v1::Plan got = PrecedenceComposer().Compose(adjustments, missing, {});
    ASSERT_TRUE(google::protobuf::util::MessageDifferencer::Equals(got, want))
        << got.DebugString() << "\n"
        << want.DebugString();
  }
}

TEST(ComposerTest, NothingGivesAnEmptyPlan) {
  const v1::Plan plan = Compose({});
  EXPECT_EQ(plan.components_size(), 0);
  EXPECT_FALSE(plan.degraded());
  EXPECT_EQ(plan.firing_policy(), "threshold/0.5");
}

TEST(ComposerTest, TheFiringPolicyDecidesWhatApplies) {
  ComposeOptions options;
  options.firing.threshold = 0.7;
  const v1::Plan plan =
      Compose({Adjust("sky",
                      "items { lesson_id: 'l-3' score: 0.8 }"
                      "items { lesson_id: 'l-1' score: 0.6 }"
                      "items { lesson_id: 'l-2' score: 1 "
                      "        disposition: DISPOSITION_SHADOW }")},
              options);
  const v1::ComponentPlan& part = plan.components(0);
  EXPECT_THAT(Ids(part.items()), ElementsAre("l-3"));
  ASSERT_THAT(Ids(part.set_aside()), ElementsAre("l-1", "l-2"));
  EXPECT_EQ(part.set_aside(0).disposition(), v1::DISPOSITION_CANDIDATE);
  EXPECT_EQ(part.set_aside(1).disposition(), v1::DISPOSITION_SHADOW);
  EXPECT_EQ(plan.firing_policy(), "threshold/0.7");
}

TEST(ComposerTest, OnlyWhatAppliesCompetes) {
  const v1::Plan plan = Compose({Adjust(
      "sky",
      "items { lesson_id: 'l-1' score: 0.9 conflict_key: 'k' }"
      "items { lesson_id: 'l-2' score: 0.1 conflict_key: 'k' audience: 'a' }"
      "items { lesson_id: 'l-3' score: 0.9 conflict_key: 'k' audience: 'a' "
      "        disposition: DISPOSITION_SHADOW }")});
  EXPECT_THAT(Ids(plan.components(0).items()), ElementsAre("l-1"));
}

TEST(ComposerTest, KeysOfOtherComponentsAreOtherKeys) {
  const char* const kItem =
      "items { lesson_id: '%s' score: 0.9 conflict_key: 'k' }";
  const v1::Plan plan = Compose({Adjust("sky", kItem), Adjust("sea", kItem)});
  EXPECT_EQ(plan.components(0).items_size(), 1);
  EXPECT_EQ(plan.components(1).items_size(), 1);
}

TEST(ComposerTest, ItemsOfOneLessonDoNotContradictEachOther) {
  const v1::Plan plan =
      Compose({Adjust("sky",
                      "items { lesson_id: 'l-1' score: 0.9 conflict_key: 'k' "
                      "        limit { name: 'rows' value: 3 } }"
                      "items { lesson_id: 'l-1' score: 0.9 conflict_key: 'k' "
                      "        filter { field: 'dust' } }")});
  EXPECT_THAT(Ids(plan.components(0).items()), ElementsAre("l-1", "l-1"));
}

TEST(ComposerTest, CarriesWhatTheComponentsSaid) {
  const v1::Plan plan = PrecedenceComposer().Compose(
      {Adjust("sky",
              "rejected { count: 4 nearest_lesson_id: 'l-8' } "
              "scored { lesson_id: 'l-8' } facets { key: 'table' } "
              "items { lesson_id: 'l-1' score: 1 text: 'No dust.' "
              "        component: 'forged' }",
              7),
       Adjust("sea", "", 3)},
      {Parse<v1::MissingPart>("component: 'land' reason: 'DEADLINE: wait'")},
      {});
  ASSERT_EQ(plan.components_size(), 2);
  EXPECT_EQ(plan.components(0).component(), "sea");
  const v1::ComponentPlan& sky = plan.components(1);
  EXPECT_EQ(sky.rejected().count(), 4u);
  EXPECT_EQ(sky.scored_size(), 1);
  EXPECT_EQ(sky.facets(0).key(), "table");
  EXPECT_EQ(sky.position().sequence(), 7u);
  EXPECT_EQ(sky.items(0).component(), "sky");
  EXPECT_THAT(sky.guidance(), HasSubstr("[l-1] No dust."));
  EXPECT_EQ(plan.position().sequence(), 3u);
  EXPECT_TRUE(plan.degraded());
  EXPECT_EQ(plan.missing(0).component(), "land");
}

TEST(ComposerTest, GuidanceHoldsWhatAppliesWithinTheBudget) {
  ComposeOptions options;
  options.max_guidance_tokens = 60;
  const std::string text(150, 'x');
  const v1::Plan plan = Compose(
      {Adjust("sky",
              "items { lesson_id: 'l-1' score: 1 text: 'No dust.' }"
              "items { lesson_id: 'l-2' score: 0.9 text: '" +
                  text +
                  "' } items { lesson_id: 'l-3' score: 0.1 text: 'Low.' }")},
      options);
  const v1::ComponentPlan& part = plan.components(0);
  EXPECT_THAT(part.guidance(), HasSubstr("No dust."));
  EXPECT_THAT(part.guidance(), ::testing::Not(HasSubstr("Low.")));
  EXPECT_THAT(part.dropped(), ElementsAre("l-2"));
  // It applies all the same: the engine has it, only the text has no room.
  EXPECT_THAT(Ids(part.items()), ElementsAre("l-1", "l-2"));
}

class SettleLateTest : public ::testing::Test {
 protected:
  std::vector<v1::AdjustmentItem> Settle(const std::string& late,
                                         std::vector<std::string> keys = {}) {
    const auto adjustment = Parse<v1::Adjustment>(late);
    return SettleLate(plan_, keys,
                      {adjustment.items().begin(), adjustment.items().end()},
                      FiringPolicy{0.5});
  }
  const v1::ComponentPlan plan_ = Parse<v1::ComponentPlan>(
      "items { lesson_id: 'l-1' conflict_key: 'week' "
      "        disposition: DISPOSITION_APPLIED }"
      "set_aside { lesson_id: 'l-2' disposition: DISPOSITION_CANDIDATE }");
};

TEST_F(SettleLateTest, NothingLateSettlesNothing) {
  EXPECT_THAT(Settle(""), IsEmpty());
}

TEST_F(SettleLateTest, ANewLessonAppliesACandidateMayFireNow) {
  const auto late = Settle(
      "items { lesson_id: 'l-3' score: 0.9 }"
      "items { lesson_id: 'l-2' score: 0.95 }"
      "items { lesson_id: 'l-4' score: 0.2 }");
  ASSERT_THAT(Ids(late), ElementsAre("l-2", "l-3", "l-4"));
  EXPECT_EQ(late[0].disposition(), v1::DISPOSITION_APPLIED);
  EXPECT_EQ(late[1].disposition(), v1::DISPOSITION_APPLIED);
  EXPECT_EQ(late[2].disposition(), v1::DISPOSITION_CANDIDATE);
}

TEST_F(SettleLateTest, WhatThePlanAppliesIsNotAppliedAgain) {
  const auto late = Settle("items { lesson_id: 'l-1' score: 0.9 }");
  EXPECT_EQ(late[0].disposition(), v1::DISPOSITION_CANDIDATE);
  EXPECT_EQ(late[0].overruled_rule(), "in the plan already");
}

TEST_F(SettleLateTest, SettledKeysStaySettled) {
  const auto late = Settle(
      "items { lesson_id: 'l-5' score: 1 conflict_key: 'week' audience: 'a' }"
      "items { lesson_id: 'l-6' score: 1 conflict_key: 'dialect' }"
      "items { lesson_id: 'l-7' score: 1 conflict_key: 'limit' }",
      {"dialect"});
  EXPECT_EQ(late[0].disposition(), v1::DISPOSITION_CANDIDATE);
  EXPECT_EQ(late[0].overruled_by(), "l-1");
  EXPECT_EQ(late[0].overruled_rule(), "settled in the plan");
  EXPECT_EQ(late[1].disposition(), v1::DISPOSITION_CANDIDATE);
  EXPECT_EQ(late[1].overruled_rule(), "settled in the plan");
  EXPECT_EQ(late[2].disposition(), v1::DISPOSITION_APPLIED);
}

TEST_F(SettleLateTest, LateOnesAreSettledAmongEachOther) {
  const auto late = Settle(
      "items { lesson_id: 'l-8' score: 1 conflict_key: 'limit' }"
      "items { lesson_id: 'l-9' score: 1 conflict_key: 'limit' audience: 'a' "
      "}");
  EXPECT_EQ(late[0].disposition(), v1::DISPOSITION_CANDIDATE);
  EXPECT_EQ(late[0].overruled_by(), "l-9");
  EXPECT_EQ(late[0].overruled_rule(), "user over tenant");
  EXPECT_EQ(late[1].disposition(), v1::DISPOSITION_APPLIED);
}

TEST_F(SettleLateTest, ShadowsStayShadows) {
  const auto late = Settle(
      "items { lesson_id: 'l-9' score: 1 disposition: DISPOSITION_SHADOW }");
  EXPECT_EQ(late[0].disposition(), v1::DISPOSITION_SHADOW);
}

}  // namespace
}  // namespace alhf::core
