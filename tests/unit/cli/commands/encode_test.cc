#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class EncodeTest : public CliTest {
 protected:
  // The lines of what was printed.
  static std::vector<nlohmann::json> Lines(const std::string& out) {
    std::vector<nlohmann::json> lines;
    std::istringstream in(out);
    for (std::string line; std::getline(in, line);) {
      lines.push_back(nlohmann::json::parse(line));
    }
    return lines;
  }
};

TEST_F(EncodeTest, PrintsIdsAndVectorsWithoutACoordinator) {
  server_ = nullptr;
  const std::string path = folder_.path() + "/texts.jsonl";
  std::ofstream(path) << R"({"text": "How many singers do we have?"})"
                      << "\n\n"
                      << R"({"text": "caf\u00e9 \u201cx\u201d", "id": 3})";
  const Result result = Alhf({"encode", path});
  ASSERT_EQ(result.code, ExitCode::kOk) << result.err;
  const auto lines = Lines(result.out);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0]["text"], "How many singers do we have?");
  EXPECT_EQ(lines[0]["ids"],
            nlohmann::json({728, 212, 4542, 7, 64, 82, 32, 54}));
  EXPECT_EQ(lines[1]["text"], "caf\xc3\xa9 \xe2\x80\x9cx\xe2\x80\x9d");
  double length = 0;
  for (const double value : lines[0]["vector"]) length += value * value;
  EXPECT_EQ(lines[0]["vector"].size(), 512u);
  EXPECT_NEAR(length, 1, 1e-5);
}

TEST_F(EncodeTest, ReadsStandardInputInPieces) {
  std::string input;
  for (int i = 0; i < 70; ++i)
    input += R"({"text": "a"})"
             "\n";
  const Result result = Alhf({"encode", "-"}, input);
  const auto lines = Lines(result.out);
  ASSERT_EQ(lines.size(), 70u) << result.err;
  EXPECT_EQ(lines[0]["vector"], lines[69]["vector"]);
  EXPECT_THAT(Alhf({"encode", "-"}, "").out, IsEmpty());
}

TEST_F(EncodeTest, SaysWhichLineIsWrong) {
  for (const char* line : {"no json", "[]", "{}", R"({"text": 3})"}) {
    const Result result =
        Alhf({"encode", "-"}, std::string("{\"text\": \"a\"}\n") + line);
    EXPECT_EQ(result.code, ExitCode::kRefused) << line;
    EXPECT_THAT(result.err, HasSubstr("standard input:2: is no JSON object"));
  }
}

TEST_F(EncodeTest, SaysWhichFileIsMissing) {
  EXPECT_THAT(Alhf({"encode", "/nowhere/t.jsonl"}).err,
              HasSubstr("/nowhere/t.jsonl: cannot be read"));
  EXPECT_THAT(Alhf({"encode", "-", "--model", "/nowhere/w.bin"}).err,
              HasSubstr("/nowhere/w.bin: cannot be read"));
  EXPECT_EQ(Alhf({"encode"}).code, ExitCode::kUsage);
}

}  // namespace
}  // namespace alhf::cli
