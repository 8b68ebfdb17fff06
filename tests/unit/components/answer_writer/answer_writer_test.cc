#include "components/answer_writer/answer_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "alhf/sdk/facets.h"
#include "alhf/testing/harness.h"
#include "alhf/testing/status_matchers.h"
#include "components/answer_writer/draft.h"
#include "tests/unit/components/answer_writer/samples.h"

namespace alhf::answer_writer {
namespace {

using ::alhf::testing::ComponentHarness;
using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kCount[] = "How many boats are there per port?";
constexpr char kCost[] = "How much does a berth cost?";

class AnswerWriterTest : public ::testing::Test {
 protected:
  AnswerWriterTest() : harness_(std::make_unique<AnswerWriter>(Config())) {}

  std::string Answer(const std::string& question,
                     const std::vector<v1::Step>& inputs) {
    const auto output = harness_.Run(question, inputs);
    EXPECT_THAT(output, IsOk());
    return output->text();
  }
  std::string RowsAnswer() { return Answer(kCount, {TableStep(SmallTable())}); }
  std::string PassagesAnswer() {
    return Answer(kCost, {PassageStep({BerthPassage()})});
  }

  v1::Assessment Teach(const std::string& text,
                       const v1::Exchange& exchange = {}) {
    const auto assessment = harness_.Teach(text, exchange);
    EXPECT_THAT(assessment, IsOk()) << text;
    return *assessment;
  }

  // Teaches in a memory of its own; expects that the answers from rows and
  // from passages differ as said, and that a memory made anew from the log
  // gives the same.
  void ExpectLearns(const std::string& text, bool rows, bool passages) {
    SCOPED_TRACE(text);
    AnswerWriterTestMemory memory;
    const std::string rows_before = memory.Rows();
    const std::string passages_before = memory.Passages();
    v1::Exchange exchange;
    exchange.set_answer(passages_before);
    *exchange.add_steps() = PassageStep({BerthPassage()});
    const auto assessment = memory.harness.Teach(text, exchange);
    ASSERT_THAT(assessment, IsOk());
    EXPECT_EQ(assessment->outcome(), v1::OUTCOME_CLAIMED);
    ASSERT_FALSE(assessment->proposals().empty());
    EXPECT_EQ(assessment->proposals(0).effect(), v1::EFFECT_ENFORCED);
    const std::string rows_after = memory.Rows();
    const std::string passages_after = memory.Passages();
    EXPECT_EQ(rows_after != rows_before, rows) << rows_after;
    EXPECT_EQ(passages_after != passages_before, passages) << passages_after;
    const std::string bytes = memory.harness.Export();
    ASSERT_THAT(memory.harness.Rebuild(), IsOk());
    EXPECT_EQ(memory.harness.Export(), bytes);
    EXPECT_EQ(memory.Rows(), rows_after);
    EXPECT_EQ(memory.Passages(), passages_after);
  }

  struct AnswerWriterTestMemory {
    ComponentHarness harness{std::make_unique<AnswerWriter>(Config())};
    std::string Rows() {
      return harness.Run(kCount, {TableStep(SmallTable())})->text();
    }
    std::string Passages() {
      return harness.Run(kCost, {PassageStep({BerthPassage()})})->text();
    }
  };

