#include "core/relevance/subject_map.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "core/relevance/encoder/open_encoder.h"

namespace alhf::core {
namespace {

class SubjectMapTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto encoder = OpenEncoder(ALHF_MODEL_FILE, "");
    ASSERT_TRUE(encoder.ok()) << encoder.status();
    encoder_ = *std::move(encoder);
    map_ = SubjectMapOf(encoder_->id());
    ASSERT_NE(map_, nullptr);
  }

  CompactVector VectorOf(const std::string& text) const {
    return Compact(*encoder_->Encode(text));
  }
  double Likeness(const std::string& query, const std::string& lesson) const {
    return map_->Likeness(map_->OfQuery(VectorOf(query)),
                          map_->OfLesson(VectorOf(lesson)));
  }

  std::shared_ptr<const Encoder> encoder_;
  const SubjectMap* map_ = nullptr;
};

TEST_F(SubjectMapTest, AQuestionIsLikerTheLessonOfItsSubject) {
  const std::string bed = "I only sleep on hard beds.";
  const std::string food = "I can't eat mushrooms.";
  const std::string where = "Which inn in Ghent could I book?";
  const std::string dinner = "What can I make for supper tomorrow?";
  EXPECT_GT(Likeness(where, bed), Likeness(where, food));
  EXPECT_GT(Likeness(dinner, food), Likeness(dinner, bed));
  EXPECT_LT(Likeness("How tall is a giraffe?", food), Likeness(dinner, food));
}

TEST_F(SubjectMapTest, WhatIsNoVectorOfTheEncoderIsLikeNothing) {
  const SubjectMap::Place lesson = map_->OfLesson(VectorOf("I hate ties."));
  for (const CompactVector& vector :
       {CompactVector(), CompactVector{1, 2, 3}, CompactVector(512)}) {
    EXPECT_EQ(map_->Likeness(map_->OfQuery(vector), lesson), 0);
  }
}

TEST(SubjectMapOfTest, OnlyTheEncoderThatItWasMadeWithHasOne) {
  EXPECT_EQ(SubjectMapOf(""), nullptr);
  EXPECT_EQ(SubjectMapOf("another/1"), nullptr);
}

}  // namespace
}  // namespace alhf::core
