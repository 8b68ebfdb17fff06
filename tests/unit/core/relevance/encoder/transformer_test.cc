#include "core/relevance/encoder/transformer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "tests/unit/core/relevance/encoder/encoder_files.h"

namespace alhf::core {
namespace {

using ::testing::HasSubstr;

using Rows = std::vector<std::vector<double>>;

constexpr uint32_t kPieces = 20;
constexpr uint32_t kNarrow = 8;
constexpr uint32_t kWide = 12;

// A transformer of the same shape as the real one, but for its sizes.
EncoderWeights SmallWeights() {
  std::mt19937 random(11);
  EncoderWeights weights;
  weights.model = "small";
  weights.vocabulary.resize(kPieces);
  auto& tensors = weights.tensors;
  const auto map = [&](const std::string& name, uint32_t in, uint32_t out) {
    tensors[name + "/weight"] = RandomTensor({out, in}, random);
    tensors[name + "/bias"] = RandomTensor({out}, random);
  };
  const auto norm = [&](const std::string& name, uint32_t width) {
    tensors[name + "/norm/scale"] = RandomTensor({width}, random, 0.3F, 1);
    tensors[name + "/norm/bias"] = RandomTensor({width}, random);
  };
  tensors["embeddings"] = RandomTensor({kPieces, kNarrow}, random);
  tensors["time_scales"] = RandomTensor({kNarrow / 2}, random, 0.2F, 1);
  for (int layer : {0, 1}) {
    const std::string name = absl::StrCat("layer", layer);
    const uint32_t width = layer == 0 ? kNarrow : kWide;
    norm(name + "/attention", width);
    map(name + "/attention/qkv", width, 3 * width);
    map(name + "/attention/output", width, kWide);
    norm(name + "/feed_forward", kWide);
    map(name + "/feed_forward/inner", kWide, 20);
    map(name + "/feed_forward/outer", 20, kWide);
  }
  map("layer0/widen", kNarrow, kWide);
  map("head", kWide, 6);
  return weights;
}

// The same, as the papers write it: in double, value by value.
class PlainTransformer {
 public:
  explicit PlainTransformer(const EncoderWeights& weights) : w_(weights) {}

  std::vector<double> Encode(std::vector<int> ids) const {
    ids.resize(std::min(ids.size(), Transformer::kMaxTokens));
    Rows x;
    for (size_t i = 0; i < ids.size(); ++i) {
      std::vector<double>& row = x.emplace_back(kNarrow);
      for (size_t c = 0; c < kNarrow; ++c) {
        const bool sine = c < kNarrow / 2;
        const double angle =
            static_cast<double>(i) *
            At("time_scales").floats[sine ? c : c - kNarrow / 2];
        row[c] = 2 * ValueAt(At("embeddings"), static_cast<size_t>(ids[i]), c) +
                 (sine ? std::sin(angle) : std::cos(angle));
      }
    }
    x = Layer("layer0", x);
    x = Layer("layer1", x);
    std::vector<double> mean(kWide, 0);
    for (const auto& row : x) {
      for (size_t c = 0; c < kWide; ++c) {
        mean[c] += row[c] / static_cast<double>(x.size());
      }
    }
    std::vector<double> out = Map("head", {mean})[0];
    double length = 0;
    for (double& value : out) {
      value = std::tanh(value);
      length += value * value;
    }
    for (double& value : out) value /= std::sqrt(length);
    return out;
  }

 private:
  const Tensor& At(const std::string& name) const {
    return w_.tensors.at(name);
  }

  Rows Map(const std::string& name, const Rows& x) const {
    Rows y;
    for (const auto& row : x) {
      auto& out = y.emplace_back();
      for (size_t o = 0; o < At(name + "/bias").floats.size(); ++o) {
        double sum = At(name + "/bias").floats[o];
        for (size_t i = 0; i < row.size(); ++i) {
          sum += row[i] * ValueAt(At(name + "/weight"), o, i);
        }
        out.push_back(sum);
      }
    }
    return y;
  }

  Rows Norm(const std::string& name, Rows x) const {
    for (auto& row : x) {
      const auto size = static_cast<double>(row.size());
      double mean = 0;
      for (const double value : row) mean += value / size;
      double variance = 0;
      for (const double value : row) {
        variance += (value - mean) * (value - mean) / size;
      }
      for (size_t c = 0; c < row.size(); ++c) {
        row[c] = (row[c] - mean) / std::sqrt(variance + 1e-6) *
                     At(name + "/norm/scale").floats[c] +
                 At(name + "/norm/bias").floats[c];
      }
    }
    return x;
  }