  ComponentHarness harness_;
};

TEST_F(AnswerWriterTest, WritesFromRowsElseFromPassages) {
  EXPECT_EQ(RowsAnswer(),
            "Boat count by port: Ystad: 12; Arendal: 40; Mandal: 7.");
  EXPECT_THAT(PassagesAnswer(), StartsWith("A berth costs 45 crowns a night."));
  EXPECT_EQ(
      Answer(kCount, {PassageStep({BerthPassage()}), TableStep(SmallTable())}),
      RowsAnswer());
}

TEST_F(AnswerWriterTest, SaysHonestlyThatItCannot) {
  const auto output = harness_.Run(
      "Do zeppelins fly?", {RefusalStep("sql_generator", "", {"zeppelins"}),
                            RefusalStep("retriever", "", {"zeppelins"})});
  ASSERT_THAT(output, IsOk());
  EXPECT_EQ(output->text(),
            "I cannot answer that. I did not understand: zeppelins.");
  EXPECT_THAT(sdk::FacetSet(output->facets()).ValuesOf("answer_kind"),
              ElementsAre("none"));
}

TEST_F(AnswerWriterTest, AMissingPartIsNoted) {
  v1::Step failed;
  failed.set_component("retriever");
  failed.set_error("UNAVAILABLE");
  const auto output = harness_.Run(kCount, {failed, TableStep(SmallTable())});
  ASSERT_THAT(output, IsOk());
  EXPECT_THAT(output->notes(), ElementsAre("retriever could not be asked"));
}

// Each type of directive, and where the text differs with it.
TEST_F(AnswerWriterTest, WhatIsCalledEnforcedChangesTheText) {
  ExpectLearns("answers as bullets", true, true);
  ExpectLearns("use tables", true, true);
  ExpectLearns("keep it under 6 words", true, true);
  ExpectLearns("one sentence", false, true);
  ExpectLearns("too long", false, true);
  ExpectLearns("largest first", true, false);
  ExpectLearns("smallest first", true, false);
  ExpectLearns("sort alphabetically", true, false);
  ExpectLearns("stop citing sources", false, true);
  ExpectLearns("cite the section", false, true);
  ExpectLearns("always mention the date range", true, false);
  ExpectLearns("always say which database", true, false);
  ExpectLearns("always mention the filters", true, false);
  ExpectLearns("always say how many rows", true, false);
  ExpectLearns("show the SQL", true, false);
  ExpectLearns("always say which document", false, true);
  ExpectLearns("say how old the page is", false, true);
}

// Numbers and dates need an answer that has some.
TEST_F(AnswerWriterTest, WhatIsSaidOfNumbersAndDatesChangesTheText) {
  v1::Table table;
  for (const char* column : {"day", "boat_count", "mean_load"}) {
    table.add_columns(column);
  }
  for (int day = 1; day <= 2; ++day) {
    v1::Row& row = *table.add_rows();
    row.add_cells()->set_text("2025-03-0" + std::to_string(day));
    row.add_cells()->set_integer(1000 * day);
    row.add_cells()->set_number(2345.678 * day);
  }
  const auto answer = [&table](ComponentHarness& harness) {
    return harness.Run(kCount, {TableStep(table)})->text();
  };
  const std::string before = answer(harness_);
  EXPECT_THAT(before, HasSubstr("boat count 1000, mean load 2345.678"));
  struct Case {
    const char* text;
    const char* written;
  };
  for (const Case& c : {
           Case{"round to whole numbers", "boat count 1000, mean load 2346"},
           Case{"two decimals please", "boat count 1000, mean load 2345.68"},
           Case{"loads are in dollars", "mean load $2345.68"},
           Case{"use thousands separators",
                "boat count 1,000, mean load 2,345.678"},
           Case{"write tons after the number", "mean load 2345.678 tons"},
           Case{"write dates as 31.12.2025", "01.03.2025"},
           Case{"newest days first", "mean load 4691.356; day 2025-03-01"},
           Case{"add that the scales are old", "The scales are old."},
           Case{"say ship instead of boat", "ship count"},
           Case{"answer as JSON", "\"mean_load\": 2345.678"},
           Case{"a numbered list", "2. day 2025-03-02"},
       }) {
    SCOPED_TRACE(c.text);
    AnswerWriterTestMemory memory;
    const auto assessment = memory.harness.Teach(c.text, {});
    ASSERT_THAT(assessment, IsOk());
    ASSERT_FALSE(assessment->proposals().empty());
    EXPECT_EQ(assessment->proposals(0).effect(), v1::EFFECT_ENFORCED);
    EXPECT_THAT(before, Not(HasSubstr(c.written)));
    EXPECT_THAT(answer(memory.harness), HasSubstr(c.written));
  }
}

TEST_F(AnswerWriterTest, AReasonBesideADefinitionIsNoWish) {
  const auto assessment = harness_.Teach(
      "VHF means radio. Every skipper says that word, plain and simple.", {});
  ASSERT_THAT(assessment, IsOk());
  EXPECT_EQ(assessment->outcome(), v1::OUTCOME_DECLINED);
}

TEST_F(AnswerWriterTest, ALimitThatIsNotReachedDoesNotAct) {
  Teach("At most 80 words.");
  const auto passages = harness_.Run(kCost, {PassageStep({BerthPassage()})});
  ASSERT_THAT(passages, IsOk());
  EXPECT_THAT(passages->idle_lessons(), SizeIs(1));
  Teach("At most 5 words.");
  const auto shorter = harness_.Run(kCost, {PassageStep({BerthPassage()})});
  ASSERT_THAT(shorter, IsOk());
  EXPECT_THAT(shorter->idle_lessons(), IsEmpty());
}

TEST_F(AnswerWriterTest, ACutAnswerStillCitesItsSource) {
  Teach("at most 12 words");
  EXPECT_EQ(PassagesAnswer(),
            "A berth costs 45 crowns a night. [harbour/berths.md]");
}

TEST_F(AnswerWriterTest, WhatUndoesALessonChangesTheTextBack) {
  const std::string plain = PassagesAnswer();
  Teach("answers as bullets");
  EXPECT_NE(PassagesAnswer(), plain);
  const v1::Assessment undone = Teach("no bullet points please");
  ASSERT_THAT(undone.proposals(), SizeIs(1));
  ASSERT_THAT(undone.proposals(0).relations(), SizeIs(1));
  EXPECT_EQ(undone.proposals(0).relations(0).kind(), v1::Relation::CONTRADICTS);
  EXPECT_EQ(PassagesAnswer(), plain);
  Teach("stop citing sources");
  EXPECT_NE(PassagesAnswer(), plain);
  Teach("always cite the page");
  EXPECT_EQ(PassagesAnswer(), plain);
  const std::string rows = RowsAnswer();
  Teach("always say which database");
  EXPECT_NE(RowsAnswer(), rows);
  Teach("stop mentioning the database");
  EXPECT_EQ(RowsAnswer(), rows);
}

TEST_F(AnswerWriterTest, NewestFirstAndMoreDetailChangeWhatIsQuoted) {
  const std::vector<v1::Step> inputs = {PassageStep(
      {MakePassage("old.md", {"Berths"}, "A berth costs crowns.", "2021-01-01"),
       MakePassage("new.md", {"Berths"},
                   "Ask what a berth costs. A berth costs less in May. The "
                   "berth costs are on the wall. A berth costs more in July.",
                   "2025-01-01")})};
  const std::string before = Answer(kCost, inputs);
  Teach("newest first");
  const std::string ordered = Answer(kCost, inputs);
  EXPECT_NE(ordered, before);
  Teach("more detail please");
  EXPECT_GT(WordCount(Answer(kCost, inputs)), WordCount(ordered));
}

TEST_F(AnswerWriterTest, AKindOfAnswerIsSettledLate) {
  const std::string passages = PassagesAnswer();
  Teach("show numbers as a table");
  const auto adjustment = harness_.Adjust("What is there to know?");
  ASSERT_THAT(adjustment, IsOk());
  for (const v1::AdjustmentItem& item : adjustment->items()) {
    EXPECT_LT(item.score(), 0.5);
  }
  EXPECT_THAT(RowsAnswer(), StartsWith("| port |"));
  EXPECT_EQ(PassagesAnswer(), passages);
}

TEST_F(AnswerWriterTest, AKindOfAnswerIsMoreSpecificThanAll) {
  Teach("show numbers as a table");
  Teach("answers as bullets");
  EXPECT_THAT(RowsAnswer(), StartsWith("| port |"));
  EXPECT_THAT(PassagesAnswer(), StartsWith("- "));
}

TEST_F(AnswerWriterTest, ATopicIsKeptTo) {
  const std::string passages = PassagesAnswer();
  Teach("for tide table questions use bullets");
  EXPECT_EQ(PassagesAnswer(), passages);
  const std::string tide = Answer("What does the tide table say on berths?",
                                  {PassageStep({BerthPassage()})});
  EXPECT_THAT(tide, StartsWith("- "));
}

TEST_F(AnswerWriterTest, SaysWhatTheAnswerIsMadeFrom) {
  const auto output = harness_.Run(
      kCount, {PassageStep({BerthPassage()}), TableStep(SmallTable())});
  ASSERT_THAT(output, IsOk());
  EXPECT_THAT(sdk::FacetSet(output->facets()).ValuesOf(sdk::kMadeFromFacet),
              ElementsAre("sql_generator"));
}

TEST_F(AnswerWriterTest, ItemsSayWhatTheyDo) {
  Teach("keep it under 50 words");
  Teach("answers as bullets");
  const auto adjustment = harness_.Adjust(kCost);
  ASSERT_THAT(adjustment, IsOk());
  ASSERT_THAT(adjustment->items(), SizeIs(2));
  for (const v1::AdjustmentItem& item : adjustment->items()) {
    if (item.conflict_key() == "length") {
      EXPECT_EQ(item.limit().name(), "words");
      EXPECT_EQ(item.limit().value(), 49);
    } else {
      EXPECT_EQ(item.parameter().name(), "form");
      EXPECT_EQ(item.parameter().value().string_value(), "write as bullets");
    }
  }
}

TEST_F(AnswerWriterTest, SurvivesARestart) {
  Teach("answers as bullets");
  const std::string before = RowsAnswer();
  ASSERT_THAT(harness_.Restart(), IsOk());
  EXPECT_EQ(RowsAnswer(), before);
}

TEST_F(AnswerWriterTest, DeclinesWhatBelongsToOthers) {
  for (const char* text :
       {"We are on Postgres, use ISO weeks.", "use ISO weeks",
        "leave out test accounts", "takings is net of refunds",
        "a regular means one who came in the last 90 days",
        "use the 2025 guide", "ignore the archive folder", "don't quote drafts",
        "prefer newer pages", "not from the wiki",
        "VHF means very high frequency", "give me five passages", "thanks!",
        "great, exactly what I needed", "How many boats are there?",
        "the count is wrong, it must be 12", "use the table shipments"}) {
    const auto assessment = harness_.Assess(text);
    ASSERT_THAT(assessment, IsOk());
    EXPECT_NE(assessment->outcome(), v1::OUTCOME_CLAIMED)
        << text << ": " << assessment->ShortDebugString();
    EXPECT_THAT(assessment->proposals(), IsEmpty()) << text;
  }
}

// Nobody could act on these without understanding more than phrases.
TEST_F(AnswerWriterTest, WhatNoEngineCanReadIsNeverEnforced) {
  for (const char* text :
       {"be friendlier",
        "Write as if you were talking to a child",
        "Please sound less like a robot",
        "Don't sugarcoat bad numbers",
        "Answers should build suspense before the number comes",
        "Use British spelling throughout",
        "Explain it the way my grandmother would",
        "The wording is too stiff for our readers",
        "Each bullet must not exceed two lines",
        "Start every paragraph with a verb",
        "Avoid the passive voice",
        "Use at least 60 sentences",
        "Make the tone a little warmer",
        "Answer in the language of the question",
        "Do not repeat what I said",
        "Always mention what the boss would ask next",
        "Round the numbers the way journalists do",
        "Close with an encouraging remark",
        "Write more like a human",
        "Use metaphors from the sea"}) {
    const v1::Assessment assessment = Teach(text);
    for (const v1::Proposal& proposal : assessment.proposals()) {
      EXPECT_NE(proposal.effect(), v1::EFFECT_ENFORCED)
          << text << ": " << proposal.understood_as();
    }
  }
  const auto lessons = harness_.Lessons();
  ASSERT_THAT(lessons, IsOk());
  EXPECT_FALSE(lessons->empty());
}

TEST(MakeAnswerWriterTest, DefaultsWithoutAFileAndAnErrorForAFaultyOne) {
  EXPECT_THAT(MakeAnswerWriter("").status(), IsOk());
  std::string path = ::testing::TempDir() + "/writer-XXXXXX";
  ASSERT_NE(mkdtemp(path.data()), nullptr);
  std::ofstream(path + "/bad.textproto") << "max_rows: \"many\"\n";
  EXPECT_THAT(
      MakeAnswerWriter(path + "/bad.textproto").status(),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
  EXPECT_THAT(
      MakeAnswerWriter(path + "/missing.textproto").status(),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
  std::filesystem::remove_all(path);
}

}  // namespace
}  // namespace alhf::answer_writer
