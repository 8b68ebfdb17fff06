#include "cli/render_words.h"

#include <gtest/gtest.h>

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

TEST(WordTest, SaysEnumsInPlainWords) {
  EXPECT_EQ(Word(v1::LESSON_ACTIVE), "active");
  EXPECT_EQ(Word(v1::RETIRE_FORGOTTEN), "forgotten");
  EXPECT_EQ(Word(v1::EFFECT_GUIDANCE_ONLY), "guidance only");
  EXPECT_EQ(Word(v1::OUTCOME_DECLINED), "declined");
  EXPECT_EQ(Word(v1::FEEDBACK_LEARNED), "learned");
  EXPECT_EQ(Word(v1::Relation::SAME_AS), "same as");
  EXPECT_EQ(Word(v1::DISPOSITION_CANDIDATE), "candidate");
  EXPECT_EQ(Word(v1::COMPONENT_SERVING), "serving");
  EXPECT_EQ(Word(v1::ROLE_EXPERT), "expert");
  EXPECT_EQ(Word(v1::BREADTH_TOPIC), "questions on its topic");
}

TEST(WordTest, SaysWhatItDoesNotKnow) {
  EXPECT_EQ(Word(v1::LESSON_STATE_UNSPECIFIED), "-");
  EXPECT_EQ(Word(static_cast<v1::LessonState>(99)), "?99");
}

TEST(TextTest, Numbers) {
  EXPECT_EQ(ScoreText(0.934), "0.93");
  EXPECT_EQ(ScoreText(1), "1.00");
  EXPECT_EQ(Count(1, "row"), "1 row");
  EXPECT_EQ(Count(0, "row"), "0 rows");
  EXPECT_EQ(PositionText(Proto<v1::Position>("sequence: 7")), "7");
}

TEST(TextTest, Durations) {
  using google::protobuf::Duration;
  EXPECT_EQ(DurationText(Proto<Duration>("nanos: 18400000")), "18 ms");
  EXPECT_EQ(DurationText(Proto<Duration>("seconds: 2 nanos: 400000000")),
            "2.4 s");
  EXPECT_EQ(DurationText(Duration()), "0 ms");
}

TEST(TextTest, TimesAreOfTheReadersZone) {
  using google::protobuf::Timestamp;
  Style style;
  const auto time = Proto<Timestamp>("seconds: 1767225600");
  EXPECT_EQ(TimeText(time, style), "2026-01-01 00:00");
  style.time_zone = absl::FixedTimeZone(-3600);
  EXPECT_EQ(TimeText(time, style), "2025-12-31 23:00");
  EXPECT_EQ(TimeText(Timestamp(), style), "-");
}

TEST(TextTest, Values) {
  using google::protobuf::Value;
  EXPECT_EQ(ValueText(Proto<Value>("bool_value: true")), "true");
  EXPECT_EQ(ValueText(Proto<Value>("number_value: 1.5")), "1.5");
  EXPECT_EQ(ValueText(Proto<Value>("string_value: 'a'")), "a");
  EXPECT_EQ(ValueText(Proto<Value>("null_value: NULL_VALUE")), "null");
  EXPECT_EQ(ValueText(Proto<Value>(R"pb(
              list_value {
                values { number_value: 1 }
                values {
                  struct_value {
                    fields {
                      key: "b"
                      value { string_value: "y" }
                    }
                    fields {
                      key: "a"
                      value { string_value: "x" }
                    }
                  }
                }
              })pb")),
            "[1, {a: x, b: y}]");
  EXPECT_EQ(FacetText(Proto<v1::Facet>("key: 'a' value: 'b'")), "a:b");
}

}  // namespace
}  // namespace alhf::cli
