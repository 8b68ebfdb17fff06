// The components of this tree keep every rule: the real command against the
// real programs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "google/protobuf/util/json_util.h"
#include "tests/conformance/proof/component_process.h"
#include "tests/conformance/report.pb.h"
#include "tests/conformance/suite.h"

namespace alhf::conformance {
namespace {

using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Program {
  std::string name;
  std::string config;
  std::string file_option = "--config";
  // What it is told to claim, besides its own examples.
  std::vector<std::string> records;
  // Cases that ask nothing of it.
  std::set<std::string> not_applicable;
};

void PrintTo(const Program& program, std::ostream* out) {
  *out << program.name;
}

std::string ExampleManifest() {
  std::ifstream file(ALHF_STOCK_EXAMPLE);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::vector<Program>& Programs() {
  static const auto* const kPrograms = new std::vector<Program>{
      {"hello-answer-tone",
       "",
       "--config",
       {"Always keep answers short and friendly."},
       // It keeps the whole text.
       {"ASSESS_06_SpansArePartsOfTheText"}},
      {"alhf-retriever",
       "folder: '" ALHF_SAMPLES_FOLDER "/company/handbook'\n",
       "--config",
       {},
       {}},
      {"alhf-sql-generator",
       "semantic_file: '" ALHF_SAMPLES_FOLDER "/company/semantic.textproto'\n"
       "databases { name: 'company' uri: 'sqlite:" ALHF_SAMPLE_DATABASE "' }\n",
       "--config",
       {},
       {}},
      {"alhf-answer-writer", "", "--config", {}, {}},
      {"alhf-component",
       ExampleManifest(),
       "--manifest",
       {"At most 60 words, please."},
       {}},
  };
  return *kPrograms;
}

class ComponentsTest : public ::testing::TestWithParam<Program> {};

TEST_P(ComponentsTest, KeepsEveryRule) {
  const auto component = ComponentProcess::Start(
      GetParam().name, GetParam().config, GetParam().file_option);
  ASSERT_THAT(component, testing::IsOk());
  std::vector<std::string> command = {ALHF_BIN_FOLDER "/alhf-conformance",
                                      (*component)->address(), "--json",
                                      "--timeout", "30s"};
  for (const std::string& record : GetParam().records) {
    command.insert(command.end(), {"--describe-record", record});
  }
  const testing::CommandResult came =
      testing::RunCommand(command, {}, absl::Seconds(110));
  EXPECT_EQ(came.exit_code, 0) << came.err;
  Report report;
  ASSERT_TRUE(
      google::protobuf::util::JsonStringToMessage(came.out, &report).ok())
      << came.out;
  std::set<std::string> not_applicable;
  for (const CaseResult& result : report.cases()) {
    EXPECT_NE(result.outcome(), FAILED) << result.DebugString();
    if (result.outcome() == NOT_APPLICABLE) {
      not_applicable.insert(result.name());
    }
  }
  EXPECT_THAT(not_applicable, ElementsAreArray(GetParam().not_applicable));
  EXPECT_THAT(report.cases(), SizeIs(AllCases().size()));
  EXPECT_THAT(report.left_behind(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Programs, ComponentsTest,
                         ::testing::ValuesIn(Programs()),
                         [](const auto& program) {
                           std::string name = program.param.name;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace alhf::conformance
