#include <sys/types.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "base/status.h"
#include "bench/cases.h"
#include "bench/report.h"
#include "bench/systems.h"

namespace alhf::bench {
namespace {

// Returns the number that follows `name` in a file of the kernel.
int64_t NumberAfter(const std::filesystem::path& file, absl::string_view name) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (!absl::StartsWith(line, name)) continue;
    return std::strtoll(line.c_str() + name.size(), nullptr, 10);
  }
  return 0;
}

std::filesystem::path Proc(pid_t pid) { return absl::StrCat("/proc/", pid); }

// What all threads of a process have done so far.
struct Work {
  double milliseconds = 0;  // of processor time
  int64_t wakes = 0;        // times that a thread went to sleep
};

Work WorkOf(pid_t pid) {
  Work work;
  for (const auto& task :
       std::filesystem::directory_iterator(Proc(pid) / "task")) {
    // docs.kernel.org/scheduler/sched-stats.html: nanoseconds on a processor.
    std::ifstream in(task.path() / "schedstat");
    int64_t nanoseconds = 0;
    in >> nanoseconds;
    work.milliseconds += static_cast<double>(nanoseconds) / 1e6;
    work.wakes +=
        NumberAfter(task.path() / "status", "voluntary_ctxt_switches:");
  }
  return work;
}

std::string Megabytes(int64_t kibibytes) {
  return absl::StrFormat("%.1f MB", static_cast<double>(kibibytes) / 1024);
}

}  // namespace

absl::Status IdleCase(const Effort& effort) {
  ALHF_ASSIGN_OR_RETURN(const auto alhf, AlhfSystem::Start(&ShippedComponents));
  const absl::Duration watched = absl::Seconds(effort.quick ? 1 : 20);
  // Until what starting began has ended.
  absl::SleepFor(watched / 4);
  std::vector<Work> before;
  for (const auto& [name, pid] : alhf->Processes()) {
    before.push_back(WorkOf(pid));
  }
  absl::SleepFor(watched);
  const double seconds = absl::ToDoubleSeconds(watched);
  Table table("Four processes that nobody uses",
              {"process", "resident", "of it its own", "processor time",
               "wakes a second"});
  size_t at = 0;
  for (const auto& [name, pid] : alhf->Processes()) {
    const Work now = WorkOf(pid);
    const Work& then = before[at++];
    table.Row(
        {name, Megabytes(NumberAfter(Proc(pid) / "status", "VmRSS:")),
         Megabytes(NumberAfter(Proc(pid) / "status", "RssAnon:")),
         absl::StrFormat("%.2f %%",
                         (now.milliseconds - then.milliseconds) / seconds / 10),
         absl::StrFormat(
             "%.0f", static_cast<double>(now.wakes - then.wakes) / seconds)});
  }
  return absl::OkStatus();
}

}  // namespace alhf::bench
