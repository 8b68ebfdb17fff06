#include "eval/scenario_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kQuestion[] = R"({"text":"How many boats?","applies":[]})";

// A line with records and questions, each a list of JSON objects.
std::string Line(absl::string_view records, absl::string_view questions) {
  return absl::StrCat(R"({"id":"s","feedback":[)", records,
                      R"(],"questions":[)", questions, "]}");
}

std::string Record(absl::string_view id, absl::string_view more = "") {
  return absl::StrCat(R"({"id":")", id, R"(","question":"Which harbour )", id,
                      R"(?","text":"Say it shorter.")", more, "}");
}

// The message of the error that `text` gives, or what it is not.
std::string ErrorOf(const std::string& text) {
  const auto file = ParseScenarios(text, "a.jsonl");
  if (file.ok()) return "no error";
  EXPECT_EQ(file.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(file.status()), Reason::CONFIG_INVALID);
  return std::string(file.status().message());
}

TEST(ScenarioReaderTest, ReadsWhatAScenarioSays) {
  const std::string text = absl::StrCat(
      "\n", R"({"id":"harbour","now":"2026-01-31T12:00:00Z","feedback":[)",
      R"({"id":"f1","guideline":"g1","question":"Which boats?",)",
      R"("text":"no tables","assign":["writer"],"noise":"no_verb"},)",
      R"({"id":"f2","guideline":"g1","question":"Whose boats?",)",
      R"("text":"Do not use tables."},)",
      R"({"id":"f3","question":"What boats?","text":"Tables, please.",)",
      R"("assign":[],"after":["f2"],"supersedes":["f1"]}],)",
      R"("questions":[{"text":"How many boats?","family":"boats",)",
      R"("applies":["g1","f3"],"checks":[)",
      R"({"kind":"max_words","value":40,"for":"completeness"},)",
      R"({"kind":"format","value":"prose","for":"g1"},)",
      R"({"kind":"answer_excludes","value":"|","for":["g1"]},)",
      R"({"kind":"answer_contains","value":"boat","for":["g1","f3"]}]}]})");
  const auto file = ParseScenarios(text, "a.jsonl");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_THAT(file->warnings, IsEmpty());
  EXPECT_THAT(file->digest, SizeIs(64));
  ASSERT_THAT(file->scenarios, SizeIs(1));
  const Scenario& scenario = file->scenarios[0];
  EXPECT_EQ(scenario.id, "harbour");
  EXPECT_EQ(scenario.line, 2);
  EXPECT_EQ(scenario.now, absl::FromUnixSeconds(1769860800));

  ASSERT_THAT(scenario.records, SizeIs(3));
  EXPECT_EQ(scenario.records[0].guideline, "g1");
  EXPECT_EQ(scenario.records[0].noise, "no_verb");
  EXPECT_THAT(*scenario.records[0].assign, ElementsAre("writer"));
  EXPECT_FALSE(scenario.records[1].assign.has_value());
  EXPECT_EQ(scenario.records[2].guideline, "f3");
  EXPECT_THAT(*scenario.records[2].assign, IsEmpty());
  EXPECT_THAT(scenario.records[2].supersedes, ElementsAre(0));
  EXPECT_THAT(scenario.records[2].after, ElementsAre(0, 1));

  ASSERT_THAT(scenario.questions, SizeIs(1));
  const Question& question = scenario.questions[0];
  EXPECT_EQ(question.family, "boats");
  EXPECT_THAT(question.applies, ElementsAre(0, 1, 2));
  EXPECT_THAT(question.completeness,
              ElementsAre(Check{CheckKind::kMaxWords, "40"}));
  ASSERT_THAT(question.requirements, SizeIs(2));
  EXPECT_EQ(question.requirements[0].name, "g1");
  EXPECT_THAT(question.requirements[0].checks, SizeIs(2));
  EXPECT_THAT(question.requirements[0].needs, ElementsAre(ElementsAre(0, 1)));
  EXPECT_EQ(question.requirements[1].name, "f3+g1");
  EXPECT_EQ(question.requirements[1].guideline, "f3+g1");
  EXPECT_THAT(question.requirements[1].needs,
              ElementsAre(ElementsAre(2), ElementsAre(0, 1)));
}

