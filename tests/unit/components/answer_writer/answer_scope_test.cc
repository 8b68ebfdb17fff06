#include "components/answer_writer/answer_scope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "alhf/testing/harness.h"
#include "alhf/testing/status_matchers.h"
#include "components/answer_writer/answer_writer.h"
#include "tests/unit/components/answer_writer/samples.h"

namespace alhf::answer_writer {
namespace {

using ::alhf::testing::ComponentHarness;
using ::alhf::testing::IsOk;
using sdk::FacetState;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kCount[] = "How many boats are there per port?";
constexpr char kCost[] = "How much does a berth cost?";

TEST(SplitTopicTest, TakesPartsOfDatesOutOfTopics) {
  struct Case {
    const char* topic;
    const char* words;
    const char* part;
  };
  for (const Case& c :
       {Case{"daily", "", "day"}, Case{"Monthly", "", "month"},
        Case{"boats per day", "boats", "day"},
        Case{"boats by week", "boats", "week"},
        Case{"moorings of each weekday", "moorings of", "day_of_week"},
        Case{"spring tide", "spring tide", ""},
        Case{"market day", "market day", ""}}) {
    const TopicParts parts = SplitTopic(c.topic, {});
    EXPECT_EQ(parts.words, c.words) << c.topic;
    EXPECT_EQ(parts.date_part, c.part) << c.topic;
  }
}

TEST(SplitTopicTest, AnAdjectiveBesideOtherWordsNeedsRowsThatAreGroupedSo) {
  EXPECT_EQ(SplitTopic("annual dues", {}).words, "annual dues");
  EXPECT_EQ(SplitTopic("annual dues", {"month"}).date_part, "");
  EXPECT_EQ(SplitTopic("annual dues", {"year"}).words, "dues");
  EXPECT_EQ(SplitTopic("annual dues", {"year"}).date_part, "year");
}

TEST(KindSaidOfTest, IsThatOfTheAnswer) {
  v1::Exchange exchange;
  EXPECT_EQ(KindSaidOf(exchange), ANSWER_KIND_UNSPECIFIED);
  *exchange.add_steps() = PassageStep({BerthPassage()});
  EXPECT_EQ(KindSaidOf(exchange), ANSWER_KIND_PASSAGES);
  *exchange.add_steps() = TableStep(SmallTable());
  EXPECT_EQ(KindSaidOf(exchange), ANSWER_KIND_ROWS);
}

TEST(FacetsOfTest, SayWhatRowsListAndAreGroupedBy) {
  Material material;
  material.kind = ANSWER_KIND_ROWS;
  material.table = SmallTable();
  material.facets.Add("date_part", {"week"}, true);
  const sdk::FacetSet facets = FacetsOf("boats for each owner", material);
  EXPECT_EQ(facets.StateOf(kAnswerKindFacet, "rows"), FacetState::kPresent);
  EXPECT_EQ(facets.StateOf(kDatePartFacet, "week"), FacetState::kPresent);
  for (const char* matter : {"ports", "the port", "owners"}) {
    EXPECT_EQ(facets.StateOf(kListedFacet, ListedName(matter)),
              FacetState::kPresent)
        << matter;
  }
  EXPECT_EQ(facets.StateOf(kListedFacet, ListedName("captains")),
            FacetState::kAbsent);
}

TEST(FacetsOfTest, OneRowListsNothingNorDoPassages) {
  Material material;
  material.kind = ANSWER_KIND_ROWS;
  material.table = BoatsTable({{"Ystad", 12}});
  EXPECT_EQ(FacetsOf("boats per port", material).StateOf(kListedFacet, "port"),
            FacetState::kAbsent);
  material.kind = ANSWER_KIND_PASSAGES;
  const sdk::FacetSet facets = FacetsOf("the day of each port", material);
  EXPECT_EQ(facets.StateOf(kListedFacet, "port"), FacetState::kAbsent);
  EXPECT_EQ(facets.StateOf(kDatePartFacet, "day"), FacetState::kAbsent);
}

TEST(FacetsOfTest, WhatIsListedMayStandBehindSmallWords) {
  Material material;
  material.kind = ANSWER_KIND_ROWS;
  material.table = SmallTable();
  for (const char* question : {"list the boats", "which 3 boats are there"}) {
    EXPECT_EQ(FacetsOf(question, material).StateOf(kListedFacet, "boat"),
              FacetState::kPresent)
        << question;
  }
}

TEST(FacetsOfTest, DatesAndTheirSequenceAreThereToBeChanged) {
  const auto has = [](const Material& material, absl::string_view thing,
                      bool dated = false) {
    return FacetsOf("boats", material, dated).StateOf(kHasFacet, thing);
  };
  Material rows;
  rows.kind = ANSWER_KIND_ROWS;
  rows.table = SmallTable();
  EXPECT_EQ(has(rows, "date"), FacetState::kAbsent);
  EXPECT_EQ(has(rows, "date", /*dated=*/true), FacetState::kPresent);
  EXPECT_EQ(has(rows, "sequence"), FacetState::kAbsent);
  rows.table.mutable_rows(0)->mutable_cells(0)->set_text("2025-03-01");
  EXPECT_EQ(has(rows, "date"), FacetState::kPresent);
  rows.table.set_columns(0, "month");
  EXPECT_EQ(has(rows, "sequence"), FacetState::kPresent);
  Material pages;
  pages.kind = ANSWER_KIND_PASSAGES;
  pages.passages = {BerthPassage(), BerthPassage()};
  EXPECT_EQ(has(pages, "date"), FacetState::kAbsent);
  for (v1::Passage& passage : pages.passages) {
    passage.mutable_date()->set_seconds(1700000000);
  }
  EXPECT_EQ(has(pages, "sequence"), FacetState::kPresent);
}

TEST(FacetsOfTest, SeveralThingsAndQuantitiesAreThereToBeChanged) {
  const auto has = [](const Material& material, absl::string_view thing) {
    return FacetsOf("boats", material).StateOf(kHasFacet, thing);
  };
  Material rows;
  rows.kind = ANSWER_KIND_ROWS;
  rows.table = SmallTable();
  ASSERT_GT(rows.table.rows_size(), 1);
  EXPECT_EQ(has(rows, "several"), FacetState::kPresent);
  EXPECT_EQ(has(rows, "things"), FacetState::kPresent) << "nobody knows better";
  rows.facets.Add("listed_rows", {"any", "ranked"}, /*complete=*/true);
  EXPECT_EQ(has(rows, "things"), FacetState::kAbsent);
  rows.facets = sdk::FacetSet();
  rows.facets.Add("listed_rows", {"boats", "any"}, /*complete=*/true);
  EXPECT_EQ(has(rows, "things"), FacetState::kPresent);
  EXPECT_EQ(has(rows, "a mass"), FacetState::kAbsent);
  rows.table.set_columns(1, "cargo_kg");
  EXPECT_EQ(has(rows, "a mass"), FacetState::kPresent);
  rows.table.mutable_rows()->DeleteSubrange(1, rows.table.rows_size() - 1);
  EXPECT_EQ(has(rows, "several"), FacetState::kAbsent);
  EXPECT_EQ(has(rows, "things"), FacetState::kAbsent);
  Material pages;
  pages.kind = ANSWER_KIND_PASSAGES;
  pages.passages = {BerthPassage()};
  EXPECT_EQ(has(pages, "several"), FacetState::kAbsent);
  pages.passages[0].set_text("Before you sail:\n- look\n- listen");
  EXPECT_EQ(has(pages, "several"), FacetState::kPresent);
  pages.passages[0].set_text("1. look\n2) listen");
  EXPECT_EQ(has(pages, "several"), FacetState::kPresent);
}

TEST(WaitsForStructureTest, UntilAllOfItIsKnown) {
  Style style;
  EXPECT_FALSE(WaitsForStructure(style, {}));
  style.set_only_for(ANSWER_KIND_ROWS);
  style.set_listed("ports");
  sdk::FacetSet known;
  EXPECT_TRUE(WaitsForStructure(style, known));
  known.Add(kAnswerKindFacet, {"rows"}, true);
  EXPECT_TRUE(WaitsForStructure(style, known));
  known.Add(kListedFacet, {"port"}, true);
  EXPECT_FALSE(WaitsForStructure(style, known));
}

// What of it reaches an answer.
class LessonScopeTest : public ::testing::Test {
 protected:
  LessonScopeTest() : harness_(std::make_unique<AnswerWriter>(Config())) {}

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
  void Teach(const std::string& text, const v1::Exchange& exchange = {}) {
    EXPECT_THAT(harness_.Teach(text, exchange), IsOk()) << text;
  }

