#include "cli/program.h"

#include <memory>
#include <variant>

#include "absl/time/time.h"
#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/commands/session.h"
#include "cli/grpc_coordinator_client.h"
#include "cli/position_file.h"
#include "cli/render_error.h"

namespace alhf::cli {
namespace {

constexpr absl::Duration kUsualTimeout = absl::Seconds(30);

absl::Duration TimeoutOf(const CommandLine& line) {
  const bool endless = std::holds_alternative<WatchCommand>(line.command);
  return line.options.timeout.value_or(endless ? absl::InfiniteDuration()
                                               : kUsualTimeout);
}

Style StyleFor(const Environment& environment, const CommandLine& line,
               int width) {
  Style style;
  style.width = width;
  style.color = width > 0 && environment.Get("NO_COLOR", "").empty() &&
                environment.Get("TERM", "dumb") != "dumb";
  style.time_zone = environment.time_zone;
  style.program = line.options.program;
  return style;
}

ExitCode Fail(const absl::Status& status, const Session& session) {
  session.out.flush();
  if (session.options.json) {
    session.err << RenderErrorJson(status);
  } else {
    session.err << RenderError(
        status,
        {session.options.address, session.options.program, session.request_id});
  }
  return ExitCodeOf(status);
}

ExitCode RunCommand(const CommandLine& line, const Environment& environment,
                    Streams streams, const Clock* clock,
                    absl::BitGenRef random) {
  const auto client = ConnectCoordinator(
      line.options.address, line.options.security, TimeoutOf(line), clock);
  if (!client.ok()) {
    streams.err << "alhf: " << client.status().message() << "\n";
    return ExitCode::kUsage;
  }
  const PositionFile positions(StateFolder(environment));
  Session session{
      line.options,
      **client,
      positions,
      *clock,
      random,
      streams.in,
      streams.out,
      streams.err,
      StyleFor(environment, line, environment.out_width),
      StyleFor(environment, line, environment.err_width),
      environment.in_is_terminal ? StateFolder(environment) + "/history" : "",
      ""};
  const CommandResult result = std::visit(
      [&session](const auto& command) { return Run(command, session); },
      line.command);
  return result.ok() ? *result : Fail(result.status(), session);
}

}  // namespace

ExitCode RunProgram(const std::vector<std::string>& arguments,
                    const Environment& environment, Streams streams,
                    const Clock* clock, absl::BitGenRef random) {
  const auto parsed = ParseCommandLine(arguments, environment);
  ExitCode code = ExitCode::kOk;
  if (const auto* early = std::get_if<EarlyExit>(&parsed)) {
    streams.out << early->out;
    streams.err << early->err;
    code = early->code;
  } else {
    code = RunCommand(std::get<CommandLine>(parsed), environment, streams,
                      clock, random);
  }
  if (!streams.out.flush()) {
    streams.err << "alhf: standard output cannot be written\n";
    return ExitCode::kRefused;
  }
  return code;
}

}  // namespace alhf::cli
