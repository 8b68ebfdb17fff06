#include "components/stock/manifest.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"

namespace alhf::stock {
namespace {

using ::alhf::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kGood[] = R"(
  name: "writer"
  description: "Writes answers"
  owns: "tone of the answer"
  example_in_scope: "be brief"
  example_out_of_scope: "use the wiki"
)";

Manifest ManifestOf(const std::string& text) {
  Manifest manifest;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &manifest));
  return manifest;
}

// What is said to be wrong where `text` is added.
std::string WrongWith(const std::string& text) {
  Manifest manifest = ManifestOf(kGood);
  Manifest more = ManifestOf(text);
  // What is set to nothing is nothing.
  if (text == R"(description: "")") manifest.clear_description();
  manifest.MergeFrom(more);
  const absl::Status status = CheckManifest(manifest, "m");
  return std::string(status.message());
}

TEST(ManifestTest, AGoodOneIsTheProtocols) {
  const Manifest manifest = ManifestOf(kGood);
  ASSERT_THAT(CheckManifest(manifest, "m"), IsOk());
  const v1::Manifest protocol = ToProtocol(manifest);
  EXPECT_EQ(protocol.name(), "writer");
  EXPECT_THAT(protocol.owns(), ElementsAre("tone of the answer"));
  EXPECT_THAT(protocol.examples_in_scope(), ElementsAre("be brief"));
  EXPECT_THAT(protocol.examples_out_of_scope(), ElementsAre("use the wiki"));
  EXPECT_EQ(protocol.claim_threshold(), 0.5);
}

TEST(ManifestTest, SaysWhatIsWrong) {
  EXPECT_THAT(WrongWith(R"(name: "Writer")"), HasSubstr("[a-z][a-z0-9_]"));
  EXPECT_THAT(WrongWith(R"(description: "")"), HasSubstr("description"));
  EXPECT_THAT(WrongWith("claim_threshold: 1.5"), HasSubstr("threshold"));
  EXPECT_THAT(WrongWith("unsure_threshold: nan"), HasSubstr("threshold"));
  EXPECT_THAT(
      CheckManifest(ManifestOf(R"(name: "a" description: "b")"), "m").message(),
      HasSubstr("owns is missing"));
}

TEST(ManifestTest, SaysWhichRuleIsWrong) {
  EXPECT_THAT(WrongWith(R"(rule { said: "be brief" })"),
              HasSubstr("rule 1: has no item"));
  EXPECT_THAT(WrongWith(R"(rule { limit { name: "words" } })"),
              HasSubstr("said is missing"));
  EXPECT_THAT(WrongWith(R"(rule { said: "at most words"
                                  limit { name: "words" } })"),
              HasSubstr("has no # to fill"));
  EXPECT_THAT(WrongWith(R"(rule { said: "at most # words" limit {} })"),
              HasSubstr("limit.name"));
  EXPECT_THAT(WrongWith(R"(rule { said: "skip" filter { field: "f" } })"),
              HasSubstr("has no <> to fill"));
  EXPECT_THAT(WrongWith(R"(rule { said: "skip <>" filter {} })"),
              HasSubstr("filter.field"));
  EXPECT_THAT(WrongWith(R"(rule { said: "like <>" boost { field: "f" } })"),
              HasSubstr("boost.factor"));
  EXPECT_THAT(WrongWith(R"(rule { said: "read <>" expansion {} })"),
              HasSubstr("two <>"));
  EXPECT_THAT(WrongWith(R"(rule { said: "in english"
                                  parameter { name: "language" } })"),
              HasSubstr("parameter's value"));
  EXPECT_THAT(WrongWith(R"(rule { said: "use @words"
                                  parameter { name: "language" } })"),
              HasSubstr("@"));
  EXPECT_THAT(WrongWith(R"(rule { said: "  "
                                  limit { name: "words" value: 3 } })"),
              HasSubstr("is empty"));
  EXPECT_THAT(WrongWith(R"(rule { said: "skip <>" filter { field: "f" }
                                  word { said: "wiki" } })"),
              HasSubstr("said and value"));
  EXPECT_EQ(WrongWith(R"(rule { expansion {} })"), "");
}

TEST(ManifestTest, AFileThatIsNotThereIsNamed) {
  const auto manifest = ReadManifest("/nowhere/m.textproto");
  EXPECT_THAT(manifest.status().message(), HasSubstr("/nowhere/m.textproto"));
}

}  // namespace
}  // namespace alhf::stock