TEST(ScenarioReaderTest, SaysWhereAFileIsWrong) {
  const std::string record = Record("f1");
  const auto check = [&](absl::string_view body) {
    return Line(record,
                absl::StrCat(R"({"text":"Q","applies":["f1"],"checks":[{)",
                             body, "}]}"));
  };
  const struct {
    std::string text;
    std::string message;
  } kCases[] = {
      {"", "a.jsonl: holds no scenario"},
      {Line("", kQuestion) + "\n{\"id\"", "a.jsonl:2:"},
      {"[1]", "a.jsonl:1: is no JSON object"},
      {"\xff", "a.jsonl:1: is not UTF-8"},
      {"{}", "\"id\" is missing"},
      {R"({"id":3})", "\"id\" is no text"},
      {R"({"id":"s","now":"today"})", "\"now\" is no time"},
      {Line("", kQuestion) + "\n" + Line("", kQuestion),
       "a.jsonl:2: the id \"s\" is taken by line 1"},
      {Line(record, ""), "has no questions"},
      {Line(record + "," + record, kQuestion),
       "feedback[1]: the id \"f1\" is taken"},
      {Line(Record("completeness"), kQuestion), "take another id"},
      {Line(Record("f1", R"(,"guideline":"f2")") + "," +
                Record("f2", R"(,"guideline":"g")"),
            kQuestion),
       "\"f2\" is the id of a record and of a guideline"},
      {Line(record + "," + Record("f2", R"(,"guideline":"f1")") + "," +
                Record("f3", R"(,"assign":3)"),
            kQuestion),
       "feedback[2]: \"assign\" is no list of texts"},
      {Line(Record("f1", R"(,"after":["f9"])"), kQuestion),
       "feedback[0]: \"after\": there is no record or guideline \"f9\""},
      {Line(Record("f1", R"(,"after":["f2"])") + "," +
                Record("f2", R"(,"supersedes":["f1"])"),
            kQuestion),
       "\"f1\" waits for itself"},
      {Line(record, R"({"text":"Q","applies":["f9"]})"),
       "questions[0]: \"applies\": there is no record or guideline \"f9\""},
      {Line(record, R"({"text":"which HARBOUR, f1","applies":[]})"),
       "questions[0]: is the question that record \"f1\" is given on"},
      {check(R"("kind":"smells","value":"x","for":"f1")"),
       "checks[0]: there is no kind of check \"smells\""},
      {check(R"("kind":"max_words","value":"few","for":"f1")"),
       "\"few\" is no number of words"},
      {check(R"("kind":"format","value":"haiku","for":"f1")"),
       "\"haiku\" is none of bullets"},
      {check(R"("kind":"sql_parses_as","value":"cobol","for":"f1")"),
       "\"cobol\" is none of postgresql"},
      {check(R"("kind":"answer_matches","value":"(","for":"f1")"),
       "no ECMAScript regular expression"},
      {check(R"("kind":"max_words","value":"4")"), "\"for\" is missing"},
      {check(R"("kind":"max_words","value":"4","for":"f9")"),
       "\"for\": there is no record or guideline \"f9\""},
  };
  for (const auto& each : kCases) {
    EXPECT_THAT(ErrorOf(each.text), HasSubstr(each.message)) << each.text;
  }
}

TEST(ScenarioReaderTest, AChecksRecordMustBeAllowedToApply) {
  EXPECT_THAT(ErrorOf(Line(Record("f1") + "," + Record("f2"),
                           R"({"text":"Q","applies":["f1"],"checks":[)"
                           R"({"kind":"max_words","value":"4","for":"f2"}]})")),
              HasSubstr("is for \"f2\", which the question's \"applies\""));
}

TEST(ScenarioReaderTest, WarnsOfWhatItPassesOver) {
  const auto file =
      ParseScenarios(Line(Record("f1", R"(,"asign":["writer"])"),
                          absl::StrCat(kQuestion, ",", kQuestion)),
                     "a.jsonl");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_THAT(file->warnings,
              ElementsAre(HasSubstr("feedback[0]: the field \"asign\""),
                          HasSubstr("\"How many boats?\" is asked twice")));
}

TEST(ScenarioReaderTest, SaysWhenAFileCannotBeRead) {
  EXPECT_EQ(ReadScenarios("/nowhere/a.jsonl").status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(ReadScenarios("/tmp").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace alhf::eval
