#include "eval/json_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(JsonFieldsTest, ReadsEachKind) {
  const auto object = nlohmann::json::parse(
      R"({"a":"x","n":4,"l":["y","z"],"o":[{},{}],"none":null,"more":1})");
  JsonFields fields(object, "here");
  ASSERT_TRUE(fields.CheckObject().ok());
  EXPECT_EQ(*fields.Text("a"), "x");
  EXPECT_EQ(*fields.OptionalText("absent"), "");
  EXPECT_EQ(*fields.TextOrNumber("n"), "4");
  EXPECT_EQ(*fields.TextOrNumber("a"), "x");
  EXPECT_THAT(**fields.Texts("l"), ElementsAre("y", "z"));
  EXPECT_THAT(**fields.Texts("a"), ElementsAre("x"));
  EXPECT_THAT(*fields.Texts("none"), Eq(std::nullopt));
  EXPECT_THAT(*fields.List("o"), SizeIs(2));
  EXPECT_THAT(*fields.List("absent"), IsEmpty());
  EXPECT_THAT(fields.Unread(), ElementsAre("more"));
}

TEST(JsonFieldsTest, SaysWhereAndWhatIsWrong) {
  const auto object =
      nlohmann::json::parse(R"({"blank":" ","n":4,"mixed":["a",1]})");
  JsonFields fields(object, "here");
  for (const absl::Status& status :
       {fields.Text("blank").status(), fields.Text("absent").status(),
        fields.Text("n").status(), fields.Texts("mixed").status(),
        fields.Texts("n").status(), fields.List("n").status(),
        fields.TextOrNumber("mixed").status()}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr("here: \""));
  }
  const nlohmann::json list = nlohmann::json::array();
  EXPECT_FALSE(JsonFields(list, "here").CheckObject().ok());
}

}  // namespace
}  // namespace alhf::eval
