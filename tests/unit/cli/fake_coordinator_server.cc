#include "tests/unit/cli/fake_coordinator_server.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

namespace alhf::cli {

FakeCoordinatorServer::FakeCoordinatorServer(const std::string& address) {
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  builder.RegisterService(this);
  server_ = builder.BuildAndStart();
}

FakeCoordinatorServer::~FakeCoordinatorServer() {
  if (server_ == nullptr) return;
  server_->Shutdown();
  server_->Wait();
}

}  // namespace alhf::cli
