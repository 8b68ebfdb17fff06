#include "coordinator/registry/grpc_component_client.h"

#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "alhf/testing/status_matchers.h"
#include "alhf/v1/feedback.grpc.pb.h"
#include "base/status.h"
#include "tests/unit/coordinator/fake_component_server.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr absl::Duration kGenerous = absl::Seconds(30);

// Calls AdjustQuery and waits for its answer.
absl::StatusOr<v1::AdjustQueryResponse> Adjust(
    ComponentClient& client, absl::Duration timeout = kGenerous) {
  std::promise<absl::StatusOr<v1::AdjustQueryResponse>> answer;
  v1::AdjustQueryRequest request;
  request.set_tenant("t");
  request.mutable_query()->set_text("how many?");
  client.AdjustQuery(
      {.timeout = timeout, .trace = {.traceparent = "00-aa-bb-01"}}, request,
      [&](auto response) { answer.set_value(std::move(response)); });
  return answer.get_future().get();
}

class GrpcComponentClientTest : public ::testing::Test {
 protected:
  TempFolder folder_;
  GrpcConnector connector_;
  const std::string address_ = folder_.Socket("a");
};

TEST_F(GrpcComponentClientTest, CarriesRequestAnswerAndTrace) {
  FakeComponentServer server(address_, "a");
  server.on_adjust = [](const v1::AdjustQueryRequest& request) {
    v1::Adjustment adjustment;
    adjustment.set_component(request.tenant() + ":" + request.query().text());
    return adjustment;
  };
  const auto client = connector_.Connect(address_);
  const auto answer = Adjust(*client);
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->adjustment().component(), "t:how many?");
  EXPECT_EQ(server.traceparent, "00-aa-bb-01");
}

TEST_F(GrpcComponentClientTest, AnswersWaitBehindNoCallbackOfGrpc) {
  FakeComponentServer server(address_, "a");
  const auto client = connector_.Connect(address_);
  const auto stub = v1::Feedback::NewStub(
      grpc::CreateChannel(address_, grpc::InsecureChannelCredentials()));
  // As many threads as gRPC has for callbacks, all of them held.
  const unsigned threads =
      std::clamp(std::thread::hardware_concurrency() / 2, 2u, 16u);
  struct Held {
    grpc::ClientContext context;
    v1::GetManifestRequest request;
    v1::GetManifestResponse response;
    std::promise<void> begun;
    std::promise<void> ended;
  };
  std::vector<Held> held(threads);
  std::promise<void> go;
  const std::shared_future<void> gone = go.get_future().share();
  for (Held& each : held) {
    stub->async()->GetManifest(&each.context, &each.request, &each.response,
                               [&each, gone](const grpc::Status&) {
                                 each.begun.set_value();
                                 gone.wait();
                                 each.ended.set_value();
                               });
  }
  for (Held& each : held) each.begun.get_future().wait();
  EXPECT_THAT(Adjust(*client), IsOk());
  go.set_value();
  for (Held& each : held) each.ended.get_future().wait();
}

TEST_F(GrpcComponentClientTest, KeepsTheComponentsOwnReason) {
  FakeComponentServer server(address_, "a");
  server.on_adjust = [](const auto&) -> absl::StatusOr<v1::Adjustment> {
    return Error(absl::StatusCode::kFailedPrecondition, Reason::POSITION_STALE,
                 "behind");
  };
  const auto client = connector_.Connect(address_);
  EXPECT_THAT(Adjust(*client), StatusIs(absl::StatusCode::kFailedPrecondition,
                                        Reason::POSITION_STALE));
}

TEST_F(GrpcComponentClientTest, SaysThatNobodyIsThere) {
  const auto client = connector_.Connect(address_);
  const auto answer = Adjust(*client);
  EXPECT_THAT(answer, StatusIs(absl::StatusCode::kUnavailable,
                               Reason::COMPONENT_UNAVAILABLE));
  EXPECT_THAT(std::string(answer.status().message()), HasSubstr(address_));
}

TEST_F(GrpcComponentClientTest, SaysThatTheAnswerWasLate) {
  FakeComponentServer server(address_, "a");
  std::promise<void> go;
  server.on_adjust = [&](const auto&) {
    go.get_future().wait();
    return v1::Adjustment();
  };
  const auto client = connector_.Connect(address_);
  EXPECT_THAT(Adjust(*client, absl::Milliseconds(50)),
              StatusIs(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE));
  EXPECT_THAT(Adjust(*client, -absl::Seconds(1)),
              StatusIs(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE));
  go.set_value();
}

TEST_F(GrpcComponentClientTest, AnAnswerThatIsTooLargeIsAnErrorOfItsCallAlone) {
  FakeComponentServer server(address_, "a");
  server.on_adjust = [](const v1::AdjustQueryRequest&) {
    v1::Adjustment adjustment;
    adjustment.set_component(std::string(100 << 20, 'x'));
    return adjustment;
  };
  const auto client = connector_.Connect(address_);
  const auto answer = Adjust(*client);
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(answer.status().message()), HasSubstr(address_));
  server.on_adjust = [](const auto&) { return v1::Adjustment(); };
  EXPECT_THAT(Adjust(*client), IsOk());
}

// Answers every call with bytes that are no message.
class GarbageService final : public grpc::CallbackGenericService {
  class Reactor final : public grpc::ServerGenericBidiReactor {
   public:
    Reactor() { StartRead(&request_); }
    void OnReadDone(bool) override {
      const grpc::Slice slice(std::string(64, '\xff'));
      answer_ = grpc::ByteBuffer(&slice, 1);
      StartWriteAndFinish(&answer_, grpc::WriteOptions(), grpc::Status::OK);
    }
    void OnDone() override { delete this; }

