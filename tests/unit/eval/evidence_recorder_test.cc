#include "eval/evidence_recorder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace alhf::eval {
namespace {

TEST(EvidenceRecorderTest, KeepsWhatTheScorerSaw) {
  const core::WordsScorer scorer;
  const EvidenceRecorder recorder(&scorer);
  core::Evidence evidence;
  evidence.shared_mass = 2;
  core::RecalledLesson first;
  first.why = recorder.ScoreOf(evidence).why;
  evidence.shared_mass = 3;
  evidence.nearness = 0.5;
  const core::Score score = recorder.ScoreOf(evidence);
  EXPECT_EQ(score.value, scorer.ScoreOf(evidence).value);
  core::RecalledLesson second;
  second.why = score.why;
  EXPECT_EQ(recorder.EvidenceOf(first).shared_mass, 2);
  EXPECT_EQ(recorder.EvidenceOf(second).shared_mass, 3);
  EXPECT_EQ(recorder.encoder_id(), "");
  const nlohmann::json json = ToJson(recorder.EvidenceOf(second));
  EXPECT_EQ(json["nearness"], 0.5);
  EXPECT_EQ(json["kind"], "instruction");
  EXPECT_TRUE(ToJson(core::Evidence())["nearness"].is_null());
}

}  // namespace
}  // namespace alhf::eval
