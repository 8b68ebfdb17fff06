#include "cli/eval_options.h"

#include <memory>
#include <utility>

#include "cli/option_kinds.h"

namespace alhf::cli {
namespace {

constexpr char kCurveHelp[] =
    "Examples:\n"
    "  alhf eval curve eval/scenarios/company.jsonl --failures\n"
    "  alhf eval curve mine.jsonl --database shop.db --documents handbook/ \\\n"
    "      --semantic shop.textproto --policy alhf,none,all,bm25-5,oracle \\\n"
    "      --seeds 3 --plot curve.svg\n"
    "  alhf eval curve mine.jsonl --agent http://localhost:8000/v1 --json\n\n"
    "A run that was broken off goes on where it stopped; --fresh begins anew.\n"
    "Scenarios with `command` checks run programs: read a file before you run\n"
    "it. docs/benchmark.md describes files and figures.\n";

void AddData(CLI::App* app, eval::CurveOptions* options) {
  app->add_option("--database", options->database,
                  "Database that it answers from and that checks read "
                  "(default: the sample company)")
      ->type_name("FILE|URL");
  app->add_option("--documents", options->documents,
                  "Folder of documents that it answers from")
      ->type_name("DIR");
  app->add_option("--semantic", options->semantic,
                  "What the database's schema does not say, as the SQL "
                  "generator reads it")
      ->type_name("FILE");
  app->add_option("--model", options->model,
                  "Language model behind each component: a textproto file of "
                  "chat, assess and run (docs/models.md)")
      ->type_name("FILE");
  app->add_option("--agent", options->agent,
                  "Ask this agent instead (chat completions over HTTP; "
                  "$ALHF_AGENT_KEY is its key)")
      ->type_name("URL");
}

void AddMeasuring(CLI::App* app, eval::CurveOptions* options) {
  app->add_option("--policy", options->policies,
                  "alhf, none, all, bm25-5, embed-5, oracle")
      ->delimiter(',')
      ->type_name("P,…")
      ->default_str("alhf,none,oracle");
  app->add_option("--seeds", options->seeds,
                  "How many random orders of the records")
      ->check(CLI::Range(1, 1000))
      ->type_name("N")
      ->default_str("1");
  app->add_option("--points", options->points, "After how many records to ask")
      ->delimiter(',')
      ->check(CLI::NonNegativeNumber)
      ->type_name("N,…")
      ->default_str("0,1,2,4,8,16,32");
  app->add_flag("--together", options->together,
                "All scenarios in one tenant, not each in its own");
  app->add_option("--threads", options->threads,
                  "Questions at once (default: twice the processors)")
      ->check(CLI::Range(1, 64))
      ->type_name("N");
  app->add_option("--answers", options->answers,
                  "Write each answer with what came of it into this file, a "
                  "line of JSON each")
      ->type_name("FILE");
  app->add_flag("--fresh", options->fresh,
                "Take nothing over from a run that was broken off");
}

constexpr char kScopeHelp[] =
    "Examples:\n"
    "  alhf eval scope scope.jsonl\n"
    "  alhf eval scope scope.jsonl --lessons 32 --facet db --json\n\n"
    "Offline: no coordinator is asked. eval/README.md describes files and\n"
    "figures.\n";

constexpr char kAssignmentHelp[] =
    "Examples:\n"
    "  alhf eval assignment assignment.jsonl --json\n\n"
    "Starts a system of its own over the sample company, unless --address "
    "names "
    "one.\neval/README.md describes files and figures.\n";

void AddFiles(CLI::App* app, std::vector<std::string>* files,
              const std::string& help) {
  app->add_option("file", *files, help)->required()->type_name("FILE…");
}

void AddScope(CLI::App* app, const std::function<void(CLI::App*)>& add_common,
              const std::function<void(Command)>& take) {
  const auto scope = std::make_shared<EvalScopeCommand>();
  CLI::App* sub = app->add_subcommand(
      "scope", "Measure which remembered lessons are chosen for a query");
  sub->footer(kScopeHelp);
  add_common(sub);
  AddFiles(sub, &scope->options.files, "Sets, one JSON object a line");
  sub->add_option("--lessons", scope->options.lessons,
                  "Join groups of a source until so many are remembered "
                  "together")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  sub->add_option_function<std::string>(
         "--facet",
         [scope](const std::string&) { scope->options.facet_db = true; },
         "Give the field db as the facet database")
      ->check(CLI::IsMember({"db"}))
      ->type_name("db");
  sub->add_option("--reports", scope->options.reports,
                  "Report so many misapplied lessons of each memory, and "
                  "measure on the queries that are not asked for that")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  sub->add_option("--encoder", scope->options.encoder,
                  "Weights of the sentence encoder, or a textproto file of an "
                  "endpoint of embeddings; none: words alone (default: the "
                  "weights beside the program)")
      ->type_name("FILE|none");
  sub->add_option("--pairs", scope->options.pairs,
                  "Write each pair that was looked at into this file, for "
                  "training a scorer")
      ->type_name("FILE");
  sub->final_callback([take, scope] { take(*scope); });
}

constexpr char kFitEncoderHelp[] =
    "Examples:\n"
    "  alhf eval fit-encoder encoder.textproto --out profile.textproto\n\n"
    "Some two thousand texts are sent to the endpoint. docs/encoder.md "
    "describes both files.\n";

void AddFitEncoder(CLI::App* app,
                   const std::function<void(CLI::App*)>& add_common,
                   const std::function<void(Command)>& take) {
  const auto fit = std::make_shared<EvalFitEncoderCommand>();
  CLI::App* sub = app->add_subcommand(
      "fit-encoder",
      "Find out what nearness means of a model behind an endpoint");
  sub->footer(kFitEncoderHelp);
  add_common(sub);
  AddText(sub, "file", &fit->options.encoder,
          "The endpoint, a textproto file of an EmbeddingEncoder");
  sub->add_option("--out", fit->out, "Write the profile into this file")
      ->required()
      ->type_name("FILE");
  sub->add_option("--texts", fit->options.texts,
                  "Reference texts (default: those beside the program)")
      ->type_name("FILE…");
  sub->final_callback([take, fit] { take(*fit); });
}

void AddAssignment(CLI::App* app,
                   const std::function<void(CLI::App*)>& add_common,
                   const std::function<void(Command)>& take) {
  const auto assignment = std::make_shared<EvalAssignmentCommand>();
  CLI::App* sub = app->add_subcommand(
      "assignment", "Measure which components learn from a record");
  sub->footer(kAssignmentHelp);
  add_common(sub);
  AddFiles(sub, &assignment->options.files, "Rows, one JSON object a line");
  sub->add_option("--corrections", assignment->options.corrections,
                  "Give so many rows of each source as reassignments first; "
                  "they are not measured")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  sub->add_option("--features", assignment->options.features,
                  "Measure nothing; write what the model weighs into this "
                  "file, for training")
      ->type_name("FILE");
  sub->final_callback([take, assignment] { take(*assignment); });
}

}  // namespace

void AddEvalCommands(CLI::App* app, const Environment& environment,
                     const std::function<void(CLI::App*)>& add_common,
                     const std::function<void(Command)>& take) {
  app->require_subcommand(1);

  const auto curve = std::make_shared<EvalCurveCommand>();
  curve->options.resume_folder = StateFolder(environment) + "/eval";
  curve->options.agent_key = environment.Get("ALHF_AGENT_KEY", "");
  CLI::App* sub = app->add_subcommand(
      "curve", "Teach record after record, and measure answers between them");
  sub->footer(kCurveHelp);
  add_common(sub);
  AddText(sub, "file", &curve->options.scenarios,
          "Scenarios, one JSON object a line");
  AddData(sub, &curve->options);
  AddMeasuring(sub, &curve->options);
  sub->add_option("--plot", curve->plot, "Draw the curve into this SVG file")
      ->type_name("FILE");
  sub->add_flag("--failures", curve->failures,
                "List what failed at the last point, by kind");
  sub->final_callback([take, curve] { take(*curve); });

  const auto scenarios = std::make_shared<EvalScenariosCommand>();
  sub = app->add_subcommand("scenarios",
                            "Check a file of scenarios and show what is in it");
  sub->footer("Examples:\n  alhf eval scenarios company.jsonl\n");
  add_common(sub);
  AddText(sub, "file", &scenarios->file, "Scenarios, one JSON object a line");
  sub->final_callback([take, scenarios] { take(*scenarios); });

  AddScope(app, add_common, take);
  AddAssignment(app, add_common, take);
  AddFitEncoder(app, add_common, take);
}

}  // namespace alhf::cli
