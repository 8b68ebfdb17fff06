// Longer than 400 lines: because it is the whole grammar of the command line,
// to be read in one place.

#include "cli/command_line.h"

#include <functional>
#include <memory>
#include <sstream>
#include <utility>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "cli/audit_options.h"
#include "cli/eval_options.h"
#include "cli/grammar_pages.h"
#include "cli/help_formatter.h"
#include "cli/key_options.h"
#include "cli/option_kinds.h"
#include "cli/rollout_options.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

constexpr char kExitCodes[] =
    "Exit codes: 0 done · 1 the system refused (its message says why) · "
    "2 wrong usage ·\n3 the coordinator cannot be reached · 4 timeout · "
    "5 nothing was learned (feedback --strict)\n\n"
    "Environment: ALHF_ADDRESS, ALHF_HOME, ALHF_TENANT, ALHF_AGENT, "
    "ALHF_USER,\nALHF_TOKEN_FILE, ALHF_TLS; NO_COLOR, COLUMNS";

// Builds the grammar and takes what is parsed. Lives for one parse; exceptions
// of CLI11 do not leave `Parse`.
class Parser {
 public:
  explicit Parser(const Environment& environment);
  std::variant<CommandLine, EarlyExit> Parse(
      const std::vector<std::string>& arguments);

 private:
  void AddAsking();
  void AddFeedback();
  void AddPreview();
  void AddCredit();
  void AddReassign();
  void AddReview();
  void AddChanges();
  void AddChange(const std::string& name, const std::string& help,
                 const std::string& examples, v1::Change change,
                 const std::function<void(CLI::App*, ChangeCommand*)>& more);
  void AddRecords();
  void AddExchanges();
  void AddLessons();
  void AddSystem();
  void AddKeeping();
  void AddEncode();
  void AddChat();
  void AddPages();
  void AddEval(const Environment& environment);

  CLI::App* Add(const std::string& group, const std::string& name,
                const std::string& help, const std::string& examples);
  void AddCommon(CLI::App* app);
  // Makes `command`, as parsed, the program's when `app` was called.
  template <typename C>
  void Finish(CLI::App* app, const std::shared_ptr<C>& command) {
    app->final_callback([this, command] { command_ = *command; });
  }

  CLI::App app_;
  CommonOptions options_;
  Command command_;
  // What a command without a coordinator prints.
  std::optional<std::string> page_;
};

Parser::Parser(const Environment& environment)
    : app_("Ask an agent, correct it in plain words, see what it learned.",
           "alhf") {
  options_.address = DefaultAddress(environment);
  options_.tenant = environment.Get("ALHF_TENANT", "default");
  options_.agent = environment.Get("ALHF_AGENT", "");
  options_.user = environment.Get("ALHF_USER", environment.login_name);
  options_.security.token_file = environment.Get("ALHF_TOKEN_FILE", "");
  options_.security.tls_folder = environment.Get("ALHF_TLS", "");
  app_.set_version_flag("--version", absl::StrCat("alhf ", ALHF_VERSION));
  app_.set_help_flag("-h,--help", "Show this help");
  app_.formatter(std::make_shared<HelpFormatter>());
  app_.require_subcommand(1);
  app_.footer(std::string("alhf COMMAND --help shows options and examples.\n") +
              kExitCodes);
  app_.failure_message(FailureMessage);
  AddCommon(&app_);
  AddAsking();
  AddFeedback();
  AddPreview();
  AddCredit();
  AddReassign();
  AddChanges();
  AddRecords();
  AddExchanges();
  AddReview();
  AddLessons();
  AddSystem();
  AddEncode();
  AddEval(environment);
  const auto add = [this](const std::string& group, const std::string& name,
                          const std::string& help,
                          const std::string& examples) {
    return Add(group, name, help, examples);
  };
  const auto take = [this](Command command) { command_ = std::move(command); };
  AddRolloutCommands(add, take);
  AddKeyCommands(
      add, [this](CLI::App* each) { AddCommon(each); }, take);
  AddAuditCommands(
      add, [this](CLI::App* each) { AddCommon(each); }, take);
  AddReassess(add, take);
  AddTransferCommands(
      add, [this](CLI::App* each) { AddCommon(each); }, take);
  AddChat();
  AddPages();
}

