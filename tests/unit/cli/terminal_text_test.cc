#include "cli/terminal_text.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::cli {
namespace {

TEST(PrintableTest, RemovesWhatATerminalWouldActOn) {
  EXPECT_EQ(Printable("a\x1b[31mred\x07"), "a[31mred");
  EXPECT_EQ(Printable("back\rover\b\x7f"), "backover");
  EXPECT_EQ(Printable("\xC2\x9B"
                      "2J"),
            "2J");  // C1 CSI
  EXPECT_EQ(Printable("a\xE2\x80\xAE"
                      "b"),
            "ab");  // U+202E
  EXPECT_EQ(Printable(std::string("a\0b", 3)), "ab");
}

TEST(PrintableTest, KeepsLinesAndTurnsTabsIntoSpaces) {
  EXPECT_EQ(Printable("one\n\ttwo"), "one\n  two");
}

TEST(PrintableTest, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(Printable("a\xFF"
                      "b"),
            "a\uFFFDb");
  EXPECT_EQ(Printable("cut \xE2\x82"), "cut \uFFFD\uFFFD");
  EXPECT_EQ(Printable("\xF0\x9F\x98\x80 ü"), "\xF0\x9F\x98\x80 ü");
}

TEST(OneLineTest, MakesWhiteSpaceOneSpace) {
  EXPECT_EQ(OneLine("  one\n\n two\t three "), "one two three");
  EXPECT_EQ(OneLine(""), "");
}

TEST(DisplayWidthTest, CountsColumnsNotBytes) {
  EXPECT_EQ(DisplayWidth(""), 0);
  EXPECT_EQ(DisplayWidth("abc"), 3);
  EXPECT_EQ(DisplayWidth("Größe"), 5);
  EXPECT_EQ(DisplayWidth("e\xCC\x81"), 1);  // e and U+0301
  EXPECT_EQ(DisplayWidth("注文"), 4);
  EXPECT_EQ(DisplayWidth("\xF0\x9F\x98\x80"), 2);
}

TEST(CutToWidthTest, CutsBetweenCharacters) {
  EXPECT_EQ(CutToWidth("abcdef", 6), "abcdef");
  EXPECT_EQ(CutToWidth("abcdef", 5), "abcd…");
  EXPECT_EQ(CutToWidth("äöüäöü", 4), "äöü…");
  EXPECT_EQ(CutToWidth("注文注文", 4), "注…");
  EXPECT_EQ(CutToWidth("one two", 5), "one…");
  EXPECT_EQ(CutToWidth("abc", 1), "…");
}

TEST(IndentTest, IndentsEachLine) {
  EXPECT_EQ(Indent("a\n\nb\n", 2), "  a\n\n  b\n");
  EXPECT_EQ(Indent("", 2), "");
  EXPECT_EQ(Indent("\x1b[2Ja", 0), "[2Ja\n");
}

TEST(ShellQuoteTest, QuotesWhereNeeded) {
  EXPECT_EQ(ShellQuote("l-7k2m_1.a"), "l-7k2m_1.a");
  EXPECT_EQ(ShellQuote("two words"), "'two words'");
  EXPECT_EQ(ShellQuote("it's $HOME"), "'it'\\''s $HOME'");
  EXPECT_EQ(ShellQuote(""), "''");
}

}  // namespace
}  // namespace alhf::cli
