#include <utility>

#include "absl/algorithm/container.h"
#include "absl/time/time.h"
#include "cli/commands/commands.h"
#include "cli/commands/try_out.h"
#include "cli/render_feedback.h"
#include "cli/render_review.h"
#include "cli/review/review.pb.h"

namespace alhf::cli {
namespace {

// A name that no component has in `reassign --to`.
constexpr char kNobody[] = "nobody";

// Which exchange the feedback is about: one that the command line brings, or
// one that the system knows.
absl::Status FillExchange(const FeedbackCommand& command, Session& session,
                          v1::Exchange* exchange) {
  if (!command.question.empty()) {
    exchange->set_question(command.question);
    exchange->set_answer(command.answer);
    return absl::OkStatus();
  }
  ALHF_ASSIGN_OR_RETURN(*exchange->mutable_id(),
                        session.FindExchange(command.exchange));
  return absl::OkStatus();
}

absl::StatusOr<v1::FeedbackRecord> MakeRecord(const FeedbackCommand& command,
                                              Session& session) {
  v1::FeedbackRecord record;
  record.set_kind(command.misapplied.empty() ? v1::RECORD_TEXT
                                             : v1::RECORD_MISAPPLIED);
  ALHF_ASSIGN_OR_RETURN(*record.mutable_text(), session.ReadText(command.text));
  ALHF_RETURN_IF_ERROR(
      FillExchange(command, session, record.mutable_exchange()));
  *record.mutable_about_lessons() = {command.misapplied.begin(),
                                     command.misapplied.end()};
  *record.mutable_assign_to() = {command.to.begin(), command.to.end()};
  record.set_source("cli");
  return record;
}

// A person rather waits than looks again; a language model takes its time.
constexpr absl::Duration kPatience = absl::Seconds(10);

// The coordinator answers with the state reached before the call's own
// deadline cuts it off.
void SetWait(const CommonOptions& options, google::protobuf::Duration* wait) {
  const absl::Duration time =
      options.timeout.has_value() ? *options.timeout * 0.9 : kPatience;
  wait->set_seconds(absl::ToInt64Seconds(time));
  wait->set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(time % absl::Seconds(1))));
}

// Sends the user's feedback, and remembers how far the log came.
absl::StatusOr<v1::SubmitFeedbackResponse> Submit(
    v1::SubmitFeedbackRequest request, const std::string& request_id,
    Session& session) {
  request.set_request_id(session.NewRequestId(request_id));
  request.set_user(session.options.user);
  SetWait(session.options, request.mutable_wait());
  ALHF_ASSIGN_OR_RETURN(v1::SubmitFeedbackResponse response,
                        session.client.SubmitFeedback(request));
  session.positions.Remember(session.options.address, session.options.tenant,
                             response.status().position());
  return response;
}

bool HasReached(v1::FeedbackState state, v1::WaitFor wait_for) {
  return static_cast<int>(state) >= static_cast<int>(wait_for);
}

}  // namespace

CommandResult Run(const FeedbackCommand& command, Session& session) {
  auto request = MakeRequest<v1::SubmitFeedbackRequest>(session);
  ALHF_ASSIGN_OR_RETURN(*request.mutable_record(),
                        MakeRecord(command, session));
  request.set_wait_for(command.wait_for);
  request.set_activation(command.activation);
  ALHF_ASSIGN_OR_RETURN(
      const v1::SubmitFeedbackResponse response,
      Submit(std::move(request), command.request_id, session));
  const v1::FeedbackStatus& status = response.status();
  ALHF_RETURN_IF_ERROR(session.Print(
      response, [&] { return RenderFeedback(status, session.out_style); }));
  const bool learned =
      WasLearned(status) && HasReached(status.state(), command.wait_for);
  return command.strict && !learned ? ExitCode::kNothingLearned : ExitCode::kOk;
}

