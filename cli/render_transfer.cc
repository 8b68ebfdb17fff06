#include "cli/render_transfer.h"

#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/render_words.h"
#include "cli/table.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

std::string FlagText(const RowFlag& flag) {
  switch (flag.kind()) {
    case CONTRADICTS:
      return absl::StrCat("contradicts ", flag.other());
    case STALE:
      return absl::StartsWith(flag.other(), "line")
                 ? absl::StrCat("taken back by ", flag.other())
                 : absl::StrCat("old: ", flag.other());
    case REPEATS:
      return absl::StrCat("says the same as ", flag.other());
    default:
      return "";
  }
}

std::string AssignedText(const FeedbackImportReport& report) {
  const std::map<std::string, uint32_t> assigned(report.assigned().begin(),
                                                 report.assigned().end());
  std::string text;
  for (const auto& [component, count] : assigned) {
    absl::StrAppend(&text, "  ", OneLine(component), ": ", count, "\n");
  }
  if (report.unsure() > 0) {
    absl::StrAppend(
        &text, "  nobody, though some were unsure: ", report.unsure(), "\n");
  }
  if (report.nobody() > 0) {
    absl::StrAppend(&text, "  nobody: ", report.nobody(), "\n");
  }
  if (report.unfinished() > 0) {
    absl::StrAppend(&text, "  still under way: ", report.unfinished(), "\n");
  }
  return text;
}

}  // namespace

std::string RenderFeedbackImport(const FeedbackImportReport& report,
                                 const std::string& evaluation_file,
                                 const Style& style) {
  std::string text = absl::StrCat(
      Count(report.rows(), "row"), " with feedback in words: ", report.taken(),
      report.dry_run() ? " would be taken, " : " taken, ", report.known(),
      " known already, ", report.duplicates(), " said twice, ",
      report.kept_apart(), " kept apart; ", report.without_words(),
      " without words, ", report.problems_size(), " broken\n",
      report.dry_run() ? "would be learned by\n" : "waits for review in\n",
      AssignedText(report));
  if (!report.flags().empty()) {
    Table table({{"LINE", Align::kRight},
                 {"LOOK AT", Align::kLeft, Fit::kCut},
                 {"TEXT", Align::kLeft, Fit::kCut}});
    for (const RowFlag& flag : report.flags()) {
      table.Add({absl::StrCat(flag.line()), FlagText(flag), flag.text()});
    }
    absl::StrAppend(&text, "\n", table.Render(style));
  }
  for (const RowProblem& problem : report.problems()) {
    absl::StrAppend(&text, "line ", problem.line(), ": ",
                    OneLine(problem.what()), "; skipped\n");
  }
  if (report.dry_run()) return text;
  if (report.kept_apart() > 0) {
    absl::StrAppend(&text,
                    "kept apart for `alhf eval`: ", OneLine(evaluation_file),
                    "; add to each question the checks that its answer must "
                    "pass\n");
  }
  if (report.taken() > 0) {
    absl::StrAppend(&text, "to look at each: ", style.program, " review\n");
  }
  return text;
}

std::string RenderExport(const TransferReport& report,
                         const std::string& file) {
  return absl::StrCat(OneLine(file), ": ",
                      Count(report.exchanges(), "exchange"), ", ",
                      Count(report.records(), "record"), ", ",
                      Count(report.lessons(), "lesson"), "; left out ",
                      report.erased(), " erased\n");
}

std::string RenderImport(const TransferReport& report) {
  return absl::StrCat("taken: ", Count(report.exchanges(), "exchange"), ", ",
                      Count(report.records(), "record"), " with ",
                      Count(report.lessons(), "lesson"), "; there already: ",
                      Count(report.known_exchanges(), "exchange"), ", ",
                      Count(report.known_records(), "record"), "\n");
}

}  // namespace alhf::cli
