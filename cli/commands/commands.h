// The commands: each sends its requests and prints what comes back.
//
// An error is the system's or its transport's; the program prints it and turns
// it into an exit code.
#ifndef ALHF_CLI_COMMANDS_COMMANDS_H_
#define ALHF_CLI_COMMANDS_COMMANDS_H_

#include "absl/status/statusor.h"
#include "cli/command_line.h"
#include "cli/commands/session.h"
#include "cli/exit_code.h"

namespace alhf::cli {

using CommandResult = absl::StatusOr<ExitCode>;

// ask.cc
CommandResult Run(const AskCommand& command, Session& session);
CommandResult Run(const PlanCommand& command, Session& session);

// audit.cc
CommandResult Run(const AuditCommand& command, Session& session);
CommandResult Run(const AuditVerifyCommand& command, Session& session);
CommandResult Run(const ReassessCommand& command, Session& session);

// encode.cc
CommandResult Run(const EncodeCommand& command, Session& session);
CommandResult Run(const KeyNewCommand& command, Session& session);

// eval.cc
CommandResult Run(const EvalCurveCommand& command, Session& session);
CommandResult Run(const EvalScenariosCommand& command, Session& session);
CommandResult Run(const EvalScopeCommand& command, Session& session);
CommandResult Run(const EvalAssignmentCommand& command, Session& session);
CommandResult Run(const EvalFitEncoderCommand& command, Session& session);

// exchanges.cc
CommandResult Run(const ExplainCommand& command, Session& session);
CommandResult Run(const ExchangesCommand& command, Session& session);

// feedback.cc
CommandResult Run(const FeedbackCommand& command, Session& session);
CommandResult Run(const PreviewCommand& command, Session& session);
CommandResult Run(const ReassignCommand& command, Session& session);
CommandResult Run(const WatchCommand& command, Session& session);
CommandResult Run(const RecordCommand& command, Session& session);
CommandResult Run(const RecordsCommand& command, Session& session);

// keeping.cc
CommandResult Run(const RebuildCommand& command, Session& session);
CommandResult Run(const BackupCommand& command, Session& session);
CommandResult Run(const EraseCommand& command, Session& session);

// lessons.cc
CommandResult Run(const ChangeCommand& command, Session& session);
CommandResult Run(const LessonCommand& command, Session& session);
CommandResult Run(const LessonsCommand& command, Session& session);

// chat.cc
CommandResult Run(const ChatCommand& command, Session& session);

// import_feedback.cc
CommandResult Run(const ImportFeedbackCommand& command, Session& session);

// review_queue.cc
CommandResult Run(const ReviewCommand& command, Session& session);

// rollout.cc
CommandResult Run(const PauseCommand& command, Session& session);
CommandResult Run(const ActivationCommand& command, Session& session);
CommandResult Run(const HoldoutCommand& command, Session& session);
CommandResult Run(const CompareCommand& command, Session& session);

// transfer.cc
CommandResult Run(const ExportCommand& command, Session& session);
CommandResult Run(const ImportCommand& command, Session& session);

// review.cc
CommandResult Run(const WhyCommand& command, Session& session);
CommandResult Run(const CreditCommand& command, Session& session);
CommandResult Run(const VerifyCommand& command, Session& session);
CommandResult Run(const AuditLessonsCommand& command, Session& session);

// system.cc
CommandResult Run(const ComponentsCommand& command, Session& session);
CommandResult Run(const StatusCommand& command, Session& session);
CommandResult Run(const RetryParkedCommand& command, Session& session);
CommandResult Run(const RemoveComponentCommand& command, Session& session);

}  // namespace alhf::cli

#endif  // ALHF_CLI_COMMANDS_COMMANDS_H_
