#include "base/grpc_credentials.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "base/grpc_server.h"
#include "tests/unit/base/secret_folder.h"

namespace alhf {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::SecretFolder;
using ::alhf::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kToken[] = "0123456789abcdef0123456789abcdef";

class GrpcCredentialsTest : public ::testing::Test {
 protected:
  std::unique_ptr<grpc::Server> Start(const std::string& address,
                                      std::string* bound) {
    InstallServerPlugins();
    const auto port = ListeningPort::Prepare(address, security_);
    EXPECT_THAT(port, IsOk());
    grpc::ServerBuilder builder;
    (*port)->AddTo(builder);
    auto server = builder.BuildAndStart();
    const auto where = (*port)->Bound(server.get());
    if (where.ok()) *bound = *where;
    return server;
  }

  const SecretFolder folder_;
  const Security security_ = {.token_file = folder_.Write("token", kToken),
                              .tls_folder = ""};
};

TEST_F(GrpcCredentialsTest, PortsAndSocketsAreNamedAsOthersReachThem) {
  std::string bound;
  const auto tcp = Start("127.0.0.1:0", &bound);
  EXPECT_THAT(bound, ::testing::MatchesRegex("127\\.0\\.0\\.1:[1-9][0-9]*"));
  const auto local = Start("unix:" + folder_.path() + "/run/a.sock", &bound);
  EXPECT_EQ(bound, "unix:" + folder_.path() + "/run/a.sock");
  const auto channel =
      grpc::CreateChannel(bound, grpc::InsecureChannelCredentials());
  EXPECT_TRUE(channel->WaitForConnected(std::chrono::system_clock::now() +
                                        std::chrono::seconds(10)));
}

TEST_F(GrpcCredentialsTest, APortHasOneServer) {
  std::string bound;
  const auto first = Start("127.0.0.1:0", &bound);
  const auto port = ListeningPort::Prepare(bound, security_);
  ASSERT_THAT(port, IsOk());
  grpc::ServerBuilder builder;
  (*port)->AddTo(builder);
  const auto second = builder.BuildAndStart();
  EXPECT_THAT(
      (*port)->Bound(second.get()),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED));
}

TEST_F(GrpcCredentialsTest, WhatMayNotBeCalledHasNoCredentials) {
  EXPECT_THAT(
      ToCall("10.0.0.1:5", security_),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED));
  folder_.Write("token", "short");
  const auto credentials = ToCall("127.0.0.1:5", security_);
  EXPECT_THAT(credentials, StatusIs(absl::StatusCode::kInvalidArgument,
                                    Reason::CONFIG_INVALID));
  EXPECT_THAT(std::string(credentials.status().message()),
              Not(HasSubstr("short ")));
}

}  // namespace
}  // namespace alhf
