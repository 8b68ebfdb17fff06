// The statements of docs/adjustments.md do what the page says: each block is
// run on a real engine, and gives the rows after its arrow.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "alhf/testing/status_matchers.h"
#include "tests/support/postgres_server.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::Optional;
using ::testing::SizeIs;

constexpr char kArrow[] = "-- → ";

struct Block {
  std::string name;
  std::string sql;
  std::string rows;  // separated by ", "
};

// The blocks of `engine`, in order.
std::vector<Block> BlocksOf(absl::string_view engine) {
  std::ifstream file(ALHF_SAMPLES_FOLDER "/../../docs/adjustments.md");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  std::vector<Block> blocks;
  bool inside = false;
  for (absl::string_view line : absl::StrSplit(page, '\n')) {
    if (line == absl::StrCat("```sql ", engine)) {
      inside = true;
      blocks.emplace_back();
    } else if (line == "```") {
      inside = false;
    } else if (inside && absl::ConsumePrefix(&line, kArrow)) {
      blocks.back().rows = std::string(line);
    } else if (inside && blocks.back().name.empty()) {
      blocks.back().name = std::string(absl::StripPrefix(line, "-- "));
    } else if (inside) {
      absl::StrAppend(&blocks.back().sql, line, "\n");
    }
  }
  return blocks;
}

std::string Listed(absl::string_view out) {
  const std::vector<absl::string_view> rows =
      absl::StrSplit(out, '\n', absl::SkipEmpty());
  return absl::StrJoin(rows, ", ");
}

// Setup, the query as it is, and one block for each kind that a search has.
constexpr size_t kBlocks = 6;

TEST(AdjustmentsDocTest, EachKindActsOnPostgresql) {
  const auto server = PostgresServer::Start();
  ASSERT_THAT(server, IsOk());
  const std::vector<Block> blocks = BlocksOf("postgresql");
  ASSERT_THAT(blocks, SizeIs(kBlocks));
  for (const Block& block : blocks) {
    const CommandResult result = (*server)->Psql({"-q", "-c", block.sql});
    EXPECT_THAT(result.exit_code, Optional(0)) << result.err;
    EXPECT_EQ(Listed(result.out), block.rows) << block.name;
  }
}

TEST(AdjustmentsDocTest, EachKindActsOnFts5) {
  std::string folder = "/tmp/alhf-XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::vector<Block> blocks = BlocksOf("sqlite");
  ASSERT_THAT(blocks, SizeIs(kBlocks));
  for (const Block& block : blocks) {
    const CommandResult result =
        RunCommand({"/usr/bin/sqlite3", folder + "/pages.db", block.sql});
    EXPECT_THAT(result.exit_code, Optional(0)) << result.err;
    EXPECT_EQ(Listed(result.out), block.rows) << block.name;
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace alhf::testing
