// alhf-bench [--quick] [--lessons N] [CASE …]: measures, and prints tables in
// Markdown.
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "bench/cases.h"
#include "bench/report.h"

namespace {

using alhf::bench::Effort;

struct Case {
  const char* name;
  absl::Status (*run)(const Effort& effort);
};
constexpr Case kCases[] = {
    {"plan", &alhf::bench::PlanCase},
    {"feedback", &alhf::bench::FeedbackCase},
    {"recall", &alhf::bench::RecallCase},
    {"scale", &alhf::bench::ScaleCase},
    {"tenants", &alhf::bench::TenantsCase},
    {"idle", &alhf::bench::IdleCase},
    {"mem0", &alhf::bench::Mem0Case},
};

int Usage() {
  std::fprintf(stderr,
               "usage: alhf-bench [--quick] [--lessons N] [CASE …]; cases:");
  for (const Case& each : kCases) std::fprintf(stderr, " %s", each.name);
  std::fprintf(stderr, "\n");
  return 2;
}

const Case* Find(const std::string& name) {
  for (const Case& each : kCases) {
    if (name == each.name) return &each;
  }
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  Effort effort;
  std::vector<const Case*> chosen;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--quick") == 0) {
      effort.quick = true;
    } else if (std::strcmp(argv[i], "--lessons") == 0 && i + 1 < argc &&
               absl::SimpleAtoi(argv[i + 1], &effort.lessons) &&
               effort.lessons > 0) {
      ++i;
    } else if (const Case* found = Find(argv[i])) {
      chosen.push_back(found);
    } else {
      return Usage();
    }
  }
  if (chosen.empty()) {
    for (const Case& each : kCases) chosen.push_back(&each);
  }
  std::printf("%s", alhf::bench::MachineLines().c_str());
  bool failed = false;
  for (const Case* each : chosen) {
    const absl::Status status = each->run(effort);
    if (status.ok()) continue;
    failed = true;
    std::fflush(stdout);
    std::fprintf(stderr, "alhf-bench: %s: %s\n", each->name,
                 status.ToString().c_str());
  }
  return failed ? 1 : 0;
}
