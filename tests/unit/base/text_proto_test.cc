#include "base/text_proto.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/config/v1/coordinator.pb.h"
#include "alhf/testing/status_matchers.h"

namespace alhf {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

TEST(TextProtoTest, SaysFileLineAndColumn) {
  config::v1::Coordinator config;
  const auto status = ParseTextProto("data_folder: 'x'\n  lissen: 'y'\n",
                                     "a.textproto", &config);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               Reason::CONFIG_INVALID));
  EXPECT_THAT(std::string(status.message()),
              ::testing::StartsWith("a.textproto:2:"));
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("line"), "2");
}

TEST(TextProtoTest, ReadsWhatIsRight) {
  config::v1::Coordinator config;
  ASSERT_THAT(ParseTextProto("listen: 'unix:a'", "a", &config), IsOk());
  EXPECT_EQ(config.listen(), "unix:a");
}

TEST(TextProtoTest, SaysWhichFileCannotBeRead) {
  config::v1::Coordinator config;
  const auto status = ReadTextProto("/nowhere/a.textproto", &config);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               Reason::CONFIG_INVALID));
  EXPECT_THAT(std::string(status.message()),
              ::testing::HasSubstr("/nowhere/a.textproto"));
}

}  // namespace
}  // namespace alhf
