#include "tests/conformance/proof/faulty_component.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include <memory>
#include <utility>

#include "alhf/v1/agent.grpc.pb.h"
#include "alhf/v1/feedback.grpc.pb.h"
#include "base/executor.h"
#include "base/grpc_deadline.h"
#include "base/grpc_message.h"
#include "base/grpc_status.h"
#include "sdk/src/feedback_service.h"

namespace alhf::conformance {
namespace {

using Stub = v1::Feedback::Stub;

// Returns the call of `method` on the real component.
template <typename Request, typename Response>
Call<Request, Response> HandOn(
    std::shared_ptr<Stub> stub,
    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                 Response*)) {
  return [stub = std::move(stub), method](
             const Request& request,
             absl::Time deadline) -> absl::StatusOr<Response> {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(deadline));
    Response response;
    const grpc::Status status = (*stub.*method)(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  };
}

ComponentCalls CallsOf(const std::string& address) {
  const auto channel =
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  const std::shared_ptr<Stub> stub = v1::Feedback::NewStub(channel);
  const std::shared_ptr<v1::Agent::Stub> agent = v1::Agent::NewStub(channel);
  ComponentCalls calls;
  calls.get_manifest = HandOn(stub, &Stub::GetManifest);
  calls.assess_feedback = HandOn(stub, &Stub::AssessFeedback);
  calls.apply_changes = HandOn(stub, &Stub::ApplyChanges);
  calls.adjust_query = HandOn(stub, &Stub::AdjustQuery);
  calls.list_lessons = HandOn(stub, &Stub::ListLessons);
  calls.get_lesson = HandOn(stub, &Stub::GetLesson);
  calls.export_memory = HandOn(stub, &Stub::ExportMemory);
  calls.run = [agent](const v1::RunRequest& request) {
    grpc::ClientContext context;
    const auto reader = agent->Run(&context, request);
    v1::RunEvent event;
    while (reader->Read(&event)) {
    }
    return FromGrpcStatus(reader->Finish());
  };
  calls.unreadable = [](const std::string&, absl::Status honest) {
    return honest;
  };
  return calls;
}

class FaultyFeedback final : public sdk::RawFeedback<v1::Feedback::Service> {
 public:
  explicit FaultyFeedback(const ComponentCalls* calls)
      : calls_(*calls), executor_({.threads = 4, .queue = 64}) {}

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;
  using Bytes = grpc::ByteBuffer;
  Reactor* GetManifest(Context* context, const Bytes* in, Bytes* out) override {
    return Answer("GetManifest", calls_.get_manifest, context, in, out);
  }
  Reactor* AssessFeedback(Context* context, const Bytes* in,
                          Bytes* out) override {
    return Answer("AssessFeedback", calls_.assess_feedback, context, in, out);
  }
  Reactor* ApplyChanges(Context* context, const Bytes* in,
                        Bytes* out) override {
    return Answer("ApplyChanges", calls_.apply_changes, context, in, out);
  }
  Reactor* AdjustQuery(Context* context, const Bytes* in, Bytes* out) override {
    return Answer("AdjustQuery", calls_.adjust_query, context, in, out);
  }
  Reactor* ListLessons(Context* context, const Bytes* in, Bytes* out) override {
    return Answer("ListLessons", calls_.list_lessons, context, in, out);
  }
  Reactor* GetLesson(Context* context, const Bytes* in, Bytes* out) override {
    return Answer("GetLesson", calls_.get_lesson, context, in, out);
  }
  Reactor* ExportMemory(Context* context, const Bytes* in,
                        Bytes* out) override {
    return Answer("ExportMemory", calls_.export_memory, context, in, out);
  }

 private:
  template <typename Request, typename Response>
  Reactor* Answer(
      const std::string& method,
      const std::function<absl::StatusOr<Response>(const Request&, absl::Time)>&
          call,
      Context* context, const Bytes* in, Bytes* out) {
    Reactor* reactor = context->DefaultReactor();
    auto request = std::make_shared<Request>();
    if (absl::Status status = ParseMessage(*in, request.get()); !status.ok()) {
      reactor->Finish(
          ToGrpcStatus(calls_.unreadable(method, std::move(status))));
      return reactor;
    }
    const absl::Time deadline = DeadlineOf(*context);
    const bool taken = executor_.TrySubmit([=, &call] {
      const absl::StatusOr<Response> response = call(*request, deadline);
      if (response.ok()) *out = SerializeMessage(*response);
      reactor->Finish(ToGrpcStatus(response.status()));
    });
    if (!taken) reactor->Finish({grpc::StatusCode::RESOURCE_EXHAUSTED, ""});
    return reactor;
  }

  const ComponentCalls& calls_;
  ThreadPoolExecutor executor_;
};

class FaultyAgent final : public v1::Agent::Service {
 public:
  explicit FaultyAgent(const ComponentCalls* calls) : calls_(*calls) {}
  grpc::Status Run(grpc::ServerContext*, const v1::RunRequest* request,
                   grpc::ServerWriter<v1::RunEvent>*) override {
    return ToGrpcStatus(calls_.run(*request));
  }

 private:
  const ComponentCalls& calls_;
};

class ServedFaults final : public FaultyComponent {
 public:
  explicit ServedFaults(ComponentCalls calls)
      : calls_(std::move(calls)), feedback_(&calls_), agent_(&calls_) {}
  ~ServedFaults() override {
    if (server_ != nullptr) server_->Shutdown();
  }

  bool Listen(const std::string& address) {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address, grpc::InsecureServerCredentials());
    builder.RegisterService(&feedback_);
    builder.RegisterService(&agent_);
    server_ = builder.BuildAndStart();
    if (server_ == nullptr) return false;
    server_->GetHealthCheckService()->SetServingStatus(calls_.serving);
    return true;
  }

 private:
  const ComponentCalls calls_;
  FaultyFeedback feedback_;
  FaultyAgent agent_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace

std::unique_ptr<FaultyComponent> FaultyComponent::Serve(
    const std::string& address, const std::string& real,
    const std::function<void(ComponentCalls&)>& fault) {
  ComponentCalls calls = CallsOf(real);
  fault(calls);
  auto served = std::make_unique<ServedFaults>(std::move(calls));
  if (!served->Listen(address)) return nullptr;
  return served;
}

}  // namespace alhf::conformance
