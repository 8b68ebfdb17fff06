#include "components/answer_writer/money.h"

#include <gtest/gtest.h>

#include <optional>

namespace alhf::answer_writer {
namespace {

TEST(CurrencyInTest, BySignOrWord) {
  EXPECT_EQ(CurrencyIn("with the € sign"), "€");
  EXPECT_EQ(CurrencyIn("in whole pounds"), "£");
  EXPECT_EQ(CurrencyIn("USD"), "USD");
  EXPECT_EQ(CurrencyIn("in shells"), std::nullopt);
}

TEST(CurrencyInTest, NotWhatIsDenied) {
  EXPECT_EQ(CurrencyIn("GBP behind it, never the £ sign"), "GBP");
  EXPECT_EQ(CurrencyIn("no $ sign, write USD"), "USD");
  EXPECT_EQ(CurrencyIn("without the £ sign please"), "GBP");
}

TEST(WithMoneyTest, WritesTheSameCurrencyAlone) {
  EXPECT_EQ(WithMoney("GBP", "It costs £38 or 9.50 pounds, £1,200 a year."),
            "It costs 38 GBP or 9.50 GBP, 1,200 GBP a year.");
  EXPECT_EQ(WithMoney("£", "38 GBP a day"), "£38 a day");
  EXPECT_EQ(WithMoney("£", "38 pounds a day"), "38 pounds a day");
  EXPECT_EQ(WithMoney("GBP", "$38, 38 boats"), "$38, 38 boats");
  EXPECT_EQ(WithMoney("GBP", "£3 million"), "3 million GBP");
  EXPECT_EQ(WithMoney("GBP", "38 GBP"), "38 GBP");
}

TEST(WithMoneyTest, PadsDecimalsAndNeverRounds) {
  EXPECT_EQ(WithMoney("€", "It costs 38 euros, or 9.5 euros a day.", 2),
            "It costs 38.00 €, or 9.50 € a day.");
  EXPECT_EQ(WithMoney("€", "1,200 euros", 2), "1,200.00 €");
  EXPECT_EQ(WithMoney("€", "9.75 euros", 0), "9.75 €");
  EXPECT_EQ(WithMoney("£", "£3 million", 2), "£3 million");
}

TEST(NamesMoneyTest, WantsAnAmount) {
  EXPECT_TRUE(NamesMoney("for 45 dollars"));
  EXPECT_FALSE(NamesMoney("the dollar rises"));
}

TEST(IsMoneyTest, ByFractionsOrName) {
  v1::Table table;
  for (const char* name : {"berth_fee", "boats", "average_minutes", "share"}) {
    table.add_columns(name);
  }
  v1::Row& row = *table.add_rows();
  row.add_cells()->set_integer(5);
  row.add_cells()->set_integer(5);
  row.add_cells()->set_number(5.5);
  row.add_cells()->set_number(5.5);
  EXPECT_TRUE(IsMoney(table, 0));
  EXPECT_FALSE(IsMoney(table, 1));
  EXPECT_FALSE(IsMoney(table, 2));
  EXPECT_FALSE(IsMoney(table, 3));
}

}  // namespace
}  // namespace alhf::answer_writer
