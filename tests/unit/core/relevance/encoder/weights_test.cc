#include "core/relevance/encoder/weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <sstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "base/status.h"
#include "base/text.h"
#include "tests/unit/core/relevance/encoder/encoder_files.h"

namespace alhf::core {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

FileBytes SmallBody() {
  FileBytes body;
  body.Text("small").Number(uint32_t{2});
  body.Text("bias").Number(uint8_t{0}).Number(uint8_t{1}).Number(uint32_t{2});
  body.Number(uint32_t{0}).Array<float>({0.5F, -1.5F});
  body.Text("matrix").Number(uint8_t{1}).Number(uint8_t{2});
  body.Array<uint32_t>({1, 4}).Number(uint32_t{2});
  body.Array<float>({0.1F, 0.2F}).Array<int8_t>({1, -2, 3, -127});
  body.Number(uint32_t{2});
  body.Number(-3.5).Text("\xe2\x96\x81").Number(0.0).Text("a");
  return body;
}

absl::Status ErrorOf(const std::string& file) {
  return ParseEncoderWeights(file, "w.bin").status();
}

void ExpectDamaged(const std::string& file, const std::string& what) {
  const absl::Status status = ErrorOf(file);
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << what;
  EXPECT_EQ(ReasonOf(status), Reason::STORE_DAMAGED);
  EXPECT_THAT(std::string(status.message()), HasSubstr(what));
  EXPECT_THAT(std::string(status.message()), HasSubstr("w.bin"));
}

TEST(WeightsTest, ReadsWhatTheFormatSays) {
  const auto weights =
      ParseEncoderWeights(WeightsFile(SmallBody().bytes()), "w.bin");
  ASSERT_TRUE(weights.ok()) << weights.status();
  EXPECT_EQ(weights->model, "small");
  EXPECT_EQ(weights->digest,
            absl::BytesToHexString(Sha256(SmallBody().bytes())));
  EXPECT_THAT(weights->tensors.at("bias").shape, ElementsAre(2));
  EXPECT_THAT(weights->tensors.at("bias").floats, ElementsAre(0.5F, -1.5F));
  const Tensor& matrix = weights->tensors.at("matrix");
  EXPECT_THAT(matrix.shape, ElementsAre(1, 4));
  EXPECT_EQ(matrix.group, 2u);
  EXPECT_THAT(matrix.scales, ElementsAre(0.1F, 0.2F));
  EXPECT_THAT(matrix.int8s, ElementsAre(1, -2, 3, -127));
  ASSERT_EQ(weights->vocabulary.size(), 2u);
  EXPECT_EQ(weights->vocabulary[0].score, -3.5);
  EXPECT_EQ(weights->vocabulary[1].text, "a");
}

TEST(WeightsTest, ATornOrChangedFileIsDamaged) {
  const std::string file = WeightsFile(SmallBody().bytes());
  ExpectDamaged("", "no weights file");
  ExpectDamaged("something else", "no weights file");
  for (size_t size = 8; size < file.size(); ++size) {
    EXPECT_EQ(ErrorOf(file.substr(0, size)).code(),
              absl::StatusCode::kDataLoss);
  }
  for (size_t at = 20; at < file.size(); ++at) {
    std::string changed = file;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    ExpectDamaged(changed, "checksum");
  }
  ExpectDamaged(file + "x", "bytes of weights");
}

TEST(WeightsTest, AnotherVersionIsNamed) {
  ExpectDamaged(WeightsFile(SmallBody().bytes(), 2), "version 2");
}

TEST(WeightsTest, TablesThatLieAreDamaged) {
  constexpr auto kHuge = std::numeric_limits<uint32_t>::max();
  const auto start = [](uint8_t type, uint8_t rank) {
    FileBytes body;
    body.Text("m").Number(uint32_t{1}).Text("t").Number(type).Number(rank);
    return body;
  };
  const std::string what = "does not hold";
  ExpectDamaged(WeightsFile(""), what);
  ExpectDamaged(WeightsFile(SmallBody().Number('x').bytes()), what);
  ExpectDamaged(WeightsFile(start(0, 2)
                                .Array<uint32_t>({kHuge, kHuge})
                                .Number(uint32_t{0})
                                .bytes()),
                what);
  ExpectDamaged(
      WeightsFile(
          start(0, 1).Array<uint32_t>({kHuge}).Number(uint32_t{0}).bytes()),
      what);
  // A group that does not divide the row.
  ExpectDamaged(WeightsFile(start(1, 1)
                                .Array<uint32_t>({4})
                                .Number(uint32_t{3})
                                .Array<float>({1})
                                .Array<int8_t>({1, 2, 3, 4})
                                .Number(uint32_t{0})
                                .bytes()),
                what);
}

TEST(WeightsTest, AMissingFileIsNamed) {
  const auto weights = ReadEncoderWeights("/nowhere/w.bin");
  EXPECT_EQ(weights.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(weights.status()), Reason::CONFIG_INVALID);
  EXPECT_THAT(std::string(weights.status().message()),
              HasSubstr("/nowhere/w.bin: cannot be read: No such file"));
}

TEST(WeightsTest, TheFileOfTheTreeIsTheOneThatIsNamed) {
  const std::string folder = ALHF_MODELS_FOLDER;
  std::ifstream checksum(folder + "/use_lite_en_int8.sha256");
  std::string digest;
  ASSERT_TRUE(checksum >> digest);
  std::ifstream file(folder + "/use_lite_en_int8.bin", std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  EXPECT_EQ(absl::BytesToHexString(Sha256(bytes.str())), digest);
  const auto weights = ParseEncoderWeights(bytes.str(), "use_lite_en_int8.bin");
  ASSERT_TRUE(weights.ok()) << weights.status();
  EXPECT_EQ(weights->vocabulary.size(), 8000u);
}

}  // namespace
}  // namespace alhf::core
