#include "base/grpc_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"
#include "alhf/v1/types.pb.h"

namespace alhf {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

grpc::ByteBuffer Bytes(const std::string& text) {
  const grpc::Slice slice(text);
  return grpc::ByteBuffer(&slice, 1);
}

// A field of the wire: tag, length, bytes.
std::string Field(int number, const std::string& value) {
  return std::string(1, static_cast<char>(number << 3 | 2)) +
         static_cast<char>(value.size()) + value;
}

TEST(GrpcMessageTest, BytesThereAndBack) {
  for (const std::string& text : {std::string(), std::string(100000, 'x')}) {
    v1::Query query;
    query.set_text(text);
    v1::Query copy;
    ASSERT_THAT(ParseMessage(SerializeMessage(query), &copy), IsOk());
    EXPECT_EQ(copy.text(), text);
  }
}

TEST(GrpcMessageTest, NamesTheFieldThatIsNotUtf8) {
  // FeedbackRecord.exchange (6) . steps (8) . error (6)
  const std::string bytes =
      Field(5, "fine") + Field(6, Field(8, Field(6, "a\xff")));
  v1::FeedbackRecord record;
  const absl::Status status = ParseMessage(Bytes(bytes), &record);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               Reason::INVALID_UTF8));
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("field"),
            "exchange.steps.error");
}

TEST(GrpcMessageTest, LooksIntoMaps) {
  // Query.labels (5): key (1), value (2)
  const std::string bytes = Field(5, Field(1, "k") + Field(2, "\xc3"));
  v1::Query query;
  const absl::Status status = ParseMessage(Bytes(bytes), &query);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               Reason::INVALID_UTF8));
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("field"), "labels.value");
}

TEST(GrpcMessageTest, RefusesWhatIsNoMessage) {
  v1::Query query;
  for (const std::string& bytes :
       {std::string("\x0a\x7f short"), std::string("\xff\xff\xff\xff"),
        std::string("\x0b"), Field(14, "\x0a\x7f")}) {
    EXPECT_THAT(
        ParseMessage(Bytes(bytes), &query),
        StatusIs(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
  }
  EXPECT_THAT(
      ParseMessage(grpc::ByteBuffer(), &query),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
}

}  // namespace
}  // namespace alhf