CLI::App* Parser::Add(const std::string& group, const std::string& name,
                      const std::string& help, const std::string& examples) {
  CLI::App* app = app_.add_subcommand(name, help)->group(group);
  app->footer(absl::StrCat("Examples:\n", examples, "\n", kExitCodes));
  AddCommon(app);
  return app;
}

void Parser::AddCommon(CLI::App* app) {
  const auto add = [app, this](const std::string& name, std::string* target,
                               const std::string& help) {
    app->add_option_function<std::string>(
           name,
           [this, name, target](const std::string& value) {
             if (value.empty()) throw CLI::ValidationError(name, "is empty");
             *target = value;
             options_.address_given |= target == &options_.address;
             absl::StrAppend(&options_.program, " ", name, " ",
                             ShellQuote(value));
           },
           help)
        ->group("Common options");
  };
  app->add_flag("--json", options_.json,
                "Print the response as JSON; a stream as one object a line")
      ->group("Common options");
  add("--address", &options_.address,
      "Where the coordinator listens, unix:PATH or HOST:PORT (default: "
      "$ALHF_ADDRESS, else below $ALHF_HOME, else ~/.alhf)");
  add("--tenant", &options_.tenant,
      "Whose memory (default: $ALHF_TENANT, else \"default\")");
  // `eval curve` has an agent of its own: the one that is measured.
  if (app->get_parent() == nullptr || app->get_parent()->get_name() != "eval") {
    add("--agent", &options_.agent,
        "For which of the coordinator's agents (default: $ALHF_AGENT, else all "
        "components)");
  }
  add("--user", &options_.user,
      "Who asks or teaches (default: $ALHF_USER, else the login name)");
  add("--token-file", &options_.security.token_file,
      "For HOST:PORT: file of your key, token or JWT, mode 0600 (default: "
      "$ALHF_TOKEN_FILE)");
  add("--tls", &options_.security.tls_folder,
      "For HOST:PORT: folder with ca.pem, cert.pem and key.pem (default: "
      "$ALHF_TLS)");
  AddTimeout(app, &options_.timeout)->group("Common options");
}

void Parser::AddAsking() {
  const auto ask = std::make_shared<AskCommand>();
  CLI::App* app = Add("Ask", "ask", "Ask a question and show the answer",
                      "  alhf ask \"How many orders were there in 2025?\"\n"
                      "  echo \"How many?\" | alhf ask --json -\n");
  AddQuery(app, &ask->query);
  Finish(app, ask);

  const auto plan = std::make_shared<PlanCommand>();
  app = Add("Ask", "plan",
            "Show what would be done differently for a question; run nothing",
            "  alhf plan \"How many orders were there per week?\"\n"
            "  alhf plan \"Orders per week\" --explain --as-of 12\n");
  AddQuery(app, &plan->query);
  app->add_flag("--explain", plan->explain,
                "Show every lesson that was looked at, with its score");
  AddRepeated(app, "--component", &plan->components, "Only this component.")
      ->type_name("NAME");
  Finish(app, plan);
}

void Parser::AddFeedback() {
  const auto feedback = std::make_shared<FeedbackCommand>();
  FeedbackCommand* f = feedback.get();
  CLI::App* app = Add(
      "Teach", "feedback",
      "Say what was wrong with an answer, or how it should be",
      "  alhf feedback \"We are on Postgres, use ISO weeks.\"\n"
      "  alhf feedback --exchange x-3f9k2m7q --hold \"Leave out test "
      "accounts\"\n"
      "  alhf feedback --question \"What is ARR?\" --answer \"A sound\" \\\n"
      "                \"ARR means annual recurring revenue\"\n"
      "  alhf feedback --misapplied l-7k2m9q4d-1 \"Not for this report\"\n");
  app->add_option("text", f->text,
                  "What you say, in quotes; - reads it from standard input. "
                  "May be left out with --misapplied");
  CLI::Option* exchange =
      app->add_option("--exchange", f->exchange,
                      "The exchange it is said about (default: your last one)")
          ->type_name("ID");
  CLI::Option* question = app->add_option(
      "--question", f->question,
      "With --answer: an exchange that the system does not know");
  CLI::Option* answer =
      app->add_option("--answer", f->answer, "The answer that --question got");
  question->needs(answer);
  answer->needs(question);
  exchange->excludes(question);
  AddRepeated(app, "--to", &f->to,
              "This component learns it, whatever it thinks itself.")
      ->type_name("NAME");
  AddRepeated(app, "--misapplied", &f->misapplied,
              "This lesson should not have applied here.")
      ->type_name("LESSON");
  CLI::Option* hold = app->add_flag_callback(
      "--hold", [f] { f->activation = v1::ACTIVATION_HOLD; },
      "Only show what is understood; `accept` puts it in force");
  app->add_flag_callback(
         "--shadow", [f] { f->activation = v1::ACTIVATION_SHADOW; },
         "Recall it and say so, but do not act on it")
      ->excludes(hold);
  AddWait(app, &f->wait_for);
  AddRequestId(app, &f->request_id);
  app->add_flag("--strict", f->strict, "Exit with 5 where nothing was learned");
  app->final_callback([this, feedback] {
    if (feedback->text.empty() && feedback->misapplied.empty()) {
      throw CLI::RequiredError("text");
    }
    command_ = *feedback;
  });
}

