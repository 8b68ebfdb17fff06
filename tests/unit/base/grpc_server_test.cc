#include "base/grpc_server.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/codegen/sync.h>
#include <gtest/gtest.h>

namespace alhf {
namespace {

TEST(InstallServerPluginsTest, ServersHaveAHealthService) {
  InstallServerPlugins();
  InstallServerPlugins();
  grpc::ServerBuilder builder;
  const auto server = builder.BuildAndStart();
  ASSERT_NE(server, nullptr);
  EXPECT_NE(server->GetHealthCheckService(), nullptr);
}

TEST(SkipDeadlockDetectionTest, NoOrderOfLocksIsRefused) {
  SkipDeadlockDetection();
  grpc::internal::Mutex one;
  grpc::internal::Mutex two;
  {
    grpc::internal::MutexLock first(&one);
    grpc::internal::MutexLock second(&two);
  }
  grpc::internal::MutexLock first(&two);
  grpc::internal::MutexLock second(&one);
}

}  // namespace
}  // namespace alhf
