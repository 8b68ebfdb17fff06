#include "alhf/sdk/model/endpoint_encoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/support/temp_folder.h"
#include "tests/support/topic_endpoint.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::TopicEndpoint;
using ::testing::ElementsAre;
using ::testing::FloatNear;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

class EndpointEncoderTest : public ::testing::Test {
 protected:
  EndpointEncoderTest() {
    parts_.clock = &clock_;
    parts_.random = [] { return 0.0; };
    parts_.variable = [](const std::string& name) {
      return name == "TOPIC_KEY" ? std::optional<std::string>("k-1")
                                 : std::nullopt;
    };
  }
  absl::Status Make(const config::v1::EncoderProfile* profile) {
    auto made = EndpointEncoder::Make(config_, profile, parts_);
    if (made.ok()) encoder_ = *std::move(made);
    return made.status();
  }
  void SetUp() override { ASSERT_THAT(Make(&profile_), IsOk()); }
  Reason Refusal() { return ReasonOf(Make(&profile_)); }

  TopicEndpoint endpoint_;
  config::v1::EmbeddingEncoder config_ = endpoint_.Config(/*key=*/true);
  config::v1::EncoderProfile profile_ = TopicEndpoint::Profile();
  ManualClock clock_{absl::FromUnixSeconds(1'750'000'000)};
  ModelParts parts_;
  std::unique_ptr<const EndpointEncoder> encoder_;
};

TEST_F(EndpointEncoderTest, VectorsHaveLengthOneAndTheKeyIsSent) {
  const auto vector = encoder_->Encode("the boat");
  ASSERT_THAT(vector, IsOk());
  EXPECT_THAT(*vector, ElementsAre(0, FloatNear(3 / std::sqrt(10.0F), 1e-6),
                                   FloatNear(1 / std::sqrt(10.0F), 1e-6)));
  EXPECT_EQ(endpoint_.asked().at(0).authorization, "Bearer k-1");
  EXPECT_TRUE(encoder_->remote());
  EXPECT_EQ(encoder_->model(), "topics");
}

TEST_F(EndpointEncoderTest, ManyTextsGoInBatchesAndComeInOrder) {
  std::vector<std::string> texts(100, "plain");
  texts[70] = "boat";
  const auto vectors = encoder_->EncodeBatch(texts);
  ASSERT_THAT(vectors, IsOk());
  ASSERT_THAT(*vectors, SizeIs(100));
  EXPECT_GT((*vectors)[70][1], 0.9F);
  EXPECT_EQ((*vectors)[71][1], 0);
  ASSERT_THAT(endpoint_.asked(), SizeIs(2));
  EXPECT_THAT(endpoint_.asked()[1].texts, SizeIs(36));
  EXPECT_THAT(*encoder_->EncodeBatch({}), IsEmpty());
}

TEST_F(EndpointEncoderTest, ThePrefixIsPutBeforeEachText) {
  config_.set_prefix("query: ");
  const std::string id = encoder_->id();
  ASSERT_THAT(Make(&profile_), IsOk());
  EXPECT_NE(encoder_->id(), id);
  ASSERT_THAT(encoder_->Encode("boat"), IsOk());
  EXPECT_EQ(endpoint_.asked()[0].texts[0], "query: boat");
}

TEST_F(EndpointEncoderTest, TheIdNamesModelAndProfile) {
  EXPECT_THAT(encoder_->id(), StartsWith("topics/"));
  ASSERT_NE(encoder_->background(), nullptr);
  EXPECT_EQ("topics/" + encoder_->background()->version.substr(4),
            encoder_->id());
  const std::string id = encoder_->id();
  profile_.set_query_mean(0, 0.1F);
  ASSERT_THAT(Make(&profile_), IsOk());
  EXPECT_NE(encoder_->id(), id);
  ASSERT_THAT(Make(nullptr), IsOk());
  EXPECT_EQ(encoder_->background(), nullptr);
}

TEST_F(EndpointEncoderTest, AProfileThatDoesNotFitIsRefused) {
  const config::v1::EncoderProfile whole = profile_;
  profile_.set_model("other");
  EXPECT_EQ(Refusal(), Reason::CONFIG_INVALID);
  profile_ = whole;
  profile_.set_like("other/1");
  EXPECT_EQ(Refusal(), Reason::CONFIG_INVALID);
  profile_ = whole;
  profile_.mutable_lesson_mean()->RemoveLast();
  EXPECT_EQ(Refusal(), Reason::CONFIG_INVALID);
  profile_ = whole;
  profile_.clear_probe_vector();
  EXPECT_EQ(Refusal(), Reason::CONFIG_INVALID);
  profile_ = whole;
  profile_.add_nearness(0.5F);
  EXPECT_EQ(Refusal(), Reason::CONFIG_INVALID);
  profile_.add_nearness_like(-0.5F);
  EXPECT_EQ(Refusal(), Reason::CONFIG_INVALID);
}

TEST_F(EndpointEncoderTest, WhatIsNotOfTheProfilesModelIsNoVector) {
  for (const auto mood : {TopicEndpoint::kOtherSize, TopicEndpoint::kGarbage,
                          TopicEndpoint::kAnotherModel}) {
    endpoint_.Be(mood);
    ASSERT_THAT(Make(&profile_), IsOk());
    EXPECT_EQ(ReasonOf(encoder_->Encode("boat").status()),
              Reason::MODEL_ANSWER_INVALID)
        << mood;
  }
  EXPECT_THAT(std::string(encoder_->Encode("boat").status().message()),
              HasSubstr("another model"));
}

TEST_F(EndpointEncoderTest, TheProbeGoesAlongUntilItIsProven) {
  ASSERT_THAT(encoder_->Encode("boat"), IsOk());
  ASSERT_THAT(encoder_->Encode("boat"), IsOk());
  EXPECT_THAT(endpoint_.asked()[0].texts,
              ElementsAre("boat", "We had supper."));
  EXPECT_THAT(endpoint_.asked()[1].texts, ElementsAre("boat"));
  // Who comes back may be another.
  endpoint_.Be(TopicEndpoint::kDown);
  EXPECT_TRUE(absl::IsUnavailable(encoder_->Encode("boat").status()));
  endpoint_.Be(TopicEndpoint::kAnotherModel);
  EXPECT_EQ(ReasonOf(encoder_->Encode("boat").status()),
            Reason::MODEL_ANSWER_INVALID);
}

TEST_F(EndpointEncoderTest, AnEndpointThatIsDownIsLeftAlone) {
  endpoint_.Be(TopicEndpoint::kDown);
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(absl::IsUnavailable(encoder_->Encode("boat").status()));
    EXPECT_TRUE(absl::IsUnavailable(encoder_->EncodeBatch({"a"}).status()));
  }
  EXPECT_THAT(endpoint_.asked(), SizeIs(3));
  endpoint_.Be(TopicEndpoint::kWell);
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(encoder_->Encode("boat"), IsOk());
}

TEST_F(EndpointEncoderTest, AQueryDoesNotWaitForOneThatIsSilent) {
  config_.set_query_timeout_ms(50);
  ASSERT_THAT(Make(&profile_), IsOk());
  endpoint_.Be(TopicEndpoint::kSilent);
  EXPECT_EQ(ReasonOf(encoder_->Encode("boat").status()), Reason::DEADLINE);
}

TEST_F(EndpointEncoderTest, ATextThatIsRefusedSaysNothingOfTheEndpoint) {
  endpoint_.Be(TopicEndpoint::kPicky);
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(absl::IsInvalidArgument(encoder_->Encode("secret").status()));
  }
  EXPECT_THAT(encoder_->Encode("boat"), IsOk());
}

TEST_F(EndpointEncoderTest, IsOpenedByItsFile) {
  const testing::TempFolder folder;
  const std::string path = endpoint_.WriteFiles(folder.path());
  const auto opened = OpenEndpointEncoder(path);
  ASSERT_THAT(opened, IsOk());
  EXPECT_THAT((*opened)->Encode("boat"), IsOk());
  std::filesystem::remove(folder.File("profile.textproto"));
  EXPECT_EQ(ReasonOf(OpenEndpointEncoder(path).status()),
            Reason::CONFIG_INVALID);
  std::filesystem::remove_all(folder.path());
  EXPECT_EQ(ReasonOf(OpenEndpointEncoder(path).status()),
            Reason::CONFIG_INVALID);
}

}  // namespace
}  // namespace alhf::sdk