void Parser::AddPreview() {
  const auto preview = std::make_shared<PreviewCommand>();
  FeedbackCommand* f = &preview->feedback;
  CLI::App* app =
      Add("Teach", "preview", "Show what feedback would do; store nothing",
          "  alhf preview \"We are on Postgres, use ISO weeks.\"\n"
          "  alhf preview --answers --exchanges 20 \"Answers as bullets\"\n");
  AddText(app, "text", &f->text,
          "What you would say, in quotes; - reads it from standard input");
  app->add_option("--exchange", f->exchange,
                  "The exchange it would be said about (default: your last)")
      ->type_name("ID");
  AddRepeated(app, "--to", &f->to, "This component would learn it.")
      ->type_name("NAME");
  app->add_option("--exchanges", preview->exchanges,
                  "Look at the newest so many for what would change; 0: none")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app->add_flag("--answers", preview->answers,
                "Answer those that would change before and after, and compare");
  Finish(app, preview);
}

void Parser::AddCredit() {
  const auto credit = std::make_shared<CreditCommand>();
  CLI::App* app =
      Add("Teach", "credit",
          "Show whose learning it would change the answer; store nothing",
          "  alhf credit \"only paid orders\"\n"
          "  alhf credit --answers --exchange x-46cgz5uvs5 \"as bullets\"\n");
  AddText(app, "text", &credit->text,
          "What you would say, in quotes; - reads it from standard input");
  app->add_option("--exchange", credit->exchange,
                  "The exchange it would be said about (default: your last)")
      ->type_name("ID");
  app->add_flag("--answers", credit->answers,
                "Show the answers, too, line by line");
  Finish(app, credit);
}

void Parser::AddReassign() {
  const auto reassign = std::make_shared<ReassignCommand>();
  CLI::App* app =
      Add("Teach", "reassign", "Let another component learn what was said",
          "  alhf reassign f-7k2m9q4d --to answer_writer\n"
          "  alhf reassign f-7k2m9q4d --to nobody\n");
  AddText(app, "record", &reassign->record, "Id of the feedback");
  AddRepeated(app, "--to", &reassign->to,
              "This component learns it; nobody: none does.")
      ->type_name("NAME")
      ->required();
  AddWait(app, &reassign->wait_for);
  AddRequestId(app, &reassign->request_id);
  Finish(app, reassign);
}

void Parser::AddChat() {
  Finish(Add("Ask", "chat", "Ask, and correct the answer above with !",
             "  alhf chat\n"
             "  printf 'How many orders?\\n!only paid ones\\n' | alhf chat\n"),
         std::make_shared<ChatCommand>());
  const auto review = std::make_shared<ReviewCommand>();
  CLI::App* app =
      Add("Teach", "review",
          "Go through what is held and what nobody claimed, one by one",
          "  alhf review\n"
          "  printf 'a\\ns\\nq\\n' | alhf review\n"
          "  alhf review --json\n");
  app->add_option("--exchanges", review->exchanges,
                  "Look at the newest so many for what would change; 0: none")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  Finish(app, review);
}

void Parser::AddPages() {
  const auto page = [this](const std::string& name, const std::string& help,
                           const std::string& examples, auto make) {
    CLI::App* app = Add("System", name, help, examples);
    app->final_callback([this, make] { page_ = make(app_); });
  };
  page("completion", "Print the completion script for bash",
       "  alhf completion > ~/.local/share/bash-completion/completions/alhf\n",
       BashCompletion);
  page("manual", "Print the manual page, made from this help",
       "  alhf manual | man -l -\n",
       [](const CLI::App& app) { return ManualPage(app, ALHF_VERSION); });
}

