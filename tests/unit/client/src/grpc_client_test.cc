#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "alhf/client/client.h"
#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/unit/cli/fake_coordinator_server.h"

namespace alhf::client {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

class GrpcClientTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::TempDir() + "/clientXXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    address_ = "unix:" + folder_ + "/c.sock";
    ClientOptions options;
    options.address = address_;
    options.tenant = "acme";
    options.user = "ann";
    options.plan_timeout = absl::Seconds(20);
    options.record_timeout = absl::Seconds(20);
    options.feedback_timeout = absl::Seconds(20);
    options.sleep = [this](absl::Duration) { ++pauses_; };
    auto client = Connect(options);
    ASSERT_THAT(client, IsOk());
    client_ = *std::move(client);
  }
  void TearDown() override {
    client_.reset();
    server_.reset();
    std::filesystem::remove_all(folder_);
  }
  void StartServer() {
    server_ = std::make_unique<cli::FakeCoordinatorServer>(address_);
  }

  std::string folder_;
  std::string address_;
  std::atomic<int> pauses_ = 0;
  std::unique_ptr<cli::FakeCoordinatorServer> server_;
  std::unique_ptr<Client> client_;
};

TEST_F(GrpcClientTest, PlansRecordsAndTeaches) {
  StartServer();
  v1::ComposePlanResponse composed;
  composed.mutable_plan()->set_exchange_id("x-7");
  composed.mutable_plan()->set_holdout(0.1);
  composed.mutable_plan()->add_components()->set_guidance("Use weeks.");
  server_->plan.Returns(composed);
  server_->record_exchange.Returns({});
  v1::SubmitFeedbackResponse taken;
  taken.mutable_status()->mutable_record()->set_id("f-1");
  taken.mutable_status()->mutable_position()->set_sequence(4);
  server_->feedback.Returns(taken);

  const PlanResult plan =
      client_->Plan("How many?", {.turns = {{"Who?", "Ann."}}});
  ASSERT_THAT(plan.failure, IsOk());
  EXPECT_EQ(plan.Guidance(), "Use weeks.");
  const v1::Query query = server_->plan.requests()[0].query();
  EXPECT_EQ(server_->plan.requests()[0].tenant(), "acme");
  EXPECT_EQ(query.user(), "ann");
  EXPECT_EQ(query.turns(0).answer(), "Ann.");

  const Recorded recorded = client_->Record(
      "How many?", "7", {.plan = &plan, .checks = {{"sql_runs", true}}});
  ASSERT_THAT(recorded.failure, IsOk());
  EXPECT_EQ(recorded.exchange_id, "x-7");
  const auto exchange = server_->record_exchange.requests()[0].exchange();
  EXPECT_EQ(exchange.id(), "x-7");
  EXPECT_EQ(exchange.plan().holdout(), 0.1);
  EXPECT_EQ(exchange.checks(0).name(), "sql_runs");

  const Receipt receipt = client_->Feedback("By week.", recorded);
  ASSERT_THAT(receipt.failure, IsOk());
  EXPECT_EQ(receipt.status.record().id(), "f-1");
  const auto sent = server_->feedback.requests()[0];
  EXPECT_EQ(sent.record().exchange().id(), "x-7");
  EXPECT_EQ(sent.record().exchange().answer(), "7");
  EXPECT_EQ(sent.request_id(), receipt.request_id);
  EXPECT_EQ(sent.wait().seconds(), 3);
  ASSERT_THAT(client_->Thumb(true, recorded).failure, IsOk());
  EXPECT_EQ(server_->feedback.requests()[1].record().kind(), v1::RECORD_THUMB);
  client_->Plan("How many?", {.after = &receipt});
  EXPECT_EQ(server_->plan.requests()[1].query().min_position().sequence(), 4u);
}

TEST_F(GrpcClientTest, FailsOpenWhereNobodyListens) {
  const PlanResult plan = client_->Plan("How many?");
  EXPECT_TRUE(plan.degraded());
  EXPECT_EQ(plan.Guidance(), "");
  EXPECT_EQ(plan.failure.code(), absl::StatusCode::kUnavailable);
  const Recorded recorded = client_->Record("How many?", "7");
  EXPECT_FALSE(recorded.ok());
  // Feedback can still be about it.
  EXPECT_NE(recorded.exchange_id, "");
  EXPECT_EQ(recorded.answer, "7");
  EXPECT_GT(pauses_, 0);
}

TEST_F(GrpcClientTest, TriesAgainWithTheSameRequestId) {
  StartServer();
  std::atomic<int> calls = 0;
  server_->feedback.Replies([&calls](const v1::SubmitFeedbackRequest&)
                                -> absl::StatusOr<v1::SubmitFeedbackResponse> {
    if (++calls < 3) {
      return Error(absl::StatusCode::kResourceExhausted, Reason::QUEUE_FULL,
                   "full");
    }
    return v1::SubmitFeedbackResponse();
  });
  EXPECT_THAT(client_->Feedback("By week.", {.exchange_id = "x-1"}).failure,
              IsOk());
  const auto sent = server_->feedback.requests();
  ASSERT_EQ(sent.size(), 3u);
  EXPECT_EQ(sent[0].request_id(), sent[2].request_id());
  EXPECT_EQ(pauses_, 2);
}

TEST_F(GrpcClientTest, WhatIsRefusedIsNotRepeated) {
  StartServer();
  server_->plan.Fails(Error(absl::StatusCode::kInvalidArgument,
                            Reason::FIELD_TOO_LARGE, "too long"));
  EXPECT_THAT(
      client_->Plan("How many?").failure,
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::FIELD_TOO_LARGE));
  EXPECT_EQ(server_->plan.requests().size(), 1u);
}

TEST_F(GrpcClientTest, AnAddressThatCannotWorkIsSaidAtOnce) {
  EXPECT_THAT(
      Connect({.address = "10.0.0.1:1"}),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED));
}

}  // namespace
}  // namespace alhf::client
