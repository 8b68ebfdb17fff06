#include "components/answer_writer/json_answer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/unit/components/answer_writer/samples.h"

namespace alhf::answer_writer {
namespace {

using Json = nlohmann::ordered_json;

Material Rows() {
  Material material;
  material.kind = ANSWER_KIND_ROWS;
  material.table = SmallTable();
  return material;
}

TEST(WriteJsonTest, RowsAreObjectsByColumns) {
  Style style;
  style.set_order(ORDER_LARGEST_FIRST);
  style.add_notes("Mind the gap.");
  const Json json = Json::parse(WriteJson(Rows(), style, {}, 2));
  EXPECT_EQ(json["rows"].dump(),
            "[{\"port\":\"Arendal\",\"boat_count\":40},"
            "{\"port\":\"Ystad\",\"boat_count\":12}]");
  EXPECT_EQ(json["rows_left_out"], 1);
  EXPECT_EQ(json["notes"].dump(), "[\"Mind the gap.\"]");
  EXPECT_FALSE(json.contains("sql"));
}

TEST(WriteJsonTest, StatementsHaveTheirSources) {
  Material material;
  material.kind = ANSWER_KIND_PASSAGES;
  const Json json = Json::parse(
      WriteJson(material, {}, {{"A \"berth\".", "a.md"}, {"B.", "a.md"}}, 9));
  EXPECT_EQ(json["answer"].dump(), "[\"A \\\"berth\\\".\",\"B.\"]");
  EXPECT_EQ(json["sources"].dump(), "[\"a.md\"]");
}

TEST(WriteJsonTest, WhatIsNoTextOrNumberHasAPlace) {
  Material material = Rows();
  material.table.clear_rows();
  v1::Row& row = *material.table.add_rows();
  row.add_cells();
  row.add_cells()->set_boolean(true);
  Style style;
  style.add_mentions()->set_extra(EXTRA_SQL);
  const Json json = Json::parse(WriteJson(material, style, {}, 9));
  EXPECT_TRUE(json["rows"][0]["port"].is_null());
  EXPECT_EQ(json["rows"][0]["boat_count"], true);
  EXPECT_EQ(json["sql"], material.table.sql());
}

}  // namespace
}  // namespace alhf::answer_writer
