#include "tests/conformance/suite.h"

#include <fnmatch.h>

#include <iterator>
#include <utility>

#include "tests/conformance/cases/cases.h"
#include "tests/conformance/rules.h"
#include "tests/conformance/verdict.h"

namespace alhf::conformance {
namespace {

CaseResult Run(const Case& each, Trial& trial) {
  CaseResult result = ResultOf(each.run(trial));
  result.set_name(each.name);
  result.set_rule(RuleOf(each));
  result.set_rule_text(RuleText(result.rule()));
  if (result.outcome() == FAILED) result.set_advice(each.advice);
  return result;
}

void Count(const CaseResult& result, Report& report) {
  report.set_passed(report.passed() + (result.outcome() == PASSED));
  report.set_failed(report.failed() + (result.outcome() == FAILED));
  report.set_not_applicable(report.not_applicable() +
                            (result.outcome() == NOT_APPLICABLE));
}

}  // namespace

std::vector<Case> AllCases() {
  std::vector<Case> all;
  for (const auto cases :
       {&ManifestCases, &AssessCases, &ApplyCases, &LessonCases, &AdjustCases,
        &TenantCases, &PositionCases}) {
    std::vector<Case> some = cases();
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  }
  return all;
}

std::vector<Case> Select(const std::string& glob) {
  std::vector<Case> selected;
  for (Case& each : AllCases()) {
    if (fnmatch(glob.c_str(), each.name.c_str(), 0) == 0) {
      selected.push_back(std::move(each));
    }
  }
  return selected;
}

std::string RuleText(absl::string_view id) {
  for (const Rule& rule : Rules()) {
    if (rule.id == id) return rule.text;
  }
  return "";
}

Report RunSuite(RemoteComponent& component, const std::vector<Case>& cases,
                const std::vector<std::string>& records, absl::BitGenRef random,
                absl::FunctionRef<void(const CaseResult&)> on_result) {
  // Without a manifest there are no examples; the cases of section 4 say why.
  const auto described = component.GetManifest(v1::GetManifestRequest());
  const v1::Manifest manifest =
      described.ok() ? described->manifest() : v1::Manifest();
  Report report;
  report.set_component(manifest.name());
  Trial trial(&component, manifest, records, random);
  for (const Case& each : cases) {
    *report.add_cases() = Run(each, trial);
    Count(*report.cases().rbegin(), report);
    for (const std::string& tenant : trial.EmptyTenants()) {
      report.add_left_behind(tenant);
    }
    on_result(*report.cases().rbegin());
  }
  return report;
}

}  // namespace alhf::conformance
