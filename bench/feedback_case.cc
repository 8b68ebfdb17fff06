#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "bench/cases.h"
#include "bench/records.h"
#include "bench/report.h"
#include "bench/systems.h"

namespace alhf::bench {

absl::Status FeedbackCase(const Effort& effort) {
  ALHF_ASSIGN_OR_RETURN(const auto alhf, AlhfSystem::Start(&NotesComponents));
  ALHF_ASSIGN_OR_RETURN(const auto bare, BareSystem::Start());
  ALHF_ASSIGN_OR_RETURN(const auto records, Records::Make(*alhf, *bare));
  const int rounds = effort.Rounds(11);
  ComparisonTable table("SubmitFeedback, a tenant for each caller",
                        "puts and calls");
  for (const int callers : {1, 8}) {
    const int calls = effort.Calls(100);
    const auto compare = [&](const std::string& what, Contender ours,
                             const Call& theirs) -> absl::Status {
      ours.callers = callers;
      ours.calls = calls;
      ALHF_ASSIGN_OR_RETURN(
          const std::vector<Series> series,
          Alternate({ours, {theirs, callers, calls, ours.in_step}}, rounds));
      table.Row(what, callers, series);
      return absl::OkStatus();
    };
    const std::string by = absl::StrCat("-by-", callers);
    ALHF_RETURN_IF_ERROR(compare(
        "DURABLE, all learned before",
        {.call = records->DurableAndSettled("settled" + by), .in_step = true},
        records->CallAndPut()));
    const std::string tenants = "durable" + by;
    ALHF_RETURN_IF_ERROR(
        compare("DURABLE, without pause",
                {.call = records->Durable(tenants),
                 .settle = [&] { return records->Settle(tenants, callers); }},
                records->CallAndPut()));
    ALHF_RETURN_IF_ERROR(compare("LEARNED by three",
                                 {.call = records->Learned("learned" + by)},
                                 records->TwoFanOutsAndPuts()));
  }
  return absl::OkStatus();
}

}  // namespace alhf::bench
