#include "core/relevance/lesson_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"

namespace alhf::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Lesson LessonOf(absl::string_view id, absl::string_view fields) {
  v1::Lesson lesson;
  lesson.set_state(v1::LESSON_ACTIVE);
  lesson.set_effect(v1::EFFECT_ENFORCED);
  lesson.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(std::string(fields),
                                                            &lesson));
  lesson.set_id(std::string(id));
  return lesson;
}

class LessonIndexTest : public ::testing::Test {
 protected:
  void Put(absl::string_view id, absl::string_view fields) {
    index_.Put(LessonOf(id, fields));
  }
  Recalled Ask(absl::string_view query) const {
    return index_.Recall(Analyze(query), scope_, options_);
  }
  static std::vector<std::string> Ids(const Recalled& recalled,
                                      double at_least = 0) {
    std::vector<std::string> ids;
    for (const RecalledLesson& lesson : recalled.lessons) {
      if (lesson.score >= at_least) ids.push_back(lesson.lesson.id());
    }
    return ids;
  }
  std::vector<std::string> Fired(absl::string_view query) const {
    return Ids(Ask(query), 0.5);
  }

  WordsScorer scorer_;
  LessonIndex index_{&scorer_};
  QueryScope scope_;
  RecallOptions options_;
};

TEST_F(LessonIndexTest, AnEmptyIndexIsSilent) {
  const Recalled recalled = Ask("How many moons?");
  EXPECT_THAT(recalled.lessons, IsEmpty());
  EXPECT_EQ(recalled.rejected.count(), 0u);
  EXPECT_EQ(recalled.rejected.nearest_lesson_id(), "");
}

TEST_F(LessonIndexTest, TheQuestionItWasGivenOnRecallsIt) {
  Put("l-1",
      "text: 'Use ISO weeks.' sources { question: "
      "'How many comets were seen per week of the year 2025?' }");
  EXPECT_THAT(Fired("How many comets were seen per week of the year 2025?"),
              ElementsAre("l-1"));
  EXPECT_THAT(Fired("What is the age of the moon?"), IsEmpty());
}

TEST_F(LessonIndexTest, OneSharedWordIsNotEnough) {
  Put("l-1",
      "text: 'Comets are listed by their orbit.' sources { question: "
      "'Which comets pass near Jupiter?' }");
  EXPECT_THAT(Fired("How old are the comets that hit the moon in 1850?"),
              IsEmpty());
}

TEST_F(LessonIndexTest, ATriggerOfTwoWordsFiresAnywhere) {
  Put("l-1",
      "text: 'An active comet means one with a tail.' "
      "scope { triggers: 'active comet' }");
  const Recalled recalled = Ask("List the age of the active comets by year");
  ASSERT_THAT(Ids(recalled, 0.9), ElementsAre("l-1"));
  EXPECT_NE(recalled.lessons[0].why.find("active comet"), std::string::npos);
  EXPECT_THAT(Fired("Is any volcano on the comets still active?"), IsEmpty());
}

TEST_F(LessonIndexTest, AnAbbreviationFiresAlone) {
  Put("l-1", "text: 'AU means astronomical unit.' scope { triggers: 'AU' }");
  EXPECT_THAT(Fired("How far is Vega in au?"), ElementsAre("l-1"));
}

TEST_F(LessonIndexTest, ComponentWideLessonsApplyToEveryQuery) {
  Put("l-1",
      "text: 'We are on Postgres.' scope { breadth: BREADTH_COMPONENT }");
  EXPECT_THAT(Fired("How many moons?"), ElementsAre("l-1"));
  EXPECT_THAT(Fired(""), ElementsAre("l-1"));
}

TEST_F(LessonIndexTest, FacetsGateComponentWideLessons) {
  Put("l-1",
      "text: 'Use ISO weeks.' scope { breadth: BREADTH_COMPONENT "
      "facets { key: 'date_part' value: 'week' } }");
  const Recalled unknown = Ask("How many moons?");
  ASSERT_EQ(unknown.lessons.size(), 1u);
  EXPECT_LT(unknown.lessons[0].score, 0.5);

  scope_.facets.Add("date_part", {"month"}, /*complete=*/true);
  options_.explain = true;
  const Recalled absent = Ask("How many moons?");
  EXPECT_THAT(absent.lessons, IsEmpty());
  EXPECT_EQ(absent.rejected.count(), 1u);
  EXPECT_EQ(absent.rejected.nearest_lesson_id(), "l-1");
  EXPECT_EQ(absent.rejected.nearest_reason(), "facet date_part:week ABSENT");
  EXPECT_LT(absent.rejected.nearest_score(), 0.5);

  scope_.facets.Add("date_part", {"week"}, /*complete=*/true);
  EXPECT_GE(Ask("How many moons?").lessons.at(0).score, 0.9);
}

