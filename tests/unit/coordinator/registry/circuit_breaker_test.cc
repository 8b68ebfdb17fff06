#include "coordinator/registry/circuit_breaker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::HasSubstr;

constexpr absl::Duration kFair = absl::Milliseconds(500);

// Answers at once with what it is told to.
class Scripted final : public ComponentClient {
 public:
  absl::Status adjust;
  int asked = 0;
  std::string replica_id = "first";

  void AdjustQuery(const CallOptions&, const v1::AdjustQueryRequest&,
                   Callback<v1::AdjustQueryResponse> done) override {
    ++asked;
    if (adjust.ok()) return done(v1::AdjustQueryResponse());
    done(adjust);
  }
  void GetManifest(const CallOptions&, const v1::GetManifestRequest&,
                   Callback<v1::GetManifestResponse> done) override {
    v1::GetManifestResponse response;
    response.mutable_manifest()->set_replica_id(replica_id);
    done(std::move(response));
  }
  void AssessFeedback(const CallOptions&, const v1::AssessFeedbackRequest&,
                      Callback<v1::AssessFeedbackResponse> done) override {
    done(v1::AssessFeedbackResponse());
  }
  void ApplyChanges(const CallOptions&, const v1::ApplyChangesRequest&,
                    Callback<v1::ApplyChangesResponse> done) override {
    done(v1::ApplyChangesResponse());
  }
  void ListLessons(const CallOptions&, const v1::ListLessonsRequest&,
                   Callback<v1::ListLessonsResponse> done) override {
    done(v1::ListLessonsResponse());
  }
  void GetLesson(const CallOptions&, const v1::GetLessonRequest&,
                 Callback<v1::Lesson> done) override {
    done(v1::Lesson());
  }
  void Run(const CallOptions&, const v1::RunRequest&,
           absl::AnyInvocable<void(const v1::RunEvent&)>,
           absl::AnyInvocable<void(absl::Status)> done) override {
    done(absl::OkStatus());
  }
};

class CircuitBreakerTest : public ::testing::Test {
 protected:
  absl::Status Adjust(absl::Duration timeout = kFair) {
    absl::Status result = absl::UnknownError("not called");
    client_->AdjustQuery({.timeout = timeout}, {},
                         [&](auto response) { result = response.status(); });
    return result;
  }
  void AdjustTimes(int times, absl::Duration timeout = kFair) {
    for (int i = 0; i < times; ++i) Adjust(timeout).IgnoreError();
  }
  void Fail(int times) {
    component_->adjust = absl::DeadlineExceededError("slow");
    AdjustTimes(times);
  }

  ManualClock clock_{absl::FromUnixSeconds(1700000000)};
  const std::shared_ptr<Scripted> component_ = std::make_shared<Scripted>();
  const std::shared_ptr<ComponentClient> client_ =
      WithCircuitBreaker(component_, {}, &clock_);
};

TEST_F(CircuitBreakerTest, SparesTheComponentAfterFiveFailures) {
  Fail(5);
  EXPECT_EQ(component_->asked, 5);
  const absl::Status spared = Adjust();
  EXPECT_EQ(component_->asked, 5);
  EXPECT_THAT(spared, StatusIs(absl::StatusCode::kUnavailable,
                               Reason::COMPONENT_UNAVAILABLE));
  EXPECT_THAT(std::string(spared.message()), HasSubstr("spared for 1s"));
}

TEST_F(CircuitBreakerTest, OneTriesWhenTheTimeIsOver) {
  Fail(5);
  clock_.Advance(absl::Seconds(1));
  EXPECT_FALSE(Adjust().ok());
  EXPECT_EQ(component_->asked, 6);
  // Twice as long now.
  clock_.Advance(absl::Milliseconds(1999));
  AdjustTimes(1);
  EXPECT_EQ(component_->asked, 6);
  clock_.Advance(absl::Milliseconds(1));
  component_->adjust = absl::OkStatus();
  EXPECT_THAT(Adjust(), IsOk());
  EXPECT_THAT(Adjust(), IsOk());
  EXPECT_EQ(component_->asked, 8);
}

TEST_F(CircuitBreakerTest, IsNeverOpenLongerThanItsLimit) {
  Fail(5);
  for (int i = 0; i < 10; ++i) {
    clock_.Advance(absl::Seconds(30));
    AdjustTimes(1);
  }
  EXPECT_EQ(component_->asked, 15);
}

TEST_F(CircuitBreakerTest, AnAnswerBeginsTheCountAnew) {
  Fail(4);
  component_->adjust = absl::OkStatus();
  EXPECT_THAT(Adjust(), IsOk());
  Fail(4);
  EXPECT_EQ(component_->asked, 9);
}

TEST_F(CircuitBreakerTest, WhatIsNotItsFaultDoesNotCount) {
  component_->adjust = absl::InvalidArgumentError("no text");
  AdjustTimes(9);
  component_->adjust = Error(absl::StatusCode::kUnavailable,
                             Reason::POSITION_STALE, "not there yet");
  AdjustTimes(9);
  component_->adjust = absl::DeadlineExceededError("short");
  AdjustTimes(9, absl::Milliseconds(20));
  EXPECT_EQ(component_->asked, 27);
}

TEST_F(CircuitBreakerTest, OneThatWasStartedAnewIsAskedAtOnce) {
  client_->GetManifest({}, {}, [](const auto&) {});
  Fail(5);
  client_->GetManifest({}, {}, [](const auto&) {});
  AdjustTimes(1);
  EXPECT_EQ(component_->asked, 5) << "the same process";
  component_->replica_id = "second";
  client_->GetManifest({}, {}, [](const auto&) {});
  AdjustTimes(1);
  EXPECT_EQ(component_->asked, 6);
}

TEST_F(CircuitBreakerTest, OtherCallsPass) {
  Fail(5);
  absl::Status applied = absl::UnknownError("not called");
  client_->ApplyChanges({}, {}, [&](auto r) { applied = r.status(); });
  EXPECT_THAT(applied, IsOk());
  absl::Status run = absl::UnknownError("not called");
  client_->Run(
      {}, {}, [](const auto&) {},
      [&](absl::Status status) { run = std::move(status); });
  EXPECT_THAT(run, IsOk());
}

// One that waits for the trial's end is spared meanwhile.
TEST_F(CircuitBreakerTest, OneAloneTries) {
  CircuitBreaker breaker({}, &clock_);
  for (int i = 0; i < 5; ++i) {
    breaker.Ended(absl::UnavailableError("away"), kFair);
  }
  clock_.Advance(absl::Seconds(1));
  EXPECT_FALSE(breaker.Open().has_value());
  EXPECT_TRUE(breaker.Open().has_value());
  breaker.Ended(absl::OkStatus(), kFair);
  EXPECT_FALSE(breaker.Open().has_value());
}

}  // namespace
}  // namespace alhf::coordinator
