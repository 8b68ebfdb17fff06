#include "eval/encoder_fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "alhf/sdk/model/endpoint_encoder.h"
#include "base/status.h"
#include "base/text_proto.h"
#include "core/relevance/encoder/sentence_encoder.h"
#include "tests/support/topic_endpoint.h"

namespace alhf::eval {
namespace {

using ::alhf::testing::TopicEndpoint;
using ::testing::AllOf;
using ::testing::Gt;
using ::testing::Lt;

// The encoder in the tree with its numbers turned about and one more: another
// model, as far as anybody can see.
class TurnedEncoder final : public core::Encoder {
 public:
  explicit TurnedEncoder(const core::Encoder* encoder) : encoder_(encoder) {}
  const std::string& id() const override { return id_; }
  const core::Background* background() const override { return nullptr; }
  absl::StatusOr<core::SentenceVector> Encode(
      absl::string_view text) const override {
    auto vector = encoder_->Encode(text);
    if (!vector.ok()) return vector;
    // All have a large part in common: hardly a cosine is below a half.
    core::SentenceVector turned(vector->rbegin(), vector->rend());
    for (float& value : turned) value *= std::sqrt(0.5F);
    turned.push_back(std::sqrt(0.5F));
    return turned;
  }
  absl::StatusOr<std::vector<core::SentenceVector>> EncodeBatch(
      const std::vector<std::string>& texts) const override {
    std::vector<core::SentenceVector> vectors;
    for (const std::string& text : texts) vectors.push_back(*Encode(text));
    return vectors;
  }

 private:
  const std::string id_ = "turned";
  const core::Encoder* const encoder_;
};

class EncoderFitTest : public ::testing::Test {
 protected:
  const std::unique_ptr<const core::Encoder> like_ =
      *core::SentenceEncoder::Load(ALHF_MODEL_FILE);
  const std::vector<std::string> files_ = {ALHF_TRAINING_FOLDER
                                           "/preferences.txt"};
};

TEST_F(EncoderFitTest, FindsOutWhatNearnessMeans) {
  const TurnedEncoder turned(like_.get());
  const auto fit = FitEncoder(turned, "turned", *like_, files_);
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_EQ(fit->dimensions, 513u);
  EXPECT_EQ(fit->profile.model(), "turned");
  EXPECT_EQ(fit->profile.like(), like_->id());
  EXPECT_GT(fit->unrelated, 10'000u);
  EXPECT_THAT(fit->told_apart, AllOf(Gt(0.7), Lt(fit->told_apart_like)));
  // Both come as near as the other, but for what subjects add.
  ASSERT_GT(fit->profile.nearness_size(), 8);
  for (int i = 0; i < fit->profile.nearness_size(); ++i) {
    EXPECT_NEAR(fit->profile.nearness(i), fit->profile.nearness_like(i), 0.2);
  }
  EXPECT_EQ(fit->profile.probe_vector_size(), 513);
}

TEST_F(EncoderFitTest, WhatItFindsOpensTheEndpoint) {
  TopicEndpoint endpoint;
  const auto bare = sdk::EndpointEncoder::Make(endpoint.Config(), nullptr);
  ASSERT_TRUE(bare.ok()) << bare.status();
  const auto fit = FitEncoder(**bare, (*bare)->model(), *like_, files_);
  ASSERT_TRUE(fit.ok()) << fit.status();
  config::v1::EncoderProfile read;
  ASSERT_TRUE(ParseTextProto(ToText(fit->profile), "p", &read).ok());
  EXPECT_EQ(read.SerializeAsString(), fit->profile.SerializeAsString());
  const auto opened = sdk::EndpointEncoder::Make(endpoint.Config(), &read);
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_TRUE((*opened)->Encode("boat").ok());
  EXPECT_EQ(ToJson(*fit)["dimensions"], 3);
}

TEST_F(EncoderFitTest, AnEndpointThatIsDownIsSaid) {
  TopicEndpoint endpoint;
  endpoint.Be(TopicEndpoint::kDown);
  const auto bare = sdk::EndpointEncoder::Make(endpoint.Config(), nullptr);
  EXPECT_EQ(ReasonOf(FitEncoder(**bare, "topics", *like_, files_).status()),
            Reason::MODEL_UNAVAILABLE);
  EXPECT_EQ(ReasonOf(FitEncoder(**bare, "topics", *like_, {}).status()),
            Reason::CONFIG_INVALID);
  EXPECT_EQ(ReasonOf(RunEncoderFit({"/nowhere.textproto", files_}).status()),
            Reason::CONFIG_INVALID);
}

}  // namespace
}  // namespace alhf::eval
