#include "tests/conformance/render.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/terminal_text.h"
#include "tests/conformance/suite.h"

namespace alhf::conformance {
namespace {

constexpr int kOutcomeColumns = 16;
// What a component says may be as long as a message.
constexpr int kMaxColumns = 1000;

absl::string_view WordOf(Outcome outcome) {
  switch (outcome) {
    case PASSED:
      return "passed";
    case NOT_APPLICABLE:
      return "not applicable";
    default:
      return "failed";
  }
}

void AddDetail(absl::string_view name, const std::string& text,
               std::string& lines) {
  absl::StrAppend(&lines, absl::StrFormat("    %-10s%s\n", name,
                                          cli::CutToWidth(text, kMaxColumns)));
}

}  // namespace

std::string RenderList(const std::vector<Case>& cases) {
  std::string lines;
  for (const Case& each : cases) {
    absl::StrAppend(&lines, each.name, "\n    ", RuleText(RuleOf(each)), "\n");
  }
  return lines;
}

std::string RenderResult(const CaseResult& result) {
  std::string lines = absl::StrFormat("%-*s%s\n", kOutcomeColumns,
                                      WordOf(result.outcome()), result.name());
  if (result.outcome() == NOT_APPLICABLE) {
    AddDetail("because", result.reason(), lines);
  }
  if (result.outcome() == FAILED) {
    AddDetail("rule", result.rule_text(), lines);
    AddDetail("expected", result.expected(), lines);
    AddDetail("came", result.came(), lines);
    AddDetail("to do", result.advice(), lines);
  }
  return lines;
}

std::string RenderSummary(const Report& report) {
  std::string lines;
  for (const std::string& tenant : report.left_behind()) {
    absl::StrAppend(&lines, "could not be emptied: tenant ",
                    cli::OneLine(tenant), "\n");
  }
  absl::StrAppend(&lines, report.passed(), " passed, ", report.failed(),
                  " failed, ", report.not_applicable(), " not applicable\n");
  return lines;
}

}  // namespace alhf::conformance
