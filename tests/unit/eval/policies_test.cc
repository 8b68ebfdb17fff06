#include "eval/policies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(PoliciesTest, AreChosenByName) {
  const auto chosen = ParsePolicies({"oracle", "alhf", "oracle", "embed-5"},
                                    /*has_encoder=*/false);
  ASSERT_TRUE(chosen.ok()) << chosen.status();
  EXPECT_THAT(chosen->policies, ElementsAre(Policy::kAlhf, Policy::kOracle));
  EXPECT_THAT(chosen->skipped, ElementsAre(HasSubstr("embed-5")));
  EXPECT_THAT(std::string(ParsePolicies({"best"}, true).status().message()),
              HasSubstr("alhf, none, all, bm25-5, embed-5, oracle"));
  EXPECT_THAT(ParsePolicies({"embed-5"}, /*has_encoder=*/true)->policies,
              ElementsAre(Policy::kEmbed));
  EXPECT_EQ(NameOf(Policy::kBm25), "bm25-5");
  EXPECT_TRUE(TeachesPerfectly(Policy::kOracle));
  EXPECT_FALSE(TeachesPerfectly(Policy::kAlhf));
}

class OverlayTest : public ::testing::Test {
 protected:
  OverlayTest() : taught_((Prepare(), scenario_)), nearest_(NearestByBm25()) {
    for (RecordIndex i = 0; i < scenario_.records.size(); ++i) {
      taught_.Give(i);
      v1::FeedbackStatus status;
      status.mutable_record()->set_id("f-" + std::to_string(i));
      for (const char* component : {"writer", "finder"}) {
        v1::Lesson& lesson = *status.add_lessons();
        lesson.set_id("l-" + std::to_string(i) + component);
        lesson.set_component(component);
        lesson.add_sources()->set_record_id(status.record().id());
      }
      lessons_.Add({0, i}, status);
      nearest_->Put(records_.size(), scenario_.records[i].text);
      records_.push_back({0, i});
    }
  }

  // Seven records; the last ends the first.
  void Prepare() {
    scenario_.records.resize(7);
    for (FeedbackItem& item : scenario_.records) item.assign = {{"writer"}};
    scenario_.records[1].text = "boats are counted twice";
    scenario_.records[2].assign.reset();
    scenario_.records[6].supersedes = {0};
    question_.text = "How many boats?";
    question_.applies = {0, 1, 2, 3};
    question_.requirements.resize(2);
    question_.requirements[0].needs = {{0, 1}};
    question_.requirements[1].needs = {{2}};
  }

  v1::Overlay Overlay(Policy policy) {
    return OverlayFor(policy, {scenario_, 0, question_, taught_, lessons_,
                               *nearest_, records_});
  }

  Scenario scenario_;
  Question question_;
  TaughtState taught_;
  TaughtLessons lessons_;
  std::unique_ptr<Nearest> nearest_;
  std::vector<RecordKey> records_;
};

TEST_F(OverlayTest, OnlyTheOverlayDiffers) {
  EXPECT_EQ(Overlay(Policy::kAlhf).ByteSizeLong(), 0);
  EXPECT_EQ(Overlay(Policy::kNone).recall(), v1::RECALL_NONE);
  EXPECT_EQ(Overlay(Policy::kAll).recall(), v1::RECALL_ALL);
}

TEST_F(OverlayTest, TheOracleListsJustWhatTheChecksName) {
  const v1::Overlay overlay = Overlay(Policy::kOracle);
  EXPECT_EQ(overlay.recall(), v1::RECALL_LISTED);
  // Record 0 is ended; record 1 is the writer's; of record 2 nothing is said.
  EXPECT_THAT(overlay.listed(),
              ElementsAre("l-1writer", "l-2finder", "l-2writer"));
  question_.requirements.clear();
  EXPECT_EQ(Overlay(Policy::kOracle).recall(), v1::RECALL_NONE);
  EXPECT_THAT(Overlay(Policy::kOracle).listed(), IsEmpty());
}

TEST_F(OverlayTest, TheNearestFiveRecordsGiveAllTheirLessons) {
  const v1::Overlay overlay = Overlay(Policy::kBm25);
  EXPECT_EQ(overlay.recall(), v1::RECALL_LISTED);
  EXPECT_THAT(overlay.listed(),
              ElementsAre("l-1finder", "l-1writer", "l-3finder", "l-3writer",
                          "l-4finder", "l-4writer", "l-5finder", "l-5writer",
                          "l-6finder", "l-6writer"));
}

TEST_F(OverlayTest, WhatIsReusedIsTheSame) {
  EXPECT_EQ(ReuseKey(Overlay(Policy::kAlhf), true), "");
  EXPECT_EQ(ReuseKey(Overlay(Policy::kAll), true), "");
  EXPECT_EQ(ReuseKey(Overlay(Policy::kNone), true), "none");
  // Before anything is taught all policies are one.
  EXPECT_EQ(ReuseKey(Overlay(Policy::kAlhf), false), "none");
  EXPECT_EQ(ReuseKey(Overlay(Policy::kAll), false), "none");
  EXPECT_EQ(ReuseKey(Overlay(Policy::kOracle), true),
            "listed:l-1writer,l-2finder,l-2writer");
}

}  // namespace
}  // namespace alhf::eval
