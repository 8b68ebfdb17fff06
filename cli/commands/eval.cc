#include "cli/commands/commands.h"
#include "cli/render_eval.h"
#include "cli/terminal_text.h"
#include "eval/scenario_reader.h"
#include "eval/scenario_stats.h"

namespace alhf::cli {

CommandResult Run(const EvalScenariosCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(const eval::ScenarioFile file,
                        eval::ReadScenarios(command.file));
  for (const std::string& warning : file.warnings) {
    session.err << OneLine(warning) << "\n";
  }
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

}  // namespace alhf::cli
