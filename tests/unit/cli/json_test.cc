#include "cli/json.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

#include "absl/status/status.h"
#include "alhf/v1/types.pb.h"
#include "google/protobuf/util/json_util.h"

namespace alhf::cli {
namespace {

TEST(JsonTest, PrintsProto3Json) {
  v1::Lesson lesson;
  lesson.set_id("l-1");
  lesson.set_understood_as("two\nlines");
  lesson.set_state(v1::LESSON_ACTIVE);
  EXPECT_EQ(*ToJsonLine(lesson),
            "{\"id\":\"l-1\",\"understoodAs\":\"two\\nlines\","
            "\"state\":\"LESSON_ACTIVE\"}\n");
  v1::Lesson back;
  ASSERT_TRUE(
      google::protobuf::util::JsonStringToMessage(*ToJson(lesson), &back).ok());
  EXPECT_EQ(back.SerializeAsString(), lesson.SerializeAsString());
}

TEST(JsonTest, RefusesWhatJsonCannotSay) {
  v1::Exchange exchange;
  exchange.mutable_time()->set_seconds(std::numeric_limits<int64_t>::max());
  EXPECT_EQ(ToJson(exchange).status().code(), absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace alhf::cli
