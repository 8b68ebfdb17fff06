#include "coordinator/feedback/time_limits.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/time/time.h"
#include "base/text.h"

namespace alhf::coordinator {
namespace {

v1::FeedbackRecord RecordOf(const std::string& text) {
  v1::FeedbackRecord record;
  record.set_text(text);
  *record.mutable_time() = ToProto(
      absl::FromCivil(absl::CivilHour(2026, 11, 27, 12), absl::UTCTimeZone()));
  return record;
}

std::string LastDay(const v1::FeedbackRecord& record, const std::string& part) {
  v1::Span span;
  if (!part.empty()) {
    const size_t begin = record.text().find(part);
    EXPECT_NE(begin, std::string::npos);
    span.set_begin(static_cast<uint32_t>(begin));
    span.set_end(static_cast<uint32_t>(begin + part.size()));
  }
  v1::Scope scope;
  LimitTime(record, span, scope);
  return scope.has_not_after()
             ? absl::FormatTime("%Y-%m-%d", FromProto(scope.not_after()),
                                absl::UTCTimeZone())
             : "never";
}

TEST(TimeLimitsTest, ComponentsAreAskedWithoutThem) {
  const v1::FeedbackRecord record =
      RecordOf("Until Friday, leave out drafts. Use weeks.");
  EXPECT_EQ(WithoutTimeLimits(record).text(),
            "              leave out drafts. Use weeks.");
  v1::FeedbackRecord timeless = record;
  timeless.clear_time();
  EXPECT_EQ(WithoutTimeLimits(timeless).text(), record.text());
}

TEST(TimeLimitsTest, AreThoseOfTheSentenceThatALessonIsFrom) {
  const v1::FeedbackRecord record =
      RecordOf("Until 31 December, leave out drafts. Use weeks.");
  EXPECT_EQ(LastDay(record, "leave out drafts"), "2026-12-31");
  EXPECT_EQ(LastDay(record, "Use weeks"), "never");
  EXPECT_EQ(LastDay(record, ""), "2026-12-31");
}

TEST(TimeLimitsTest, AtTheEndAreThoseOfTheLastClause) {
  const v1::FeedbackRecord record =
      RecordOf("Use weeks, leave out drafts until the end of the year.");
  EXPECT_EQ(LastDay(record, "leave out drafts"), "2026-12-31");
  EXPECT_EQ(LastDay(record, "Use weeks"), "never");
}

TEST(TimeLimitsTest, WhatAComponentSetStays) {
  v1::Scope scope;
  scope.mutable_not_after()->set_seconds(5);
  LimitTime(RecordOf("Until Friday, leave out drafts."), {}, scope);
  EXPECT_EQ(scope.not_after().seconds(), 5);
}

}  // namespace
}  // namespace alhf::coordinator
