#include "bench/bare_service.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <atomic>
#include <deque>

namespace alhf::bench {
namespace {

// One call to each server behind a relay; deletes itself with the last answer.
class FanOut {
 public:
  FanOut(const BareRequest& from, BareAnswer* answer,
         grpc::ServerUnaryReactor* reactor)
      : answer_bytes_(from.answer_bytes()), answer_(answer), reactor_(reactor) {
    request_.mutable_data()->assign(from.onward_bytes(), 'q');
    request_.set_answer_bytes(from.onward_answer_bytes());
  }

  void Start(const std::vector<std::unique_ptr<Bare::Stub>>& stubs) {
    // One more, so that the loop ends before the object does.
    waiting_ = stubs.size() + 1;
    for (const auto& stub : stubs) {
      grpc::ClientContext& context = contexts_.emplace_back();
      stub->async()->Call(&context, &request_, &answers_.emplace_back(),
                          [this](const grpc::Status& status) { End(status); });
    }
    End(grpc::Status::OK);
  }

 private:
  void End(const grpc::Status& status) {
    if (!status.ok()) failed_ = true;
    if (waiting_.fetch_sub(1) > 1) return;
    const std::unique_ptr<FanOut> self(this);
    answer_->mutable_data()->assign(answer_bytes_, 'a');
    reactor_->Finish(failed_ ? grpc::Status(grpc::StatusCode::UNAVAILABLE,
                                            "a server did not answer")
                             : grpc::Status::OK);
  }

  const uint32_t answer_bytes_;
  BareAnswer* const answer_;
  grpc::ServerUnaryReactor* const reactor_;
  BareRequest request_;
  std::deque<grpc::ClientContext> contexts_;
  std::deque<BareAnswer> answers_;
  std::atomic<size_t> waiting_ = 0;
  std::atomic<bool> failed_ = false;
};

}  // namespace

BareService::BareService(const std::vector<std::string>& onward) {
  for (const std::string& address : onward) {
    onward_.push_back(Bare::NewStub(
        grpc::CreateChannel(address, grpc::InsecureChannelCredentials())));
  }
}

grpc::ServerUnaryReactor* BareService::Call(
    grpc::CallbackServerContext* context, const BareRequest* request,
    BareAnswer* answer) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  if (!onward_.empty()) {
    (new FanOut(*request, answer, reactor))->Start(onward_);
    return reactor;
  }
  answer->mutable_data()->assign(request->answer_bytes(), 'a');
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

}  // namespace alhf::bench
