#include "components/sql_generator/adjustments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/sdk/proposals.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {
namespace {

using ::testing::ElementsAre;

v1::AdjustmentItem Item(const google::protobuf::Message& directive) {
  v1::AdjustmentItem item;
  item.set_effect(v1::EFFECT_ENFORCED);
  *item.mutable_directive() = sdk::MakeDirective(directive);
  Describe(item);
  return item;
}

TEST(AdjustmentsTest, Dialect) {
  sql_generator::Dialect dialect;
  dialect.set_name("postgresql");
  const v1::AdjustmentItem item = Item(dialect);
  EXPECT_EQ(item.target(), "dialect");
  EXPECT_EQ(item.parameter().value().string_value(), "postgresql");
  Settings settings;
  Apply(item, settings);
  EXPECT_EQ(settings.dialect, Engine::kPostgresql);
}

TEST(AdjustmentsTest, ADialectThatIsNotWrittenSetsNothing) {
  sql_generator::Dialect dialect;
  dialect.set_name("snowflake");
  Settings settings;
  Apply(Item(dialect), settings);
  EXPECT_FALSE(settings.dialect.has_value());
}

TEST(AdjustmentsTest, Weeks) {
  WeekConvention weeks;
  weeks.set_kind(WeekConvention::US);
  const v1::AdjustmentItem item = Item(weeks);
  EXPECT_EQ(item.parameter().value().string_value(), "US");
  Settings settings;
  Apply(item, settings);
  EXPECT_EQ(settings.weeks, WeekConvention::US);
}

TEST(AdjustmentsTest, Term) {
  TermDefinition term;
  term.set_term("regular");
  term.set_meaning("came twice");
  const v1::AdjustmentItem item = Item(term);
  EXPECT_EQ(item.target(), "regular");
  EXPECT_THAT(item.expansion().terms(), ElementsAre("came twice"));
  Settings settings;
  Apply(item, settings);
  EXPECT_EQ(settings.terms.size(), 1);
}

TEST(AdjustmentsTest, TheLastWordOnATermCounts) {
  Settings settings;
  for (const char* term : {"Big visits", "small visit", "big visit"}) {
    TermDefinition definition;
    definition.set_term(term);
    Apply(Item(definition), settings);
  }
  ASSERT_EQ(settings.terms.size(), 2);
  EXPECT_EQ(settings.terms[1].term(), "big visit");
}

TEST(AdjustmentsTest, DateOfPeriods) {
  DatePreference date;
  date.set_table("visits");
  date.set_column("left_on");
  const v1::AdjustmentItem item = Item(date);
  EXPECT_EQ(item.parameter().value().string_value(), "visits.left_on");
  Settings settings;
  Apply(item, settings);
  ASSERT_EQ(settings.dates.size(), 1);
  EXPECT_EQ(settings.dates[0].column(), "left_on");
}

TEST(AdjustmentsTest, FiscalCalendar) {
  sql_generator::FiscalCalendar fiscal;
  fiscal.set_first_month(4);
  const v1::AdjustmentItem item = Item(fiscal);
  EXPECT_EQ(item.target(), "fiscal_calendar");
  Settings settings;
  Apply(item, settings);
  EXPECT_EQ(settings.fiscal->first_month(), 4u);
}

TEST(AdjustmentsTest, Filter) {
  DefaultFilter filter;
  filter.set_table("visits");
  filter.set_words("void visits");
  Condition& c = *filter.add_conditions();
  c.set_table("visits");
  c.set_column("mark");
  c.set_negated(true);
  c.mutable_one_of()->add_values("void");
  const v1::AdjustmentItem item = Item(filter);
  EXPECT_TRUE(item.filter().exclude());
  EXPECT_EQ(item.filter().field(), "visits.mark");
  EXPECT_THAT(item.filter().values(), ElementsAre("void"));
  Settings settings;
  Apply(item, settings);
  EXPECT_EQ(settings.filters.size(), 1);
}

TEST(AdjustmentsTest, Limit) {
  RowLimit limit;
  limit.set_rows(7);
  const v1::AdjustmentItem item = Item(limit);
  EXPECT_EQ(item.limit().value(), 7);
  Settings settings;
  Apply(item, settings);
  EXPECT_EQ(settings.row_limit, 7);
}

TEST(AdjustmentsTest, GuidanceStaysGuidance) {
  v1::AdjustmentItem item;
  item.mutable_guidance()->set_text("mind the gap");
  Describe(item);
  EXPECT_EQ(item.guidance().text(), "mind the gap");
  RowLimit limit;
  limit.set_rows(7);
  item = Item(limit);
  item.set_effect(v1::EFFECT_GUIDANCE_ONLY);
  Settings settings;
  Apply(item, settings);
  EXPECT_FALSE(settings.row_limit.has_value());
}

}  // namespace
}  // namespace alhf::sql_generator
