#include "cli/render_review.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "cli/render_feedback.h"
#include "cli/render_words.h"
#include "cli/table.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

std::string VerdictText(const VerifiedLesson& lesson) {
  switch (lesson.verdict()) {
    case HOLDS:
      return "holds";
    case OVERRULED:
      return absl::StrCat("overruled by ", lesson.detail());
    case NEVER_APPLIED:
      return "never applied to its own question";
    case LOST:
      return "LOST: applied when it was learned, does not now";
    default:
      return absl::StrCat("unknown: ", lesson.component(), " is missing, ",
                          lesson.detail());
  }
}

std::string FindingText(const Finding& finding) {
  switch (finding.kind()) {
    case UNUSED:
      return "unused";
    case ALWAYS_OVERRULED:
      return "always overruled";
    case EXPIRED:
      return "expired";
    case NEAR_DUPLICATE:
      return absl::StrCat("says the same as ", finding.other());
    case CONTRADICTION:
      return absl::StrCat("contradicts ", finding.other());
    case NEVER_DECISIVE:
      return "never decisive";
    default:
      return "";
  }
}

std::string Lines(
    const google::protobuf::RepeatedPtrField<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) absl::StrAppend(&text, Indent(line, 0));
  return text;
}

// The lessons that it would add a source to, instead of learning new ones:
// those that were learned before.
std::string RenderLinked(const std::string& component,
                         const v1::PreviewFeedbackResponse& preview) {
  std::string text;
  for (const v1::Lesson& lesson : preview.lessons()) {
    if (lesson.component() != component || lesson.learned_sequence() == 0) {
      continue;
    }
    absl::StrAppend(&text, "      said before: it would be one more source of ",
                    OneLine(lesson.id()), "\n");
  }
  return text;
}

std::string RenderAssessment(const v1::Assessment& assessment,
                             const Style& style) {
  std::string text = absl::StrCat(
      "  ", style.Bold(OneLine(assessment.component())), "  ",
      Word(assessment.outcome()), " ", ScoreText(assessment.score()),
      assessment.reason().empty() ? "" : ": ", OneLine(assessment.reason()),
      "\n");
  if (assessment.outcome() != v1::OUTCOME_CLAIMED) return text;
  for (const v1::Proposal& proposal : assessment.proposals()) {
    const std::string reach = ReachText(proposal.scope(), style);
    absl::StrAppend(
        &text, "      understood as: ", OneLine(proposal.understood_as()), " (",
        Word(proposal.effect()), ", ", reach.empty() ? "-" : reach, ")\n");
    text += RenderRelations(proposal);
  }
  return text;
}

std::string LinesOf(
    const google::protobuf::RepeatedPtrField<std::string>& diff) {
  std::string text;
  for (const std::string& line : diff) absl::StrAppend(&text, Indent(line, 4));
  return text;
}

}  // namespace

std::string RenderPreview(const PreviewReport& report, const Style& style) {
  const v1::PreviewFeedbackResponse& preview = report.preview();
  std::string text = absl::StrCat(preview.assignment().parts().empty()
                                      ? "Nobody would learn it.\n"
                                      : "It would be learned by:\n");
  for (const v1::Assessment& assessment : preview.assessments()) {
    absl::StrAppend(&text, RenderAssessment(assessment, style),
                    RenderLinked(assessment.component(), preview));
  }
  for (const auto& missing : preview.assignment().missing()) {
    absl::StrAppend(&text, "  missing ", OneLine(missing.component()), ": ",
                    OneLine(missing.reason()), "\n");
  }
  if (report.looked_at() == 0) return text;
  absl::StrAppend(&text, "\n", report.exchanges_size(), " of the newest ",
                  Count(report.looked_at(), "exchange"),
                  " would get another plan",
                  report.exchanges().empty() ? "" : ":", "\n");
  for (const PreviewedExchange& exchange : report.exchanges()) {
    absl::StrAppend(&text, "  ", OneLine(exchange.exchange_id()), "  ",
                    OneLine(exchange.question()), "\n",
                    LinesOf(exchange.diff()));
  }
  return text;
}

