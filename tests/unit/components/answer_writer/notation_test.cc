#include "components/answer_writer/notation.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/components/answer_writer/samples.h"

namespace alhf::answer_writer {
namespace {

// A year, a port, a count and an amount.
v1::Table CargoTable() {
  v1::Table table;
  for (const char* column : {"year", "port", "boat_count", "mean_load"}) {
    table.add_columns(column);
  }
  v1::Row& row = *table.add_rows();
  row.add_cells()->set_integer(2025);
  row.add_cells()->set_text("Mandal");
  row.add_cells()->set_integer(12345);
  row.add_cells()->set_number(1234567.891);
  return table;
}

std::string Written(const Numbers& numbers) {
  v1::Table table = CargoTable();
  WriteNumbers(numbers, table);
  std::string text;
  for (const v1::Cell& cell : table.rows(0).cells()) {
    text += (cell.has_integer() ? std::to_string(cell.integer()) : cell.text());
    text += "|";
  }
  return text;
}

TEST(DateFormatOfTest, ByExampleLettersAndCountry) {
  EXPECT_EQ(DateFormatOf("31.12.2025"), "%d.%m.%Y");
  EXPECT_EQ(DateFormatOf("31/12/25"), std::nullopt);  // which is the year?
  EXPECT_EQ(DateFormatOf("3 May 2025 please"), "%e %B %Y");
  EXPECT_EQ(DateFormatOf("May 3, 2025"), "%B %e, %Y");
  EXPECT_EQ(DateFormatOf("dd/mm/yyyy"), "%d/%m/%Y");
  EXPECT_EQ(WrittenDateFormatOf("out, as in 13 October 2024"), "%d %B %Y");
  EXPECT_EQ(WrittenDateFormatOf("like 13.10.2024"), "%e %B %Y");
  EXPECT_EQ(WithDates("%e %B %Y", "2025-05-03 and 2025-05-13"),
            "3 May 2025 and 13 May 2025");
  EXPECT_EQ(DateFormatOf("the German way"), "%d.%m.%Y");
  EXPECT_EQ(DateFormatOf("something nicer"), std::nullopt);
  EXPECT_EQ(DateFormatOf(""), std::nullopt);
}

TEST(WithDatesTest, RewritesWholeIsoDates) {
  EXPECT_EQ(WithDates("%d.%m.%Y", "from 2025-01-31 to 2025-02-30, 12025-01-31"),
            "from 31.01.2025 to 2025-02-30, 12025-01-31");
}

TEST(WriteNumbersTest, InThousandsAndMillions) {
  Numbers numbers;
  numbers.set_scale(1000);
  EXPECT_EQ(Written(numbers), "2025|Mandal|12345|1234.6 k|");
  numbers.set_scale(1000000);
  numbers.set_decimals(2);
  EXPECT_EQ(Written(numbers), "2025|Mandal|12345|1.23 M|");
}

TEST(WriteNumbersTest, NothingWantedChangesNothing) {
  EXPECT_EQ(Written({}), "2025|Mandal|12345|1234567.891|");
}

TEST(WriteNumbersTest, RoundingAndCurrencyAreForWhatIsNoCount) {
  Numbers numbers;
  numbers.set_decimals(0);
  numbers.set_currency("€");
  EXPECT_EQ(Written(numbers), "2025|Mandal|12345|1234568 €|");
}

TEST(WriteNumbersTest, ASignStandsBeforeMoneyWithItsCents) {
  Numbers numbers;
  numbers.set_currency("$");
  EXPECT_EQ(Written(numbers), "2025|Mandal|12345|$1234567.89|");
  numbers.set_currency("USD");
  EXPECT_EQ(Written(numbers), "2025|Mandal|12345|1234567.89 USD|");
}

TEST(WriteNumbersTest, WhatIsNoMoneyHasNoCurrency) {
  Numbers numbers;
  numbers.set_currency("$");
  v1::Table table;
  table.add_columns("average_voyage_days");
  table.add_rows()->add_cells()->set_number(12.345);
  WriteNumbers(numbers, table);
  EXPECT_EQ(table.rows(0).cells(0).text(), "12.345");
}

TEST(WriteNumbersTest, SeparatorsAreForAllButYears) {
  Numbers numbers;
  numbers.set_thousands(",");
  EXPECT_EQ(Written(numbers), "2025|Mandal|12,345|1,234,567.891|");
  numbers.set_thousands(".");
  EXPECT_EQ(Written(numbers), "2025|Mandal|12.345|1.234.567,891|");
}

TEST(WriteNumbersTest, AUnitIsOfTheLastNumber) {
  Numbers numbers;
  numbers.set_unit("tons");
  numbers.set_decimals(1);
  EXPECT_EQ(Written(numbers), "2025|Mandal|12345|1234567.9 tons|");
}

TEST(RoundNumbersTest, LeavesNumbersNumbers) {
  Numbers numbers;
  numbers.set_decimals(2);
  v1::Table table = CargoTable();
  RoundNumbers(numbers, table);
  EXPECT_DOUBLE_EQ(table.rows(0).cells(3).number(), 1234567.89);
  EXPECT_EQ(table.rows(0).cells(2).integer(), 12345);
}

}  // namespace
}  // namespace alhf::answer_writer
