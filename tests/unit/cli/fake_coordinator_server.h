// A coordinator that answers as it is told and remembers what it was asked, on
// a unix socket.
//
//   FakeCoordinatorServer server("unix:" + folder + "/coordinator.sock");
//   server.status.Returns(response);
//   … server.status.requests() …
//
// Thread safety: methods may be set and read while calls run. A method that
// was told nothing answers UNIMPLEMENTED.
// Longer than 200 lines: because the service has so many methods.
#ifndef ALHF_TESTS_UNIT_CLI_FAKE_COORDINATOR_SERVER_H_
#define ALHF_TESTS_UNIT_CLI_FAKE_COORDINATOR_SERVER_H_

#include <grpcpp/server.h>
#include <grpcpp/server_context.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "alhf/v1/coordinator.grpc.pb.h"
#include "base/grpc_status.h"
#include "base/mutex.h"

namespace alhf::cli {

template <typename Request, typename Response>
class FakeMethod {
 public:
  using Reply = std::function<absl::StatusOr<Response>(const Request&)>;

  void Replies(Reply reply) {
    MutexLock lock(mutex_);
    reply_ = std::move(reply);
  }
  void Returns(Response response) {
    Replies([response = std::move(response)](const Request&) {
      return absl::StatusOr<Response>(response);
    });
  }
  void Fails(absl::Status status) {
    Replies(
        [status](const Request&) { return absl::StatusOr<Response>(status); });
  }
  std::vector<Request> requests() const {
    MutexLock lock(mutex_);
    return requests_;
  }

  absl::StatusOr<Response> Answer(const Request& request) {
    MutexLock lock(mutex_);
    requests_.push_back(request);
    if (!reply_) return absl::UnimplementedError("the fake was told nothing");
    return reply_(request);
  }

 private:
  mutable Mutex mutex_;
  Reply reply_ ABSL_GUARDED_BY(mutex_);
  std::vector<Request> requests_ ABSL_GUARDED_BY(mutex_);
};

class FakeCoordinatorServer final : private v1::Coordinator::Service {
 public:
  explicit FakeCoordinatorServer(const std::string& address);
  ~FakeCoordinatorServer() override;

  FakeMethod<v1::AskRequest, std::vector<v1::AskEvent>> ask;
  FakeMethod<v1::ComposePlanRequest, v1::ComposePlanResponse> plan;
  FakeMethod<v1::GetExchangeRequest, v1::Exchange> exchange;
  FakeMethod<v1::ListExchangesRequest, v1::ListExchangesResponse> exchanges;
  FakeMethod<v1::SubmitFeedbackRequest, v1::SubmitFeedbackResponse> feedback;
  FakeMethod<v1::SubmitFeedbackRequest, v1::PreviewFeedbackResponse> preview;
  FakeMethod<v1::GetFeedbackRequest, v1::FeedbackStatus> record;
  FakeMethod<v1::ListFeedbackRequest, v1::ListFeedbackResponse> records;
  FakeMethod<v1::WatchFeedbackRequest, std::vector<v1::FeedbackStatus>> watch;
  FakeMethod<v1::ListLessonsRequest, v1::ListLessonsResponse> lessons;
  FakeMethod<v1::GetLessonRequest, v1::Lesson> lesson;
  FakeMethod<v1::ChangeLessonRequest, v1::ChangeLessonResponse> change;
  FakeMethod<v1::ListComponentsRequest, v1::ListComponentsResponse> components;
  FakeMethod<v1::GetStatusRequest, v1::GetStatusResponse> status;
  FakeMethod<v1::RetryParkedRequest, v1::RetryParkedResponse> retry;
  FakeMethod<v1::RemoveComponentRequest, v1::RemoveComponentResponse> remove;
  FakeMethod<v1::RebuildComponentRequest, v1::RebuildComponentResponse> rebuild;
  FakeMethod<v1::BackupRequest, v1::BackupResponse> backup;
  FakeMethod<v1::EraseRequest, v1::EraseResponse> erase;
  FakeMethod<v1::ChangeRolloutRequest, v1::ChangeRolloutResponse> rollout;
  FakeMethod<v1::RecordExchangeRequest, v1::Exchange> record_exchange;
  FakeMethod<v1::ImportFeedbackRequest, v1::ImportFeedbackResponse> import;
  FakeMethod<v1::ReassessFeedbackRequest, v1::ReassessFeedbackResponse>
      reassess;
  FakeMethod<v1::ListAuditRequest, v1::ListAuditResponse> audit;
  FakeMethod<v1::VerifyAuditRequest, v1::VerifyAuditResponse> verify_audit;

 private:
  using Context = grpc::ServerContext;

  template <typename Request, typename Response>
  static grpc::Status Unary(FakeMethod<Request, Response>& method,
                            const Request* request, Response* response) {
    auto answer = method.Answer(*request);
    if (answer.ok()) *response = *std::move(answer);
    return ToGrpcStatus(answer.status());
  }
  template <typename Request, typename Event>
  static grpc::Status Stream(FakeMethod<Request, std::vector<Event>>& method,
                             const Request* request,
                             grpc::ServerWriter<Event>* writer) {
    const auto answer = method.Answer(*request);
    if (answer.ok()) {
      for (const Event& event : *answer) writer->Write(event);
    }
    return ToGrpcStatus(answer.status());
  }

