#include "cli/eval_options.h"

#include <memory>
#include <utility>

#include "cli/option_kinds.h"

namespace alhf::cli {

void AddEvalCommands(CLI::App* app,
                     const std::function<void(CLI::App*)>& add_common,
                     const std::function<void(Command)>& take) {
  app->require_subcommand(1);
  const auto scenarios = std::make_shared<EvalScenariosCommand>();
  CLI::App* sub = app->add_subcommand(
      "scenarios", "Check a file of scenarios and show what is in it");
  sub->footer("Examples:\n  alhf eval scenarios company.jsonl\n");
  add_common(sub);
  AddText(sub, "file", &scenarios->file, "Scenarios, one JSON object a line");
  sub->final_callback([take, scenarios] { take(*scenarios); });
}

}  // namespace alhf::cli
