#include <fstream>

#include "nlohmann/json.hpp"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class EvalTest : public CliTest {
 protected:
  std::string File(const std::string& text) const {
    const std::string path = folder_.path() + "/a.jsonl";
    std::ofstream(path) << text;
    return path;
  }
};

constexpr char kScenario[] =
    R"({"id":"s","odd":1,"feedback":[{"id":"f1","question":"Which boats?",)"
    R"("text":"no tables","assign":["writer"]}],"questions":[)"
    R"({"text":"How many boats?","applies":["f1"]}]})";

TEST_F(EvalTest, ShowsWhatIsInAFile) {
  const std::string path = File(kScenario);
  const Result text = Alhf({"eval", "scenarios", path});
  EXPECT_EQ(text.code, ExitCode::kOk) << text.err;
  EXPECT_THAT(text.out, AllOf(HasSubstr("SCENARIO"), HasSubstr("writer 1")));
  EXPECT_THAT(text.err, HasSubstr("the field \"odd\" is unknown"));
  const Result json = Alhf({"eval", "scenarios", path, "--json"});
  EXPECT_EQ(nlohmann::json::parse(json.out)[0]["records"], 1);
}

TEST_F(EvalTest, SaysWhereAFileIsWrong) {
  const std::string path = File("\n{\"id\":3}");
  for (const char* command : {"scenarios", "curve"}) {
    const Result result = Alhf({"eval", command, path});
    EXPECT_EQ(result.code, ExitCode::kRefused);
    EXPECT_THAT(result.err, HasSubstr(path + ":2: \"id\" is no text"));
  }
}

TEST_F(EvalTest, ScopeIsMeasuredOffline) {
  const std::string path = File(
      R"({"source":"boats","lessons":[{"id":"0","text":"Dues means fees"}],)"
      R"("queries":[{"text":"Which dues?","applies":["0"]},)"
      R"({"text":"Who sings?","applies":[]}]})");
  const Result text = Alhf({"eval", "scope", path, "--encoder", "none"});
  EXPECT_EQ(text.code, ExitCode::kOk) << text.err;
  EXPECT_THAT(text.out, AllOf(HasSubstr("boats"), HasSubstr("bm25")));
  const Result json =
      Alhf({"eval", "scope", path, "--encoder", "none", "--json"});
  EXPECT_EQ(nlohmann::json::parse(json.out)["methods"][0]["method"], "alhf");
}

TEST_F(EvalTest, ACoordinatorThatIsNotThereIsSaid) {
  server_.reset();
  const Result result =
      Alhf({"eval", "curve", File(kScenario), "--address", address_});
  EXPECT_EQ(result.code, ExitCode::kUnreachable) << result.err;
}

}  // namespace
}  // namespace alhf::cli
