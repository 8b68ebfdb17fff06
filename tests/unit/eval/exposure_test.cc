#include "eval/exposure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/compose/guidance.h"
#include "tests/unit/eval/simulator/boats.h"

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kSails[] = "Boats means boats with sails, count no others.";

std::string GuidanceOf(const std::string& lesson) {
  v1::AdjustmentItem item;
  item.set_lesson_id("l-1");
  item.set_text(lesson);
  return core::RenderGuidance({item}, 1000, nullptr);
}

TEST(LessonLinesTest, AreThoseOfTheFence) {
  v1::AdjustmentItem one;
  one.set_lesson_id("l-1");
  one.set_text("leave out\ntests");
  v1::AdjustmentItem two;
  two.set_lesson_id("l-2");
  two.set_text("be kind");
  EXPECT_THAT(LessonLines(core::RenderGuidance({two, one}, 1000, nullptr)),
              ElementsAre("leave out tests", "be kind"));
  EXPECT_THAT(LessonLines(""), IsEmpty());
  EXPECT_THAT(LessonLines("~~~question\n[l-1] be kind\n~~~\n"), IsEmpty());
}

TEST(HoldsWordsTest, APartMustBeAFairShare) {
  EXPECT_TRUE(HoldsWords(kSails, kSails));
  EXPECT_TRUE(HoldsWords("Count  no others.", kSails));
  EXPECT_FALSE(HoldsWords("sails,", kSails));
  EXPECT_FALSE(HoldsWords("boats with oars", kSails));
  EXPECT_FALSE(HoldsWords("", kSails));
}

class CountExposureTest : public ::testing::Test {
 protected:
  void Count(size_t question, const std::vector<RecordIndex>& in_force,
             const Guidance& guidance) {
    CountExposure(scenario_, scenario_.questions[question], in_force, guidance,
                  counts_);
  }

  Scenario scenario_ = Boats()[0];
  ExposureCounts counts_;
};

TEST_F(CountExposureTest, NothingGivenIsNothingNeeded) {
  Count(0, {}, {});
  EXPECT_EQ(counts_.needed, 0u);
  EXPECT_EQ(counts_.questions, 1u);
  EXPECT_EQ(counts_.ShareWhereNeeded(), 0);
  EXPECT_EQ(counts_.TokensAdded(), 0);
}

TEST_F(CountExposureTest, CountsWhereItIsNeededAndWhereNot) {
  // Sails and bullets are needed, the old pages are not fit.
  Count(0, {0, 1, 2},
        {{"sql_generator", GuidanceOf(kSails)},
         {"retriever", GuidanceOf("Ignore the old pages.")}});
  EXPECT_EQ(counts_.needed, 2u);
  EXPECT_EQ(counts_.needed_and_exposed, 1u);
  EXPECT_EQ(counts_.unfit, 1u);
  EXPECT_EQ(counts_.unfit_and_exposed, 1u);
  EXPECT_EQ(counts_.ShareWhereNeeded(), 0.5);
  EXPECT_EQ(counts_.ShareWhereUnfit(), 1);
  EXPECT_GT(counts_.TokensAdded(), 10);
  Count(1, {0, 1, 2}, {});
  EXPECT_EQ(counts_.needed, 3u);
  EXPECT_EQ(counts_.unfit, 3u);
  EXPECT_EQ(counts_.unfit_and_exposed, 1u);
}

TEST_F(CountExposureTest, AnothersPromptIsNoExposure) {
  Count(0, {0}, {{"answer_writer", GuidanceOf(kSails)}});
  EXPECT_EQ(counts_.needed, 1u);
  EXPECT_EQ(counts_.needed_and_exposed, 0u);
}

}  // namespace
}  // namespace alhf::eval
