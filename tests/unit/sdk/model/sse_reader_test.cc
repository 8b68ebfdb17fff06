#include "sdk/model/sse_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::sdk {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Read(absl::string_view bytes) {
  return SseReader().Feed(bytes);
}

TEST(SseReaderTest, AnEventEndsWithAnEmptyLine) {
  EXPECT_THAT(Read("data: one\n\ndata:two\n\n"), ElementsAre("one", "two"));
  EXPECT_THAT(Read("data: one\n"), IsEmpty());
  EXPECT_THAT(Read("data: one\r\n\r\n"), ElementsAre("one"));
  EXPECT_THAT(Read("data: one\r\rdata: two\r\r"), ElementsAre("one", "two"));
  EXPECT_THAT(Read("\n\n\n"), IsEmpty());
}

TEST(SseReaderTest, DataOfSeveralLinesIsOne) {
  EXPECT_THAT(Read("data: a\ndata\ndata:  b\n\n"), ElementsAre("a\n\n b"));
}

TEST(SseReaderTest, PassesOverWhatIsNoData) {
  EXPECT_THAT(Read(": hello\nevent: x\nid: 4\nretry: 1\ndatax: 1\ndata: a\n\n"),
              ElementsAre("a"));
  EXPECT_THAT(Read("event: x\n\n"), IsEmpty());
}

TEST(SseReaderTest, BytesComeInAnyPieces) {
  const std::string stream = "data: one\r\n\r\ndata: {\"a\": \"ü\"}\n\n";
  SseReader reader;
  std::vector<std::string> all;
  for (const char c : stream) {
    for (std::string& event : reader.Feed({&c, 1})) {
      all.push_back(std::move(event));
    }
  }
  EXPECT_THAT(all, ElementsAre("one", "{\"a\": \"ü\"}"));
}

}  // namespace
}  // namespace alhf::sdk
