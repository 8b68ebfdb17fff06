#include "cli/render_transfer.h"

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(RenderTransferTest, SaysWhatToLookAtAndWhatWasSkipped) {
  const auto report = Proto<FeedbackImportReport>(R"pb(
    rows: 4
    taken: 3
    kept_apart: 1
    problems { line: 7 what: "has no answer" }
    assigned { key: "beta" value: 1 }
    assigned { key: "alpha" value: 2 }
    unfinished: 1
    flags { line: 2 kind: STALE text: "Use weeks." other: "line 5" }
    flags { line: 3 kind: CONTRADICTS other: "l-1" }
  )pb");
  const std::string text = RenderFeedbackImport(report, "apart.jsonl", Style());
  EXPECT_THAT(text, AllOf(HasSubstr("alpha: 2\n  beta: 1"),
                          HasSubstr("still under way: 1"),
                          HasSubstr("taken back by line 5  Use weeks."),
                          HasSubstr("contradicts l-1"),
                          HasSubstr("line 7: has no answer; skipped"),
                          HasSubstr("apart.jsonl"), HasSubstr("alhf review")));
  FeedbackImportReport dry = report;
  dry.set_dry_run(true);
  EXPECT_THAT(
      RenderFeedbackImport(dry, "apart.jsonl", Style()),
      AllOf(HasSubstr("would be taken"), Not(HasSubstr("apart.jsonl"))));
}

}  // namespace
}  // namespace alhf::cli