TEST_F(LessonIndexTest, ManyShutOutLessonsDoNotHideAnOpenOne) {
  for (int i = 0; i < 500; ++i) {
    Put(absl::StrCat("l-", i),
        "text: 'Dwarf moons are rocks.' scope { user: 'bob' }");
    Put(absl::StrCat("f-", i),
        "text: 'Dwarf moons are rocks.' "
        "scope { facets { key: 'table' value: 'stars' } }");
  }
  scope_.facets.Add("table", {"moons"}, /*complete=*/true);
  Put("mine", "text: 'Some dwarf moons are rocks with much ice in them.'");
  EXPECT_THAT(Ids(Ask("Which dwarf moons are rocks with ice?")),
              ElementsAre("mine"));
}

TEST_F(LessonIndexTest, ComponentWideLessonsAreFoundByTheirFacet) {
  for (const char* table : {"moons", "stars", "rings"}) {
    Put(table, absl::StrCat("scope { breadth: BREADTH_COMPONENT facets { "
                            "key: 'table' value: '",
                            table, "' } }"));
  }
  Put("any", "scope { breadth: BREADTH_COMPONENT }");
  EXPECT_THAT(Fired("?"), ElementsAre("any"));
  EXPECT_EQ(Ask("?").lessons.size(), 4u);  // the others are candidates
  scope_.facets.Add("table", {"Stars", "rings", "dust"}, /*complete=*/true);
  EXPECT_THAT(Fired("?"), ElementsAre("any", "rings", "stars"));
  EXPECT_EQ(Ask("?").lessons.size(), 3u);
  EXPECT_EQ(Ask("?").rejected.count(), 1u);
}

TEST_F(LessonIndexTest, LessonsOfOthersAreNeverNamed) {
  Put("l-1", "text: 'Moons are rocks.' scope { user: 'bob' }");
  Put("l-2", "text: 'Moons are rocks.' scope { agent: 'sea' }");
  options_.explain = true;
  Recalled recalled = Ask("Moons are rocks");
  EXPECT_THAT(recalled.lessons, IsEmpty());
  EXPECT_EQ(recalled.rejected.nearest_lesson_id(), "");
  EXPECT_THAT(recalled.scored, IsEmpty());
  scope_.user = "bob";
  EXPECT_THAT(Fired("Moons are rocks"), ElementsAre("l-1"));
}

TEST_F(LessonIndexTest, ValidityIsThatOfTheQuerysTime) {
  Put("l-1", "text: 'Moons are rocks.' scope { not_after { seconds: 50 } }");
  scope_.now = absl::FromUnixSeconds(50);
  EXPECT_THAT(Fired("Moons are rocks"), ElementsAre("l-1"));
  scope_.now = absl::FromUnixSeconds(51);
  EXPECT_THAT(Ask("Moons are rocks").lessons, IsEmpty());
  EXPECT_EQ(Ask("Moons are rocks").rejected.nearest_reason(), "expired");
}

TEST_F(LessonIndexTest, WhatIsNotInForceIsNotRecalled) {
  const char* const kMoons = "text: 'Moons are rocks.' ";
  Put("l-1", absl::StrCat(kMoons, "state: LESSON_HELD"));
  Put("l-2", absl::StrCat(kMoons, "state: LESSON_RETIRED"));
  Put("l-3", absl::StrCat(kMoons, "state: LESSON_ERASED"));
  Put("l-4", absl::StrCat(kMoons, "effect: EFFECT_NOT_UNDERSTOOD"));
  Put("l-5", absl::StrCat(kMoons, "state: LESSON_SHADOW"));
  EXPECT_EQ(index_.size(), 1u);
  EXPECT_THAT(Fired("Moons are rocks"), ElementsAre("l-5"));
  Put("l-5", absl::StrCat(kMoons, "state: LESSON_RETIRED"));
  EXPECT_EQ(index_.size(), 0u);
}

TEST_F(LessonIndexTest, PutReplacesAndRemoveForgets) {
  Put("l-1", "text: 'Moons are rocks.'");
  Put("l-1", "text: 'Comets are ice.'");
  EXPECT_THAT(Fired("Moons are rocks"), IsEmpty());
  EXPECT_THAT(Fired("Comets are ice"), ElementsAre("l-1"));
  index_.Remove("l-1");
  index_.Remove("l-1");
  EXPECT_THAT(Ask("Comets are ice").lessons, IsEmpty());
}

