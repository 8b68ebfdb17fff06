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

Material GatherAll(const std::vector<v1::Step>& steps) {
  v1::RunRequest request;
  for (const v1::Step& step : steps) *request.add_inputs() = step;
  return Gather(request.inputs());
}

TEST(GatherTest, RowsComeBeforePassages) {
  const Material material =
      GatherAll({PassageStep({BerthPassage()}), TableStep(SmallTable())});
  EXPECT_EQ(material.kind, ANSWER_KIND_ROWS);
  EXPECT_THAT(material.table.rows(), SizeIs(3));
}

TEST(GatherTest, PassagesWhereRowsRefuse) {
  const Material material =
      GatherAll({PassageStep({BerthPassage()}),
                 RefusalStep("sql_generator", "no such measure", {"berth"})});
  EXPECT_EQ(material.kind, ANSWER_KIND_PASSAGES);
  EXPECT_THAT(material.passages, SizeIs(1));
  EXPECT_THAT(material.not_understood, IsEmpty());
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
