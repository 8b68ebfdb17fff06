#include "components/sql_generator/checks.h"

#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

class ChecksTest : public ::testing::Test {
 protected:
  const Schema& schema() const { return library_.catalog().schema(); }
  Library library_;
};

TEST_F(ChecksTest, AConditionIsOfTheSchemaAndTestsSomething) {
  Condition condition;
  condition.set_table("loans");
  condition.set_column("state");
  EXPECT_FALSE(CheckCondition(schema(), condition).ok());
  condition.set_is_null(true);
  EXPECT_TRUE(CheckCondition(schema(), condition).ok());
  condition.set_column("none");
  EXPECT_FALSE(CheckCondition(schema(), condition).ok());
}

TEST_F(ChecksTest, AMeasureIsCheckedInAllItsParts) {
  Measure measure;
  measure.set_table("loans");
  measure.set_expression("fee");
  EXPECT_TRUE(CheckMeasure(schema(), measure).ok());
  measure.mutable_over()->set_table("loans");
  Measure& plus = *measure.add_plus();
  plus.set_table("waivers");
  plus.set_expression("waived");
  EXPECT_TRUE(CheckMeasure(schema(), measure).ok());
  plus.set_expression("none");
  EXPECT_FALSE(CheckMeasure(schema(), measure).ok());
  plus.set_expression("waived");
  measure.mutable_over()->set_table("nowhere");
  EXPECT_FALSE(CheckMeasure(schema(), measure).ok());
}

TEST_F(ChecksTest, SaysWhatTheDatabaseHasNot) {
  EXPECT_TRUE(CheckColumn(schema(), "here", "loans", "fee").ok());
  EXPECT_EQ(std::string(CheckColumn(schema(), "here", "loans", "x").message()),
            "here: the database has no \"loans.x\"");
}

}  // namespace
}  // namespace alhf::sql_generator
