#include "components/sql_generator/expression.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"

namespace alhf::sql_generator {
namespace {

using alhf::testing::IsOk;
using alhf::testing::IsOkAndHolds;
using alhf::testing::StatusIs;

absl::StatusOr<std::string> Translate(absl::string_view text) {
  return TranslateExpression(text, [](absl::string_view column) {
    return absl::StrCat("<", column, ">");
  });
}

TEST(ExpressionTest, PrintsColumns) {
  EXPECT_THAT(Translate("amount"), IsOkAndHolds("<amount>"));
  EXPECT_THAT(
      Translate("a*(b - 1.5)/ \"Odd \"\"name\""),
      IsOkAndHolds("<a> * (<b> - 1.5) * 1.0 / NULLIF(<Odd \"name>, 0)"));
}

TEST(ExpressionTest, DividesAlikeInEveryEngine) {
  EXPECT_THAT(
      Translate("a + b / c / 2"),
      IsOkAndHolds("<a> + <b> * 1.0 / NULLIF(<c>, 0) * 1.0 / NULLIF(2, 0)"));
  EXPECT_THAT(Translate("a / (b - c)"),
              IsOkAndHolds("<a> * 1.0 / NULLIF((<b> - <c>), 0)"));
}

TEST(ExpressionTest, LetsNothingElseThrough) {
  for (const char* text :
       {"", "a +", "(a", "a)", "a b", "a; DROP TABLE b", "f(a)", "'text'",
        "a -- b", "1.2.3", "\"open", "a + * b", "a = b"}) {
    EXPECT_THAT(Translate(text), StatusIs(absl::StatusCode::kInvalidArgument,
                                          Reason::CONFIG_INVALID))
        << text;
  }
  EXPECT_THAT(
      Translate(std::string(100, '(') + "a"),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
}

TEST(ExpressionTest, ChecksColumns) {
  Table table;
  table.name = "fees";
  table.columns.push_back({.name = "paid"});
  EXPECT_THAT(CheckExpression("Paid * 2", table), IsOk());
  EXPECT_THAT(
      CheckExpression("owed", table),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
}

}  // namespace
}  // namespace alhf::sql_generator
