// What was refused, for the audit: to a caller who is known, which call, as
// what he called, and which tenant he named; to one who is nobody here, which
// call, and from where.
//
//   RefusedCalls refused({}, &accesses, &log, &clock);
//   refused.Note(principal, "alhf.v1.Coordinator/Erase", "acme");
//   refused.NoteUnknown("ipv4:10.0.0.7:51724", "alhf.v1.Coordinator/Ask");
//
// It stands in the chain of accesses of a tenant that he has: of the one that
// he named, else of the first of his. So no tenant sees who calls in another,
// and nobody begins a chain by naming a tenant that is not there. Who has no
// tenant of his own, as one who keeps all of them, a component or a coordinator
// has not, stands in that of the one that he named where it is there. What is
// no tenant's then, and who is nobody here, stands in the chain that is no
// tenant's (kNoTenantsChain).
//
// Nobody can fill the disk with it: the same within a minute is counted
// (access_log.h), and of a tenant's calls that differ more than `allowance`
// come as one that says no more than that there were more. Those who are nobody
// here have an allowance of their own, all together.
//
// Thread safety: all methods may run concurrently.
// Ownership: what it is given must outlive it.
#ifndef ALHF_COORDINATOR_API_REFUSED_CALLS_H_
#define ALHF_COORDINATOR_API_REFUSED_CALLS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "base/clock.h"
#include "coordinator/access/giver_limits.h"
#include "coordinator/access/principal.h"
#include "coordinator/audit/access_log.h"
#include "coordinator/feedback/feedback_log.h"

namespace alhf::coordinator {

class RefusedCalls {
 public:
  struct Options {
    // Of one tenant.
    GiverLimits::Allowance allowance = {.calls_per_minute = 30,
                                        .bytes_per_day = 1 << 20};
  };

  // `acts` has the tenants that there are.
  RefusedCalls(const Options& options, AccessLog* accesses,
               const FeedbackLog* acts, const Clock* clock)
      : accesses_(accesses),
        acts_(acts),
        limits_({.giver = options.allowance}, clock) {}

  // Notes that `method`, naming `tenant` (empty where it names none), was
  // refused to `principal`. Waits for no disk; where the disk refuses what was
  // noted before, this is not noted.
  void Note(const Principal& principal, absl::string_view method,
            const std::string& tenant);

  // The same of `method` that was called from `peer`, as gRPC gives it, by
  // nobody who is known here.
  void NoteUnknown(absl::string_view peer, absl::string_view method);

 private:
  // Returns the chain in which it stands.
  std::string ChainOf(const Principal& principal,
                      const std::string& tenant) const;
  // Notes `access` in `chain`, or that there were more than the allowance.
  void NoteWithin(const std::string& chain, const std::string& allowance_of,
                  std::string who, Access access);

  AccessLog* const accesses_;
  const FeedbackLog* const acts_;
  GiverLimits limits_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_API_REFUSED_CALLS_H_
