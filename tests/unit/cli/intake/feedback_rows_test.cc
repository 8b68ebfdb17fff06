#include "cli/intake/feedback_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace alhf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(FeedbackRowsTest, CsvNamesItsColumnsAndBrokenRowsTheirLines) {
  const FeedbackRows read = ReadRows(
      "question,answer,feedback,user,time,more\n"
      "How many?,7,use weeks,ann,2026-01-02T03:04:05Z,x\n"
      "How many?,7,,ann,,x\n"
      "How many?,,use weeks,ann,,x\n"
      "How many?,7,use weeks\n"
      "How many?,7,use weeks,ann,soon,x\n"
      "How many?,7,\"open,ann,,x\n"
      "Why?,so,because,,1767323045,\n",
      RowFormat::kCsv);
  ASSERT_THAT(read.rows, SizeIs(2));
  EXPECT_EQ(read.rows[0].line, 2);
  EXPECT_EQ(read.rows[0].question, "How many?");
  EXPECT_EQ(read.rows[0].answer, "7");
  EXPECT_EQ(read.rows[0].text, "use weeks");
  EXPECT_EQ(read.rows[0].user, "ann");
  EXPECT_EQ(read.rows[0].time, absl::FromUnixSeconds(1767323045));
  EXPECT_EQ(read.rows[1].time, absl::FromUnixSeconds(1767323045));
  EXPECT_EQ(read.without_words, 1);
  std::vector<std::string> problems;
  for (const RowError& problem : read.problems) {
    problems.push_back(absl::StrCat(problem.line, " ", problem.what));
  }
  EXPECT_THAT(problems,
              ElementsAre("4 has no answer", "5 has 3 values, the header 6",
                          "6 its time is none: soon",
                          "7 a quoted value is not closed as it should be"));
}

TEST(FeedbackRowsTest, JsonLinesMayUseOtherNames) {
  const FeedbackRows read = ReadRows(
      R"({"input": {"question": "How many?"}, "output": "7", "comment": "no"}
{"prompt": "Why?", "response": {"text": "so"}, "correction": "wrong"}
not json
[1]
{"question": "How many?", "answer": null, "feedback": "no"})",
      RowFormat::kJsonLines);
  ASSERT_THAT(read.rows, SizeIs(2));
  EXPECT_EQ(read.rows[0].question, "How many?");
  EXPECT_EQ(read.rows[1].answer, "so");
  ASSERT_THAT(read.problems, SizeIs(3));
  EXPECT_EQ(read.problems[0].line, 3);
  EXPECT_EQ(read.problems[1].line, 4);
  EXPECT_EQ(read.problems[2].line, 5);
}

TEST(FeedbackRowsTest, MlflowTracesHaveWhatPeopleSaid) {
  const FeedbackRows read = ReadRows(
      R"({"info": {"trace_id": "tr-1", "request_preview": "{\"question\": \"How many?\"}",)"
      R"( "response_preview": "7", "assessments": [)"
      R"({"assessment_name": "good", "source": {"source_type": "HUMAN", "source_id": "ann"},)"
      R"( "create_time": "2026-01-02T03:04:05Z", "feedback": {"value": false}, "rationale": "use weeks"},)"
      R"({"assessment_name": "good", "source": {"source_type": "HUMAN"}, "feedback": {"value": "in words"}},)"
      R"({"assessment_name": "good", "source": {"source_type": "HUMAN"}, "feedback": {"value": true}},)"
      R"({"assessment_name": "judge", "source": {"source_type": "LLM_JUDGE"}, "feedback": {"value": true}, "rationale": "fine"},)"
      R"({"assessment_name": "truth", "source": {"source_type": "HUMAN"}, "expectation": {"value": "8"}}]},)"
      R"( "data": {"spans": []}})"
      "\n"
      R"({"info": {"request_preview": "Why?"}, "data": {}})",
      RowFormat::kMlflow);
  ASSERT_THAT(read.rows, SizeIs(2));
  EXPECT_EQ(read.rows[0].question, "How many?");
  EXPECT_EQ(read.rows[0].answer, "7");
  EXPECT_EQ(read.rows[0].text, "use weeks");
  EXPECT_EQ(read.rows[0].user, "ann");
  EXPECT_EQ(read.rows[0].time, absl::FromUnixSeconds(1767323045));
  EXPECT_EQ(read.rows[1].text, "in words");
  EXPECT_EQ(read.without_words, 4);
  EXPECT_THAT(read.problems, IsEmpty());
}

TEST(FeedbackRowsTest, LangfuseTracesHaveCommentsOfScores) {
  const FeedbackRows read = ReadRows(
      R"([{"id": "t-1", "userId": "ann", "input": {"messages": [)"
      R"({"role": "system", "content": "You help."}, {"role": "user", "content": "How many?"}]},)"
      R"( "output": {"choices": [{"message": {"role": "assistant", "content": "7"}}]},)"
      R"( "scores": [{"name": "user", "value": 0, "comment": "use weeks", "source": "API",)"
      R"( "timestamp": "2026-01-02T03:04:05Z"}, {"name": "user", "value": 1, "comment": null},)"
      R"( {"name": "judge", "value": 1, "comment": "fine", "source": "EVAL"}]}, 7])",
      RowFormat::kLangfuse);
  ASSERT_THAT(read.rows, SizeIs(1));
  EXPECT_EQ(read.rows[0].question, "How many?");
  EXPECT_EQ(read.rows[0].answer, "7");
  EXPECT_EQ(read.rows[0].text, "use weeks");
  EXPECT_EQ(read.rows[0].user, "ann");
  EXPECT_EQ(read.without_words, 2);
  ASSERT_THAT(read.problems, SizeIs(1));
  EXPECT_EQ(read.problems[0].line, 2);
}

TEST(FeedbackRowsTest, RefusesWhatNoRecordCanHold) {
  const FeedbackRows read =
      ReadRows(absl::StrCat("question,answer,feedback\nq,a,",
                            std::string((16 << 10) + 1, 'x'), "\nq,\xFF,t\n"),
               RowFormat::kCsv);
  EXPECT_THAT(read.rows, IsEmpty());
  ASSERT_THAT(read.problems, SizeIs(2));
  EXPECT_THAT(read.problems[0].what, HasSubstr("longer than 16384 bytes"));
  EXPECT_THAT(read.problems[1].what, HasSubstr("not UTF-8"));
}

TEST(FeedbackRowsTest, PlainTextForgetsHowItIsWritten) {
  EXPECT_EQ(PlainText("  How\tMANY\n orders? "), "how many orders");
}

}  // namespace
}  // namespace alhf::cli