void Parser::AddReview() {
  const auto why = std::make_shared<WhyCommand>();
  why->exchange = "last";
  CLI::App* app =
      Add("Look", "why",
          "Answer again without a lesson; show what it made different",
          "  alhf why\n  alhf why x-3f9k2m7q --without l-7k2m9q4d-1\n");
  app->add_option("exchange", why->exchange, "Its id, or last: your last one")
      ->capture_default_str();
  AddRepeated(app, "--without", &why->without,
              "This lesson (default: each that applied).")
      ->type_name("LESSON");
  Finish(app, why);

  const auto verify = std::make_shared<VerifyCommand>();
  app = Add("Look", "verify",
            "Plan every question that was taught on again; exit with 1 where "
            "a lesson does not apply any more",
            "  alhf verify\n  alhf verify --all --json\n");
  app->add_flag("--all", verify->all, "List those that hold, too");
  app->add_option("--junit", verify->junit,
                  "Write the verdicts into this file as JUnit XML, for CI")
      ->type_name("FILE");
  Finish(app, verify);

  const auto audit = std::make_shared<AuditLessonsCommand>();
  app = Add("Look", "audit-lessons",
            "List lessons that are unused, overruled, expired, said twice or "
            "contradicted",
            "  alhf audit-lessons --exchanges 1000\n");
  app->add_option("--exchanges", audit->exchanges,
                  "Look at the newest so many; 0: all")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  Finish(app, audit);
}

void Parser::AddChange(
    const std::string& name, const std::string& help,
    const std::string& examples, v1::Change change,
    const std::function<void(CLI::App*, ChangeCommand*)>& more) {
  const auto command = std::make_shared<ChangeCommand>();
  command->change = std::move(change);
  CLI::App* app = Add("Teach", name, help, examples);
  AddText(app, "lesson", &command->lesson, "Its id, e.g. l-7k2m9q4d-1");
  if (more) more(app, command.get());
  AddWait(app, &command->wait_for);
  AddRequestId(app, &command->request_id);
  Finish(app, command);
}

v1::Breadth BreadthNamed(const std::string& name) {
  if (name == "question") return v1::BREADTH_QUESTION;
  return name == "topic" ? v1::BREADTH_TOPIC : v1::BREADTH_COMPONENT;
}

void Parser::AddChanges() {
  const auto note = [](CLI::App* app, ChangeCommand* command) {
    app->add_option("--note", *command->change.mutable_retire()->mutable_note(),
                    "Why, for those who look later")
        ->type_name("TEXT");
  };
  v1::Change accept;
  accept.mutable_accept();
  AddChange("accept", "Put a held or shadow lesson in force",
            "  alhf accept l-7k2m9q4d-1\n", accept, nullptr);
  v1::Change retire;
  retire.mutable_retire()->set_reason(v1::RETIRE_DISCARDED);
  AddChange("discard", "Turn a held lesson down",
            "  alhf discard l-7k2m9q4d-1 --note \"not meant like this\"\n",
            retire, note);
  v1::Change revise;
  revise.mutable_revise();
  AddChange("edit", "Give a lesson other words; it is understood anew",
            "  alhf edit l-7k2m9q4d-1 \"Use ISO weeks in reports\"\n", revise,
            [](CLI::App* app, ChangeCommand* command) {
              v1::Lesson* lesson =
                  command->change.mutable_revise()->mutable_lesson();
              AddText(app, "words", lesson->mutable_text(),
                      "The new words, in quotes; - reads them from standard "
                      "input");
            });
  AddChange("breadth", "Let a lesson hold for more questions, or for fewer",
            "  alhf breadth l-7k2m9q4d-1 topic\n", revise,
            [](CLI::App* app, ChangeCommand* command) {
              const auto set = [command](const std::string& name) {
                command->change.mutable_revise()
                    ->mutable_lesson()
                    ->mutable_scope()
                    ->set_breadth(BreadthNamed(name));
              };
              app->add_option_function<std::string>(
                     "breadth", set,
                     "question: that which it was given on; topic: like ones; "
                     "component: all that its component does")
                  ->check(CLI::IsMember({"question", "topic", "component"}))
                  ->required();
            });
  retire.mutable_retire()->set_reason(v1::RETIRE_FORGOTTEN);
  AddChange("forget", "Put a lesson out of force",
            "  alhf forget l-7k2m9q4d-1 --note \"we moved to MySQL\"\n", retire,
            note);
  v1::Change restore;
  restore.mutable_restore();
  AddChange("restore", "Put a forgotten or discarded lesson back",
            "  alhf restore l-7k2m9q4d-1\n", restore, nullptr);
  v1::Change promote;
  promote.mutable_promote();
  AddChange("promote", "Let a lesson hold for every user, or for one",
            "  alhf promote l-7k2m9q4d-1\n", promote,
            [](CLI::App* app, ChangeCommand* command) {
              app->add_option(
                     "--for",
                     *command->change.mutable_promote()->mutable_user(),
                     "Only for this user (default: every user)")
                  ->type_name("NAME");
            });
  v1::Change move;
  move.mutable_move();
  AddChange("move", "Let a lesson hold for every agent, or for one",
            "  alhf move l-7k2m9q4d-1 --to support\n"
            "  alhf move l-7k2m9q4d-1 --to-every\n",
            move, [](CLI::App* app, ChangeCommand* command) {
              CLI::Option_group* to = app->add_option_group("to");
              to->add_option("--to",
                             *command->change.mutable_move()->mutable_agent(),
                             "Only for this agent")
                  ->type_name("AGENT");
              to->add_flag_callback(
                  "--to-every", [] {}, "For every agent of the tenant");
              to->require_option(1);
            });
}

