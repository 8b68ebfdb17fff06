#include "cli/table.h"

#include <gtest/gtest.h>

namespace alhf::cli {
namespace {

TEST(TableTest, AlignsByDisplayWidth) {
  Table table({{"NAME"}, {"SCORE", Align::kRight}, {"TEXT"}});
  table.Add({"größe", "0.5", "first"});
  table.Add({"注文", "12.25", "second"});
  EXPECT_EQ(table.Render(Style{}),
            "NAME   SCORE  TEXT\n"
            "größe    0.5  first\n"
            "注文   12.25  second\n");
}

TEST(TableTest, CutsTheWidestThatMayBeCutOnATerminal) {
  Table table({{"ID"}, {"TEXT", Align::kLeft, Fit::kCut}});
  table.Add({"l-0123456789-1", "a text that is far too long for the line"});
  Style style;
  style.width = 40;
  EXPECT_EQ(table.Render(style),
            "ID              TEXT\n"
            "l-0123456789-1  a text that is far too…\n");
  style.width = 0;
  EXPECT_EQ(table.Render(style),
            "ID              TEXT\n"
            "l-0123456789-1  a text that is far too long for the line\n");
}

TEST(TableTest, KeepsWholeColumnsWholeHoweverNarrowTheTerminal) {
  Table table({{"ID"}, {"TEXT", Align::kLeft, Fit::kCut}});
  table.Add({"l-0123456789-1", "a text that is too long"});
  Style style;
  style.width = 10;
  EXPECT_EQ(table.Render(style),
            "ID              TEXT\n"
            "l-0123456789-1  a text that…\n");
}

TEST(TableTest, IndentsAndFillsMissingCells) {
  Table table({{"A"}, {"B"}});
  table.Add({"only one"});
  EXPECT_EQ(table.Render(Style{}, 2), "  A         B\n  only one\n");
}

TEST(TableTest, LeavesOutAnEmptyHeader) {
  Table table({{""}, {""}});
  table.Add({"name", "value"});
  EXPECT_EQ(table.Render(Style{}), "name  value\n");
}

TEST(TableTest, MakesCellsOneLineAndHarmless) {
  Table table({{"A"}, {"B"}});
  table.Add({"one\ntwo", "\x1b[2Jx"});
  EXPECT_EQ(table.Render(Style{}), "A        B\none two  [2Jx\n");
}

TEST(TableTest, DimsTheHeaderOnATerminal) {
  Table table({{"A"}});
  table.Add({"x"});
  Style style;
  style.width = 80;
  style.color = true;
  EXPECT_EQ(table.Render(style), "\x1b[2mA\x1b[0m\nx\n");
}

}  // namespace
}  // namespace alhf::cli
