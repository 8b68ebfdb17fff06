#include "base/metrics/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

namespace alhf {
namespace {

std::optional<double> ResidentBytes() {
  // In pages: all of it, then what is resident (proc(5)).
  uint64_t all = 0;
  uint64_t resident = 0;
  std::ifstream statm("/proc/self/statm");
  if (!(statm >> all >> resident)) return std::nullopt;
  return static_cast<double>(resident) *
         static_cast<double>(sysconf(_SC_PAGESIZE));
}

std::optional<double> CpuSeconds() {
  rusage used = {};
  if (getrusage(RUSAGE_SELF, &used) != 0) return std::nullopt;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) +
           static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

std::optional<double> OpenFiles() {
  std::error_code error;
  const std::filesystem::directory_iterator open("/proc/self/fd", error);
  if (error) return std::nullopt;
  // Less the one that looks.
  return static_cast<double>(std::distance(begin(open), end(open)) - 1);
}

}  // namespace

std::vector<MetricFamily> ProcessMetrics::Collect() const {
  using Kind = MetricFamily::Kind;
  std::vector<MetricFamily> families;
  const auto add = [&families](const char* name, const char* help, Kind kind,
                               std::optional<double> value) {
    if (!value.has_value()) return;
    families.push_back({name, help, kind, {{{}, *value}}});
  };
  add("process_start_time_seconds", "When the process began, since 1970",
      Kind::kGauge, absl::ToDoubleSeconds(start_ - absl::UnixEpoch()));
  add("process_resident_memory_bytes", "Memory that the process has in use",
      Kind::kGauge, ResidentBytes());
  add("process_cpu_seconds_total", "User and system time spent", Kind::kCounter,
      CpuSeconds());
  add("process_open_fds", "Open file descriptors", Kind::kGauge, OpenFiles());
  return families;
}

}  // namespace alhf
