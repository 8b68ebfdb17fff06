#include "sdk/src/codec.h"

#include <string>

#include "alhf/testing/status_matchers.h"
#include "alhf/v1/types.pb.h"
#include "gtest/gtest.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

TEST(CodecTest, MapsAreWrittenInOrderOfTheirKeys) {
  v1::Lesson forth;
  v1::Lesson back;
  auto& forth_fields = *forth.mutable_directive()->mutable_display();
  auto& back_fields = *back.mutable_directive()->mutable_display();
  for (int i = 0; i < 40; ++i) {
    (*forth_fields.mutable_fields())[std::to_string(i)].set_number_value(i);
    (*back_fields.mutable_fields())[std::to_string(39 - i)].set_number_value(
        39 - i);
  }
  EXPECT_EQ(Encode(forth), Encode(back));
}

TEST(CodecTest, DecodesWhatItEncoded) {
  v1::Lesson lesson;
  lesson.set_text("text");
  const auto decoded = Decode<v1::Lesson>(Encode(lesson));
  ASSERT_THAT(decoded, IsOk());
  EXPECT_EQ(decoded->text(), "text");
}

TEST(CodecTest, SaysThatBytesAreDamaged) {
  EXPECT_THAT(Decode<v1::Lesson>("\xFF\xFF"),
              StatusIs(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED));
}

}  // namespace
}  // namespace alhf::sdk
