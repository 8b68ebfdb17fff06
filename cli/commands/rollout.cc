#include "cli/commands/commands.h"
#include "cli/render_rollout.h"
#include "cli/review/comparison.h"

namespace alhf::cli {
namespace {

CommandResult Show(const google::protobuf::Message& response,
                   const v1::Rollout& rollout, Session& session) {
  ALHF_RETURN_IF_ERROR(session.Print(
      response, [&] { return RenderRollout(rollout, session.out_style); }));
  return ExitCode::kOk;
}

CommandResult ShowNow(Session& session) {
  ALHF_ASSIGN_OR_RETURN(
      const v1::GetStatusResponse status,
      session.client.GetStatus(MakeRequest<v1::GetStatusRequest>(session)));
  return Show(status.rollout(), status.rollout(), session);
}

CommandResult Change(v1::ChangeRolloutRequest request, const std::string& note,
                     Session& session) {
  request.set_note(note);
  request.set_user(session.options.user);
  ALHF_ASSIGN_OR_RETURN(const v1::ChangeRolloutResponse response,
                        session.client.ChangeRollout(request));
  return Show(response, response.rollout(), session);
}

}  // namespace

CommandResult Run(const PauseCommand& command, Session& session) {
  auto request = MakeRequest<v1::ChangeRolloutRequest>(session);
  request.set_paused(command.paused);
  return Change(std::move(request), command.note, session);
}

CommandResult Run(const ActivationCommand& command, Session& session) {
  if (!command.activation.has_value()) return ShowNow(session);
  auto request = MakeRequest<v1::ChangeRolloutRequest>(session);
  request.set_activation(*command.activation);
  return Change(std::move(request), command.note, session);
}

CommandResult Run(const HoldoutCommand& command, Session& session) {
  if (!command.share.has_value()) return ShowNow(session);
  auto request = MakeRequest<v1::ChangeRolloutRequest>(session);
  request.set_holdout(*command.share);
  return Change(std::move(request), command.note, session);
}

CommandResult Run(const CompareCommand& command, Session& session) {
  const auto exchanges =
      ReadExchanges(MakeRequest<v1::ListExchangesRequest>(session),
                    {command.exchanges, ""}, session);
  ALHF_RETURN_IF_ERROR(exchanges.status());
  const auto records = ReadRecords(
      MakeRequest<v1::ListFeedbackRequest>(session), {0, ""}, session);
  ALHF_RETURN_IF_ERROR(records.status());
  const Comparison comparison =
      Compare({exchanges->exchanges().begin(), exchanges->exchanges().end()},
              {records->records().begin(), records->records().end()});
  ALHF_RETURN_IF_ERROR(session.Print(comparison, [&] {
    return RenderComparison(comparison, session.out_style);
  }));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
