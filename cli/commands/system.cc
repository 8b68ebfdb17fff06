#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/render_system.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

// Returns the parked entries that `command` means. One that is named whole is
// tried even where it is not parked: the coordinator says so then.
std::vector<v1::Parked> Choose(const RetryParkedCommand& command,
                               const v1::GetStatusResponse& status) {
  std::vector<v1::Parked> chosen;
  for (const v1::Parked& parked : status.parked()) {
    if ((command.component.empty() ||
         command.component == parked.component()) &&
        (!command.sequence.has_value() ||
         *command.sequence == parked.position().sequence())) {
      chosen.push_back(parked);
    }
  }
  if (chosen.empty() && command.sequence.has_value() &&
      !command.component.empty()) {
    v1::Parked& parked = chosen.emplace_back();
    parked.set_component(command.component);
    *parked.mutable_position() = status.position();
    parked.mutable_position()->set_sequence(*command.sequence);
  }
  return chosen;
}

absl::Status Retry(const v1::Parked& parked, Session& session) {
  auto request = MakeRequest<v1::RetryParkedRequest>(session);
  request.set_request_id(session.NewRequestId(""));
  request.set_component(parked.component());
  *request.mutable_position() = parked.position();
  ALHF_ASSIGN_OR_RETURN(const v1::RetryParkedResponse response,
                        session.client.RetryParked(request));
  if (session.options.json) return session.PrintLine(response);
  session.out << OneLine(parked.component()) << ": position "
              << parked.position().sequence() << " is tried again at "
              << response.position().sequence() << "\n";
  return absl::OkStatus();
}

}  // namespace

CommandResult Run(const ComponentsCommand&, Session& session) {
  ALHF_ASSIGN_OR_RETURN(const v1::ListComponentsResponse response,
                        session.client.ListComponents(
                            MakeRequest<v1::ListComponentsRequest>(session)));
  ALHF_RETURN_IF_ERROR(session.Print(response, [&] {
    return RenderComponents(response.components(), session.out_style);
  }));
  return ExitCode::kOk;
}

CommandResult Run(const StatusCommand&, Session& session) {
  ALHF_ASSIGN_OR_RETURN(
      const v1::GetStatusResponse response,
      session.client.GetStatus(MakeRequest<v1::GetStatusRequest>(session)));
  ALHF_RETURN_IF_ERROR(session.Print(
      response, [&] { return RenderStatus(response, session.out_style); }));
  return ExitCode::kOk;
}

CommandResult Run(const RetryParkedCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(
      const v1::GetStatusResponse status,
      session.client.GetStatus(MakeRequest<v1::GetStatusRequest>(session)));
  const std::vector<v1::Parked> chosen = Choose(command, status);
  if (chosen.empty() && !session.options.json) {
    session.out << "nothing is parked\n";
  }
  for (const v1::Parked& parked : chosen) {
    ALHF_RETURN_IF_ERROR(Retry(parked, session));
  }
  return ExitCode::kOk;
}

CommandResult Run(const RemoveComponentCommand& command, Session& session) {
  auto request = MakeRequest<v1::RemoveComponentRequest>(session);
  request.set_component(command.component);
  ALHF_ASSIGN_OR_RETURN(const v1::RemoveComponentResponse response,
                        session.client.RemoveComponent(request));
  ALHF_RETURN_IF_ERROR(session.Print(response, [&] {
    return absl::StrCat(OneLine(command.component),
                        " is no member of this tenant any more\n");
  }));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
