#include <atomic>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/mutex.h"
#include "base/text.h"
#include "cli/commands/commands.h"
#include "cli/intake/row_choice.h"
#include "cli/intake/row_flags.h"
#include "cli/progress_bar.h"
#include "cli/render_transfer.h"
#include "eval/parallel.h"

namespace alhf::cli {
namespace {

// Records under way at once: the coordinator assesses one after the other, and
// shares disk syncs among those that come together.
constexpr size_t kAtOnce = 32;

struct Outcome {
  ImportedRow imported;
  v1::FeedbackStatus status;
  bool known = false;
};

v1::SubmitFeedbackRequest RequestFor(const FeedbackRow& row,
                                     const ImportFeedbackCommand& command,
                                     const Session& session) {
  auto request = MakeRequest<v1::SubmitFeedbackRequest>(session);
  request.set_request_id(RequestIdOf(row));
  request.set_user(row.user.empty() ? session.options.user
                                    : CutUtf8(row.user, 128));
  request.set_activation(command.activation);
  request.set_wait_for(v1::WAIT_FOR_LEARNED);
  request.mutable_wait()->set_seconds(absl::ToInt64Seconds(command.patience));
  v1::FeedbackRecord& record = *request.mutable_record();
  record.set_kind(v1::RECORD_TEXT);
  record.set_text(row.text);
  record.set_source("import");
  record.mutable_exchange()->set_question(row.question);
  record.mutable_exchange()->set_answer(row.answer);
  return request;
}

absl::StatusOr<Outcome> Preview(const FeedbackRow& row,
                                const ImportFeedbackCommand& command,
                                Session& session) {
  Outcome outcome;
  outcome.imported.row = row;
  ALHF_ASSIGN_OR_RETURN(
      v1::PreviewFeedbackResponse preview,
      session.client.PreviewFeedback(RequestFor(row, command, session)));
  *outcome.status.mutable_assignment() = preview.assignment();
  *outcome.status.mutable_assessments() = preview.assessments();
  *outcome.status.mutable_lessons() = preview.lessons();
  outcome.status.set_state(v1::FEEDBACK_LEARNED);
  return outcome;
}

absl::StatusOr<Outcome> Submit(const FeedbackRow& row,
                               const ImportFeedbackCommand& command,
                               absl::Time start, Session& session) {
  Outcome outcome;
  outcome.imported.row = row;
  auto taken = session.client.SubmitFeedback(RequestFor(row, command, session));
  if (ReasonOf(taken.status()) == Reason::REQUEST_ID_REUSED) {
    // Taken with another activation.
    outcome.known = true;
    return outcome;
  }
  ALHF_RETURN_IF_ERROR(taken.status());
  outcome.status = std::move(*taken->mutable_status());
  outcome.known = FromProto(outcome.status.record().time()) < start;
  return outcome;
}

absl::StatusOr<std::vector<Outcome>> TakeAll(
    const std::vector<FeedbackRow>& rows, const ImportFeedbackCommand& command,
    Session& session) {
  // The clock of the coordinator is that of this machine.
  const absl::Time start = session.clock.Now();
  std::vector<Outcome> outcomes(rows.size());
  ProgressBar bar(session.err, session.err_style.width, &session.clock);
  Mutex mutex;
  size_t done = 0;
  ALHF_RETURN_IF_ERROR(
      eval::ParallelFor(rows.size(), kAtOnce, [&](size_t i) -> absl::Status {
        ALHF_ASSIGN_OR_RETURN(outcomes[i],
                              command.dry_run
                                  ? Preview(rows[i], command, session)
                                  : Submit(rows[i], command, start, session));
        MutexLock lock(mutex);
        bar.Show(++done, rows.size());
        return absl::OkStatus();
      }));
  return outcomes;
}

void Count(const Outcome& outcome, FeedbackImportReport& report) {
  if (outcome.known) {
    report.set_known(report.known() + 1);
    return;
  }
  report.set_taken(report.taken() + 1);
  const v1::FeedbackStatus& status = outcome.status;
  if (!status.has_assignment()) {
    report.set_unfinished(report.unfinished() + 1);
  } else if (!status.assignment().parts().empty()) {
    for (const auto& part : status.assignment().parts()) {
      ++(*report.mutable_assigned())[part.component()];
    }
  } else if (!status.assignment().unsure().empty()) {
    report.set_unsure(report.unsure() + 1);
  } else {
    report.set_nobody(report.nobody() + 1);
  }
}

absl::StatusOr<std::vector<v1::Lesson>> LessonsInForce(Session& session) {
  auto request = MakeRequest<v1::ListLessonsRequest>(session);
  request.add_states(v1::LESSON_ACTIVE);
  request.add_states(v1::LESSON_SHADOW);
  const auto pages = ReadLessons(request, {0, ""}, session);
  ALHF_RETURN_IF_ERROR(pages.status());
  return std::vector<v1::Lesson>(pages->lessons().begin(),
                                 pages->lessons().end());
}

}  // namespace

CommandResult Run(const ImportFeedbackCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(const std::string text, ReadFile(command.file));
  const FeedbackRows read = ReadRows(text, command.format);
  const RowChoice choice = ChooseRows(read.rows, command.apart);
  // Before anything is taken: what these rows are compared with.
  ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Lesson> in_force,
                        LessonsInForce(session));
  ALHF_ASSIGN_OR_RETURN(std::vector<Outcome> outcomes,
                        TakeAll(choice.taken, command, session));
  FeedbackImportReport report;
  report.set_dry_run(command.dry_run);
  report.set_rows(static_cast<uint32_t>(read.rows.size()));
  report.set_duplicates(static_cast<uint32_t>(choice.duplicates));
  report.set_kept_apart(static_cast<uint32_t>(choice.apart.size()));
  report.set_without_words(static_cast<uint32_t>(read.without_words));
  for (const RowError& problem : read.problems) {
    RowProblem& added = *report.add_problems();
    added.set_line(static_cast<uint32_t>(problem.line));
    added.set_what(problem.what);
  }
  std::vector<ImportedRow> imported;
  for (Outcome& outcome : outcomes) {
    Count(outcome, report);
    if (outcome.known) continue;
    ImportedRow& row = imported.emplace_back(std::move(outcome.imported));
    row.assessments.assign(outcome.status.assessments().begin(),
                           outcome.status.assessments().end());
    row.lessons.assign(outcome.status.lessons().begin(),
                       outcome.status.lessons().end());
  }
  for (RowFlag& flag : FlagRows(imported, in_force,
                                {session.clock.Now(), command.stale_after})) {
    *report.add_flags() = std::move(flag);
  }
  if (!choice.apart.empty() && !command.dry_run) {
    ALHF_RETURN_IF_ERROR(WriteFile(
        command.evaluation_file,
        EvaluationFile(std::filesystem::path(command.file).stem().string(),
                       choice)));
  }
  ALHF_RETURN_IF_ERROR(session.Print(report, [&] {
    return RenderFeedbackImport(report, command.evaluation_file,
                                session.out_style);
  }));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
