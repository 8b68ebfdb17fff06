#include "components/sql_generator/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "alhf/testing/status_matchers.h"

namespace alhf::sql_generator {
namespace {

using alhf::testing::IsOk;
using alhf::testing::StatusIs;
using ::testing::ElementsAre;

Table MakeTable(std::string name, std::vector<std::string> columns,
                std::vector<Reference> references = {}) {
  Table table;
  table.name = std::move(name);
  table.primary_key = {"id"};
  table.columns.push_back({.name = "id", .kind = ColumnKind::kInteger});
  for (std::string& column : columns) {
    table.columns.push_back({.name = std::move(column)});
  }
  table.references = std::move(references);
  return table;
}

// pages -> books -> shelves; books -> people twice; people -> shelves.
Schema Books() {
  return Schema({
      MakeTable("pages", {"book_id"}, {{{"book_id"}, "books", {"id"}}}),
      MakeTable("books", {"shelf_id", "writer_id", "editor_id"},
                {{{"shelf_id"}, "shelves", {}},
                 {{"writer_id"}, "people", {"id"}},
                 {{"editor_id"}, "people", {"id"}},
                 {{"gone_id"}, "elsewhere", {"id"}}}),
      MakeTable("shelves", {"room"}),
      MakeTable("people", {"shelf_id"}),
  });
}

TEST(SchemaTest, FindsWithoutCase) {
  const Schema schema = Books();
  EXPECT_EQ(schema.Find("BOOKS"), 1);
  EXPECT_EQ(schema.Find("none"), std::nullopt);
  EXPECT_NE(schema.FindColumn("books", "Shelf_Id"), nullptr);
  EXPECT_EQ(schema.FindColumn("books", "room"), nullptr);
}

TEST(SchemaTest, CompletesReferences) {
  const Schema schema = Books();
  // The one to a table that is not there is left out.
  ASSERT_EQ(schema.table(1).references.size(), 3);
  EXPECT_THAT(schema.table(1).references[0].parent_columns, ElementsAre("id"));
  EXPECT_TRUE(schema.table(1).Find("shelf_id")->key);
  EXPECT_FALSE(schema.table(1).Find("id")->nullable);
  EXPECT_FALSE(schema.table(2).Find("room")->key);
}

TEST(SchemaTest, GoesUp) {
  const Schema schema = Books();
  const Way way = schema.WayUp(0, 2);
  ASSERT_TRUE(way.found);
  EXPECT_FALSE(way.ambiguous);
  ASSERT_EQ(way.steps.size(), 2);
  EXPECT_EQ(way.steps[0].to, 1);
  EXPECT_EQ(way.steps[1].to, 2);
  EXPECT_TRUE(schema.WayUp(1, 1).found);
  EXPECT_FALSE(schema.WayUp(2, 0).found);
}

TEST(SchemaTest, SeesTwoWays) {
  const Schema schema = Books();
  EXPECT_TRUE(schema.WayUp(1, 3).ambiguous);
  EXPECT_TRUE(schema.WayUp(0, 3).ambiguous);  // beyond one, too
}

TEST(SchemaTest, GoesDown) {
  const Schema schema = Books();
  const Way way = schema.AnyWay(2, 0);
  ASSERT_TRUE(way.found);
  EXPECT_FALSE(way.steps[0].up);
  EXPECT_FALSE(way.steps[1].up);
}

TEST(SchemaTest, TakesForeignKeysThatAreNotDeclared) {
  Schema schema = Books();
  ForeignKey key;
  key.set_table("people");
  key.add_columns("shelf_id");
  key.set_parent_table("shelves");
  EXPECT_THAT(schema.Add(key), IsOk());
  EXPECT_TRUE(schema.WayUp(3, 2).found);
  EXPECT_TRUE(schema.table(3).Find("shelf_id")->key);
  key.set_parent_table("none");
  EXPECT_THAT(schema.Add(key), StatusIs(absl::StatusCode::kInvalidArgument,
                                        Reason::CONFIG_INVALID));
  key.set_parent_table("shelves");
  key.add_columns("id");
  EXPECT_THAT(schema.Add(key), StatusIs(absl::StatusCode::kInvalidArgument,
                                        Reason::CONFIG_INVALID));
}

TEST(NameWordsTest, SplitsNames) {
  EXPECT_THAT(NameWords("unit_price"), ElementsAre("unit", "price"));
  EXPECT_THAT(NameWords("UnitPrice"), ElementsAre("unit", "price"));
  EXPECT_THAT(NameWords("HTTPCode"), ElementsAre("http", "code"));
  EXPECT_THAT(NameWords("Ratings (millions)"),
              ElementsAre("ratings", "millions"));
  EXPECT_THAT(NameWords("__"), ElementsAre());
}

TEST(SchemaTest, AFlagSaysSomethingOfARow) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(FlagWords("is_late"), Words{"late"});
  EXPECT_EQ(FlagWords("RestedFlag"), Words{"rested"});
  EXPECT_EQ(FlagWords("flag"), Words{});
  EXPECT_EQ(FlagWords("island"), Words{});
}

}  // namespace
}  // namespace alhf::sql_generator
