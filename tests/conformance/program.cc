#include "tests/conformance/program.h"

#include "cli/json.h"
#include "cli/terminal_text.h"
#include "tests/conformance/grpc_remote_component.h"
#include "tests/conformance/render.h"
#include "tests/conformance/suite.h"

namespace alhf::conformance {
namespace {

ExitCode RunCases(const CommandLine& line, std::ostream& out, std::ostream& err,
                  const Clock* clock, absl::BitGenRef random) {
  const auto component =
      ConnectComponent(line.address, line.timeout, clock, line.security);
  if (!component.ok()) {
    err << "alhf-conformance: " << cli::OneLine(component.status().message())
        << "\nStart the component, or name the address that it listens on.\n";
    return ExitCode::kUnreachable;
  }
  Report report = RunSuite(**component, Select(line.filter), line.records,
                           random, [&](const CaseResult& result) {
                             if (!line.json)
                               out << RenderResult(result) << std::flush;
                           });
  report.set_address(line.address);
  if (line.json) {
    out << cli::ToJson(report).value_or("{}\n");
  } else {
    out << RenderSummary(report);
  }
  return report.failed() > 0 ? ExitCode::kFailed : ExitCode::kPassed;
}

}  // namespace

ExitCode RunProgram(const std::vector<std::string>& arguments,
                    std::ostream& out, std::ostream& err, const Clock* clock,
                    absl::BitGenRef random) {
  const auto parsed = ParseCommandLine(arguments);
  if (const auto* early = std::get_if<EarlyExit>(&parsed)) {
    out << early->out;
    err << early->err;
    return early->code;
  }
  const auto& line = std::get<CommandLine>(parsed);
  if (line.list) {
    out << RenderList(Select(line.filter));
    return ExitCode::kPassed;
  }
  return RunCases(line, out, err, clock, random);
}

}  // namespace alhf::conformance
