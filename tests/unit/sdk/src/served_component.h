// A component served over a real unix socket in a folder of its own, and bare
// stubs to call it with.
#ifndef ALHF_TESTS_UNIT_SDK_SRC_SERVED_COMPONENT_H_
#define ALHF_TESTS_UNIT_SDK_SRC_SERVED_COMPONENT_H_

#include <grpcpp/grpcpp.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>

#include "alhf/sdk/serve.h"
#include "alhf/testing/status_matchers.h"
#include "alhf/v1/agent.grpc.pb.h"
#include "alhf/v1/feedback.grpc.pb.h"
#include "base/grpc_status.h"
#include "gtest/gtest.h"

namespace alhf::sdk {

// A private folder that is deleted.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = ::testing::TempDir() + "/alhf.XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class ServedComponent {
 public:
  explicit ServedComponent(std::unique_ptr<Component> component,
                           ServeOptions options = {}) {
    options.data_folder = folder_.path() + "/data";
    options.listen = "unix:" + folder_.path() + "/run/component.sock";
    auto server = Serve(std::move(component), options);
    EXPECT_THAT(server, testing::IsOk());
    if (!server.ok()) return;
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel(server_->address(),
                                   grpc::InsecureChannelCredentials());
    feedback_ = v1::Feedback::NewStub(channel_);
    agent_ = v1::Agent::NewStub(channel_);
  }

  Server& server() { return *server_; }
  const std::string& folder() const { return folder_.path(); }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  v1::Feedback::Stub& feedback() { return *feedback_; }
  v1::Agent::Stub& agent() { return *agent_; }

  // Calls `method` of the Feedback stub within `timeout`.
  template <typename Method, typename Request, typename Response>
  absl::Status Call(
      Method method, const Request& request, Response* response,
      std::chrono::milliseconds timeout = std::chrono::seconds(30)) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + timeout);
    return FromGrpcStatus((*feedback_.*method)(&context, request, response));
  }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::Feedback::Stub> feedback_;
  std::unique_ptr<v1::Agent::Stub> agent_;
};

}  // namespace alhf::sdk

#endif  // ALHF_TESTS_UNIT_SDK_SRC_SERVED_COMPONENT_H_
