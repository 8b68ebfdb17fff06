#include "components/sql_generator/attributes.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::sql_generator {
namespace {

Table TableWith(std::initializer_list<const char*> numbers) {
  Table table;
  table.name = "things";
  for (const char* name : numbers) {
    Column column;
    column.name = name;
    column.kind = ColumnKind::kNumber;
    table.columns.push_back(column);
  }
  return table;
}

std::string NameOf(const Column* column) {
  return column == nullptr ? "" : column->name;
}

TEST(AttributesTest, ASuperlativeIsOfItsOwnNumber) {
  const Table table = TableWith({"unit_price", "weight_kg", "floor_area"});
  EXPECT_EQ(NameOf(AttributeOf(table, "most expensive")), "unit_price");
  EXPECT_EQ(NameOf(AttributeOf(table, "Heaviest")), "weight_kg");
  EXPECT_EQ(NameOf(AttributeOf(table, "largest")), "floor_area");
  EXPECT_EQ(NameOf(AttributeOf(table, "longest")), "");
  EXPECT_EQ(NameOf(AttributeOf(table, "nicest")), "");
  EXPECT_EQ(NameOf(AttributeOf(table, "heavier than")), "weight_kg");
  EXPECT_EQ(NameOf(AttributeOf(table, "how expensive")), "unit_price");
}

TEST(AttributesTest, SpeaksOfColumnsByTheirWords) {
  const Table table = TableWith({"dist_km", "weight_kg"});
  EXPECT_TRUE(SpeaksOf("longest", table.columns[0]));
  EXPECT_FALSE(SpeaksOf("longest", table.columns[1]));
  EXPECT_FALSE(SpeaksOf("highest", table.columns[1]));
}

TEST(AttributesTest, OfSeveralNoneIsMeant) {
  EXPECT_EQ(
      NameOf(AttributeOf(TableWith({"list_price", "sale_price"}), "cheapest")),
      "");
  // A price is likelier than a fee.
  EXPECT_EQ(NameOf(AttributeOf(TableWith({"entry_fee", "price"}), "cheapest")),
            "price");
}

TEST(AttributesTest, BiggestIsOfMoreThanOneKind) {
  EXPECT_TRUE(IsOfOneKind("shortest"));
  EXPECT_FALSE(IsOfOneKind("biggest"));
  EXPECT_FALSE(IsOfOneKind("highest"));
}

}  // namespace
}  // namespace alhf::sql_generator