TEST_F(LessonIndexTest, ACounterexampleSilencesItsQuery) {
  Put("l-1",
      "text: 'Comets are ice.' sources { question: 'What are comets made of?' }"
      " scope { breadth: BREADTH_COMPONENT "
      "         counterexamples { text: 'How many stars shine?' } }");
  EXPECT_THAT(Fired("How many stars shine?"), IsEmpty());
  EXPECT_THAT(Fired("What are comets made of?"), ElementsAre("l-1"));
}

TEST_F(LessonIndexTest, AskedForLessonsApplyWhateverTheirWordsAndFacets) {
  Put("l-1", "text: 'Moons are rocks.'");
  Put("l-2",
      "text: 'Comets are ice.' "
      "scope { facets { key: 'date_part' value: 'week' } }");
  scope_.facets.Add("date_part", {"year"}, /*complete=*/true);
  Put("l-3", "text: 'Stars are hot.'");
  options_.mode = v1::RECALL_ALL;
  options_.limit = 1;
  EXPECT_THAT(Ids(Ask("Nothing near"), 1.0), ElementsAre("l-1", "l-2", "l-3"));
  options_.without = {"l-2", "l-9"};
  EXPECT_THAT(Ids(Ask("Nothing near")), ElementsAre("l-1", "l-3"));
  options_.mode = v1::RECALL_LISTED;
  options_.listed = {"l-3", "l-2", "l-7", "l-3"};
  const Recalled listed = Ask("Nothing near");
  EXPECT_THAT(Ids(listed), ElementsAre("l-3"));
  EXPECT_EQ(listed.rejected.count(), 1u);
  options_.mode = v1::RECALL_NONE;
  EXPECT_THAT(Ask("Moons are rocks").lessons, IsEmpty());
  EXPECT_EQ(Ask("Moons are rocks").rejected.count(), 2u);
}

TEST_F(LessonIndexTest, NobodyCanAskForLessonsOfOthersOrOutOfTheirTime) {
  Put("l-1", "text: 'Comets are ice.' scope { user: 'bob' }");
  Put("l-2", "text: 'Comets are ice.' scope { agent: 'atlas' }");
  Put("l-3", "text: 'Comets are ice.' scope { not_after { seconds: 99 } }");
  Put("l-4", "text: 'Comets are ice.' scope { not_before { seconds: 101 } }");
  scope_.now = absl::FromUnixSeconds(100);
  options_.listed = {"l-1", "l-2", "l-3", "l-4"};
  for (const auto mode : {v1::RECALL_ALL, v1::RECALL_LISTED}) {
    options_.mode = mode;
    const Recalled recalled = Ask("Comets are ice");
    EXPECT_THAT(recalled.lessons, IsEmpty());
    EXPECT_EQ(recalled.rejected.nearest_lesson_id(), "l-3");
    EXPECT_EQ(recalled.rejected.nearest_reason(), "expired");
  }
  scope_.user = "bob";
  scope_.agent = "atlas";
  scope_.now = absl::FromUnixSeconds(99);
  EXPECT_THAT(Ids(Ask("Comets are ice")), ElementsAre("l-1", "l-2", "l-3"));
}

TEST_F(LessonIndexTest, TheNearestOfTheRejectedIsNamed) {
  Put("l-1", "text: 'Moons are rocks in dark orbits, says Kepler.'");
  Put("l-2", "text: 'Comets are ice.'");
  const Recalled recalled = Ask("Which moons did Galileo see in 1610?");
  EXPECT_THAT(recalled.lessons, IsEmpty());
  EXPECT_EQ(recalled.rejected.count(), 2u);
  EXPECT_EQ(recalled.rejected.nearest_lesson_id(), "l-1");
  EXPECT_GT(recalled.rejected.nearest_score(), 0);
  EXPECT_EQ(recalled.rejected.nearest_reason(), "below 0.3");
}

TEST_F(LessonIndexTest, TheLimitHoldsAndIsSaid) {
  for (int i = 0; i < 5; ++i) Put(absl::StrCat("l-", i), "text: 'Moons rock.'");
  options_.limit = 2;
  const Recalled recalled = Ask("Moons rock");
  EXPECT_THAT(Ids(recalled), ElementsAre("l-0", "l-1"));
  EXPECT_EQ(recalled.rejected.count(), 3u);
  EXPECT_EQ(recalled.rejected.nearest_lesson_id(), "l-2");
  EXPECT_EQ(recalled.rejected.nearest_reason(), "beyond the limit of 2");
}

