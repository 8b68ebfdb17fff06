// Looking back: who did what, and what the learners of today make of it.
#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/commands/commands.h"
#include "cli/render_audit_trail.h"
#include "cli/render_reassess.h"

namespace alhf::cli {
namespace {

bool TeachesByWords(const v1::FeedbackRecord& record) {
  return record.kind() != v1::RECORD_THUMB &&
         record.kind() != v1::RECORD_MISAPPLIED;
}

// All records of the tenant that can be assessed anew, oldest first.
absl::StatusOr<std::vector<std::string>> AllRecords(Session& session) {
  const auto pages = ReadRecords(MakeRequest<v1::ListFeedbackRequest>(session),
                                 {0, ""}, session);
  ALHF_ASSIGN_OR_RETURN(const v1::ListFeedbackResponse listed, pages);
  std::vector<std::string> records;
  for (const v1::FeedbackStatus& status : listed.records()) {
    if (TeachesByWords(status.record()))
      records.push_back(status.record().id());
  }
  std::reverse(records.begin(), records.end());
  return records;
}

// Accepts only the difference that was looked at.
absl::StatusOr<v1::ReassessFeedbackResponse> Reassess(const std::string& record,
                                                      bool accept,
                                                      Session& session) {
  auto request = MakeRequest<v1::ReassessFeedbackRequest>(session);
  request.set_record_id(record);
  request.set_user(session.options.user);
  ALHF_ASSIGN_OR_RETURN(v1::ReassessFeedbackResponse response,
                        session.client.ReassessFeedback(request));
  if (!accept || response.differences().empty()) return response;
  request.set_accept(true);
  request.set_etag(response.etag());
  return session.client.ReassessFeedback(request);
}

}  // namespace

CommandResult Run(const AuditCommand& command, Session& session) {
  auto request = MakeRequest<v1::ListAuditRequest>(session);
  request.set_principal(command.principal);
  request.set_user(command.user);
  for (const v1::AuditAction action : command.actions) {
    request.add_actions(action);
  }
  request.set_record_id(command.record);
  request.set_lesson_id(command.lesson);
  if (command.within.has_value()) {
    *request.mutable_not_before() =
        ToProto(session.clock.Now() - *command.within);
  }
  ALHF_ASSIGN_OR_RETURN(const v1::ListAuditResponse response,
                        ReadAudit(request, command.list, session));
  ALHF_RETURN_IF_ERROR(session.Print(
      response, [&] { return RenderAuditTrail(response, session.out_style); }));
  return ExitCode::kOk;
}

CommandResult Run(const AuditVerifyCommand& command, Session& session) {
  auto request = MakeRequest<v1::VerifyAuditRequest>(session);
  for (const std::string& head : command.heads) {
    ALHF_ASSIGN_OR_RETURN(*request.add_heads(), ParseHead(head));
  }
  ALHF_ASSIGN_OR_RETURN(const v1::VerifyAuditResponse response,
                        session.client.VerifyAudit(request));
  ALHF_RETURN_IF_ERROR(
      session.Print(response, [&] { return RenderAuditChains(response); }));
  const bool broken =
      std::any_of(response.chains().begin(), response.chains().end(),
                  [](const auto& chain) { return chain.broken_at() > 0; });
  return broken ? ExitCode::kRefused : ExitCode::kOk;
}

CommandResult Run(const ReassessCommand& command, Session& session) {
  std::vector<std::string> records = command.records;
  if (records.empty()) {
    ALHF_ASSIGN_OR_RETURN(records, AllRecords(session));
  }
  std::vector<v1::ReassessFeedbackResponse> responses;
  for (const std::string& record : records) {
    ALHF_ASSIGN_OR_RETURN(const v1::ReassessFeedbackResponse response,
                          Reassess(record, command.accept, session));
    if (session.options.json) {
      ALHF_RETURN_IF_ERROR(session.PrintLine(response));
    }
    responses.push_back(response);
  }
  if (!session.options.json) {
    session.out << RenderReassessed(responses, session.out_style);
  }
  return ExitCode::kOk;
}

}  // namespace alhf::cli
