#include "components/answer_writer/rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/components/answer_writer/samples.h"

namespace alhf::answer_writer {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> FirstCells(const v1::Table& table) {
  std::vector<std::string> cells;
  for (const v1::Row& row : table.rows()) {
    cells.push_back(CellText(row.cells(0)));
  }
  return cells;
}

TEST(OrderRowsTest, BySizeNameAndDate) {
  v1::Table table = SmallTable();
  OrderRows(ORDER_LARGEST_FIRST, table);
  EXPECT_THAT(FirstCells(table), ElementsAre("Arendal", "Ystad", "Mandal"));
  OrderRows(ORDER_SMALLEST_FIRST, table);
  EXPECT_THAT(FirstCells(table), ElementsAre("Mandal", "Ystad", "Arendal"));
  OrderRows(ORDER_ALPHABETICAL, table);
  EXPECT_THAT(FirstCells(table), ElementsAre("Arendal", "Mandal", "Ystad"));

  v1::Table dated =
      BoatsTable({{"2025-02", 1}, {"2024-12", 2}, {"2025-11", 3}});
  OrderRows(ORDER_NEWEST_FIRST, dated);
  EXPECT_THAT(FirstCells(dated), ElementsAre("2025-11", "2025-02", "2024-12"));
  OrderRows(ORDER_OLDEST_FIRST, dated);
  EXPECT_THAT(FirstCells(dated), ElementsAre("2024-12", "2025-02", "2025-11"));
}

TEST(OrderRowsTest, WithoutSuchAColumnNothingMoves) {
  v1::Table table = SmallTable();
  OrderRows(ORDER_NEWEST_FIRST, table);
  OrderRows(ORDER_UNSPECIFIED, table);
  EXPECT_THAT(FirstCells(table), ElementsAre("Ystad", "Arendal", "Mandal"));
  v1::Table empty;
  OrderRows(ORDER_LARGEST_FIRST, empty);
  EXPECT_EQ(empty.rows_size(), 0);
}

TEST(OrderRowsTest, NothingComesLastAndShortRowsDoNoHarm) {
  v1::Table table = SmallTable();
  table.mutable_rows(1)->mutable_cells(1)->clear_value();
  table.add_rows()->add_cells()->set_text("Oslo");
  OrderRows(ORDER_LARGEST_FIRST, table);
  EXPECT_THAT(FirstCells(table),
              ElementsAre("Ystad", "Mandal", "Arendal", "Oslo"));
}

TEST(CellTextTest, WritesEveryKindOfValue) {
  v1::Cell cell;
  EXPECT_EQ(CellText(cell), "none");
  cell.set_integer(-3);
  EXPECT_EQ(CellText(cell), "-3");
  cell.set_number(1234567.89);
  EXPECT_EQ(CellText(cell), "1234567.89");
  cell.set_number(0.1 + 0.2);
  EXPECT_EQ(CellText(cell), "0.3");
  cell.set_boolean(true);
  EXPECT_EQ(CellText(cell), "yes");
  cell.set_text("a");
  EXPECT_EQ(CellText(cell), "a");
}

TEST(RowsTextTest, OneRowIsASentence) {
  v1::Table table;
  table.add_columns("boat_count");
  table.add_rows()->add_cells()->set_integer(40);
  EXPECT_EQ(RowSentence(table, table.rows(0)), "The boat count is 40.");
  table.set_columns(0, "count(*)");
  EXPECT_EQ(RowSentence(table, table.rows(0)), "The result is 40.");
  EXPECT_EQ(RowSentence(SmallTable(), SmallTable().rows(0)),
            "Port Ystad, boat count 12.");
}

TEST(RowsTextTest, SeveralRowsShareAnOpening) {
  EXPECT_EQ(RowsOpening(SmallTable()), "Boat count by port: ");
  EXPECT_EQ(ShortRow(SmallTable(), SmallTable().rows(0)), "Ystad: 12");
  v1::Table wide = SmallTable();
  wide.add_columns("crew");
  for (v1::Row& row : *wide.mutable_rows()) row.add_cells()->set_integer(3);
  EXPECT_EQ(RowsOpening(wide), "");
  EXPECT_EQ(ShortRow(wide, wide.rows(0)), "port Ystad, boat count 12, crew 3");
}

TEST(RowsTextTest, ATableEscapesItsMarks) {
  v1::Table table = SmallTable();
  table.mutable_rows(0)->mutable_cells(0)->set_text("a|b\nc");
  EXPECT_EQ(TableHead(table), "| port | boat_count |\n| --- | --- |\n");
  EXPECT_EQ(TableLine(table.rows(0)), "| a\\|b c | 12 |");
}

TEST(OrderRowsTest, PartsOfDatesAreDatesTogether) {
  v1::Table table;
  table.add_columns("year");
  table.add_columns("month");
  for (const auto& [year, month] :
       std::vector<std::pair<int, int>>{{2025, 2}, {2024, 12}, {2025, 11}}) {
    v1::Row& row = *table.add_rows();
    row.add_cells()->set_integer(year);
    row.add_cells()->set_integer(month);
  }
  OrderRows(ORDER_NEWEST_FIRST, table);
  EXPECT_EQ(table.rows(0).cells(1).integer(), 11);
  EXPECT_EQ(table.rows(2).cells(0).integer(), 2024);
}

}  // namespace
}  // namespace alhf::answer_writer