CommandResult Run(const PreviewCommand& command, Session& session) {
  auto request = MakeRequest<v1::SubmitFeedbackRequest>(session);
  ALHF_ASSIGN_OR_RETURN(*request.mutable_record(),
                        MakeRecord(command.feedback, session));
  request.set_user(session.options.user);
  PreviewReport report;
  ALHF_ASSIGN_OR_RETURN(*report.mutable_preview(),
                        session.client.PreviewFeedback(request));
  ALHF_RETURN_IF_ERROR(TryOut(
      {report.preview().lessons().begin(), report.preview().lessons().end()},
      {command.exchanges, command.answers}, report, session));
  ALHF_RETURN_IF_ERROR(session.Print(
      report, [&] { return RenderPreview(report, session.out_style); }));
  return ExitCode::kOk;
}

// The lessons of the record that are in force elsewhere end with it.
CommandResult Run(const ReassignCommand& command, Session& session) {
  auto get = MakeRequest<v1::GetFeedbackRequest>(session);
  get.set_record_id(command.record);
  ALHF_ASSIGN_OR_RETURN(const v1::FeedbackStatus taught,
                        session.client.GetFeedback(get));
  auto request = MakeRequest<v1::SubmitFeedbackRequest>(session);
  v1::FeedbackRecord& record = *request.mutable_record();
  record.set_kind(v1::RECORD_REASSIGN);
  record.set_text(taught.record().text());
  const v1::Exchange& about = taught.record().exchange();
  record.mutable_exchange()->set_id(about.id());
  record.mutable_exchange()->set_question(about.question());
  record.mutable_exchange()->set_answer(about.answer());
  for (const v1::Lesson& lesson : taught.lessons()) {
    const bool stays = lesson.state() == v1::LESSON_RETIRED ||
                       lesson.state() == v1::LESSON_ERASED ||
                       absl::c_linear_search(command.to, lesson.component());
    if (!stays) record.add_about_lessons(lesson.id());
  }
  for (const std::string& name : command.to) {
    if (name != kNobody) record.add_assign_to(name);
  }
  record.set_source("cli");
  request.set_wait_for(command.wait_for);
  ALHF_ASSIGN_OR_RETURN(
      const v1::SubmitFeedbackResponse response,
      Submit(std::move(request), command.request_id, session));
  ALHF_RETURN_IF_ERROR(session.Print(response, [&] {
    return RenderFeedback(response.status(), session.out_style);
  }));
  return ExitCode::kOk;
}

CommandResult Run(const WatchCommand& command, Session& session) {
  auto request = MakeRequest<v1::WatchFeedbackRequest>(session);
  request.set_record_id(command.record);
  v1::FeedbackStatus last;
  absl::Status printed;
  ALHF_RETURN_IF_ERROR(session.client.WatchFeedback(
      request, [&](const v1::FeedbackStatus& status) {
        last = status;
        if (session.options.json) {
          printed.Update(session.PrintLine(status));
        } else {
          session.err << RenderProgress(status) << std::flush;
        }
      }));
  ALHF_RETURN_IF_ERROR(printed);
  if (!session.options.json) {
    session.out << RenderFeedback(last, session.out_style);
  }
  session.positions.Remember(session.options.address, session.options.tenant,
                             last.position());
  return ExitCode::kOk;
}

CommandResult Run(const RecordCommand& command, Session& session) {
  auto request = MakeRequest<v1::GetFeedbackRequest>(session);
  request.set_record_id(command.record);
  ALHF_ASSIGN_OR_RETURN(const v1::FeedbackStatus status,
                        session.client.GetFeedback(request));
  ALHF_RETURN_IF_ERROR(session.Print(
      status, [&] { return RenderFeedback(status, session.out_style); }));
  return ExitCode::kOk;
}

CommandResult Run(const RecordsCommand& command, Session& session) {
  auto request = MakeRequest<v1::ListFeedbackRequest>(session);
  request.set_exchange_id(command.exchange);
  if (command.mine) request.set_user(session.options.user);
  const auto pages = ReadRecords(request, command.list, session);
  ALHF_ASSIGN_OR_RETURN(const v1::ListFeedbackResponse response, pages);
  ALHF_RETURN_IF_ERROR(session.Print(response, [&] {
    return RenderRecords({response.records().begin(), response.records().end()},
                         session.out_style);
  }));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
