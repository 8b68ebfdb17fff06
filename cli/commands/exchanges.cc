#include "cli/commands/commands.h"
#include "cli/render_exchange.h"

namespace alhf::cli {

CommandResult Run(const ExplainCommand& command, Session& session) {
  auto request = MakeRequest<v1::GetExchangeRequest>(session);
  ALHF_ASSIGN_OR_RETURN(*request.mutable_exchange_id(),
                        session.FindExchange(command.exchange));
  request.set_user(session.options.user);
  ALHF_ASSIGN_OR_RETURN(const v1::Exchange exchange,
                        session.client.GetExchange(request));
  ALHF_RETURN_IF_ERROR(session.Print(exchange, [&] {
    return RenderExplanation(exchange, session.out_style);
  }));
  return ExitCode::kOk;
}

CommandResult Run(const ExchangesCommand& command, Session& session) {
  auto request = MakeRequest<v1::ListExchangesRequest>(session);
  if (command.mine) request.set_user(session.options.user);
  const auto pages = ReadExchanges(request, command.list, session);
  ALHF_ASSIGN_OR_RETURN(const v1::ListExchangesResponse response, pages);
  ALHF_RETURN_IF_ERROR(session.Print(response, [&] {
    return RenderExchanges(
        {response.exchanges().begin(), response.exchanges().end()},
        session.out_style);
  }));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
