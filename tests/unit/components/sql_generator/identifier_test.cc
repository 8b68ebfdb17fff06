#include "components/sql_generator/identifier.h"

#include <gtest/gtest.h>

namespace alhf::sql_generator {
namespace {

TEST(QuoteNameTest, LeavesPlainNamesAlone) {
  EXPECT_EQ(QuoteName("loan_id2"), "loan_id2");
}

TEST(QuoteNameTest, QuotesWhatSqlWouldReadOtherwise) {
  EXPECT_EQ(QuoteName("order"), "\"order\"");
  EXPECT_EQ(QuoteName("UnitPrice"), "\"UnitPrice\"");
  EXPECT_EQ(QuoteName("a b"), "\"a b\"");
  EXPECT_EQ(QuoteName("2x"), "\"2x\"");
  EXPECT_EQ(QuoteName(""), "\"\"");
  EXPECT_EQ(QuoteName("a\"; DROP"), "\"a\"\"; DROP\"");
}

TEST(QuoteTextTest, DoublesQuotes) {
  EXPECT_EQ(QuoteText("O'Hara's"), "'O''Hara''s'");
}

TEST(QuoteNameTest, MysqlAndDatabricksHaveBackticks) {
  EXPECT_EQ(QuoteName("order", Engine::kMysql), "`order`");
  EXPECT_EQ(QuoteName("a`b", Engine::kDatabricks), "`a``b`");
}

TEST(QuoteTextTest, MysqlAndDatabricksHaveEscapes) {
  EXPECT_EQ(QuoteText("O'Hara\\", Engine::kMysql), "'O\\'Hara\\\\'");
  EXPECT_EQ(QuoteText("O'Hara", Engine::kDatabricks), "'O\\'Hara'");
}

TEST(NumberLiteralTest, IsShortAndPlain) {
  EXPECT_EQ(NumberLiteral(500), "500");
  EXPECT_EQ(NumberLiteral(-0.1), "-0.1");
  EXPECT_EQ(NumberLiteral(1e21), "1000000000000000000000");
}

}  // namespace
}  // namespace alhf::sql_generator
