#include "core/requests/field_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"

namespace alhf::core {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TEST(FieldChecksTest, TenantsAreNames) {
  EXPECT_THAT(CheckTenant("acme-1.eu_west"), IsOk());
  EXPECT_THAT(CheckTenant(std::string(kMaxName, 'a')), IsOk());
  EXPECT_THAT(CheckTenant(""), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  EXPECT_THAT(CheckTenant(std::string(kMaxName + 1, 'a')),
              StatusIs(kInvalid, Reason::FIELD_INVALID));
  EXPECT_THAT(CheckTenant("a/b"), StatusIs(kInvalid, Reason::FIELD_INVALID));
  EXPECT_THAT(CheckAgent(""), IsOk());
}

TEST(FieldChecksTest, TextsHaveLimitsInBytes) {
  EXPECT_THAT(CheckText("f", std::string(8, 'a'), 8), IsOk());
  EXPECT_THAT(CheckText("f", std::string(9, 'a'), 8),
              StatusIs(kInvalid, Reason::FIELD_TOO_LARGE));
  EXPECT_THAT(CheckText("f", "\xFF", 8),
              StatusIs(kInvalid, Reason::INVALID_UTF8));
  EXPECT_THAT(CheckNotBlank("f", " \n"),
              StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  EXPECT_EQ(
      ErrorInfoOf(CheckNotBlank("record.text", ""))->metadata().at("field"),
      "record.text");
}

TEST(FieldChecksTest, PositionsAreHandedBackAsGiven) {
  v1::Position position;
  EXPECT_THAT(CheckPosition("p", position), IsOk());
  position.set_sequence(3);
  EXPECT_THAT(CheckPosition("p", position),
              StatusIs(kInvalid, Reason::FIELD_INVALID));
  position.set_log_id("g-x");
  EXPECT_THAT(CheckPosition("p", position), IsOk());
}

TEST(FieldChecksTest, QueriesAreBounded) {
  v1::Query query;
  EXPECT_THAT(CheckQuery(query), StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  query.set_text("how many?");
  EXPECT_THAT(CheckQuery(query), IsOk());
  for (int i = 0; i <= kMaxTurns; ++i) query.add_turns();
  EXPECT_THAT(CheckQuery(query), StatusIs(kInvalid, Reason::FIELD_TOO_LARGE));
  query.clear_turns();
  (*query.mutable_labels())["k"] = std::string(kMaxLabel + 1, 'a');
  EXPECT_THAT(CheckQuery(query), StatusIs(kInvalid, Reason::FIELD_TOO_LARGE));
}

TEST(FieldChecksTest, RecordsOfWordsNeedWords) {
  v1::FeedbackRecord record;
  EXPECT_THAT(CheckRecord(record, "t"),
              StatusIs(kInvalid, Reason::FIELD_REQUIRED));
  record.set_kind(v1::RECORD_THUMB);
  EXPECT_THAT(CheckRecord(record, "t"), IsOk());
  record.set_tenant("other");
  EXPECT_THAT(CheckRecord(record, "t"),
              StatusIs(kInvalid, Reason::FIELD_INVALID));
}

}  // namespace
}  // namespace alhf::core
