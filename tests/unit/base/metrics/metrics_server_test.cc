#include "base/metrics/metrics_server.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <stdlib.h>

#include <filesystem>

#include "alhf/testing/status_matchers.h"
#include "alhf/v1/coordinator.grpc.pb.h"

namespace alhf {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::HasSubstr;

TEST(MetricsServerTest, CountsCallsByMethodAndCode) {
  std::string folder = ::testing::TempDir() + "/metricsXXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const auto metrics = MetricsServer::Listen("127.0.0.1:0");
  ASSERT_THAT(metrics, IsOk());
  EXPECT_THAT((*metrics)->address(), ::testing::Not(HasSubstr(":0")));
  v1::Coordinator::Service service;  // answers UNIMPLEMENTED
  grpc::ServerBuilder builder;
  const std::string address = "unix:" + folder + "/s.sock";
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  (*metrics)->AddTo(builder);
  const auto server = builder.BuildAndStart();
  const auto stub = v1::Coordinator::NewStub(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  for (int i = 0; i < 2; ++i) {
    grpc::ClientContext context;
    v1::GetStatusResponse response;
    EXPECT_FALSE(stub->GetStatus(&context, {}, &response).ok());
  }
  httplib::Client client("http://" + (*metrics)->address());
  const auto answer = client.Get("/metrics");
  ASSERT_TRUE(answer);
  EXPECT_THAT(answer->body,
              HasSubstr("grpc_server_handled_total{grpc_code=\"Unimplemented\","
                        "grpc_method=\"GetStatus\","
                        "grpc_service=\"alhf.v1.Coordinator\"} 2"));
  EXPECT_THAT(
      answer->body,
      HasSubstr("grpc_server_handling_seconds_count{grpc_method=\"GetStatus\","
                "grpc_service=\"alhf.v1.Coordinator\"} 2"));
  server->Shutdown();
  std::filesystem::remove_all(folder);
}

TEST(MetricsServerTest, ServesWhatItsSourcesSay) {
  const auto metrics = MetricsServer::Listen("127.0.0.1:0");
  ASSERT_THAT(metrics, IsOk());
  int asked = 0;
  (*metrics)->AddSource([&asked]() -> std::vector<MetricFamily> {
    ++asked;
    return {{"doors_open",
             "Doors",
             MetricFamily::Kind::kGauge,
             {{{{"house", "a \"b\""}}, 2}}},
            {"doors_opened_total",
             "Doors",
             MetricFamily::Kind::kCounter,
             {{{}, 7}}}};
  });
  httplib::Client client("http://" + (*metrics)->address());
  const auto answer = client.Get("/metrics");
  ASSERT_TRUE(answer);
  EXPECT_EQ(asked, 1);
  for (const char* line :
       {"# TYPE doors_open gauge", "doors_open{house=\"a \\\"b\\\"\"} 2",
        "# TYPE doors_opened_total counter", "doors_opened_total 7",
        "process_resident_memory_bytes "}) {
    EXPECT_THAT(answer->body, HasSubstr(line));
  }
}

TEST(MetricsServerTest, ServesThisMachineAlone) {
  for (const char* address : {"0.0.0.0:0", "9090", "localhost:0", ""}) {
    EXPECT_THAT(
        MetricsServer::Listen(address),
        StatusIs(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED))
        << address;
  }
  const auto first = MetricsServer::Listen("127.0.0.1:0");
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(
      MetricsServer::Listen((*first)->address()),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED));
}

}  // namespace
}  // namespace alhf