   private:
    grpc::ByteBuffer request_;
    grpc::ByteBuffer answer_;
  };

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext*) override {
    return new Reactor;
  }
};

TEST_F(GrpcComponentClientTest, AnAnswerThatIsNoMessageIsAnError) {
  GarbageService service;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address_, grpc::InsecureServerCredentials());
  builder.RegisterCallbackGenericService(&service);
  const auto server = builder.BuildAndStart();
  ASSERT_NE(server, nullptr);
  const auto client = connector_.Connect(address_);
  const auto answer = Adjust(*client);
  EXPECT_THAT(answer,
              StatusIs(absl::StatusCode::kInternal, Reason::COMPONENT_FAILED));
  EXPECT_THAT(std::string(answer.status().message()), HasSubstr(address_));
}

TEST_F(GrpcComponentClientTest, SaysThatAMethodIsNotServed) {
  FakeComponentServer server(address_, "a");
  const auto client = connector_.Connect(address_);
  std::promise<absl::Status> ended;
  client->Run(
      {.timeout = kGenerous}, {}, [](const auto&) { FAIL() << "no event"; },
      [&](absl::Status status) { ended.set_value(std::move(status)); });
  EXPECT_THAT(
      ended.get_future().get(),
      StatusIs(absl::StatusCode::kUnimplemented, Reason::NOT_IMPLEMENTED));
}

TEST_F(GrpcComponentClientTest, StreamsEventsInOrderThenEnds) {
  FakeComponentServer server(address_, "a");
  server.on_run = [](const v1::RunRequest& request, auto write) {
    for (const char* line : {"one", "two", "three"}) {
      v1::RunEvent event;
      event.set_progress(request.query().text() + line);
      write(event);
    }
    return absl::OkStatus();
  };
  const auto client = connector_.Connect(address_);
  std::vector<std::string> lines;
  std::promise<absl::Status> ended;
  v1::RunRequest request;
  request.mutable_query()->set_text("q:");
  client->Run(
      {.timeout = kGenerous}, request,
      [&](const v1::RunEvent& event) { lines.push_back(event.progress()); },
      [&](absl::Status status) { ended.set_value(std::move(status)); });
  EXPECT_THAT(ended.get_future().get(), IsOk());
  EXPECT_THAT(lines, ElementsAre("q:one", "q:two", "q:three"));
}

TEST_F(GrpcComponentClientTest, EndsItsCallsWhenItIsDestroyed) {
  FakeComponentServer server(address_, "a");
  std::promise<void> arrived;
  std::promise<void> go;
  server.on_adjust = [&](const auto&) {
    arrived.set_value();
    go.get_future().wait();
    return v1::Adjustment();
  };
  auto client = connector_.Connect(address_);
  std::promise<absl::Status> ended;
  client->AdjustQuery({.timeout = absl::Hours(1)}, {},
                      [&](auto answer) { ended.set_value(answer.status()); });
  arrived.get_future().wait();
  client.reset();
  EXPECT_THAT(ended.get_future().get(),
              StatusIs(absl::StatusCode::kUnavailable, Reason::DRAINING));
  go.set_value();
}

TEST_F(GrpcComponentClientTest, CancelsTheCallsUnderWayAndGoesOn) {
  FakeComponentServer server(address_, "a");
  std::promise<void> arrived;
  std::promise<void> go;
  server.on_adjust = [&](const auto&) {
    arrived.set_value();
    go.get_future().wait();
    return v1::Adjustment();
  };
  const auto client = connector_.Connect(address_);
  std::promise<absl::Status> cancelled;
  client->AdjustQuery({.timeout = absl::Hours(1)}, {}, [&](auto answer) {
    cancelled.set_value(answer.status());
  });
  arrived.get_future().wait();
  client->CancelCalls();
  EXPECT_THAT(cancelled.get_future().get(),
              StatusIs(absl::StatusCode::kUnavailable, Reason::DRAINING));
  go.set_value();
  std::promise<absl::Status> later;
  client->GetManifest({.timeout = kGenerous}, {},
                      [&](auto answer) { later.set_value(answer.status()); });
  EXPECT_THAT(later.get_future().get(), IsOk());
}

TEST_F(GrpcComponentClientTest, MayBeDestroyedInItsOwnCallback) {
  FakeComponentServer server(address_, "a");
  std::promise<void> ended;
  auto client = connector_.Connect(address_);
  ComponentClient* const raw = client.get();
  raw->GetManifest({.timeout = kGenerous}, {},
                   [&ended, client = std::move(client)](auto answer) mutable {
                     EXPECT_THAT(answer, IsOk());
                     client.reset();
                     ended.set_value();
                   });
  ended.get_future().wait();
}

TEST_F(GrpcComponentClientTest, FindsAComponentThatComesBack) {
  const auto client = connector_.Connect(address_);
  EXPECT_THAT(Adjust(*client), StatusIs(absl::StatusCode::kUnavailable,
                                        Reason::COMPONENT_UNAVAILABLE));
  FakeComponentServer server(address_, "a");
  const absl::Time deadline = absl::Now() + kGenerous;
  while (!Adjust(*client).ok()) ASSERT_LT(absl::Now(), deadline);
}

}  // namespace
}  // namespace alhf::coordinator