std::string RenderWhy(const WhyReport& report, bool diff, const Style& style) {
  if (report.lessons().empty()) {
    return absl::StrCat("No lesson applied in ", OneLine(report.exchange_id()),
                        ".\n");
  }
  Table table({{"LESSON"},
               {"COMPONENT"},
               {"CHANGES"},
               {"TEXT", Align::kLeft, Fit::kCut}});
  for (const LessonEffect& effect : report.lessons()) {
    table.Add({effect.lesson_id(), effect.component(),
               effect.changed().empty() ? "nothing"
                                        : absl::StrJoin(effect.changed(), ", "),
               effect.text()});
  }
  std::string text = table.Render(style);
  for (const LessonEffect& effect : report.lessons()) {
    if (!diff || effect.diff().empty()) continue;
    absl::StrAppend(
        &text, "\n",
        style.Bold(absl::StrCat("- with ", OneLine(effect.lesson_id()),
                                "   + without it")),
        "\n", Lines(effect.diff()));
  }
  return text;
}

std::string RenderCredit(const CreditReport& report, bool diff,
                         const Style& style) {
  Table table({{"COMPONENT"},
               {"SCORE", Align::kRight},
               {"ITSELF"},
               {"CHANGES"},
               {"WOULD UNDERSTAND", Align::kLeft, Fit::kCut}});
  for (const ComponentCredit& credit : report.components()) {
    table.Add({credit.component(), ScoreText(credit.score()),
               Word(credit.outcome()),
               credit.changed().empty() ? "nothing"
                                        : absl::StrJoin(credit.changed(), ", "),
               credit.understood_as().empty()
                   ? "-"
                   : absl::StrJoin(credit.understood_as(), "; ")});
  }
  std::string text = table.Render(style);
  for (const ComponentCredit& credit : report.components()) {
    if (!diff || credit.diff().empty()) continue;
    absl::StrAppend(
        &text, "\n",
        style.Bold(absl::StrCat("- as it is   + with what ",
                                OneLine(credit.component()), " would learn")),
        "\n", Lines(credit.diff()));
  }
  return text;
}

std::string RenderVerification(const VerifyReport& report, bool all,
                               const Style& style) {
  Table table({{"RECORD"},
               {"LESSON"},
               {"VERDICT"},
               {"TEXT", Align::kLeft, Fit::kCut},
               {"TAUGHT ON", Align::kLeft, Fit::kCut}});
  std::map<Verdict, uint64_t> counts;
  std::set<std::string> records;
  bool any = false;
  for (const VerifiedLesson& lesson : report.lessons()) {
    ++counts[lesson.verdict()];
    records.insert(lesson.record_id());
    if (!all && lesson.verdict() == HOLDS) continue;
    any = true;
    table.Add({lesson.record_id(), lesson.lesson_id(), VerdictText(lesson),
               lesson.text(), lesson.question()});
  }
  std::string text = any ? absl::StrCat(table.Render(style), "\n") : "";
  absl::StrAppend(&text, Count(records.size(), "record"), " with ",
                  Count(static_cast<uint64_t>(report.lessons_size()), "lesson"),
                  " in force: ", counts[HOLDS], " hold, ", counts[OVERRULED],
                  " overruled, ", counts[NEVER_APPLIED], " never applied, ",
                  counts[LOST], " lost, ", counts[UNKNOWN], " unknown\n");
  if (report.records_without() > 0) {
    absl::StrAppend(&text, Count(report.records_without(), "record"),
                    " without a lesson in force or without a question\n");
  }
  return text;
}

std::string RenderAudit(const AuditReport& report, const Style& style) {
  Table table({{"LESSON"},
               {"COMPONENT"},
               {"APPLIED", Align::kRight},
               {"OVERRULED", Align::kRight},
               {"IDLE", Align::kRight},
               {"FOUND"},
               {"TEXT", Align::kLeft, Fit::kCut}});
  uint64_t found = 0;
  for (const AuditedLesson& lesson : report.lessons()) {
    if (lesson.findings().empty()) continue;
    ++found;
    table.Add({lesson.lesson_id(), lesson.component(),
               absl::StrCat(lesson.applied()), absl::StrCat(lesson.overruled()),
               absl::StrCat(lesson.idle()),
               absl::StrJoin(lesson.findings(), "; ",
                             [](std::string* out, const Finding& finding) {
                               absl::StrAppend(out, FindingText(finding));
                             }),
               lesson.text()});
  }
  return absl::StrCat(
      found > 0 ? absl::StrCat(table.Render(style), "\n") : "",
      Count(static_cast<uint64_t>(report.lessons_size()), "lesson"),
      " in force, ", found, " to look at; ",
      Count(report.exchanges(), "exchange"), " looked at\n",
      absl::StrFormat(
          "A lesson was reported not to apply in %d of them. Where each is "
          "reported: with 95 %%\nconfidence at most %.1f %% of the exchanges "
          "get one\n",
          report.misapplied(), 100 * report.misapplied_at_most()));
}

}  // namespace alhf::cli
