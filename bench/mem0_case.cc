#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status.h"
#include "bench/cases.h"
#include "bench/questions.h"
#include "bench/report.h"
#include "bench/systems.h"
#include "bench/texts.h"

namespace alhf::bench {
namespace {

constexpr size_t kQuestions = 20;

// Searches in a process of its own that adds the same texts first.
absl::StatusOr<Round> SearchMem0(const std::string& folder,
                                 const std::string& file) {
  const testing::CommandResult result =
      testing::RunCommand({"/usr/bin/env", "node",
                           ALHF_BENCH_SOURCE "/mem0/search.mjs", folder, file},
                          {"MEM0_TELEMETRY=false"}, absl::Minutes(10));
  if (result.exit_code != 0) {
    return absl::InternalError(absl::StrCat("mem0ai failed: ", result.err));
  }
  Round round;
  for (const auto line : absl::StrSplit(result.out, '\n', absl::SkipEmpty())) {
    round.micros.push_back(1000 * std::atof(std::string(line).c_str()));
  }
  std::sort(round.micros.begin(), round.micros.end());
  return round;
}

absl::Status Compare(const Effort& effort, const std::string& mem0, int count,
                     AlhfSystem& alhf, BareSystem& bare,
                     ComparisonTable& table) {
  Texts texts;
  std::vector<v1::Lesson> lessons;
  nlohmann::json input;
  for (int i = 0; i < count; ++i) {
    lessons.push_back(texts.NextLesson());
    input["texts"].push_back(absl::StrCat(
        lessons.back().text(), " ", lessons.back().sources(0).question()));
  }
  std::vector<std::string> asked;
  for (size_t i = 0; i < kQuestions; ++i) {
    asked.push_back(texts.LikeQuestionOf(lessons[i % lessons.size()]));
  }
  input["queries"] = asked;
  const std::string file = alhf.FolderFor("mem0.json");
  std::ofstream(file) << input;

  const std::string tenant = absl::StrCat("with-", count);
  ALHF_RETURN_IF_ERROR(alhf.Fill(tenant, lessons));
  ALHF_ASSIGN_OR_RETURN(const auto questions,
                        Questions::Make(alhf, bare, tenant, asked));
  std::vector<Series> series(2);
  for (int round = 0; round < effort.Rounds(3); ++round) {
    ALHF_ASSIGN_OR_RETURN(
        const std::vector<Series> ours,
        Alternate({{questions->Recall(), 1, static_cast<int>(kQuestions)}}, 1));
    series[0].rounds.push_back(ours[0].rounds[0]);
    ALHF_ASSIGN_OR_RETURN(Round theirs, SearchMem0(mem0, file));
    series[1].rounds.push_back(std::move(theirs));
  }
  table.Row(absl::StrCat(count, " texts"), 1, series);
  return absl::OkStatus();
}

}  // namespace

absl::Status Mem0Case(const Effort& effort) {
  const char* mem0 = std::getenv("ALHF_BENCH_MEM0");
  if (mem0 == nullptr || !std::filesystem::exists(mem0)) {
    std::printf(
        "\nmem0ai: left out, it is not here. bench/run installs it "
        "where there is npm.\n");
    return absl::OkStatus();
  }
  ALHF_ASSIGN_OR_RETURN(const auto alhf, AlhfSystem::Start(&NotesComponents));
  ALHF_ASSIGN_OR_RETURN(const auto bare, BareSystem::Start());
  ComparisonTable table("AdjustQuery over the wire beside mem0ai in process",
                        "mem0ai");
  for (const int count : {100, 1'000, 10'000}) {
    if (effort.quick && count > 100) break;
    ALHF_RETURN_IF_ERROR(Compare(effort, mem0, count, *alhf, *bare, table));
  }
  return absl::OkStatus();
}

}  // namespace alhf::bench
