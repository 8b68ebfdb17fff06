// The command line, parsed: one struct a command.
//
// Longer than 200 lines: because each of forty commands has its struct here.
//
//   auto parsed = ParseCommandLine({"ask", "How many?"}, environment);
//   if (const auto* line = std::get_if<CommandLine>(&parsed)) Run(*line);
//
// Thread safety: pure; a command line is a plain value.
#ifndef ALHF_CLI_COMMAND_LINE_H_
#define ALHF_CLI_COMMAND_LINE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "base/security.h"
#include "cli/environment.h"
#include "cli/exit_code.h"
#include "cli/intake/feedback_rows.h"
#include "eval/assignment_run.h"
#include "eval/curve_run.h"
#include "eval/encoder_fit.h"
#include "eval/scope_run.h"

namespace alhf::cli {

// Options that every command has.
struct CommonOptions {
  bool json = false;
  std::string address;
  // By --address, not by the environment.
  bool address_given = false;
  std::string tenant;
  // Empty: no agent in particular.
  std::string agent;
  std::string user;
  // Token or key, and certificates, for a coordinator at HOST:PORT.
  Security security;
  // For each call. Unset: 30 s, and no end for `watch`.
  std::optional<absl::Duration> timeout;
  // How to call the program again with the same address, tenant and user.
  std::string program = "alhf";
};

// A text "-" is read from standard input by the command.
struct QueryOptions {
  std::string text;
  // Sequence of the log that the answer is made from.
  std::optional<uint64_t> as_of;
  std::optional<absl::Time> now;
  std::string time_zone;
};

struct ListOptions {
  // 0: all there are.
  int limit = 50;
  std::string page_token;
};

struct AskCommand {
  QueryOptions query;
};

struct PlanCommand {
  QueryOptions query;
  std::vector<std::string> components;
  bool explain = false;
};

struct FeedbackCommand {
  std::string text;
  // Empty, with no question: the user's last.
  std::string exchange;
  std::string question;
  std::string answer;
  std::vector<std::string> to;
  std::vector<std::string> misapplied;
  v1::Activation activation = v1::ACTIVATION_UNSPECIFIED;
  v1::WaitFor wait_for = v1::WAIT_FOR_LEARNED;
  std::string request_id;
  bool strict = false;
};

// accept, discard, edit, forget, restore, promote and move.
struct ChangeCommand {
  std::string lesson;
  v1::Change change;
  v1::WaitFor wait_for = v1::WAIT_FOR_LEARNED;
  std::string request_id;
};

struct WatchCommand {
  std::string record;
};

struct RecordCommand {
  std::string record;
};

struct RecordsCommand {
  std::string exchange;
  bool mine = false;
  ListOptions list;
};

struct ExplainCommand {
  std::string exchange;
};

struct ExchangesCommand {
  bool mine = false;
  ListOptions list;
};

struct PreviewCommand {
  // Whose words: text, exchange, question, answer and `to` count.
  FeedbackCommand feedback;
  // The newest ones to look at; 0: none.
  int exchanges = 200;
  bool answers = false;
};

struct CreditCommand {
  std::string text;
  std::string exchange;
  bool answers = false;
};

struct ReassignCommand {
  std::string record;
  std::vector<std::string> to;
  v1::WaitFor wait_for = v1::WAIT_FOR_LEARNED;
  std::string request_id;
};

struct WhyCommand {
  std::string exchange;
  // Empty: every lesson that applied, one at a time.
  std::vector<std::string> without;
};

// Of a list that a person goes through.
struct ReviewCommand {
  // The newest ones to look at for what would change; 0: none.
  int exchanges = 50;
};

struct ChatCommand {};

// pause and resume.
struct PauseCommand {
  bool paused = true;
  std::string note;
};

struct ActivationCommand {
  // Unset: only show it.
  std::optional<v1::Activation> activation;
  std::string note;
};

struct HoldoutCommand {
  // Unset: only show it.
  std::optional<double> share;
  std::string note;
};

struct CompareCommand {
  // The newest ones; 0: all there are.
  int exchanges = 0;
};

struct ExportCommand {
  std::string file;
};

struct ImportCommand {
  std::string file;
};

struct ImportFeedbackCommand {
  std::string file;
  RowFormat format = RowFormat::kCsv;
  bool dry_run = false;
  // Share of the questions that is kept apart, and where it goes.
  double apart = 0;
  std::string evaluation_file;
  v1::Activation activation = v1::ACTIVATION_HOLD;
  absl::Duration stale_after = absl::InfiniteDuration();
  // For each record to be assessed and kept.
  absl::Duration patience = absl::Seconds(25);
};

struct VerifyCommand {
  // JUnit XML file; empty: none is written.
  std::string junit;
  // All, not only those that do not hold.
  bool all = false;
};

struct AuditLessonsCommand {
  // The newest ones; 0: all there are.
  int exchanges = 200;
};

// Only what is set; everything else is left out.
struct AuditCommand {
  std::string principal;
  std::string user;
  std::vector<v1::AuditAction> actions;
  std::string record;
  std::string lesson;
  std::optional<absl::Duration> within;
  ListOptions list;
};

struct AuditVerifyCommand {
  // As they were printed, e.g. "acts:812:6f1d…".
  std::vector<std::string> heads;
};

struct ReassessCommand {
  // Empty: all there are.
  std::vector<std::string> records;
  bool accept = false;
};

struct LessonCommand {
  std::string lesson;
};

struct LessonsCommand {
  std::string component;
  std::string record;
  std::vector<v1::LessonState> states;
  ListOptions list;
};

struct ComponentsCommand {};
struct StatusCommand {};

struct RetryParkedCommand {
  // Empty: every component.
  std::string component;
  // Unset: every parked entry.
  std::optional<uint64_t> sequence;
};

struct RemoveComponentCommand {
  std::string component;
};

struct RebuildCommand {
  std::string component;
};

struct BackupCommand {
  // On the coordinator's machine, as the person gave it.
  std::string folder;
};

// One of the three says what.
struct EraseCommand {
  std::string record;
  std::string user;
  bool everything = false;
  // False: only count.
  bool yes = false;
};

// Offline: no coordinator is asked.
struct EncodeCommand {
  // JSONL; "-" is standard input.
  std::string file;
  // Weights file. Empty: the one beside the program.
  std::string model;
};

// Offline as well. Tenant and user of the key are the common options.
struct KeyNewCommand {
  // Required, e.g. "expert".
  std::string role;
  // Empty: a new one.
  std::string id;
  bool every_tenant = false;
  std::vector<std::string> components;
};

struct EvalCurveCommand {
  eval::CurveOptions options;
  // SVG file; empty: none is drawn.
  std::string plot;
  bool failures = false;
};

struct EvalScenariosCommand {
  std::string file;
};

struct EvalScopeCommand {
  eval::ScopeOptions options;
};

struct EvalAssignmentCommand {
  eval::AssignmentOptions options;
};

struct EvalFitEncoderCommand {
  eval::EncoderFitOptions options;
  // Required. File that gets the profile.
  std::string out;
};

using Command = std::variant<
    AskCommand, PlanCommand, FeedbackCommand, PreviewCommand, CreditCommand,
    ReassignCommand, WhyCommand, VerifyCommand, AuditLessonsCommand,
    ChangeCommand, WatchCommand, RecordCommand, RecordsCommand, ExplainCommand,
    ExchangesCommand, LessonCommand, LessonsCommand, ComponentsCommand,
    StatusCommand, RetryParkedCommand, RemoveComponentCommand, RebuildCommand,
    BackupCommand, EraseCommand, EncodeCommand, EvalCurveCommand,
    EvalScenariosCommand, EvalScopeCommand, EvalAssignmentCommand,
    EvalFitEncoderCommand, ReviewCommand, ChatCommand, PauseCommand,
    HoldoutCommand, CompareCommand, ExportCommand, ImportCommand,
    ImportFeedbackCommand, KeyNewCommand, AuditCommand, AuditVerifyCommand,
    ReassessCommand, ActivationCommand>;

struct CommandLine {
  CommonOptions options;
  Command command;
};

// The program has nothing to do but to say something: help, version, or what
// is wrong with the command line.
struct EarlyExit {
  ExitCode code = ExitCode::kOk;
  std::string out;
  std::string err;
};

// Parses `arguments`, the program's name not among them.
std::variant<CommandLine, EarlyExit> ParseCommandLine(
    const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace alhf::cli

#endif  // ALHF_CLI_COMMAND_LINE_H_
