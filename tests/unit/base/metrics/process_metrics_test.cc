#include "base/metrics/process_metrics.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <map>
#include <string>

namespace alhf {
namespace {

std::map<std::string, double> Values(const ProcessMetrics& process) {
  std::map<std::string, double> values;
  for (const MetricFamily& family : process.Collect()) {
    values[family.name] = family.samples.at(0).value;
  }
  return values;
}

TEST(ProcessMetricsTest, SaysWhatThisProcessUses) {
  const ManualClock clock(absl::FromUnixSeconds(1700000000));
  const ProcessMetrics process(clock);
  const auto before = Values(process);
  EXPECT_EQ(before.size(), 4u);
  EXPECT_EQ(before.at("process_start_time_seconds"), 1700000000);
  // A page at least; far less than a terabyte.
  EXPECT_GT(before.at("process_resident_memory_bytes"), 4096);
  EXPECT_LT(before.at("process_resident_memory_bytes"), 1e12);

  const int file = open("/dev/null", O_RDONLY);
  ASSERT_GE(file, 0);
  while (Values(process).at("process_cpu_seconds_total") ==
         before.at("process_cpu_seconds_total")) {
    // Works until the clock of the processor has moved.
  }
  const auto after = Values(process);
  EXPECT_GT(after.at("process_cpu_seconds_total"),
            before.at("process_cpu_seconds_total"));
  EXPECT_EQ(after.at("process_open_fds"), before.at("process_open_fds") + 1);
  close(file);
}

}  // namespace
}  // namespace alhf
