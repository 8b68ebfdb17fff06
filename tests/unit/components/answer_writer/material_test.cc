#include "components/answer_writer/material.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/v1/agent.pb.h"
#include "tests/unit/components/answer_writer/samples.h"

namespace alhf::answer_writer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Material GatherAll(const std::vector<v1::Step>& steps,
                   const std::string& question = "What does a berth cost?") {
  v1::RunRequest request;
  for (const v1::Step& step : steps) *request.add_inputs() = step;
  return Gather(question, request.inputs());
}

TEST(GatherTest, RowsComeBeforePassages) {
  const Material material =
      GatherAll({PassageStep({BerthPassage()}), TableStep(SmallTable())});
  EXPECT_EQ(material.kind, ANSWER_KIND_ROWS);
  EXPECT_THAT(material.table.rows(), SizeIs(3));
}

TEST(GatherTest, SaysWhatItIsMadeFrom) {
  v1::Step rows = TableStep(SmallTable());
  *rows.mutable_output()->add_facets() = [] {
    v1::FacetKnowledge known;
    known.set_key("date_part");
    known.add_values("week");
    return known;
  }();
  const v1::Step passages = PassageStep({BerthPassage()});
  const Material both = GatherAll({passages, rows});
  EXPECT_THAT(both.made_from, ElementsAre(rows.component()));
  EXPECT_THAT(both.facets.ValuesOf("date_part"), ElementsAre("week"));
  const Material quoted =
      GatherAll({passages, RefusalStep("sql_generator", "no", {"berth"})});
  EXPECT_THAT(quoted.made_from, ElementsAre(passages.component()));
  EXPECT_THAT(quoted.facets.ValuesOf("date_part"), IsEmpty());
}

TEST(GatherTest, PassagesWhereRowsRefuse) {
  const Material material =
      GatherAll({PassageStep({BerthPassage()}),
                 RefusalStep("sql_generator", "no such measure", {"berth"})});
  EXPECT_EQ(material.kind, ANSWER_KIND_PASSAGES);
  EXPECT_THAT(material.passages, SizeIs(1));
  EXPECT_THAT(material.not_understood, IsEmpty());
}

TEST(GatherTest, APageThatHasFewerOfTheWordsIsNoAnswer) {
  const std::string question = "How many berths per captain have boats?";
  const v1::Step passages = PassageStep({BerthPassage()});
  v1::Step rows = RefusalStep("sql_generator", "two ways", {"have"});
  const Material refused = GatherAll({passages, rows}, question);
  EXPECT_EQ(refused.kind, ANSWER_KIND_NONE);
  EXPECT_THAT(refused.reasons, ElementsAre("two ways"));
  EXPECT_THAT(refused.made_from, ElementsAre("sql_generator"));
  // A step that knows none of the words has no say.
  v1::FacetKnowledge& known = *rows.mutable_output()->add_facets();
  known.set_key("database");
  known.set_complete(true);
  EXPECT_EQ(GatherAll({passages, rows}, question).kind, ANSWER_KIND_PASSAGES);
  const v1::Step less =
      RefusalStep("sql_generator", "no", {"captain", "boats", "berths"});
  EXPECT_EQ(GatherAll({passages, less}, question).kind, ANSWER_KIND_PASSAGES);
}

TEST(GatherTest, OfAsMuchTheStepHasItThatKnowsAllOrIsAskedForFigures) {
  const v1::Step passages = PassageStep({BerthPassage()});
  const v1::Step all = RefusalStep("sql_generator", "two ways", {});
  EXPECT_EQ(GatherAll({passages, all}, "office with a berth").kind,
            ANSWER_KIND_NONE);
  const v1::Step one = RefusalStep("sql_generator", "no", {"keel"});
  EXPECT_EQ(GatherAll({passages, one}, "berth with a keel").kind,
            ANSWER_KIND_PASSAGES);
  EXPECT_EQ(GatherAll({passages, one}, "how many keels per berth").kind,
            ANSWER_KIND_NONE);
}

TEST(GatherTest, WhatNoStepUnderstoodIsNotUnderstood) {
  const Material both =
      GatherAll({RefusalStep("a", "one", {"zeppelin", "boats"}),
                 RefusalStep("b", "two", {"fly", "zeppelin"})});
  EXPECT_EQ(both.kind, ANSWER_KIND_NONE);
  EXPECT_THAT(both.not_understood, ElementsAre("zeppelin"));
  EXPECT_THAT(both.reasons, ElementsAre("one", "two"));
  const Material apart = GatherAll(
      {RefusalStep("a", "one", {"boats"}), RefusalStep("b", "two", {"fly"})});
  EXPECT_THAT(apart.not_understood, ElementsAre("boats", "fly"));
}

TEST(GatherTest, AFailedStepIsNamed) {
  v1::Step failed = TableStep(SmallTable());
  failed.set_error("UNAVAILABLE");
  const Material material = GatherAll({failed});
  EXPECT_EQ(material.kind, ANSWER_KIND_NONE);
  EXPECT_THAT(material.failed, ElementsAre("sql_generator"));
  EXPECT_EQ(GatherAll({}).kind, ANSWER_KIND_NONE);
}

TEST(NameOfTest, NamesTheFacetValues) {
  EXPECT_EQ(NameOf(ANSWER_KIND_ROWS), "rows");
  EXPECT_EQ(NameOf(ANSWER_KIND_PASSAGES), "passages");
  EXPECT_EQ(NameOf(ANSWER_KIND_NONE), "none");
}

}  // namespace
}  // namespace alhf::answer_writer
