// A component that breaks one rule fails the cases of that rule and no others,
// and there is no case that no component can fail.
#include "tests/conformance/proof/faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "base/clock.h"
#include "google/protobuf/stubs/logging.h"
#include "tests/conformance/grpc_remote_component.h"
#include "tests/conformance/proof/component_process.h"
#include "tests/conformance/proof/faulty_component.h"
#include "tests/conformance/suite.h"

namespace alhf::conformance {
namespace {

using ::testing::ElementsAreArray;

std::vector<Fault> AllFaults() {
  std::vector<Fault> all;
  for (const auto& some :
       {ManifestFaults(), AssessFaults(), ApplyFaults(), LessonFaults(),
        AdjustFaults(), TenantFaults(), PositionFaults()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

class FaultsTest : public ::testing::TestWithParam<Fault> {
 protected:
  // Cases send text that is not UTF-8 on purpose.
  FaultsTest() { google::protobuf::SetLogHandler(nullptr); }

  // Runs the suite against a real component that breaks what `fault` breaks.
  Report Run(const std::function<void(ComponentCalls&)>& fault) {
    const auto real = ComponentProcess::Start("alhf-answer-writer");
    EXPECT_THAT(real, testing::IsOk());
    if (!real.ok()) return {};
    const auto faulty = FaultyComponent::Serve((*real)->other_address(),
                                               (*real)->address(), fault);
    if (faulty == nullptr) {
      ADD_FAILURE() << "cannot listen";
      return {};
    }
    const SystemClock clock;
    const auto remote =
        ConnectComponent((*real)->other_address(), absl::Seconds(30), &clock);
    EXPECT_THAT(remote, testing::IsOk());
    if (!remote.ok()) return {};
    absl::BitGen random;
    return RunSuite(**remote, AllCases(), {}, random, [](const auto&) {});
  }

  static std::set<std::string> Failed(const Report& report) {
    std::set<std::string> failed;
    for (const CaseResult& result : report.cases()) {
      if (result.outcome() == FAILED) failed.insert(result.name());
    }
    return failed;
  }
};

TEST_F(FaultsTest, WithoutAFaultEveryCasePasses) {
  const Report report = Run([](ComponentCalls&) {});
  EXPECT_EQ(report.passed(), AllCases().size()) << report.DebugString();
}

TEST_P(FaultsTest, FailsTheCasesOfItsRuleAlone) {
  const Report report = Run(GetParam().breaks);
  EXPECT_THAT(Failed(report), ElementsAreArray(GetParam().cases))
      << report.DebugString();
}

INSTANTIATE_TEST_SUITE_P(Faults, FaultsTest, ::testing::ValuesIn(AllFaults()),
                         [](const auto& fault) { return fault.param.name; });

TEST(CasesTest, EachIsOfARuleAndCanFail) {
  std::set<std::string> failing;
  for (const Fault& fault : AllFaults()) {
    failing.insert(fault.cases.begin(), fault.cases.end());
  }
  std::set<std::string> cases;
  for (const Case& each : AllCases()) {
    EXPECT_NE(RuleText(RuleOf(each)), "") << each.name;
    EXPECT_NE(each.advice, "") << each.name;
    EXPECT_TRUE(cases.insert(each.name).second) << each.name << " twice";
  }
  EXPECT_THAT(failing, ElementsAreArray(cases));
}

}  // namespace
}  // namespace alhf::conformance
