// Recall with an endpoint in the place of the encoder: a real host, real HTTP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/sdk/model/endpoint_encoder.h"
#include "alhf/testing/status_matchers.h"
#include "tests/support/eventually.h"
#include "tests/support/topic_endpoint.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::Eventually;
using ::alhf::testing::IsOk;
using ::alhf::testing::TopicEndpoint;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kWish[] = "I don't eat meat or fish.";
// Shares no word with the wish.
constexpr char kDinner[] = "Which restaurant would you recommend for supper?";

v1::Change LearnWish(const std::string& id, const std::string& text = kWish) {
  v1::Lesson lesson = MakeLesson(id, text);
  lesson.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
  return Learn(lesson);
}

class EndpointRecallTest : public ::testing::Test {
 protected:
  // As the coordinator sends it where it could encode it.
  v1::AdjustQueryRequest Encoded(const std::string& text) {
    v1::AdjustQueryRequest request = Question(text);
    const std::vector<float> food = {0.94868F, 0.0F, 0.31623F};
    v1::Embedding& embedding = *request.mutable_query()->mutable_embedding();
    embedding.mutable_vector()->Assign(food.begin(), food.end());
    embedding.set_encoder_id(encoder_->id());
    return request;
  }
  v1::Adjustment Adjust(v1::AdjustQueryRequest request) {
    request.mutable_query()->set_explain(true);
    const auto response = host_->AdjustQuery(request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->adjustment() : v1::Adjustment();
  }
  double Score(const v1::AdjustQueryRequest& request,
               const std::string& id = "l-1") {
    const v1::Adjustment adjustment = Adjust(request);
    for (const auto& scored : adjustment.scored()) {
      if (scored.lesson_id() == id) return scored.score();
    }
    return 0;
  }
  void Apply(const std::vector<v1::Entry>& entries) {
    ASSERT_THAT(host_->ApplyChanges(Entries(entries)), IsOk());
  }

  TopicEndpoint endpoint_;
  const config::v1::EncoderProfile profile_ = TopicEndpoint::Profile();
  const std::shared_ptr<const core::Encoder> encoder_ =
      *EndpointEncoder::Make(endpoint_.Config(), &profile_);
  HostedComponent host_{std::make_shared<PlainComponent>(), encoder_};
};

TEST_F(EndpointRecallTest, ALessonIsFoundWithoutASharedWordAtOnce) {
  Apply({MakeEntry(1, {LearnWish("l-1")})});
  EXPECT_GT(Score(Encoded(kDinner)), 0.5);
  EXPECT_EQ(endpoint_.TimesAsked(kWish), 1);
  const v1::Adjustment adjustment = Adjust(Encoded(kDinner));
  EXPECT_EQ(adjustment.encoder_id(), encoder_->id());
  EXPECT_EQ(adjustment.calibration_version(),
            "sentence/3+" + encoder_->background()->version);
  // A restart finds the vectors again.
  host_.Reopen();
  EXPECT_GT(Score(Encoded(kDinner)), 0.5);
  EXPECT_EQ(endpoint_.TimesAsked(kWish), 1);
}

TEST_F(EndpointRecallTest, AComponentNeverAsksForAQuery) {
  Apply({MakeEntry(1, {LearnWish("l-1")})});
  const size_t asked = endpoint_.asked().size();
  const v1::Adjustment adjustment = Adjust(Question(kDinner));
  EXPECT_THAT(adjustment.items(), IsEmpty());
  EXPECT_EQ(adjustment.encoder_id(), "");
  v1::AdjustQueryRequest before = Encoded(kDinner);
  Apply({MakeEntry(2, {None()})});
  *before.mutable_query()->mutable_as_of() = At(1);
  EXPECT_GT(Score(before), 0.5);
  EXPECT_THAT(endpoint_.asked(), SizeIs(asked));
}

TEST_F(EndpointRecallTest, WhatTheEndpointDidNotEncodeIsEncodedLater) {
  for (const auto mood : {TopicEndpoint::kDown, TopicEndpoint::kGarbage,
                          TopicEndpoint::kOtherSize}) {
    SCOPED_TRACE(mood);
    const std::string tenant = "t-" + std::to_string(mood);
    endpoint_.Be(mood);
    ASSERT_THAT(host_->ApplyChanges(
                    Entries({MakeEntry(1, {LearnWish("l-1")})}, tenant)),
                IsOk());
    v1::AdjustQueryRequest request = Encoded(kDinner);
    request.set_tenant(tenant);
    EXPECT_EQ(Score(request), 0);
    endpoint_.Be(TopicEndpoint::kWell);
    EXPECT_TRUE(Eventually([&] { return Score(request) > 0.5; }));
  }
}

TEST_F(EndpointRecallTest, WhatComesInBulkDoesNotWait) {
  std::vector<v1::Change> changes;
  for (int i = 0; i < 100; ++i) {
    changes.push_back(LearnWish("l-" + std::to_string(i)));
  }
  // Whoever waited for it would wait for ever.
  config::v1::EmbeddingEncoder config = endpoint_.Config();
  config.mutable_endpoint()->set_timeout_ms(1'000'000);
  HostedComponent host(std::make_shared<PlainComponent>(),
                       *EndpointEncoder::Make(config, &profile_));
  endpoint_.Be(TopicEndpoint::kSilent);
  EXPECT_THAT(host->ApplyChanges(Entries({MakeEntry(1, changes)})), IsOk());
  EXPECT_THAT(host->AdjustQuery(Encoded(kDinner)), IsOk());
  endpoint_.Leave();
}

TEST_F(EndpointRecallTest, AllThatComesInBulkIsEncodedInTheEnd) {
  std::vector<v1::Change> changes;
  for (int i = 0; i < 300; ++i) {
    changes.push_back(
        LearnWish("l-" + std::to_string(i), "Rule " + std::to_string(i)));
  }
  changes.push_back(LearnWish("m-1"));
  Apply({MakeEntry(1, changes)});
  EXPECT_TRUE(Eventually([&] { return Score(Encoded(kDinner), "m-1") > 0; }));
  EXPECT_TRUE(Eventually([&] { return endpoint_.TimesAsked("Rule 299") > 0; }));
}

TEST_F(EndpointRecallTest, AfterARestartWhatIsMissingIsEncoded) {
  endpoint_.Be(TopicEndpoint::kDown);
  Apply({MakeEntry(1, {LearnWish("l-1")})});
  host_.Reopen();
  EXPECT_EQ(Score(Encoded(kDinner)), 0);
  endpoint_.Be(TopicEndpoint::kWell);
  EXPECT_TRUE(Eventually([&] { return Score(Encoded(kDinner)) > 0.5; }));
}

TEST_F(EndpointRecallTest, OneTextThatIsRefusedKeepsNoOtherFromItsVector) {
  endpoint_.Be(TopicEndpoint::kPicky);
  Apply({MakeEntry(
      1, {LearnWish("l-1"), LearnWish("l-2", "The secret fish is good.")})});
  EXPECT_GT(Score(Encoded(kDinner), "l-1"), 0.5);
  EXPECT_EQ(Score(Encoded(kDinner), "l-2"), 0);
}

TEST_F(EndpointRecallTest, WhatIsErasedMeanwhileStaysAway) {
  endpoint_.Be(TopicEndpoint::kDown);
  Apply({MakeEntry(1, {LearnWish("l-1"), LearnWish("l-2")})});
  Apply({MakeEntry(2, {Erase("l-1")})});
  endpoint_.Be(TopicEndpoint::kWell);
  EXPECT_TRUE(Eventually([&] { return Score(Encoded(kDinner), "l-2") > 0.5; }));
  EXPECT_EQ(Score(Encoded(kDinner), "l-1"), 0);
  host_.Reopen();
  EXPECT_EQ(Score(Encoded(kDinner), "l-1"), 0);
  EXPECT_GT(Score(Encoded(kDinner), "l-2"), 0.5);
}

TEST_F(EndpointRecallTest, ALessonOfTheOverlayIsComparedAsLongAsItCanBe) {
  v1::AdjustQueryRequest request = Encoded(kDinner);
  v1::Lesson& with = *request.mutable_query()->mutable_overlay()->add_with();
  with = LearnWish("l-9").learn().lesson();
  with.set_component("plain");
  EXPECT_GT(Score(request, "l-9"), 0.5);
  endpoint_.Be(TopicEndpoint::kDown);
  EXPECT_EQ(Score(request, "l-9"), 0);
}

}  // namespace
}  // namespace alhf::sdk
