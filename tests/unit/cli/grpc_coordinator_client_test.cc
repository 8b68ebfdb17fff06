#include "cli/grpc_coordinator_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>

#include "alhf/testing/status_matchers.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;

class GrpcCoordinatorClientTest : public ::testing::Test {
 protected:
  std::unique_ptr<CoordinatorClient> Connect(absl::Duration timeout) const {
    auto client = ConnectCoordinator(address_, {}, timeout, &clock_);
    EXPECT_THAT(client, IsOk());
    return *std::move(client);
  }

  const TemporaryFolder folder_;
  const std::string address_ = "unix:" + folder_.path() + "/c.sock";
  SystemClock clock_;
};

TEST_F(GrpcCoordinatorClientTest, CallsAndStreams) {
  FakeCoordinatorServer server(address_);
  server.status.Returns(Proto<v1::GetStatusResponse>("version: '1'"));
  server.ask.Returns({Proto<v1::AskEvent>("progress { text: 'one' }"),
                      Proto<v1::AskEvent>("answer { answer: 'two' }")});
  const auto client = Connect(absl::Minutes(1));
  const auto status =
      client->GetStatus(Proto<v1::GetStatusRequest>("tenant: 'one'"));
  ASSERT_THAT(status, IsOk());
  EXPECT_EQ(status->version(), "1");
  ASSERT_EQ(server.status.requests().size(), 1u);
  EXPECT_EQ(server.status.requests()[0].tenant(), "one");
  std::vector<std::string> events;
  ASSERT_THAT(client->Ask({},
                          [&events](const v1::AskEvent& event) {
                            events.push_back(event.has_answer()
                                                 ? event.answer().answer()
                                                 : event.progress().text());
                          }),
              IsOk());
  EXPECT_THAT(events, ElementsAre("one", "two"));
}

TEST_F(GrpcCoordinatorClientTest, ErrorsKeepTheirReason) {
  FakeCoordinatorServer server(address_);
  server.lesson.Fails(Error(absl::StatusCode::kNotFound,
                            Reason::LESSON_NOT_FOUND, "no lesson l-1"));
  EXPECT_THAT(Connect(absl::Minutes(1))->GetLesson({}),
              StatusIs(absl::StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
}

TEST_F(GrpcCoordinatorClientTest, NobodyThereIsUnavailableWithoutAReason) {
  EXPECT_THAT(
      Connect(absl::Minutes(1))->GetStatus({}),
      StatusIs(absl::StatusCode::kUnavailable, Reason::REASON_UNSPECIFIED));
}

TEST_F(GrpcCoordinatorClientTest, EndsWithTheTimeout) {
  std::promise<void> done;
  FakeCoordinatorServer server(address_);
  server.status.Replies([&done](const v1::GetStatusRequest&) {
    done.get_future().wait();
    return absl::StatusOr<v1::GetStatusResponse>(v1::GetStatusResponse());
  });
  EXPECT_THAT(Connect(absl::Milliseconds(50))->GetStatus({}),
              StatusIs(absl::StatusCode::kDeadlineExceeded,
                       Reason::REASON_UNSPECIFIED));
  done.set_value();
}

TEST_F(GrpcCoordinatorClientTest, TakesLargeResponses) {
  FakeCoordinatorServer server(address_);
  v1::Exchange large;
  large.set_answer(std::string(8 << 20, 'a'));
  server.exchange.Returns(large);
  const auto exchange = Connect(absl::Minutes(1))->GetExchange({});
  ASSERT_THAT(exchange, IsOk());
  EXPECT_EQ(exchange->answer().size(), large.answer().size());
}

}  // namespace
}  // namespace alhf::cli
