#include "coordinator/api/exchange_copy.h"

#include <gtest/gtest.h>

#include <string>

#include "base/text.h"

namespace alhf::coordinator {
namespace {

v1::Exchange Large(int rows, int passages, size_t answer) {
  v1::Exchange exchange;
  exchange.set_id("x-1");
  exchange.set_question("how many?");
  exchange.set_answer(std::string(answer, 'a'));
  auto& table = *exchange.add_steps()->mutable_output()->mutable_table();
  table.set_sql("SELECT 1");
  for (int i = 0; i < rows; ++i) {
    table.add_rows()->add_cells()->set_text(std::string(100, 'r'));
  }
  auto& output = *exchange.add_steps()->mutable_output();
  for (int i = 0; i < passages; ++i) {
    output.add_passages()->set_text(std::string(1000, 'p'));
  }
  auto& slice = *exchange.mutable_plan()->add_components();
  slice.set_guidance(std::string(2000, 'g'));
  return exchange;
}

TEST(ExchangeCopyTest, KeepsWhatFits) {
  const auto copy = CopyForRecord(Large(10, 3, 50));
  EXPECT_EQ(copy.steps(0).output().table().rows_size(), 10);
  EXPECT_EQ(copy.steps(1).output().passages_size(), 3);
  EXPECT_FALSE(copy.steps(0).output().table().truncated());
  EXPECT_EQ(copy.plan().components(0).guidance(), "");
}

TEST(ExchangeCopyTest, CutsRowsAndPassagesFirst) {
  const auto copy = CopyForRecord(Large(5000, 100, 50));
  EXPECT_LE(copy.ByteSizeLong(), kMaxExchangeCopy);
  EXPECT_LT(copy.steps(0).output().table().rows_size(), 5000);
  EXPECT_TRUE(copy.steps(0).output().table().truncated());
  EXPECT_EQ(copy.steps(0).output().table().sql(), "SELECT 1");
  EXPECT_EQ(copy.answer().size(), 50u);
}

TEST(ExchangeCopyTest, KeepsQuestionAndIdWhateverElseGoes) {
  auto exchange = Large(0, 0, 0);
  for (int i = 0; i < 60000; ++i) exchange.mutable_answer()->append("\u20ac");
  const auto copy = CopyForRecord(exchange);
  EXPECT_LE(copy.ByteSizeLong(), kMaxExchangeCopy);
  EXPECT_GT(copy.answer().size(), kMaxExchangeCopy / 2);
  EXPECT_TRUE(IsUtf8(copy.answer()));
  EXPECT_EQ(copy.question(), "how many?");
  EXPECT_EQ(copy.id(), "x-1");
}

}  // namespace
}  // namespace alhf::coordinator
