#include "cli/line_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace alhf::cli {
namespace {

using ::testing::Optional;

TEST(LineReaderTest, ReadsLinesOfAStreamToItsEnd) {
  std::istringstream in("  one \n\nthree");
  const auto lines = MakeLineReader(in, "");
  EXPECT_THAT(lines->Read("> "), Optional(std::string("one")));
  EXPECT_THAT(lines->Read("> "), Optional(std::string("")));
  EXPECT_THAT(lines->Read("> "), Optional(std::string("three")));
  EXPECT_EQ(lines->Read("> "), std::nullopt);
}

}  // namespace
}  // namespace alhf::cli
