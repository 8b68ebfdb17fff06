#include <fstream>

#include "base/status.h"
#include "base/text.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ImportFeedbackTest : public CliTest {
 protected:
  ImportFeedbackTest() {
    server_->lessons.Returns({});
    server_->feedback.Replies(
        [](const v1::SubmitFeedbackRequest& request)
            -> absl::StatusOr<v1::SubmitFeedbackResponse> {
          v1::SubmitFeedbackResponse response;
          v1::FeedbackStatus& status = *response.mutable_status();
          *status.mutable_record() = request.record();
          *status.mutable_record()->mutable_time() =
              ToProto(absl::Now() + absl::Hours(1));
          status.mutable_assignment()->add_parts()->set_component("alpha");
          return response;
        });
  }
  std::string File(const std::string& text) {
    const std::string path = folder_.path() + "/said.csv";
    std::ofstream(path) << text;
    return path;
  }
  const std::string kRows =
      "question,answer,feedback,user\n"
      "How many?,7,use weeks,ann\n"
      "how many,7,Use weeks.,bob\n"
      "Why?,so,because,\n"
      "broken\n";
};

TEST_F(ImportFeedbackTest, HoldsWhatItTakes) {
  const Result result =
      Alhf({"import", "feedback", File(kRows), "--format", "csv"});
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("3 rows with feedback in words: 2 taken, 0 known "
                              "already, 1 said twice"),
                    HasSubstr("alpha: 2"),
                    HasSubstr("line 5: has 1 values, the header 4; skipped"),
                    HasSubstr("alhf review")));
  auto sent = server_->feedback.requests();
  ASSERT_THAT(sent, SizeIs(2));
  if (sent[0].record().text() != "use weeks") std::swap(sent[0], sent[1]);
  EXPECT_EQ(sent[0].activation(), v1::ACTIVATION_HOLD);
  EXPECT_EQ(sent[0].user(), "ann");
  EXPECT_EQ(sent[0].record().exchange().question(), "How many?");
  EXPECT_EQ(sent[0].record().exchange().answer(), "7");
  EXPECT_THAT(sent[0].request_id(), ::testing::StartsWith("import-"));
  EXPECT_EQ(sent[1].user(), "someone");
}

TEST_F(ImportFeedbackTest, WhatIsThereIsKnown) {
  server_->feedback.Replies([](const v1::SubmitFeedbackRequest& request)
                                -> absl::StatusOr<v1::SubmitFeedbackResponse> {
    if (request.record().text() == "because") {
      return Error(absl::StatusCode::kInvalidArgument,
                   Reason::REQUEST_ID_REUSED, "taken as shadow");
    }
    v1::SubmitFeedbackResponse response;
    response.mutable_status()->mutable_record()->mutable_time()->set_seconds(1);
    return response;
  });
  EXPECT_THAT(Alhf({"import", "feedback", File(kRows), "--format", "csv"}).out,
              HasSubstr("0 taken, 2 known already"));
}

TEST_F(ImportFeedbackTest, ADryRunStoresNothing) {
  server_->preview.Returns(
      Proto<v1::PreviewFeedbackResponse>("assignment { unsure: 'alpha' }"));
  const Result result = Alhf({"import", "feedback", File(kRows), "--format",
                              "csv", "--dry-run", "--split", "1"});
  EXPECT_THAT(result.out, HasSubstr("0 would be taken"));
  EXPECT_THAT(server_->feedback.requests(), IsEmpty());
  EXPECT_FALSE(std::ifstream(folder_.path() + "/said.csv.eval.jsonl").good());
  EXPECT_THAT(
      Alhf({"import", "feedback", File(kRows), "--format", "csv", "--dry-run"})
          .out,
      HasSubstr("nobody, though some were unsure: 2"));
}

TEST_F(ImportFeedbackTest, KeepsApartWhatIsMeasuredWith) {
  const Result result = Alhf({"import", "feedback", File(kRows), "--format",
                              "csv", "--split", "1", "--shadow"});
  EXPECT_THAT(result.out, HasSubstr("2 kept apart"));
  EXPECT_THAT(server_->feedback.requests(), IsEmpty());
  EXPECT_TRUE(std::ifstream(folder_.path() + "/said.csv.eval.jsonl").good());
}

TEST_F(ImportFeedbackTest, NeedsAFormatAndAFile) {
  EXPECT_EQ(Alhf({"import", "feedback", "x.csv"}).code, ExitCode::kUsage);
  EXPECT_EQ(Alhf({"import"}).code, ExitCode::kUsage);
  EXPECT_EQ(
      Alhf({"import", "feedback", "/nowhere/x.csv", "--format", "csv"}).code,
      ExitCode::kRefused);
}

}  // namespace
}  // namespace alhf::cli
