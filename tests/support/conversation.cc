#include "tests/support/conversation.h"

#include <algorithm>
#include <chrono>
#include <memory>

#include "base/grpc_status.h"

namespace alhf::testing {
namespace {

constexpr int kDeadlineSeconds = 60;

std::unique_ptr<grpc::ClientContext> Context() {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_wait_for_ready(true);
  context->set_deadline(std::chrono::system_clock::now() +
                        std::chrono::seconds(kDeadlineSeconds));
  return context;
}

}  // namespace

v1::Query Conversation::QueryOf(const std::string& question) const {
  v1::Query query;
  query.set_text(question);
  if (min_position_.sequence() > 0) {
    *query.mutable_min_position() = min_position_;
  }
  return query;
}

absl::StatusOr<v1::Exchange> Conversation::Ask(const std::string& question) {
  v1::AskRequest request;
  request.set_tenant(tenant_);
  *request.mutable_query() = QueryOf(question);
  const auto context = Context();
  const auto reader = coordinator_.Ask(context.get(), request);
  absl::StatusOr<v1::Exchange> answer =
      absl::InternalError("the stream ended without an answer");
  v1::AskEvent event;
  while (reader->Read(&event)) {
    if (event.has_answer()) answer = event.answer();
  }
  ALHF_RETURN_IF_ERROR(FromGrpcStatus(reader->Finish()));
  return answer;
}

absl::StatusOr<v1::Plan> Conversation::Plan(const std::string& question) {
  v1::ComposePlanRequest request;
  request.set_tenant(tenant_);
  *request.mutable_query() = QueryOf(question);
  v1::ComposePlanResponse response;
  ALHF_RETURN_IF_ERROR(FromGrpcStatus(
      coordinator_.ComposePlan(Context().get(), request, &response)));
  return response.plan();
}

absl::StatusOr<v1::FeedbackStatus> Conversation::Teach(
    const std::string& exchange_id, const std::string& text,
    v1::Activation activation) {
  v1::SubmitFeedbackRequest request;
  request.mutable_record()->set_text(text);
  request.mutable_record()->mutable_exchange()->set_id(exchange_id);
  request.set_activation(activation);
  ALHF_ASSIGN_OR_RETURN(v1::FeedbackStatus status, Submit(request));
  // Where nobody claimed it, assessed is the end.
  const bool nobody = status.state() == v1::FEEDBACK_ASSESSED &&
                      status.assignment().parts().empty();
  if (status.state() != v1::FEEDBACK_LEARNED && !nobody) {
    return absl::DeadlineExceededError("not learned: " +
                                       status.ShortDebugString());
  }
  return status;
}

absl::StatusOr<v1::FeedbackStatus> Conversation::Submit(
    v1::SubmitFeedbackRequest request) {
  request.set_tenant(tenant_);
  v1::FeedbackRecord& record = *request.mutable_record();
  if (record.kind() == v1::RECORD_KIND_UNSPECIFIED) {
    record.set_kind(v1::RECORD_TEXT);
  }
  if (request.wait_for() == v1::WAIT_FOR_UNSPECIFIED) {
    request.set_wait_for(v1::WAIT_FOR_LEARNED);
  }
  request.mutable_wait()->set_seconds(kDeadlineSeconds / 2);
  v1::SubmitFeedbackResponse response;
  ALHF_RETURN_IF_ERROR(FromGrpcStatus(
      coordinator_.SubmitFeedback(Context().get(), request, &response)));
  min_position_ = response.status().position();
  return response.status();
}

absl::StatusOr<v1::FeedbackStatus> Conversation::Record(
    const std::string& record_id) {
  v1::GetFeedbackRequest request;
  request.set_tenant(tenant_);
  request.set_record_id(record_id);
  v1::FeedbackStatus status;
  ALHF_RETURN_IF_ERROR(FromGrpcStatus(
      coordinator_.GetFeedback(Context().get(), request, &status)));
  return status;
}

absl::StatusOr<v1::Lesson> Conversation::Change(const std::string& lesson_id,
                                                v1::Change change) {
  v1::ChangeLessonRequest request;
  request.set_tenant(tenant_);
  request.set_lesson_id(lesson_id);
  *request.mutable_change() = std::move(change);
  request.set_wait_for(v1::WAIT_FOR_LEARNED);
  request.mutable_wait()->set_seconds(kDeadlineSeconds / 2);
  v1::ChangeLessonResponse response;
  ALHF_RETURN_IF_ERROR(FromGrpcStatus(
      coordinator_.ChangeLesson(Context().get(), request, &response)));
  if (response.state() != v1::FEEDBACK_LEARNED) {
    return absl::DeadlineExceededError("the change was not applied in time");
  }
  min_position_ = response.position();
  return response.lesson();
}

absl::StatusOr<v1::Lesson> Conversation::Accept(const std::string& lesson_id) {
  v1::Change change;
  change.mutable_accept();
  return Change(lesson_id, change);
}

absl::StatusOr<v1::Lesson> Conversation::Discard(const std::string& lesson_id) {
  v1::Change change;
  change.mutable_retire()->set_reason(v1::RETIRE_DISCARDED);
  return Change(lesson_id, change);
}

absl::StatusOr<v1::Lesson> Conversation::Forget(const std::string& lesson_id) {
  v1::Change change;
  change.mutable_retire()->set_reason(v1::RETIRE_FORGOTTEN);
  return Change(lesson_id, change);
}

absl::StatusOr<v1::Lesson> Conversation::Restore(const std::string& lesson_id) {
  v1::Change change;
  change.mutable_restore();
  return Change(lesson_id, change);
}

absl::StatusOr<std::vector<v1::Lesson>> Conversation::Lessons() {
  v1::ListLessonsRequest request;
  request.set_tenant(tenant_);
  request.set_page_size(1000);
  v1::ListLessonsResponse response;
  ALHF_RETURN_IF_ERROR(FromGrpcStatus(
      coordinator_.ListLessons(Context().get(), request, &response)));
  return std::vector<v1::Lesson>(response.lessons().begin(),
                                 response.lessons().end());
}

absl::StatusOr<v1::GetStatusResponse> Conversation::Status() {
  v1::GetStatusRequest request;
  request.set_tenant(tenant_);
  v1::GetStatusResponse response;
  ALHF_RETURN_IF_ERROR(FromGrpcStatus(
      coordinator_.GetStatus(Context().get(), request, &response)));
  return response;
}

v1::Step StepOf(const v1::Exchange& exchange, absl::string_view component) {
  for (const v1::Step& step : exchange.steps()) {
    if (step.component() == component) return step;
  }
  return v1::Step();
}

std::vector<std::string> AppliedLessons(const v1::Exchange& exchange) {
  std::vector<std::string> ids;
  for (const v1::Step& step : exchange.steps()) {
    for (const v1::AdjustmentItem& item : step.applied()) {
      ids.push_back(item.lesson_id());
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<std::string> Learners(const v1::FeedbackStatus& status) {
  std::vector<std::string> names;
  for (const v1::Assignment::Part& part : status.assignment().parts()) {
    names.push_back(part.component());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace alhf::testing
