#include "sdk/model/model_endpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/unit/sdk/model/endpoint_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;

class ModelEndpointTest : public ::testing::Test {
 protected:
  ModelEndpointTest() : config_(scripted_.config()) {}

  absl::StatusOr<std::unique_ptr<Endpoint>> Make() {
    ModelParts parts = scripted_.parts();
    parts.variable = [](const std::string& name) -> std::optional<std::string> {
      if (name == "THE_KEY") return "secret";
      if (name == "THE_MODEL") return "other";
      if (name == "EMPTY") return "";
      return std::nullopt;
    };
    return Endpoint::Make(config_, parts);
  }
  // The reason why this configuration is refused; empty: it is not.
  std::string Refused() {
    const auto made = Make();
    if (made.ok()) return "";
    EXPECT_EQ(ReasonOf(made.status()), Reason::CONFIG_INVALID);
    return std::string(made.status().message());
  }
  absl::Status Post(Endpoint& endpoint, Endpoint::PostCall call = {}) {
    call.path = "/x";
    call.body = "{}";
    return endpoint.Post(call, usage_, [this](const HttpResponse& response) {
      taken_ = response.body;
      return take_;
    });
  }

  ScriptedEndpoint scripted_;
  config::v1::ModelEndpoint config_;
  v1::ModelUsage usage_;
  absl::Status take_;
  std::string taken_;
};

TEST_F(ModelEndpointTest, AConfigurationThatCannotWorkIsRefused) {
  EXPECT_EQ(Refused(), "");
  config_.clear_model();
  EXPECT_THAT(Refused(), HasSubstr("model is missing"));
  config_.set_model("m");
  config_.set_base_url("");
  EXPECT_THAT(Refused(), HasSubstr("base_url is missing"));
  config_.set_base_url("models.example/v1");
  EXPECT_THAT(Refused(), HasSubstr("not one of http or https"));
  config_.set_base_url("https://models.example/v1");
  EXPECT_EQ(Refused(), "");
  config_.set_key_variable("NO_SUCH");
  EXPECT_THAT(Refused(), HasSubstr("NO_SUCH"));
  config_.set_key_variable("EMPTY");
  EXPECT_THAT(Refused(), HasSubstr("EMPTY"));
}

TEST_F(ModelEndpointTest, WordsLeaveThisMachineEncrypted) {
  config_.set_base_url("http://models.example/v1");
  EXPECT_THAT(Refused(), HasSubstr("unencrypted"));
  config_.set_plain_http(true);
  EXPECT_EQ(Refused(), "");
}

TEST_F(ModelEndpointTest, KeyAndModelComeFromTheEnvironment) {
  config_.set_key_variable("THE_KEY");
  config_.set_model_variable("THE_MODEL");
  config_.set_base_url(config_.base_url() + "/");
  scripted_.Say(Body("yes"));
  const auto endpoint = Make();
  ASSERT_THAT(endpoint, IsOk());
  EXPECT_EQ((*endpoint)->config().model(), "other");
  EXPECT_EQ((*endpoint)->config().key(), "");
  ASSERT_THAT(Post(**endpoint), IsOk());
  EXPECT_EQ(taken_, "yes");
  const auto request = scripted_.requests().at(0);
  EXPECT_EQ(request.path, "/v1/x");
  EXPECT_THAT(request.headers,
              Contains(Pair("authorization", "Bearer secret")));
  EXPECT_THAT(request.headers,
              Contains(Pair("content-type", "application/json")));
}

TEST_F(ModelEndpointTest, WithoutAKeyNoneIsSent) {
  scripted_.Say(Body("yes"));
  const auto endpoint = Make();
  ASSERT_THAT(Post(**endpoint), IsOk());
  EXPECT_THAT(scripted_.requests().at(0).headers,
              Not(Contains(Key("authorization"))));
}

