#include "coordinator/api/audited_calls.h"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/status.h"
#include "coordinator/audit/words_of_others.h"

namespace alhf::coordinator {
namespace {

Access AccessOf(absl::string_view call, const Principal& principal) {
  Access access;
  access.set_call(std::string(call));
  access.set_user(principal.user);
  return access;
}

}  // namespace

template <typename Response>
absl::StatusOr<Response> AuditedCalls::Noted(
    const std::string& tenant, const Principal& principal, Access access,
    absl::StatusOr<Response> response) const {
  if (!response.ok()) return response;
  const uint64_t items = WordsOfOthers(*response, principal.user);
  if (items == 0) return response;
  access.set_items(items);
  ALHF_RETURN_IF_ERROR(
      accesses_->Note(tenant, principal.name, std::move(access)));
  return response;
}

absl::StatusOr<v1::Exchange> AuditedCalls::GetExchange(
    const v1::GetExchangeRequest& request, const Principal& principal) const {
  auto exchange = api_->GetExchange(request);
  Access access = AccessOf("GetExchange", principal);
  if (!request.user().empty()) access.set_user(request.user());
  if (exchange.ok()) access.set_exchange_id(exchange->id());
  return Noted(request.tenant(), principal, std::move(access),
               std::move(exchange));
}

absl::StatusOr<v1::ListExchangesResponse> AuditedCalls::ListExchanges(
    const v1::ListExchangesRequest& request, const Principal& principal) const {
  Access access = AccessOf("ListExchanges", principal);
  access.set_of_user(request.user());
  return Noted(request.tenant(), principal, std::move(access),
               api_->exchanges().List(request));
}

absl::StatusOr<v1::FeedbackStatus> AuditedCalls::GetFeedback(
    const v1::GetFeedbackRequest& request, const Principal& principal) const {
  Access access = AccessOf("GetFeedback", principal);
  access.set_record_id(request.record_id());
  return Noted(request.tenant(), principal, std::move(access),
               api_->feedback().Get(request));
}

absl::StatusOr<v1::ListFeedbackResponse> AuditedCalls::ListFeedback(
    const v1::ListFeedbackRequest& request, const Principal& principal) const {
  Access access = AccessOf("ListFeedback", principal);
  access.set_of_user(request.user());
  access.set_exchange_id(request.exchange_id());
  return Noted(request.tenant(), principal, std::move(access),
               api_->feedback().List(request));
}

void AuditedCalls::WatchFeedback(
    const v1::WatchFeedbackRequest& request, const Principal& principal,
    absl::AnyInvocable<bool(const v1::FeedbackStatus&)> on_status,
    absl::AnyInvocable<void(absl::Status)> done) const {
  Access access = AccessOf("WatchFeedback", principal);
  access.set_record_id(request.record_id());
  v1::GetFeedbackRequest first;
  first.set_tenant(request.tenant());
  first.set_record_id(request.record_id());
  const auto noted = Noted(request.tenant(), principal, std::move(access),
                           api_->feedback().Get(first));
  if (!noted.ok()) return done(noted.status());
  api_->feedback().Watch(request, std::move(on_status), std::move(done));
}

absl::StatusOr<v1::Lesson> AuditedCalls::GetLesson(
    const v1::GetLessonRequest& request, const Principal& principal) const {
  Access access = AccessOf("GetLesson", principal);
  access.set_lesson_id(request.lesson_id());
  return Noted(request.tenant(), principal, std::move(access),
               api_->feedback().GetLesson(request));
}

absl::StatusOr<v1::ListLessonsResponse> AuditedCalls::ListLessons(
    const v1::ListLessonsRequest& request, const Principal& principal) const {
  Access access = AccessOf("ListLessons", principal);
  access.set_component(request.component());
  access.set_record_id(request.record_id());
  return Noted(request.tenant(), principal, std::move(access),
               api_->ListLessons(request));
}

absl::StatusOr<v1::BackupResponse> AuditedCalls::Backup(
    const v1::BackupRequest& request, const Principal& principal) const {
  ALHF_ASSIGN_OR_RETURN(const std::vector<std::string> tenants,
                        log_->Tenants());
  for (const std::string& tenant : tenants) {
    ALHF_RETURN_IF_ERROR(
        accesses_->Note(tenant, principal.name, AccessOf("Backup", principal)));
  }
  ALHF_RETURN_IF_ERROR(accesses_->Flush());
  ALHF_ASSIGN_OR_RETURN(v1::BackupResponse response, api_->Backup(request));
  ALHF_RETURN_IF_ERROR(
      accesses_->store().Snapshot(request.folder() + "/audit"));
  return response;
}

absl::StatusOr<v1::RebuildComponentResponse> AuditedCalls::RebuildComponent(
    const v1::RebuildComponentRequest& request,
    const Principal& principal) const {
  ALHF_ASSIGN_OR_RETURN(v1::RebuildComponentResponse response,
                        api_->RebuildComponent(request));
  Access access = AccessOf("RebuildComponent", principal);
  access.set_component(request.component());
  ALHF_RETURN_IF_ERROR(
      accesses_->Note(request.tenant(), principal.name, std::move(access)));
  return response;
}

absl::StatusOr<v1::EraseResponse> AuditedCalls::Erase(
    const v1::EraseRequest& request, const Principal& principal) const {
  if (!request.dry_run()) {
    core::Erased erased;
    erased.user = request.user();
    erased.everything = request.everything();
    ALHF_RETURN_IF_ERROR(accesses_->Erase(request.tenant(), erased));
  }
  return api_->Erase(request, principal);
}

}  // namespace alhf::coordinator
