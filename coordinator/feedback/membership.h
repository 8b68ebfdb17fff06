// Which components of the registry are still to become members of a tenant.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_FEEDBACK_MEMBERSHIP_H_
#define ALHF_COORDINATOR_FEEDBACK_MEMBERSHIP_H_

#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "base/mutex.h"
#include "coordinator/feedback/feedback_log.h"
#include "coordinator/feedback/tenant_journal.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

class Membership {
 public:
  // Components that one caller is about to make members.
  class Joining {
   public:
    Joining(Membership* membership, std::vector<NewEntry> entries,
            std::set<std::string> names)
        : membership_(membership),
          entries_(std::move(entries)),
          names_(std::move(names)) {}
    ~Joining();
    Joining(const Joining&) = delete;
    Joining& operator=(const Joining&) = delete;

    // The entries that make them members, to be appended while this lives.
    std::vector<NewEntry>& entries() { return entries_; }

   private:
    Membership* const membership_;
    std::vector<NewEntry> entries_;
    const std::set<std::string> names_;
  };

  // Both must outlive it.
  Membership(const TenantJournal* journal, const ComponentRegistry* registry)
      : journal_(journal), registry_(registry) {}

  // Starts making members of all that are none yet. Waits while another caller
  // makes members of some of them: one at a time, and not twice in a thread.
  Joining Begin(absl::Time now);

 private:
  const TenantJournal* const journal_;
  const ComponentRegistry* const registry_;
  Mutex mutex_;
  CondVar joined_;
  std::set<std::string> joining_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_MEMBERSHIP_H_
