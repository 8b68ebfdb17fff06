#include "eval/scope_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "tests/support/temp_folder.h"

namespace alhf::eval {
namespace {

constexpr char kGroup[] =
    R"({"id":"a","source":"boats","lessons":[)"
    R"({"id":"a/0","text":"Harbour dues means fees of visiting boats"},)"
    R"({"id":"a/1","text":"Choir practice means the rehearsal on Thursdays"}],)"
    R"("queries":[{"text":"What were the harbour dues?","applies":["a/0"]},)"
    R"({"text":"Who sings?","applies":[]}]})";

TEST(ScopeRunTest, MeasuresEachMethodOnEachSource) {
  ScopeOptions options;
  const testing::TempFolder folder;
  options.files = {folder.Write("scope.jsonl", absl::StrCat(kGroup, "\n"))};
  options.encoder = "none";
  const auto run = RunScope(options);
  ASSERT_TRUE(run.ok()) << run.status();
  const nlohmann::json json = ToJson(*run);
  EXPECT_EQ(json["encoder_id"], "");
  ASSERT_EQ(json["methods"].size(), 4);
  const nlohmann::json& alhf = json["methods"][0];
  EXPECT_EQ(alhf["method"], "alhf");
  ASSERT_EQ(alhf["sets"].size(), 1);
  EXPECT_EQ(alhf["sets"][0]["source"], "boats");
  EXPECT_EQ(alhf["sets"][0]["lessons"], 2);
  EXPECT_EQ(alhf["sets"][0]["queries"], 2);
  EXPECT_EQ(alhf["sets"][0]["misapplied_at_default"], 0);
  EXPECT_EQ(json["methods"][1]["sets"][0]["misapplied_at_default"], 1);
}

TEST(ScopeRunTest, SaysWhatCannotBeRead) {
  ScopeOptions options;
  options.files = {"/nowhere/a.jsonl"};
  EXPECT_EQ(ReasonOf(RunScope(options).status()), Reason::CONFIG_INVALID);
}

}  // namespace
}  // namespace alhf::eval