void Parser::AddRecords() {
  const auto watch = std::make_shared<WatchCommand>();
  CLI::App* app = Add("Teach", "watch", "Follow feedback until it is learned",
                      "  alhf watch f-7k2m9q4d\n");
  AddText(app, "record", &watch->record, "Id of the record, e.g. f-7k2m9q4d");
  Finish(app, watch);

  const auto record = std::make_shared<RecordCommand>();
  app = Add("Look", "record", "Show one feedback and what became of it",
            "  alhf record f-7k2m9q4d\n");
  AddText(app, "record", &record->record, "Its id");
  Finish(app, record);

  const auto records = std::make_shared<RecordsCommand>();
  app = Add("Look", "records", "List what was taught, newest first",
            "  alhf records --mine\n"
            "  alhf records --exchange x-3f9k2m7q --json\n");
  app->add_option("--exchange", records->exchange, "Only about this exchange")
      ->type_name("ID");
  app->add_flag("--mine", records->mine, "Only what --user said");
  AddList(app, &records->list);
  Finish(app, records);
}

void Parser::AddExchanges() {
  const auto explain = std::make_shared<ExplainCommand>();
  explain->exchange = "last";
  CLI::App* app =
      Add("Look", "explain",
          "Show how an answer came about: steps, lessons, what was near",
          "  alhf explain\n  alhf explain x-3f9k2m7q\n");
  app->add_option("exchange", explain->exchange,
                  "Its id, or last: your last one")
      ->capture_default_str();
  Finish(app, explain);

  const auto exchanges = std::make_shared<ExchangesCommand>();
  app = Add("Look", "exchanges", "List what was asked, newest first",
            "  alhf exchanges --mine --limit 10\n");
  app->add_flag("--mine", exchanges->mine, "Only what --user asked");
  AddList(app, &exchanges->list);
  Finish(app, exchanges);
}

void Parser::AddLessons() {
  const auto lesson = std::make_shared<LessonCommand>();
  CLI::App* app =
      Add("Look", "lesson", "Show one lesson", "  alhf lesson l-7k2m9q4d-1\n");
  AddText(app, "lesson", &lesson->lesson, "Its id");
  Finish(app, lesson);

  const auto lessons = std::make_shared<LessonsCommand>();
  app = Add("Look", "lessons", "List what the components have learned",
            "  alhf lessons --component sql_generator\n"
            "  alhf lessons --state held --state shadow\n");
  app->add_option("--component", lessons->component, "Only this component's")
      ->type_name("NAME");
  app->add_option("--record", lessons->record, "Only from this feedback")
      ->type_name("ID");
  AddStates(app, &lessons->states);
  AddList(app, &lessons->list);
  Finish(app, lessons);
}

