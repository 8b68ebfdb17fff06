// What a run prints: the machine, and tables in Markdown.
//
// Thread safety: thread-compatible.
#ifndef ALHF_BENCH_REPORT_H_
#define ALHF_BENCH_REPORT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "bench/measure.h"

namespace alhf::bench {

// Returns the lines on what the figures were measured with: processor, memory,
// system, disk, compiler, build type, and what else the machine is doing.
std::string MachineLines();

// A table with a heading, printed as it grows.
class Table {
 public:
  Table(absl::string_view heading, const std::vector<std::string>& columns);
  void Row(const std::vector<std::string>& cells);
};

// Microseconds as they are read best, e.g. "87 µs" or "12.3 ms".
std::string Micros(double micros);

// "middle (least–greatest)".
std::string ToText(const Spread& spread);

// Ours beside something bare: p50 and p99 of both, and the ratios.
class ComparisonTable {
 public:
  ComparisonTable(absl::string_view heading, absl::string_view bare);
  void Row(absl::string_view what, int callers,
           const std::vector<Series>& ours_and_bare);

 private:
  Table table_;
};

}  // namespace alhf::bench

#endif  // ALHF_BENCH_REPORT_H_
