#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "cli/commands/commands.h"
#include "cli/progress_bar.h"
#include "cli/render_curve.h"
#include "cli/render_eval.h"
#include "cli/render_scope.h"
#include "cli/terminal_text.h"
#include "eval/curve_plot.h"
#include "eval/curve_run.h"
#include "eval/scenario_reader.h"
#include "eval/scenario_stats.h"

namespace alhf::cli {
namespace {

void Warn(const std::vector<std::string>& warnings, Session& session) {
  for (const std::string& warning : warnings) {
    session.err << OneLine(warning) << "\n";
  }
}

}  // namespace

CommandResult Run(const EvalCurveCommand& command, Session& session) {
  eval::CurveOptions options = command.options;
  if (session.options.address_given) options.address = session.options.address;
  const SystemClock clock;
  ProgressBar bar(session.err, session.err_style.width, &clock);
  const auto run =
      eval::RunCurve(options, &clock, [&](const eval::CurveProgress& progress) {
        bar.Show(progress.done, progress.all);
      });
  bar.Clear();
  ALHF_RETURN_IF_ERROR(run.status());
  Warn(run->warnings, session);
  if (session.options.json) {
    session.out << eval::ToJson(*run).dump(2) << "\n";
  } else {
    session.out << RenderCurve(*run, session.out_style);
    if (command.failures) {
      session.out << RenderFailures(run->curve, session.out_style);
    }
  }
  if (!command.plot.empty()) {
    ALHF_RETURN_IF_ERROR(WriteFile(
        command.plot, eval::RenderSvg(run->curve, options.scenarios)));
  }
  return ExitCode::kOk;
}

CommandResult Run(const EvalScenariosCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(const eval::ScenarioFile file,
                        eval::ReadScenarios(command.file));
  Warn(file.warnings, session);
  std::vector<eval::ScenarioStats> stats;
  nlohmann::json json = nlohmann::json::array();
  for (const eval::Scenario& scenario : file.scenarios) {
    stats.push_back(eval::StatsOf(scenario));
    json.push_back(eval::ToJson(stats.back()));
  }
  session.out << (session.options.json ? json.dump(2) + "\n"
                                       : RenderStats(stats, session.out_style));
  return ExitCode::kOk;
}

CommandResult Run(const EvalScopeCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(const eval::ScopeRun run,
                        eval::RunScope(command.options));
  session.out << (session.options.json ? eval::ToJson(run).dump(2) + "\n"
                                       : RenderScope(run, session.out_style));
  return ExitCode::kOk;
}

CommandResult Run(const EvalAssignmentCommand& command, Session& session) {
  eval::AssignmentOptions options = command.options;
  if (session.options.address_given) options.address = session.options.address;
  const SystemClock clock;
  ProgressBar bar(session.err, session.err_style.width, &clock);
  const auto run = eval::RunAssignment(
      options, &clock, [&](size_t done, size_t all) { bar.Show(done, all); });
  bar.Clear();
  ALHF_RETURN_IF_ERROR(run.status());
  session.out << (session.options.json
                      ? eval::ToJson(*run).dump(2) + "\n"
                      : RenderAssignment(*run, session.out_style));
  return ExitCode::kOk;
}

CommandResult Run(const EvalFitEncoderCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(const eval::EncoderFit fit,
                        eval::RunEncoderFit(command.options));
  ALHF_RETURN_IF_ERROR(WriteFile(command.out, eval::ToText(fit.profile)));
  session.out << (session.options.json ? eval::ToJson(fit).dump(2) + "\n"
                                       : RenderEncoderFit(fit, command.out));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