  ComponentHarness harness_;
};

TEST_F(LessonScopeTest, ATopicIsKeptToInTheKindOfAnswerItWasSaidOf) {
  const std::string question = "How many berths are there per port?";
  const std::vector<v1::Step> rows = {TableStep(SmallTable())};
  const std::string before = Answer(question, rows);
  v1::Exchange exchange;
  exchange.set_question(kCost);
  *exchange.add_steps() = PassageStep({BerthPassage()});
  Teach("for questions about berths use bullets", exchange);
  EXPECT_THAT(PassagesAnswer(), StartsWith("- "));
  EXPECT_EQ(Answer(question, rows), before);
  // Not planned either, while the kind of answer is open.
  const auto adjustment = harness_.Adjust(question);
  ASSERT_THAT(adjustment, IsOk());
  for (const v1::AdjustmentItem& item : adjustment->items()) {
    EXPECT_LT(item.score(), 0.5);
  }
}

TEST_F(LessonScopeTest, AColumnMayNameTheTopic) {
  Teach("for questions about ports use a table");
  EXPECT_EQ(
      Answer("How large is the fleet?", {TableStep(SmallTable())}).substr(0, 7),
      "| port ");
  EXPECT_EQ(Answer("How large is the fleet?", {PassageStep({BerthPassage()})})
                .find("| port"),
            std::string::npos);
}

TEST_F(LessonScopeTest, APartOfADateIsSettledLate) {
  Teach("For daily figures write dates as 31.12.2025.");
  v1::Table table;
  table.add_columns("day");
  table.add_columns("boat_count");
  v1::Row& row = *table.add_rows();
  row.add_cells()->set_text("2025-03-01");
  row.add_cells()->set_integer(4);
  v1::Step step = TableStep(table);
  EXPECT_THAT(Answer(kCount, {step}), HasSubstr("2025-03-01"));
  v1::FacetKnowledge& known = *step.mutable_output()->add_facets();
  known.set_key("date_part");
  known.add_values("day");
  known.set_complete(true);
  EXPECT_THAT(Answer(kCount, {step}), HasSubstr("01.03.2025"));
}

TEST_F(LessonScopeTest, WhatIsSortedMustBeListed) {
  Teach("Put ports in alphabetical order.");
  EXPECT_THAT(RowsAnswer(), HasSubstr("Arendal: 40; Mandal: 7; Ystad: 12"));
  const auto adjustment = harness_.Adjust("How far is the port office?");
  ASSERT_THAT(adjustment, IsOk());
  for (const v1::AdjustmentItem& item : adjustment->items()) {
    EXPECT_LT(item.score(), 0.5);
  }
}

}  // namespace
}  // namespace alhf::answer_writer
