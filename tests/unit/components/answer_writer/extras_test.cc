#include "components/answer_writer/extras.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/components/answer_writer/samples.h"

namespace alhf::answer_writer {
namespace {

using ::testing::ElementsAre;

Material Rows() {
  Material material;
  material.kind = ANSWER_KIND_ROWS;
  material.table = SmallTable();
  return material;
}

Material Passages() {
  Material material;
  material.kind = ANSWER_KIND_PASSAGES;
  material.passages = {BerthPassage(), BerthPassage()};
  return material;
}

TEST(SayTest, SaysOfRowsWhatTheTableTells) {
  EXPECT_EQ(Say(EXTRA_DATABASE, Rows()), "Database: fleet.");
  EXPECT_EQ(Say(EXTRA_PERIOD, Rows()), "Period: year is 2025.");
  EXPECT_EQ(Say(EXTRA_INTERPRETATION, Rows()),
            "Taken as: year is 2025; big boats are those above 12 metres.");
  EXPECT_EQ(Say(EXTRA_ROW_COUNT, Rows()), "Rows: 3.");
  EXPECT_EQ(Say(EXTRA_SQL, Rows()),
            "```sql\nSELECT port, count(*) FROM boat GROUP BY port\n```");
  EXPECT_EQ(Say(EXTRA_DOCUMENT_DATE, Rows()), "");
}

TEST(SayTest, SaysOfPassagesWhatTheyTellOnce) {
  EXPECT_EQ(Say(EXTRA_DOCUMENT_TITLE, Passages()), "From: Berths.");
  EXPECT_EQ(Say(EXTRA_DOCUMENT_DATE, Passages()),
            "Dates: harbour/berths.md is of 2025-03-01.");
  EXPECT_EQ(Say(EXTRA_DATABASE, Passages()), "");
  EXPECT_EQ(Say(EXTRA_SQL, Passages()), "");
}

TEST(SayTest, WhatTheMaterialDoesNotTellIsNotSaid) {
  Material bare;
  bare.kind = ANSWER_KIND_ROWS;
  for (const Extra extra : {EXTRA_SQL, EXTRA_DATABASE, EXTRA_PERIOD,
                            EXTRA_INTERPRETATION, EXTRA_UNSPECIFIED}) {
    EXPECT_EQ(Say(extra, bare), "");
  }
  EXPECT_EQ(Say(EXTRA_SQL, Material()), "");
}

TEST(SayAllTest, TheLastWordOnAnExtraCounts) {
  Style style;
  style.add_mentions()->set_extra(EXTRA_ROW_COUNT);
  style.add_mentions()->set_extra(EXTRA_DATABASE);
  style.add_mentions()->set_extra(EXTRA_SQL);
  EXPECT_THAT(SayAll(style, Rows()),
              ElementsAre("Database: fleet.", "Rows: 3."));
  EXPECT_TRUE(Wants(style, EXTRA_SQL));
  Mention& off = *style.add_mentions();
  off.set_extra(EXTRA_DATABASE);
  off.set_off(true);
  EXPECT_THAT(SayAll(style, Rows()), ElementsAre("Rows: 3."));
}

TEST(AsksForSqlTest, LooksForTheWord) {
  EXPECT_TRUE(AsksForSql("What is the SQL for boats per port?"));
  EXPECT_FALSE(AsksForSql("How many boats per port?"));
}

}  // namespace
}  // namespace alhf::answer_writer
