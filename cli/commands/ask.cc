#include "cli/commands/ask.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/render_exchange.h"
#include "cli/render_plan.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

// Shows an event as it arrives: what happens on the way on standard error, the
// answer alone on standard output.
void ShowEvent(const v1::AskEvent& event, Session& session) {
  switch (event.event_case()) {
    case v1::AskEvent::kProgress:
      session.err << session.err_style.Dim(absl::StrCat(
                         "· ", OneLine(event.progress().component()), ": ",
                         OneLine(event.progress().text())))
                  << std::endl;
      break;
    case v1::AskEvent::kStep:
      session.err << RenderStep(event.step(), session.err_style) << std::flush;
      break;
    case v1::AskEvent::kAnswer:
      session.out << Indent(event.answer().answer(), 0) << std::flush;
      session.err << RenderAfterAnswer(event.answer(), session.err_style)
                  << std::flush;
      break;
    default:
      break;  // The plan is for `explain`.
  }
}

}  // namespace

absl::StatusOr<v1::Exchange> AskAndShow(v1::AskRequest request,
                                        Session& session) {
  std::optional<v1::Exchange> answer;
  absl::Status printed;
  const auto on_event = [&](const v1::AskEvent& event) {
    if (event.has_answer()) answer = event.answer();
    if (session.options.json) {
      printed.Update(session.PrintLine(event));
    } else {
      ShowEvent(event, session);
    }
  };
  ALHF_RETURN_IF_ERROR(session.SendQuery(request.mutable_query(), [&] {
    return session.client.Ask(request, on_event);
  }));
  ALHF_RETURN_IF_ERROR(printed);
  if (answer.has_value()) return *std::move(answer);
  return absl::InternalError("the coordinator ended without an answer");
}

CommandResult Run(const AskCommand& command, Session& session) {
  auto request = MakeRequest<v1::AskRequest>(session);
  ALHF_ASSIGN_OR_RETURN(*request.mutable_query(),
                        session.MakeQuery(command.query));
  ALHF_RETURN_IF_ERROR(AskAndShow(std::move(request), session).status());
  return ExitCode::kOk;
}

CommandResult Run(const PlanCommand& command, Session& session) {
  auto request = MakeRequest<v1::ComposePlanRequest>(session);
  ALHF_ASSIGN_OR_RETURN(*request.mutable_query(),
                        session.MakeQuery(command.query));
  request.mutable_query()->set_explain(command.explain);
  *request.mutable_components() = {command.components.begin(),
                                   command.components.end()};
  v1::ComposePlanResponse response;
  ALHF_RETURN_IF_ERROR(
      session.SendQuery(request.mutable_query(), [&]() -> absl::Status {
        ALHF_ASSIGN_OR_RETURN(response, session.client.ComposePlan(request));
        return absl::OkStatus();
      }));
  ALHF_RETURN_IF_ERROR(session.Print(response, [&] {
    return RenderPlan(response.plan(), session.out_style);
  }));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