TEST_F(LessonIndexTest, ExplainShowsWhatWasLookedAt) {
  Put("l-1", "text: 'Moons are rocks.'");
  Put("l-2", "text: 'Moons shine.' scope { not_after { seconds: -99 } }");
  EXPECT_THAT(Ask("Moons are rocks").scored, IsEmpty());
  options_.explain = true;
  scope_.now = absl::FromUnixSeconds(0);
  const Recalled recalled = Ask("Moons are rocks");
  ASSERT_EQ(recalled.scored.size(), 2u);
  EXPECT_EQ(recalled.scored[0].lesson_id(), "l-1");
  EXPECT_EQ(recalled.scored[0].gate(), "");
  EXPECT_EQ(recalled.scored[1].gate(), "expired");
}

TEST_F(LessonIndexTest, SpecificityCountsConditions) {
  EXPECT_EQ(Specificity(v1::Scope()), 0u);
  const v1::Lesson lesson =
      LessonOf("l-1",
               "scope { user: 'a' agent: 'b' topic: 'c' triggers: 'd' "
               "triggers: 'e' facets { key: 'f' } not_after { seconds: 1 } "
               "not_before { seconds: 1 } }");
  EXPECT_EQ(Specificity(lesson.scope()), 7u);
}

// Recall depends on the lessons in the index alone, not on how they came.
// Scores by how many reports there are.
class ReportScorer final : public Scorer {
 public:
  Score ScoreOf(const Evidence& evidence) const override {
    return {static_cast<double>(evidence.reports) / 10, ""};
  }
  std::string encoder_id() const override { return ""; }
  const Background* background() const override { return nullptr; }
  std::string calibration_version() const override { return "reports"; }
};

TEST(LessonIndexReportsTest, ReportsOfAllLessonsAreKnown) {
  const ReportScorer scorer;
  LessonIndex index(&scorer);
  const auto score = [&index] {
    RecallOptions options;
    options.candidate_threshold = 0;
    return index.Recall(Analyze("moons"), {}, options).lessons.at(0).score;
  };
  index.Put(LessonOf("a", "text: 'moons'"));
  EXPECT_EQ(score(), 0);
  const absl::string_view reported =
      "text: 'suns' scope { counterexamples { text: 'x' } "
      "counterexamples { text: 'y' } }";
  index.Put(LessonOf("b", reported));
  EXPECT_EQ(score(), 0.2);
  index.Put(LessonOf("b", "text: 'suns' scope { counterexamples {} }"));
  EXPECT_EQ(score(), 0.1);
  index.Remove("b");
  EXPECT_EQ(score(), 0);
}

TEST_F(LessonIndexTest, HistoryLeavesNoTrace) {
  std::mt19937 random(7);
  const std::vector<std::string> words = {"moon", "star",  "comet", "ice",
                                          "rock", "orbit", "dust",  "ring"};
  const auto phrase = [&](size_t length) {
    std::string text;
    for (size_t i = 0; i < length; ++i) {
      absl::StrAppend(&text, words[random() % words.size()], " ");
    }
    return text;
  };
  const auto lesson = [&](int id) {
    return LessonOf(
        absl::StrCat("l-", id),
        absl::StrCat("text: '", phrase(4), "' sources { question: '", phrase(3),
                     "' } scope { triggers: '", phrase(2), "' breadth: ",
                     random() % 5 == 0 ? "BREADTH_COMPONENT" : "BREADTH_TOPIC",
                     " counterexamples { text: '", phrase(3), "' } }"));
  };
  std::map<int, v1::Lesson> left;
  for (int step = 0; step < 400; ++step) {
    const int id = static_cast<int>(random() % 40);
    if (random() % 3 == 0) {
      index_.Remove(absl::StrCat("l-", id));
      left.erase(id);
    } else {
      index_.Put(left[id] = lesson(id));
    }
  }
  LessonIndex fresh(&scorer_);
  for (const auto& [id, kept] : left) fresh.Put(kept);
  options_.explain = true;
  for (int q = 0; q < 50; ++q) {
    const Analysis query = Analyze(phrase(3));
    const Recalled lived = index_.Recall(query, scope_, options_);
    const Recalled again = fresh.Recall(query, scope_, options_);
    ASSERT_EQ(Ids(lived), Ids(again));
    ASSERT_EQ(lived.scored.size(), again.scored.size());
    for (size_t i = 0; i < lived.scored.size(); ++i) {
      ASSERT_EQ(lived.scored[i].lesson_id(), again.scored[i].lesson_id());
      ASSERT_EQ(lived.scored[i].score(), again.scored[i].score());
    }
  }
}

}  // namespace
}  // namespace alhf::core
