// A component behind a real socket whose answers a test sets.
//
//   FakeComponentServer server("unix:/tmp/x/a.sock", "a");
//   server.on_adjust = [](const auto& request) { return adjustment; };
//
// Set the answers before calls arrive, or replace the server: a new one has a
// new replica id, as a process that restarts has.
#ifndef ALHF_TESTS_UNIT_COORDINATOR_FAKE_COMPONENT_SERVER_H_
#define ALHF_TESTS_UNIT_COORDINATOR_FAKE_COMPONENT_SERVER_H_

#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <stdlib.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "alhf/v1/agent.grpc.pb.h"
#include "alhf/v1/feedback.grpc.pb.h"
#include "base/grpc_status.h"

namespace alhf::coordinator {

// A folder of its own for a test, deleted with it; short enough for sockets.
class TempFolder {
 public:
  TempFolder() {
    std::string name = "/tmp/alhfXXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~TempFolder() { std::filesystem::remove_all(path_); }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::string& path() const { return path_; }
  std::string Socket(const std::string& name) const {
    return "unix:" + path_ + "/" + name + ".sock";
  }

 private:
  std::string path_;
};

class FakeComponentServer {
 public:
  template <typename Request, typename Response>
  using Handler = std::function<absl::StatusOr<Response>(const Request&)>;

  FakeComponentServer(const std::string& address, const std::string& name)
      : feedback_(this), agent_(this) {
    static std::atomic<int> replicas{0};
    manifest.set_name(name);
    manifest.set_description("a fake");
    manifest.set_protocol_min(1);
    manifest.set_protocol_max(1);
    manifest.set_replica_id(absl::StrCat("replica-", ++replicas));
    manifest.set_memory_id("memory-1");
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address, grpc::InsecureServerCredentials());
    builder.RegisterService(&feedback_);
    builder.RegisterService(&agent_);
    server_ = builder.BuildAndStart();
  }
  ~FakeComponentServer() {
    server_->Shutdown(std::chrono::system_clock::now());
    server_->Wait();
  }

  v1::Manifest manifest;
  Handler<v1::AdjustQueryRequest, v1::Adjustment> on_adjust;
  // Streams all but the last step, then ends with its status.
  std::function<absl::Status(const v1::RunRequest&,
                             std::function<void(const v1::RunEvent&)>)>
      on_run;
  std::atomic<int> manifest_calls{0};
  std::atomic<int> adjust_calls{0};
  std::atomic<int> run_calls{0};
  // The traceparent of the last AdjustQuery.
  std::string traceparent;

 private:
  class FeedbackService final : public v1::Feedback::Service {
   public:
    explicit FeedbackService(FakeComponentServer* fake) : fake_(fake) {}
    grpc::Status GetManifest(grpc::ServerContext*,
                             const v1::GetManifestRequest*,
                             v1::GetManifestResponse* response) override {
      ++fake_->manifest_calls;
      *response->mutable_manifest() = fake_->manifest;
      return grpc::Status::OK;
    }
    grpc::Status AdjustQuery(grpc::ServerContext* context,
                             const v1::AdjustQueryRequest* request,
                             v1::AdjustQueryResponse* response) override {
      ++fake_->adjust_calls;
      const auto& metadata = context->client_metadata();
      if (const auto it = metadata.find("traceparent"); it != metadata.end()) {
        fake_->traceparent = std::string(it->second.data(), it->second.size());
      }
      auto* adjustment = response->mutable_adjustment();
      adjustment->set_component(fake_->manifest.name());
      if (!fake_->on_adjust) return grpc::Status::OK;
      absl::StatusOr<v1::Adjustment> answer = fake_->on_adjust(*request);
      if (answer.ok()) *adjustment = *std::move(answer);
      return ToGrpcStatus(answer.status());
    }

   private:
    FakeComponentServer* const fake_;
  };

  class AgentService final : public v1::Agent::Service {
   public:
    explicit AgentService(FakeComponentServer* fake) : fake_(fake) {}
    grpc::Status Run(grpc::ServerContext*, const v1::RunRequest* request,
                     grpc::ServerWriter<v1::RunEvent>* writer) override {
      ++fake_->run_calls;
      if (!fake_->on_run) return {grpc::StatusCode::UNIMPLEMENTED, ""};
      return ToGrpcStatus(fake_->on_run(
          *request, [&](const v1::RunEvent& event) { writer->Write(event); }));
    }

   private:
    FakeComponentServer* const fake_;
  };

  FeedbackService feedback_;
  AgentService agent_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_TESTS_UNIT_COORDINATOR_FAKE_COMPONENT_SERVER_H_
