#include "bench/report.h"

#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sys/vfs.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace alhf::bench {
namespace {

constexpr auto kTmpfs = 0x01021994;

std::string Processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (!absl::StartsWith(line, "model name")) continue;
    return std::string(
        absl::StripAsciiWhitespace(line.substr(line.find(':') + 1)));
  }
  return "an unknown processor";
}

std::string Disk() {
  const char* folder = std::getenv("TMPDIR");
  struct statfs disk = {};
  statfs(folder != nullptr ? folder : "/tmp", &disk);
  return disk.f_type == kTmpfs
             ? "memory (TMPDIR is a tmpfs: synced writes cost nothing)"
             : absl::StrFormat("file system %#x",
                               static_cast<unsigned>(disk.f_type));
}

}  // namespace

std::string MachineLines() {
  struct sysinfo memory = {};
  sysinfo(&memory);
  utsname system = {};
  uname(&system);
  double load[1] = {0};
  getloadavg(load, 1);
  const double gib = static_cast<double>(memory.totalram) * memory.mem_unit /
                     (1024.0 * 1024 * 1024);
  return absl::StrFormat(
      "- %s UTC, %s build, g++/clang %s\n"
      "- %s, %d processors, %.0f GiB, %s %s, data on %s\n"
      "- load average %.1f before the first measurement\n",
      absl::FormatTime("%Y-%m-%d %H:%M", absl::Now(), absl::UTCTimeZone()),
      ALHF_BENCH_BUILD_TYPE, __VERSION__, Processor(),
      std::thread::hardware_concurrency(), gib, system.sysname, system.release,
      Disk(), load[0]);
}

Table::Table(absl::string_view heading,
             const std::vector<std::string>& columns) {
  std::printf("\n## %s\n\n", std::string(heading).c_str());
  Row(columns);
  Row(std::vector<std::string>(columns.size(), "---"));
}

void Table::Row(const std::vector<std::string>& cells) {
  std::printf("| %s |\n", absl::StrJoin(cells, " | ").c_str());
  std::fflush(stdout);
}

std::string Micros(double micros) {
  if (micros < 10) return absl::StrFormat("%.1f µs", micros);
  if (micros < 10'000) return absl::StrFormat("%.0f µs", micros);
  return absl::StrFormat("%.1f ms", micros / 1000);
}

std::string ToText(const Spread& spread) {
  return absl::StrFormat("%.2f (%.2f–%.2f)", spread.middle, spread.least,
                         spread.greatest);
}

ComparisonTable::ComparisonTable(absl::string_view heading,
                                 absl::string_view bare)
    : table_(heading,
             {"what", "callers", "alhf p50", "p99", absl::StrCat(bare, " p50"),
              "p99", "ratio of p50", "ratio of p99"}) {}

void ComparisonTable::Row(absl::string_view what, int callers,
                          const std::vector<Series>& ours_and_bare) {
  const Series& ours = ours_and_bare[0];
  const Series& bare = ours_and_bare[1];
  table_.Row({std::string(what), absl::StrCat(callers), Micros(ours.P50()),
              Micros(ours.P99()), Micros(bare.P50()), Micros(bare.P99()),
              ToText(Ratio(ours, bare, 0.50)),
              ToText(Ratio(ours, bare, 0.99))});
}

}  // namespace alhf::bench