void Parser::AddSystem() {
  const auto components = std::make_shared<ComponentsCommand>();
  Finish(Add("System", "components", "List the components and how they are",
             "  alhf components\n"),
         components);
  const auto status = std::make_shared<StatusCommand>();
  Finish(Add("System", "status", "Show how the system is",
             "  alhf status --json\n"),
         status);
  const auto retry = std::make_shared<RetryParkedCommand>();
  CLI::App* app =
      Add("System", "retry-parked",
          "Try again what a component could not learn (see status)",
          "  alhf retry-parked\n  alhf retry-parked retriever --position 12\n");
  app->add_option("component", retry->component, "Only this one's");
  app->add_option("--position", retry->sequence, "Only this entry")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  Finish(app, retry);
  const auto remove = std::make_shared<RemoveComponentCommand>();
  app = Add("System", "remove-component",
            "Stop waiting for a component that is gone for good",
            "  alhf remove-component old_retriever\n");
  app->add_option("component", remove->component, "The component")->required();
  Finish(app, remove);
  AddKeeping();
}

void Parser::AddKeeping() {
  const auto rebuild = std::make_shared<RebuildCommand>();
  CLI::App* app =
      Add("System", "rebuild", "Fill a component's memory anew from the log",
          "  alhf rebuild retriever\n");
  app->add_option("component", rebuild->component, "The component")->required();
  Finish(app, rebuild);
  const auto backup = std::make_shared<BackupCommand>();
  app = Add("System", "backup",
            "Copy all logs and exchanges of the running system into a folder",
            "  alhf backup /var/backups/alhf/monday\n"
            "  alhf-coordinator --restore /var/backups/alhf/monday\n");
  AddText(app, "folder", &backup->folder,
          "On the coordinator's machine; empty, or not there yet");
  Finish(app, backup);
  const auto erase = std::make_shared<EraseCommand>();
  app = Add("System", "erase",
            "Remove words for good, from every file; without --yes only count",
            "  alhf erase --record f-7k2m9q4d\n"
            "  alhf erase --user-of ann --yes\n");
  auto* what = app->add_option_group("What")->require_option(1);
  what->add_option("--record", erase->record,
                   "One feedback, and the lessons learned from it");
  what->add_option("--user-of", erase->user,
                   "All that this person said and asked");
  what->add_flag("--everything", erase->everything,
                 "All that was ever said and asked in the tenant");
  app->add_flag("--yes", erase->yes, "Erase it");
  Finish(app, erase);
}

void Parser::AddEval(const Environment& environment) {
  CLI::App* app = Add("Measure", "eval", "Measure what is learned",
                      "  alhf eval curve scenarios.jsonl\n");
  AddEvalCommands(
      app, environment, [this](CLI::App* each) { AddCommon(each); },
      [this](Command command) { command_ = std::move(command); });
}

void Parser::AddEncode() {
  const auto encode = std::make_shared<EncodeCommand>();
  CLI::App* app =
      Add("System", "encode",
          "Print sentence vectors, as recall compares them; asks nobody",
          "  alhf encode texts.jsonl\n"
          "  echo '{\"text\": \"orders per week\"}' | alhf encode -\n");
  AddText(app, "file", &encode->file,
          "One {\"text\": …} a line; - is standard input");
  app->add_option("--model", encode->model,
                  "Weights file (default: the one beside this program)")
      ->type_name("FILE");
  Finish(app, encode);
}

std::variant<CommandLine, EarlyExit> Parser::Parse(
    const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    return EarlyExit{ExitCode::kUsage, "", app_.help()};
  }
  try {
    // CLI11 takes them last first.
    app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = app_.exit(error, out, err);
    return EarlyExit{code == 0 ? ExitCode::kOk : ExitCode::kUsage, out.str(),
                     err.str()};
  }
  if (page_.has_value()) return EarlyExit{ExitCode::kOk, *page_, ""};
  return CommandLine{std::move(options_), std::move(command_)};
}

}  // namespace

std::variant<CommandLine, EarlyExit> ParseCommandLine(
    const std::vector<std::string>& arguments, const Environment& environment) {
  for (const std::string& argument : arguments) {
    if (!IsUtf8(argument)) {
      return EarlyExit{ExitCode::kUsage, "",
                       absl::StrCat("alhf: ", OneLine(argument),
                                    ": not UTF-8 text; set a UTF-8 locale\n")};
    }
  }
  auto parsed = Parser(environment).Parse(arguments);
  if (const auto* line = std::get_if<CommandLine>(&parsed)) {
    const absl::Status may =
        CheckCalling(line->options.address, line->options.security);
    if (!may.ok()) {
      return EarlyExit{ExitCode::kUsage, "",
                       absl::StrCat("alhf: ", OneLine(may.message()), "\n")};
    }
  }
  return parsed;
}

}  // namespace alhf::cli