  grpc::Status Ask(Context*, const v1::AskRequest* request,
                   grpc::ServerWriter<v1::AskEvent>* writer) override {
    return Stream(ask, request, writer);
  }
  grpc::Status ComposePlan(Context*, const v1::ComposePlanRequest* request,
                           v1::ComposePlanResponse* response) override {
    return Unary(plan, request, response);
  }
  grpc::Status GetExchange(Context*, const v1::GetExchangeRequest* request,
                           v1::Exchange* response) override {
    return Unary(exchange, request, response);
  }
  grpc::Status ListExchanges(Context*, const v1::ListExchangesRequest* request,
                             v1::ListExchangesResponse* response) override {
    return Unary(exchanges, request, response);
  }
  grpc::Status SubmitFeedback(Context*,
                              const v1::SubmitFeedbackRequest* request,
                              v1::SubmitFeedbackResponse* response) override {
    return Unary(feedback, request, response);
  }
  grpc::Status PreviewFeedback(Context*,
                               const v1::SubmitFeedbackRequest* request,
                               v1::PreviewFeedbackResponse* response) override {
    return Unary(preview, request, response);
  }
  grpc::Status GetFeedback(Context*, const v1::GetFeedbackRequest* request,
                           v1::FeedbackStatus* response) override {
    return Unary(record, request, response);
  }
  grpc::Status ListFeedback(Context*, const v1::ListFeedbackRequest* request,
                            v1::ListFeedbackResponse* response) override {
    return Unary(records, request, response);
  }
  grpc::Status WatchFeedback(
      Context*, const v1::WatchFeedbackRequest* request,
      grpc::ServerWriter<v1::FeedbackStatus>* writer) override {
    return Stream(watch, request, writer);
  }
  grpc::Status ListLessons(Context*, const v1::ListLessonsRequest* request,
                           v1::ListLessonsResponse* response) override {
    return Unary(lessons, request, response);
  }
  grpc::Status GetLesson(Context*, const v1::GetLessonRequest* request,
                         v1::Lesson* response) override {
    return Unary(lesson, request, response);
  }
  grpc::Status ChangeLesson(Context*, const v1::ChangeLessonRequest* request,
                            v1::ChangeLessonResponse* response) override {
    return Unary(change, request, response);
  }
  grpc::Status ListComponents(Context*,
                              const v1::ListComponentsRequest* request,
                              v1::ListComponentsResponse* response) override {
    return Unary(components, request, response);
  }
  grpc::Status GetStatus(Context*, const v1::GetStatusRequest* request,
                         v1::GetStatusResponse* response) override {
    return Unary(status, request, response);
  }
  grpc::Status RetryParked(Context*, const v1::RetryParkedRequest* request,
                           v1::RetryParkedResponse* response) override {
    return Unary(retry, request, response);
  }
  grpc::Status RemoveComponent(Context*,
                               const v1::RemoveComponentRequest* request,
                               v1::RemoveComponentResponse* response) override {
    return Unary(remove, request, response);
  }
  grpc::Status RebuildComponent(
      Context*, const v1::RebuildComponentRequest* request,
      v1::RebuildComponentResponse* response) override {
    return Unary(rebuild, request, response);
  }
  grpc::Status Backup(Context*, const v1::BackupRequest* request,
                      v1::BackupResponse* response) override {
    return Unary(backup, request, response);
  }
  grpc::Status Erase(Context*, const v1::EraseRequest* request,
                     v1::EraseResponse* response) override {
    return Unary(erase, request, response);
  }
  grpc::Status ChangeRollout(Context*, const v1::ChangeRolloutRequest* request,
                             v1::ChangeRolloutResponse* response) override {
    return Unary(rollout, request, response);
  }
  grpc::Status RecordExchange(Context*,
                              const v1::RecordExchangeRequest* request,
                              v1::Exchange* response) override {
    return Unary(record_exchange, request, response);
  }
  grpc::Status ImportFeedback(Context*,
                              const v1::ImportFeedbackRequest* request,
                              v1::ImportFeedbackResponse* response) override {
    return Unary(import, request, response);
  }
  grpc::Status ReassessFeedback(
      Context*, const v1::ReassessFeedbackRequest* request,
      v1::ReassessFeedbackResponse* response) override {
    return Unary(reassess, request, response);
  }
  grpc::Status ListAudit(Context*, const v1::ListAuditRequest* request,
                         v1::ListAuditResponse* response) override {
    return Unary(audit, request, response);
  }
  grpc::Status VerifyAudit(Context*, const v1::VerifyAuditRequest* request,
                           v1::VerifyAuditResponse* response) override {
    return Unary(verify_audit, request, response);
  }

  std::unique_ptr<grpc::Server> server_;
};

}  // namespace alhf::cli

#endif  // ALHF_TESTS_UNIT_CLI_FAKE_COORDINATOR_SERVER_H_
