// Recall by sentence vectors, whole: real encoder, host, memory and vectors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "core/relevance/encoder/sentence_encoder.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;

constexpr char kWish[] = "I don't eat meat or fish.";
// Shares no word with the wish.
constexpr char kDinner[] = "Which restaurant would you recommend for supper?";
constexpr char kHarbour[] = "How many boats lie in the harbour?";

std::shared_ptr<const core::Encoder> RealEncoder() {
  static const auto& encoder = *new std::shared_ptr<const core::Encoder>(
      *core::SentenceEncoder::Load(ALHF_MODEL_FILE));
  return encoder;
}

v1::Change LearnWish(const std::string& id, const std::string& text) {
  v1::Lesson lesson = MakeLesson(id, text);
  lesson.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
  return Learn(lesson);
}

class VectorRecallTest : public ::testing::Test {
 protected:
  void Apply(const std::vector<v1::Entry>& entries) {
    ASSERT_THAT(host_->ApplyChanges(Entries(entries)), IsOk());
  }
  // The score of the lesson for the query; 0 where it was not looked at.
  double Score(v1::AdjustQueryRequest request, const std::string& id = "l-1") {
    request.mutable_query()->set_explain(true);
    const auto response = host_->AdjustQuery(request);
    EXPECT_THAT(response, IsOk());
    for (const auto& scored : response->adjustment().scored()) {
      if (scored.lesson_id() == id) return scored.score();
    }
    return 0;
  }

  HostedComponent host_{std::make_shared<PlainComponent>(), RealEncoder()};
};

TEST_F(VectorRecallTest, ALessonIsFoundWithoutASharedWord) {
  Apply({MakeEntry(1, {LearnWish("l-1", kWish)})});
  const double near = Score(Question(kDinner));
  EXPECT_GT(near, 0);
  EXPECT_GT(near, Score(Question(kHarbour)));
  host_.Reopen();
  EXPECT_EQ(Score(Question(kDinner)), near);
  HostedComponent words;
  ASSERT_THAT(
      words->ApplyChanges(Entries({MakeEntry(1, {LearnWish("l-1", kWish)})})),
      IsOk());
  v1::AdjustQueryRequest request = Question(kDinner);
  request.mutable_query()->set_explain(true);
  EXPECT_EQ(words->AdjustQuery(request)->adjustment().scored_size(), 0);
}

TEST_F(VectorRecallTest, SaysByWhichEncoder) {
  const std::string id = RealEncoder()->id();
  EXPECT_EQ(host_->manifest().encoder_id(), id);
  const auto response = host_->AdjustQuery(Question(kDinner));
  EXPECT_EQ(response->adjustment().encoder_id(), id);
  EXPECT_EQ(HostedComponent()->manifest().encoder_id(), "");
}

TEST_F(VectorRecallTest, TheQuerysOwnVectorIsTakenWhereTheEncoderIsTheSame) {
  Apply({MakeEntry(1, {LearnWish("l-1", kWish)})});
  const double near = Score(Question(kDinner));
  v1::AdjustQueryRequest request = Question(kHarbour);
  v1::Embedding& given = *request.mutable_query()->mutable_embedding();
  const auto vector = RealEncoder()->Encode(kDinner);
  given.mutable_vector()->Assign(vector->begin(), vector->end());
  given.set_encoder_id("another/1");
  const double far = Score(request);
  EXPECT_LT(far, near);
  given.set_encoder_id(RealEncoder()->id());
  EXPECT_GT(Score(request), far);
}

TEST_F(VectorRecallTest, AFollowUpRecallsWhatItsConversationIsAbout) {
  Apply({MakeEntry(1, {LearnWish("l-1", kWish)})});
  const double alone = Score(Question("And for tomorrow?"));
  v1::AdjustQueryRequest request = Question("And for tomorrow?");
  request.mutable_query()->add_turns()->set_question(kDinner);
  const double followed = Score(request);
  EXPECT_GT(followed, alone);
  EXPECT_GT(followed, 0);
  // A question that stands alone is not about what came before.
  v1::AdjustQueryRequest other = Question(kHarbour);
  const double harbour = Score(other);
  other.mutable_query()->add_turns()->set_question(kDinner);
  EXPECT_EQ(Score(other), harbour);
}

TEST_F(VectorRecallTest, WordsOfTheConversationAreHeardToo) {
  HostedComponent words;
  ASSERT_THAT(words->ApplyChanges(Entries({MakeEntry(
                  1, {LearnWish("l-1", "Boats are counted by hull.")})})),
              IsOk());
  v1::AdjustQueryRequest request = Question("And for 2024?");
  request.mutable_query()->set_explain(true);
  EXPECT_EQ(words->AdjustQuery(request)->adjustment().scored_size(), 0);
  request.mutable_query()->add_turns()->set_question(kHarbour);
  EXPECT_EQ(words->AdjustQuery(request)->adjustment().scored_size(), 1);
}

TEST_F(VectorRecallTest, AnEarlierPositionHasItsOwnVectors) {
  v1::Change revise;
  *revise.mutable_revise()->mutable_lesson() =
      LearnWish("l-1", "The harbour has many boats.").learn().lesson();
  Apply({MakeEntry(1, {LearnWish("l-1", kWish)})});
  const double before = Score(Question(kDinner));
  Apply({MakeEntry(2, {revise})});
  EXPECT_LT(Score(Question(kDinner)), before);
  v1::AdjustQueryRequest request = Question(kDinner);
  *request.mutable_query()->mutable_as_of() = At(1);
  EXPECT_EQ(Score(request), before);
}

TEST_F(VectorRecallTest, NothingOfAnErasedLessonIsKept) {
  Apply({MakeEntry(1, {LearnWish("l-1", kWish)}), MakeEntry(2, {None()})});
  Apply({MakeEntry(3, {Erase("l-1")})});
  EXPECT_EQ(Score(Question(kDinner)), 0);
  host_.Reopen();
  EXPECT_EQ(Score(Question(kDinner)), 0);
  // Learned and erased in one batch, too.
  Apply(
      {MakeEntry(4, {LearnWish("l-2", kWish)}), MakeEntry(5, {Erase("l-2")})});
  EXPECT_EQ(Score(Question(kDinner), "l-2"), 0);
}

TEST_F(VectorRecallTest, ExportsAreTheSameWithAndWithout) {
  const std::vector<v1::Entry> entries = {
      MakeEntry(1, {LearnWish("l-1", kWish)}), MakeEntry(2, {Retire("l-1")})};
  Apply(entries);
  HostedComponent words;
  ASSERT_THAT(words->ApplyChanges(Entries(entries)), IsOk());
  EXPECT_EQ(host_.Export(), words.Export());
}

TEST_F(VectorRecallTest, ALessonOfTheOverlayIsComparedToo) {
  v1::AdjustQueryRequest request = Question(kDinner);
  v1::Lesson& with = *request.mutable_query()->mutable_overlay()->add_with();
  with = LearnWish("l-9", kWish).learn().lesson();
  with.set_component("plain");
  EXPECT_GT(Score(request, "l-9"), 0);
}

}  // namespace
}  // namespace alhf::sdk
