#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "base/status.h"
#include "bench/cases.h"
#include "bench/records.h"
#include "bench/report.h"
#include "bench/systems.h"

namespace alhf::bench {
namespace {

constexpr int kTenants = 64;

}  // namespace

absl::Status TenantsCase(const Effort& effort) {
  ALHF_ASSIGN_OR_RETURN(const auto alhf, AlhfSystem::Start(&NotesComponents));
  ALHF_ASSIGN_OR_RETURN(const auto bare, BareSystem::Start());
  ALHF_ASSIGN_OR_RETURN(const auto records, Records::Make(*alhf, *bare));
  const int calls = effort.Calls(20);
  const auto ours = [&](const std::string& tenants, int callers, int each) {
    return Contender{records->Durable(tenants), callers, each, false,
                     [&records, tenants, callers] {
                       return records->Settle(tenants, callers);
                     }};
  };
  ALHF_ASSIGN_OR_RETURN(const std::vector<Series> series,
                        Alternate({ours("one", 1, 10 * calls),
                                   ours("many", kTenants, calls),
                                   {records->CallAndPut(), 1, 10 * calls},
                                   {records->CallAndPut(), kTenants, calls}},
                                  effort.Rounds(9)));
  Table table("DURABLE from 64 tenants beside one",
              {"what", "records a second, 1 tenant", "64 tenants", "times",
               "p50, 64 tenants", "p99"});
  const auto row = [&](const std::string& what, const Series& one,
                       const Series& many) {
    table.Row({what, absl::StrFormat("%.0f", one.PerSecond()),
               absl::StrFormat("%.0f", many.PerSecond()),
               absl::StrFormat("%.1f", many.PerSecond() / one.PerSecond()),
               Micros(many.P50()), Micros(many.P99())});
  };
  row("alhf, three components learning", series[0], series[1]);
  row("a bare call and a synced put", series[2], series[3]);
  return absl::OkStatus();
}

}  // namespace alhf::bench