TEST_F(ModelEndpointTest, ComesBackWhenTheEndpointHasRoom) {
  HttpServer::Response full = Failure(429, R"({"error": "slow down"})");
  full.headers = {{"Retry-After", "3"}};
  scripted_.Say(full);
  scripted_.Say(Failure(503));
  scripted_.Say(Body("yes"));
  const auto endpoint = Make();
  ASSERT_THAT(Post(**endpoint), IsOk());
  EXPECT_THAT(scripted_.waits(),
              ElementsAre(absl::Seconds(3), absl::Milliseconds(500)));
  EXPECT_EQ(usage_.model(), "tested");
  EXPECT_EQ(usage_.calls(), 3u);
  EXPECT_EQ(usage_.time().seconds(), 3);
  EXPECT_EQ(usage_.time().nanos(), 500'000'000);
}

TEST_F(ModelEndpointTest, SaysWhatIsWrong) {
  struct Case {
    int status;
    absl::StatusCode code;
    Reason reason;
  };
  config_.set_retries(-1);
  for (const Case& each :
       {Case{429, absl::StatusCode::kResourceExhausted,
             Reason::MODEL_UNAVAILABLE},
        Case{500, absl::StatusCode::kUnavailable, Reason::MODEL_UNAVAILABLE},
        Case{408, absl::StatusCode::kUnavailable, Reason::MODEL_UNAVAILABLE},
        Case{501, absl::StatusCode::kFailedPrecondition, Reason::MODEL_REFUSED},
        Case{400, absl::StatusCode::kFailedPrecondition, Reason::MODEL_REFUSED},
        Case{401, absl::StatusCode::kFailedPrecondition, Reason::MODEL_REFUSED},
        Case{302, absl::StatusCode::kFailedPrecondition,
             Reason::MODEL_REFUSED}}) {
    ScriptedEndpoint scripted;
    scripted.Say(Failure(each.status, R"({"error": {"message": "why"}})"));
    config_.set_base_url(scripted.config().base_url());
    const auto endpoint = Make();
    const absl::Status status = Post(**endpoint);
    EXPECT_THAT(status, HasCode(each.code)) << each.status;
    EXPECT_EQ(ReasonOf(status), each.reason) << each.status;
    EXPECT_THAT(std::string(status.message()),
                HasSubstr(absl::StrCat(each.status, ": why")));
    EXPECT_THAT(scripted.requests(), SizeIs(1));
  }
}

TEST_F(ModelEndpointTest, WhatWasTakenMayBeTriedAgainUnlessItIsSpoiled) {
  scripted_.Say(Body("half"));
  take_ = Error(absl::StatusCode::kUnavailable, Reason::MODEL_UNAVAILABLE, "");
  const auto endpoint = Make();
  EXPECT_FALSE(Post(**endpoint).ok());
  EXPECT_THAT(scripted_.requests(), SizeIs(3));
  Endpoint::PostCall call;
  int begun = 0;
  call.begin = [&] { ++begun; };
  call.spoiled = [] { return true; };
  const absl::Status spoiled = Post(**endpoint, call);
  EXPECT_THAT(spoiled, HasCode(absl::StatusCode::kAborted));
  EXPECT_EQ(ReasonOf(spoiled), Reason::MODEL_UNAVAILABLE);
  EXPECT_EQ(begun, 1);
}

TEST_F(ModelEndpointTest, NothingIsSentAfterTheDeadline) {
  const auto endpoint = Make();
  Endpoint::PostCall call;
  call.deadline = scripted_.clock().Now();
  EXPECT_THAT(Post(**endpoint, call),
              HasCode(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(scripted_.requests(), IsEmpty());
  EXPECT_EQ(usage_.calls(), 0u);
}

TEST_F(ModelEndpointTest, AStalledEndpointIsLeft) {
  scripted_.Say(Stalled());
  config_.set_timeout_ms(50);
  const auto endpoint = Make();
  const absl::Status status = Post(**endpoint);
  EXPECT_THAT(status, HasCode(absl::StatusCode::kDeadlineExceeded));
  EXPECT_EQ(usage_.calls(), 1u);
}

TEST_F(ModelEndpointTest, AHugeBodyIsNotTaken) {
  scripted_.Say(Body(std::string(100'000, ' ')));
  config_.set_max_response_bytes(1000);
  const auto endpoint = Make();
  EXPECT_EQ(ReasonOf(Post(**endpoint)), Reason::MODEL_ANSWER_INVALID);
  EXPECT_THAT(scripted_.requests(), SizeIs(1));
}

}  // namespace
}  // namespace alhf::sdk
