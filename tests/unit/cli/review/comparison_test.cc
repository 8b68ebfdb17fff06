#include "cli/review/comparison.h"

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

v1::Exchange Exchange(const std::string& id, double holdout, bool held_out) {
  v1::Exchange exchange;
  exchange.set_id(id);
  exchange.mutable_plan()->set_holdout(holdout);
  if (held_out) exchange.mutable_plan()->set_withheld(v1::WITHHELD_HOLDOUT);
  return exchange;
}

v1::FeedbackStatus Said(const std::string& exchange, v1::RecordKind kind,
                        bool thumb_up = false, int seconds = 0) {
  v1::FeedbackStatus status;
  status.mutable_record()->set_kind(kind);
  status.mutable_record()->set_thumb_up(thumb_up);
  status.mutable_record()->mutable_exchange()->set_id(exchange);
  status.mutable_record()->mutable_time()->set_seconds(seconds);
  return status;
}

const ComparedFigure& Figure(const Comparison& comparison,
                             const std::string& name) {
  for (const ComparedFigure& figure : comparison.figures()) {
    if (figure.name() == name) return figure;
  }
  ADD_FAILURE() << "no figure " << name;
  return ComparedFigure::default_instance();
}

TEST(ComparisonTest, CountsThumbsChecksAndCorrectionsOnEachSide) {
  v1::Exchange checked = Exchange("x-1", 0.2, false);
  v1::Check& check = *checked.add_checks();
  check.set_name("sql_runs");
  check.set_passed(true);
  const std::vector<v1::Exchange> exchanges = {
      checked, Exchange("x-2", 0.2, false), Exchange("x-3", 0.2, true),
      Exchange("x-4", 0, false), Exchange("x-5", 0.2, true)};
  const Comparison comparison =
      Compare(exchanges,
              {Said("x-1", v1::RECORD_THUMB, true, 2),
               // The last thumb counts, in whatever order they come.
               Said("x-1", v1::RECORD_THUMB, false, 1),
               Said("x-3", v1::RECORD_THUMB, false, 1),
               Said("x-3", v1::RECORD_TEXT), Said("x-3", v1::RECORD_TEXT),
               Said("x-2", v1::RECORD_REASSIGN), Said("x-4", v1::RECORD_TEXT)});
  EXPECT_EQ(comparison.with(), 2u);
  EXPECT_EQ(comparison.without(), 2u);
  const auto& thumbs = Figure(comparison, "thumbs up");
  EXPECT_EQ(thumbs.with().count(), 1u);
  EXPECT_EQ(thumbs.with().of(), 1u);
  EXPECT_EQ(thumbs.without().count(), 0u);
  EXPECT_EQ(thumbs.without().of(), 1u);
  EXPECT_EQ(thumbs.difference().value(), 1);
  const auto& corrected = Figure(comparison, "corrected");
  EXPECT_EQ(corrected.with().count(), 0u);
  EXPECT_EQ(corrected.without().count(), 1u);
  EXPECT_EQ(corrected.without().of(), 2u);
  EXPECT_EQ(corrected.difference().value(), -0.5);
  const auto& runs = Figure(comparison, "check sql_runs");
  EXPECT_EQ(runs.with().of(), 1u);
  EXPECT_FALSE(runs.has_difference());
}

TEST(ComparisonTest, NothingWasRecordedUnderAHoldout) {
  const Comparison comparison = Compare({Exchange("x-4", 0, false)}, {});
  EXPECT_EQ(comparison.with() + comparison.without(), 0u);
  EXPECT_EQ(comparison.figures_size(), 0);
}

}  // namespace
}  // namespace alhf::cli
