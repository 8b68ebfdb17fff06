#include "cli/rollout_options.h"

#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "cli/option_kinds.h"

namespace alhf::cli {
namespace {

void AddNote(CLI::App* app, std::string* note) {
  app->add_option("--note", *note, "Why, for those who look later")
      ->type_name("TEXT");
}

void AddPause(const std::string& name, bool paused, const std::string& help,
              const AddCommandFn& add, const TakeFn& take) {
  const auto command = std::make_shared<PauseCommand>();
  command->paused = paused;
  CLI::App* app = add(
      "Roll out", name, help,
      absl::StrCat("  alhf ", name, " --note \"odd answers since noon\"\n"));
  AddNote(app, &command->note);
  app->final_callback([take, command] { take(*command); });
}

void AddActivation(const AddCommandFn& add, const TakeFn& take) {
  const auto command = std::make_shared<ActivationCommand>();
  CLI::App* app =
      add("Roll out", "activation", "Say how new lessons of the tenant begin",
          "  alhf activation shadow\n  alhf activation default\n"
          "  alhf activation\n");
  const std::map<std::string, v1::Activation> kinds = {
      {"immediate", v1::ACTIVATION_IMMEDIATE},
      {"shadow", v1::ACTIVATION_SHADOW},
      {"hold", v1::ACTIVATION_HOLD},
      {"default", v1::ACTIVATION_UNSPECIFIED}};
  app->add_option("how", command->activation,
                  "immediate: in force at once; shadow: recalled and shown, "
                  "not acted on; hold: a person accepts them first; default: "
                  "as the coordinator is configured; left out: show how it "
                  "stands")
      ->transform(CLI::CheckedTransformer(kinds, CLI::ignore_case))
      ->type_name("HOW");
  AddNote(app, &command->note);
  app->final_callback([take, command] { take(*command); });
}

void AddImportFeedback(CLI::App* parent,
                       const std::function<void(CLI::App*)>& add_common,
                       const TakeFn& take) {
  const auto command = std::make_shared<ImportFeedbackCommand>();
  ImportFeedbackCommand* c = command.get();
  CLI::App* app = parent->add_subcommand(
      "feedback", "Take feedback that people gave elsewhere, for review");
  app->footer(
      "Examples:\n"
      "  alhf import feedback comments.csv --format csv --dry-run\n"
      "  alhf import feedback traces.jsonl --format langfuse --split 0.5\n\n"
      "cli/README.md has the columns and what is read of traces. Run twice it\n"
      "adds nothing.\n");
  add_common(app);
  AddText(app, "file", &c->file, "The file");
  const std::map<std::string, RowFormat> formats = {
      {"csv", RowFormat::kCsv},
      {"jsonl", RowFormat::kJsonLines},
      {"mlflow", RowFormat::kMlflow},
      {"langfuse", RowFormat::kLangfuse}};
  app->add_option("--format", c->format, "csv, jsonl, mlflow or langfuse")
      ->required()
      ->transform(CLI::CheckedTransformer(formats, CLI::ignore_case))
      ->type_name("FORMAT");
  app->add_flag("--dry-run", c->dry_run,
                "Only show what would become of each row; store nothing");
  app->add_option("--split", c->apart,
                  "Keep this share of the questions apart to measure with")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("SHARE")
      ->default_str("0");
  app->add_option("--eval-file", c->evaluation_file,
                  "Where what is kept apart goes (default: FILE.eval.jsonl)")
      ->type_name("FILE");
  app->add_flag_callback(
      "--shadow", [c] { c->activation = v1::ACTIVATION_SHADOW; },
      "Recall and show the lessons at once, without acting on them (default: "
      "they are held until somebody accepts them)");
  app->add_option_function<double>(
         "--stale-after",
         [c](double days) { c->stale_after = absl::Hours(24 * days); },
         "Flag what was given longer ago than so many days")
      ->check(CLI::PositiveNumber)
      ->type_name("DAYS");
  app->final_callback([take, command] {
    if (command->evaluation_file.empty()) {
      command->evaluation_file = command->file + ".eval.jsonl";
    }
    take(*command);
  });
}

}  // namespace

void AddRolloutCommands(const AddCommandFn& add, const TakeFn& take) {
  AddPause("pause", true,
           "Let no lesson apply, from the next question on, until `resume`",
           add, take);
  AddPause("resume", false, "Let lessons apply again", add, take);

  AddActivation(add, take);
  const auto holdout = std::make_shared<HoldoutCommand>();
  CLI::App* app = add("Roll out", "holdout",
                      "Answer a share of questions without lessons, to compare",
                      "  alhf holdout 0.1\n  alhf holdout 0\n  alhf holdout\n");
  app->add_option("share", holdout->share,
                  "In [0, 1); left out: show how it stands");
  AddNote(app, &holdout->note);
  app->final_callback([take, holdout] { take(*holdout); });

  const auto compare = std::make_shared<CompareCommand>();
  app = add("Roll out", "compare",
            "Compare thumbs, checks and corrections with and without lessons",
            "  alhf compare\n  alhf compare --json\n");
  app->add_option("--exchanges", compare->exchanges,
                  "Look at the newest so many; 0: all")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app->final_callback([take, compare] { take(*compare); });
}

void AddTransferCommands(const AddCommandFn& add,
                         const std::function<void(CLI::App*)>& add_common,
                         const TakeFn& take) {
  const auto exported = std::make_shared<ExportCommand>();
  CLI::App* app =
      add("Move", "export",
          "Write all that was asked and taught, with what became of it",
          "  alhf export everything.jsonl --tenant acme\n");
  AddText(app, "file", &exported->file, "The file to write");
  app->final_callback([take, exported] { take(*exported); });

  const auto imported = std::make_shared<ImportCommand>();
  app = add("Move", "import",
            "Take an export, or (import feedback) what people said elsewhere",
            "  alhf import everything.jsonl --tenant copy\n"
            "  alhf import feedback comments.csv --format csv --dry-run\n");
  app->add_option("file", imported->file, "What `alhf export` wrote");
  AddImportFeedback(app, add_common, take);
  app->final_callback([take, imported, app] {
    if (!app->get_subcommands().empty()) return;
    if (imported->file.empty()) throw CLI::RequiredError("file");
    take(*imported);
  });
}

}  // namespace alhf::cli
