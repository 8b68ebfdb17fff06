#include "components/sql_generator/operands.h"

#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

Column Number(const std::string& name, bool gaps) {
  Column column;
  column.name = name;
  column.kind = ColumnKind::kNumber;
  column.nullable = gaps;
  return column;
}

TEST(OperandsTest, AreReadFromLeftToRight) {
  const auto operands = OperandsOf("fee minus waiver divided by 2");
  ASSERT_EQ(operands.size(), 3u);
  EXPECT_EQ(operands[0].words, "fee");
  EXPECT_EQ(operands[1].sign, '-');
  EXPECT_EQ(operands[1].words, "waiver");
  EXPECT_EQ(operands[2].sign, '/');
  EXPECT_EQ(OperandsOf("fee").size(), 1u);
}

TEST(OperandsTest, ANumberIsOneAlone) {
  EXPECT_EQ(NumberIn("39"), 39);
  EXPECT_EQ(NumberIn("39 fees"), std::nullopt);
  EXPECT_EQ(NumberIn("fees"), std::nullopt);
}

TEST(OperandsTest, ColumnsOfOneRowAreFoundInAnyOrderOfTheirWords) {
  const auto table = [](const std::string& name, bool gaps) {
    Table made;
    made.name = name;
    made.columns = {Number("amount_net", gaps), Number("freight", false)};
    return made;
  };
  const Schema schema({table("orders", false), table("drafts", true)});
  const auto number =
      NumberOfRow(schema, OperandsOf("the net amount plus the freight"));
  ASSERT_TRUE(number.has_value());
  EXPECT_EQ(number->table(), "orders");
  const auto less = NumberOfRow(
      schema, OperandsOf("amount net less freight per cent of the orders"));
  ASSERT_TRUE(less.has_value());
  EXPECT_EQ(less->expression(), "(amount_net) * (1 - freight / 100)");
  EXPECT_EQ(NumberOfRow(schema, OperandsOf("net amount plus fee")),
            std::nullopt);
}

}  // namespace
}  // namespace alhf::sql_generator
