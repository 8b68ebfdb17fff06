#include "sdk/src/example_texts.h"

#include <gtest/gtest.h>

#include "base/status.h"
#include "core/relevance/encoder/sentence_encoder.h"

namespace alhf::sdk {
namespace {

class BrokenEncoder final : public core::Encoder {
 public:
  const std::string& id() const override { return id_; }
  const core::Background* background() const override { return nullptr; }
  absl::StatusOr<core::SentenceVector> Encode(
      absl::string_view) const override {
    return absl::UnavailableError("down");
  }
  absl::StatusOr<std::vector<core::SentenceVector>> EncodeBatch(
      const std::vector<std::string>&) const override {
    return absl::UnavailableError("down");
  }

 private:
  const std::string id_ = "broken";
};

const std::vector<std::vector<std::string>>& Groups() {
  static const auto& groups = *new std::vector<std::vector<std::string>>{
      {"keep the answer short", "answer in a few words"},
      {"join both tables", "count every row once"},
      {}};
  return groups;
}

TEST(ExampleTextsTest, WordsAloneTellGroupsApart) {
  const ExampleTexts examples(Groups(), nullptr);
  const auto likeness = examples.LikenessTo("keep it short");
  ASSERT_EQ(likeness.by_words.size(), 3);
  EXPECT_GT(likeness.by_words[0], likeness.by_words[1]);
  EXPECT_EQ(likeness.by_words[2], 0);
  EXPECT_FALSE(likeness.by_meaning.has_value());
}

TEST(ExampleTextsTest, MeaningsTellGroupsApartWithoutASharedWord) {
  auto encoder = core::SentenceEncoder::Load(ALHF_MODEL_FILE);
  ASSERT_TRUE(encoder.ok()) << encoder.status();
  const ExampleTexts examples(Groups(), *std::move(encoder));
  const auto likeness = examples.LikenessTo("be brief, please");
  ASSERT_TRUE(likeness.by_meaning.has_value());
  EXPECT_EQ(likeness.by_words[0], 0);
  EXPECT_GT((*likeness.by_meaning)[0], (*likeness.by_meaning)[1]);
  EXPECT_EQ(*examples.LikenessTo("be brief, please").by_meaning,
            *likeness.by_meaning);
}

// Counts the batches that it encodes.
class CountingEncoder final : public core::Encoder {
 public:
  const std::string& id() const override { return id_; }
  const core::Background* background() const override { return nullptr; }
  absl::StatusOr<core::SentenceVector> Encode(
      absl::string_view) const override {
    return core::SentenceVector{1, 0};
  }
  absl::StatusOr<std::vector<core::SentenceVector>> EncodeBatch(
      const std::vector<std::string>& texts) const override {
    ++batches;
    return std::vector<core::SentenceVector>(texts.size(), {0, 1});
  }
  mutable int batches = 0;

 private:
  const std::string id_ = "counting";
};

TEST(ExampleTextsTest, PreparedOnceTheExamplesAreNotEncodedAgain) {
  const auto encoder = std::make_shared<const CountingEncoder>();
  const ExampleTexts examples(Groups(), encoder);
  EXPECT_EQ(encoder->batches, 0);
  examples.Prepare();
  EXPECT_EQ(encoder->batches, 1);
  EXPECT_TRUE(examples.LikenessTo("be brief").by_meaning.has_value());
  EXPECT_EQ(encoder->batches, 1);
}

TEST(ExampleTextsTest, ComparesWithOthers) {
  const ExampleTexts examples(Groups(), nullptr);
  const auto likeness =
      examples.LikenessTo("keep it short", {"keep it short", "boats"});
  ASSERT_EQ(likeness.size(), 2);
  EXPECT_NEAR(likeness[0], 1, 1e-9);
  EXPECT_EQ(likeness[1], 0);
}

TEST(ExampleTextsTest, WordsStandInForAnEncoderThatFails) {
  const ExampleTexts examples(Groups(), std::make_shared<BrokenEncoder>());
  const auto likeness = examples.LikenessTo("keep it short");
  EXPECT_FALSE(likeness.by_meaning.has_value());
  EXPECT_GT(likeness.by_words[0], 0);
}

}  // namespace
}  // namespace alhf::sdk
