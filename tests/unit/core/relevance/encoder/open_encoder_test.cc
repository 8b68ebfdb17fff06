#include "core/relevance/encoder/open_encoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/status.h"
#include "tests/support/temp_folder.h"

namespace alhf::core {
namespace {

using ::testing::StartsWith;

class OpenEncoderTest : public ::testing::Test {
 protected:
  OpenEncoderTest() {
    std::filesystem::create_directories(home_ / "bin");
    std::filesystem::create_directories(home_ / "share" / "alhf");
  }

  std::string bin() const { return (home_ / "bin").string(); }
  std::filesystem::path file() const {
    return home_ / "share" / "alhf" / "use_lite_en_int8.bin";
  }

  const testing::TempFolder folder_;
  const std::filesystem::path home_ = folder_.path();
};

TEST_F(OpenEncoderTest, TheInstalledFileLiesBesideThePrograms) {
  EXPECT_EQ(InstalledEncoderFile(bin()), "");
  EXPECT_EQ(InstalledEncoderFile(""), "");
  std::filesystem::copy_file(ALHF_MODEL_FILE, file());
  EXPECT_EQ(InstalledEncoderFile(bin()), file().string());
  const auto encoder = OpenEncoder("", bin());
  ASSERT_TRUE(encoder.ok()) << encoder.status();
  EXPECT_THAT((*encoder)->id(), StartsWith("use-lite-en-0.2.0-int8/"));
}

TEST_F(OpenEncoderTest, WithoutAFileThereIsNone) {
  EXPECT_EQ(*OpenEncoder("", bin()), nullptr);
  EXPECT_EQ(*OpenEncoder("", ""), nullptr);
}

TEST_F(OpenEncoderTest, NoneMeansNoneThoughThereIsAFile) {
  std::filesystem::copy_file(ALHF_MODEL_FILE, file());
  EXPECT_EQ(*OpenEncoder(kNoEncoder, bin()), nullptr);
}

TEST_F(OpenEncoderTest, AFileThatIsNamedMustBeThereAndWhole) {
  EXPECT_NE(*OpenEncoder(ALHF_MODEL_FILE, ""), nullptr);
  EXPECT_EQ(ReasonOf(OpenEncoder("/nowhere/w.bin", bin()).status()),
            Reason::CONFIG_INVALID);
  std::ofstream(file()) << "no weights";
  EXPECT_EQ(ReasonOf(OpenEncoder("", bin()).status()), Reason::STORE_DAMAGED);
}

TEST_F(OpenEncoderTest, ATextProtoIsLeftToWhoKnowsEndpoints) {
  const auto refused = OpenEncoder("mine.textproto", bin());
  EXPECT_EQ(ReasonOf(refused.status()), Reason::CONFIG_INVALID);
  std::string asked;
  const auto opened =
      OpenEncoder("mine.textproto", bin(), [&asked](const std::string& path) {
        asked = path;
        return absl::StatusOr<std::shared_ptr<const Encoder>>(
            absl::UnavailableError("nobody is there"));
      });
  EXPECT_EQ(asked, "mine.textproto");
  EXPECT_TRUE(absl::IsUnavailable(opened.status()));
}

TEST_F(OpenEncoderTest, TheProgramKnowsItsFolder) {
  EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(ProgramFolder()) /
                                      "core_encoder_test"));
}

}  // namespace
}  // namespace alhf::core
