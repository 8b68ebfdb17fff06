#include "core/relevance/query_words.h"

#include <gtest/gtest.h>

#include "google/protobuf/text_format.h"

namespace alhf::core {
namespace {

class QueryWordsTest : public ::testing::Test {
 protected:
  // Adds a lesson to the index and returns its words.
  LessonWords Add(const std::string& fields) {
    v1::Lesson lesson;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(fields, &lesson));
    LessonWords words(lesson);
    index_.Put(next_++, words.AllStems());
    words.Resolve(index_);
    return words;
  }
  Evidence For(const LessonWords& lesson, absl::string_view query) const {
    const Analysis analysis = Analyze(query);
    return QueryWords(analysis, index_).EvidenceFor(lesson);
  }

  LexicalIndex index_;
  uint32_t next_ = 0;
};

TEST_F(QueryWordsTest, NothingSharedIsNoEvidence) {
  const LessonWords lesson = Add("text: 'Comets are ice.'");
  const Evidence evidence = For(lesson, "How old is the moon?");
  EXPECT_EQ(evidence.shared_mass, 0);
  EXPECT_EQ(evidence.query_overlap, 0);
  EXPECT_EQ(evidence.lesson_overlap, 0);
  EXPECT_EQ(evidence.question_overlap, 0);
  EXPECT_EQ(For(lesson, "").shared_mass, 0);
}

TEST_F(QueryWordsTest, TheSameWordsAreAllOfIt) {
  const LessonWords lesson =
      Add("text: 'Comets are ice.' sources { question: 'Old moons?' }");
  const Evidence text = For(lesson, "ice comet");
  EXPECT_DOUBLE_EQ(text.query_overlap, 1);
  EXPECT_DOUBLE_EQ(text.lesson_overlap, 1);
  EXPECT_EQ(text.question_overlap, 0);
  const Evidence question = For(lesson, "old moon");
  EXPECT_DOUBLE_EQ(question.question_overlap, 1);
  EXPECT_EQ(question.lesson_overlap, 0);
  EXPECT_GT(question.shared_mass, 0);
}

TEST_F(QueryWordsTest, RareWordsWeighMore) {
  const LessonWords lesson = Add("text: 'comet ice'");
  for (int i = 0; i < 9; ++i) Add("text: 'comet'");
  EXPECT_GT(For(lesson, "ice dust").lesson_overlap, 0.5);
  EXPECT_LT(For(lesson, "comet dust").lesson_overlap, 0.5);
  EXPECT_GT(For(lesson, "ice").shared_mass, For(lesson, "comet").shared_mass);
}

TEST_F(QueryWordsTest, WordsNobodyKnowsDilute) {
  const LessonWords lesson = Add("text: 'comet ice'");
  EXPECT_GT(For(lesson, "comet ice dust").query_overlap,
            For(lesson, "comet ice dust ring").query_overlap);
}

TEST_F(QueryWordsTest, TopicAndTriggersAreWordsOfTheLesson) {
  const LessonWords lesson =
      Add("text: 'ice' scope { topic: 'comets' triggers: 'old moons' }");
  EXPECT_GT(For(lesson, "comet").lesson_overlap, 0);
  EXPECT_GT(For(lesson, "moon").lesson_overlap, 0);
}

TEST_F(QueryWordsTest, ANamedTopicIsSaidOrNot) {
  const std::string named = "scope { topic: 'comets' triggers: 'comets' } ";
  const std::string understood =
      "directive { type_name: 'a' } effect: EFFECT_ENFORCED ";
  const LessonWords acted_on = Add(named + understood);
  EXPECT_TRUE(For(acted_on, "old moons").topic_unsaid);
  EXPECT_FALSE(For(acted_on, "an old comet").topic_unsaid);
  const LessonWords term = Add("scope { triggers: 'comets' } " + understood);
  EXPECT_TRUE(For(term, "old moons").topic_unsaid);
  // A language model may know other words for it.
  EXPECT_FALSE(For(Add(named), "old moons").topic_unsaid);
  EXPECT_FALSE(For(Add(understood), "old moons").topic_unsaid);
}

TEST_F(QueryWordsTest, TheBestOfItsQuestionsCounts) {
  const LessonWords lesson =
      Add("sources { question: 'Far stars?' } sources { } "
          "sources { question: 'Old moons?' }");
  EXPECT_DOUBLE_EQ(For(lesson, "old moons").question_overlap, 1);
}

TEST_F(QueryWordsTest, TheLongestFiringTriggerIsNamed) {
  const LessonWords lesson =
      Add("scope { triggers: 'planet' triggers: 'dwarf planet' "
          "triggers: 'distant dwarf planet' }");
  const Evidence evidence = For(lesson, "all dwarf planets");
  EXPECT_EQ(evidence.trigger, "dwarf planet");
  EXPECT_TRUE(evidence.trigger_telling);
  EXPECT_EQ(For(lesson, "comets").trigger, "");
}

TEST_F(QueryWordsTest, ALoneWordTellsWhileItIsRare) {
  const LessonWords lesson = Add("scope { triggers: 'drift' }");
  EXPECT_TRUE(For(lesson, "weekly drift").trigger_telling);
  Add("text: 'drift of comets'");
  EXPECT_FALSE(For(lesson, "weekly drift").trigger_telling);
  EXPECT_TRUE(For(lesson, "weekly motion in Drift").trigger_telling);
  for (int i = 0; i < 98; ++i) Add("text: 'ice'");
  EXPECT_TRUE(For(lesson, "weekly drift").trigger_telling);  // 2 of 100
}

TEST_F(QueryWordsTest, AGenericWordIsNoTrigger) {
  const LessonWords lesson = Add("scope { triggers: 'average' }");
  const Evidence evidence = For(lesson, "average mass");
  EXPECT_EQ(evidence.trigger, "");
  EXPECT_FALSE(evidence.trigger_telling);
}

TEST_F(QueryWordsTest, ATermThatItsComponentActsOnTellsHoweverCommon) {
  const LessonWords acted_on =
      Add("scope { triggers: 'drift' } effect: EFFECT_ENFORCED directive { }");
  const LessonWords kept = Add(
      "scope { triggers: 'drift' } effect: EFFECT_GUIDANCE_ONLY directive { }");
  EXPECT_TRUE(For(acted_on, "weekly drift").trigger_telling);
  EXPECT_FALSE(For(kept, "weekly drift").trigger_telling);
}

TEST_F(QueryWordsTest, TheNearestCounterexampleCounts) {
  const LessonWords lesson =
      Add("scope { counterexamples { text: 'How many stars shine?' } "
          "counterexamples { text: 'How old are comets?' } }");
  EXPECT_DOUBLE_EQ(For(lesson, "Old comets").counterexample, 1);
  const double near = For(lesson, "Old comets of ice").counterexample;
  EXPECT_GT(near, 0.5);
  EXPECT_LT(near, 1);
  EXPECT_EQ(For(lesson, "Dust").counterexample, 0);
}

}  // namespace
}  // namespace alhf::core
