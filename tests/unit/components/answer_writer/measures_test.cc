#include "components/answer_writer/measures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace alhf::answer_writer {
namespace {

using ::testing::ElementsAre;

v1::Table TableOf(const std::string& column, std::vector<double> values) {
  v1::Table table;
  table.add_columns("buoy");
  table.add_columns(column);
  for (const double value : values) {
    v1::Row& row = *table.add_rows();
    row.add_cells()->set_text("red");
    row.add_cells()->set_number(value);
  }
  return table;
}

google::protobuf::RepeatedPtrField<Measure> In(const std::string& unit,
                                               int decimals = -1) {
  google::protobuf::RepeatedPtrField<Measure> measures;
  Measure& measure = *measures.Add();
  measure.set_unit(unit);
  if (decimals >= 0) measure.set_decimals(static_cast<uint32_t>(decimals));
  return measures;
}

std::vector<std::string> Texts(const v1::Table& table) {
  std::vector<std::string> texts;
  for (const v1::Row& row : table.rows()) {
    texts.push_back(row.cells(1).text());
  }
  return texts;
}

TEST(MeasuresTest, UnitsAreNamedAsPeopleDo) {
  EXPECT_EQ(UnitIn("in tonnes, please"), "t");
  EXPECT_EQ(UnitIn("as kilometres"), "km");
  EXPECT_EQ(UnitIn("in hours and minutes"), "h min");
  EXPECT_EQ(UnitIn("in minutes and hours"), "h");
  EXPECT_EQ(UnitIn("as bullets"), "");
  EXPECT_EQ(QuantityOf("t"), "mass");
  EXPECT_EQ(QuantityOf("h min"), "duration");
  EXPECT_EQ(QuantityOf("bullets"), "");
}

TEST(MeasuresTest, ColumnsNameUnitsToo) {
  EXPECT_EQ(QuantityOfColumn("total_cargo_kg"), "mass");
  EXPECT_EQ(QuantityOfColumn("cargo kg"), "mass");
  EXPECT_EQ(QuantityOfColumn("length_m"), "length");
  EXPECT_EQ(QuantityOfColumn("minutes"), "duration");
  // Letters that are no unit where they stand.
  EXPECT_EQ(QuantityOfColumn("m"), "");
  EXPECT_EQ(QuantityOfColumn("t_shirts"), "");
  EXPECT_EQ(QuantityOfColumn("cargo"), "");
}

TEST(MeasuresTest, NumbersAreConvertedWithTheirColumn) {
  v1::Table table = TableOf("cargo_kg", {12345, 500});
  ConvertMeasures(In("t", 1), table);
  EXPECT_EQ(table.columns(1), "cargo_t");
  EXPECT_DOUBLE_EQ(table.rows(0).cells(1).number(), 12.3);
  WriteUnits(In("t", 1), table);
  EXPECT_EQ(table.columns(1), "cargo");
  EXPECT_THAT(Texts(table), ElementsAre("12.3 t", "0.5 t"));
}

TEST(MeasuresTest, HoursAndMinutesAreTexts) {
  v1::Table table = TableOf("watch_minutes", {750, 59.6});
  ConvertMeasures(In("h min"), table);
  EXPECT_EQ(table.columns(1), "watch");
  EXPECT_THAT(Texts(table), ElementsAre("12 h 30 min", "1 h 0 min"));
}

TEST(MeasuresTest, OtherQuantitiesAndTextsStay) {
  v1::Table table = TableOf("depth_m", {7});
  table.mutable_rows(0)->mutable_cells(1)->set_text("deep");
  const v1::Table before = table;
  ConvertMeasures(In("t"), table);
  ConvertMeasures(In("km"), table);
  EXPECT_EQ(table.rows(0).cells(1).text(), "deep");
  v1::Table other = TableOf("boats", {7});
  ConvertMeasures(In("km"), other);
  EXPECT_EQ(other.columns(1), "boats");
  EXPECT_EQ(other.rows(0).cells(1).number(), 7);
}

TEST(MeasuresTest, OfTwoTheLastCounts) {
  auto measures = In("t");
  measures.Add()->set_unit("g");
  v1::Table table = TableOf("cargo_kg", {2});
  ConvertMeasures(measures, table);
  EXPECT_EQ(table.columns(1), "cargo_g");
  EXPECT_DOUBLE_EQ(table.rows(0).cells(1).number(), 2000);
}

}  // namespace
}  // namespace alhf::answer_writer