  Rows Attend(const Rows& qkv) const {
    const size_t width = qkv[0].size() / 3;
    const size_t head = width / 4;
    Rows out(qkv.size(), std::vector<double>(width, 0));
    for (size_t h = 0; h < 4; ++h) {
      for (size_t i = 0; i < qkv.size(); ++i) {
        std::vector<double> weights;
        double total = 0;
        for (const auto& key : qkv) {
          double dot = 0;
          for (size_t c = h * head; c < (h + 1) * head; ++c) {
            dot += qkv[i][c] * key[width + c];
          }
          weights.push_back(
              std::exp(dot / std::sqrt(static_cast<double>(head))));
          total += weights.back();
        }
        for (size_t j = 0; j < qkv.size(); ++j) {
          for (size_t c = h * head; c < (h + 1) * head; ++c) {
            out[i][c] += weights[j] / total * qkv[j][2 * width + c];
          }
        }
      }
    }
    return out;
  }

  Rows Layer(const std::string& name, const Rows& x) const {
    const Rows seen =
        Attend(Map(name + "/attention/qkv", Norm(name + "/attention", x)));
    Rows y = Map(name + "/attention/output", seen);
    Add(name == "layer0" ? Map("layer0/widen", x) : x, y);
    Rows inner =
        Map(name + "/feed_forward/inner", Norm(name + "/feed_forward", y));
    for (auto& row : inner) {
      for (double& value : row) value = std::max(value, 0.0);
    }
    Add(Map(name + "/feed_forward/outer", inner), y);
    return y;
  }

  static void Add(const Rows& x, Rows& y) {
    for (size_t r = 0; r < y.size(); ++r) {
      for (size_t c = 0; c < y[r].size(); ++c) y[r][c] += x[r][c];
    }
  }

  const EncoderWeights& w_;
};

std::vector<int> RandomIds(size_t size, std::mt19937& random) {
  std::uniform_int_distribution<int> id(0, kPieces - 1);
  std::vector<int> ids;
  for (size_t i = 0; i < size; ++i) ids.push_back(id(random));
  return ids;
}

TEST(TransformerTest, IsWhatThePapersSay) {
  const EncoderWeights weights = SmallWeights();
  const auto transformer = Transformer::Create(weights, BestInstructions());
  ASSERT_TRUE(transformer.ok()) << transformer.status();
  EXPECT_EQ((*transformer)->dimensions(), 6u);
  std::mt19937 random(5);
  std::vector<std::vector<int>> texts;
  for (const size_t size : {1, 2, 3, 17, 127, 128, 129, 200}) {
    texts.push_back(RandomIds(size, random));
  }
  const auto vectors = (*transformer)->Encode(texts);
  ASSERT_EQ(vectors.size(), texts.size());
  for (size_t t = 0; t < texts.size(); ++t) {
    const std::vector<double> plain =
        PlainTransformer(weights).Encode(texts[t]);
    ASSERT_EQ(vectors[t].size(), plain.size());
    for (size_t i = 0; i < plain.size(); ++i) {
      EXPECT_NEAR(vectors[t][i], plain[i], 1e-5) << t;
    }
  }
}

TEST(TransformerTest, ATextWithoutIdsIsTheHeadAlone) {
  EncoderWeights weights = SmallWeights();
  auto& bias = weights.tensors["head/bias"].floats;
  bias = {3, 0, 0, 0, 0, -3};
  const auto transformer = Transformer::Create(weights, BestInstructions());
  ASSERT_TRUE(transformer.ok()) << transformer.status();
  const auto vectors = (*transformer)->Encode({{}, {1}});
  EXPECT_NEAR(vectors[0][0], std::sqrt(0.5), 1e-6);
  EXPECT_NEAR(vectors[0][5], -std::sqrt(0.5), 1e-6);
  EXPECT_TRUE((*transformer)->Encode({}).empty());
}

TEST(TransformerTest, NamesWhatIsMissing) {
  EncoderWeights weights = SmallWeights();
  for (const auto& [name, tensor] : SmallWeights().tensors) {
    weights = SmallWeights();
    weights.tensors.erase(name);
    const auto transformer = Transformer::Create(weights, BestInstructions());
    EXPECT_EQ(ReasonOf(transformer.status()), Reason::STORE_DAMAGED) << name;
    EXPECT_THAT(std::string(transformer.status().message()),
                HasSubstr("small: has no "));
  }
}

TEST(TransformerTest, RefusesTensorsThatDoNotFitEachOther) {
  std::mt19937 random(1);
  EncoderWeights weights = SmallWeights();
  weights.tensors["time_scales"] = RandomTensor({5}, random);
  EXPECT_THAT(
      std::string(
          Transformer::Create(weights, BestInstructions()).status().message()),
      HasSubstr("do not fit each other"));
  weights = SmallWeights();
  weights.vocabulary.resize(kPieces + 1);
  EXPECT_THAT(
      std::string(
          Transformer::Create(weights, BestInstructions()).status().message()),
      HasSubstr("no embedding for each piece"));
}

}  // namespace
}  // namespace alhf::core
