// A tenant's log together with the view that follows it. Everything that the
// feedback path appends goes through here.
//
//   journal.Decide("principal", [&](const TenantView& view, absl::Time now) {
//     return Payloads{…};  // what follows from the view as it is
//   });
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_FEEDBACK_TENANT_JOURNAL_H_
#define ALHF_COORDINATOR_FEEDBACK_TENANT_JOURNAL_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "coordinator/feedback/feedback_log.h"
#include "coordinator/feedback/tenant_view.h"

namespace alhf::coordinator {

using Payloads = std::vector<storage::v1::Payload>;

class TenantJournal {
 public:
  // `log` and `clock` must outlive it. `on_append` is called by `Announce`; it
  // must only hand over.
  TenantJournal(std::string tenant, FeedbackLog* log, const Clock* clock,
                std::function<void()> on_append)
      : tenant_(std::move(tenant)),
        log_(log),
        clock_(clock),
        on_append_(std::move(on_append)) {}

  const std::string& tenant() const { return tenant_; }
  const FeedbackLog& log() const { return *log_; }

  // Folds the whole log. Call once, first.
  absl::Status Load();

  // Appends `entries` in one write, whatever others append meanwhile, and
  // returns the last one's position once the view has it. Whoever appends
  // announces it, after answering those who wait for the disk alone.
  absl::StatusOr<v1::Position> Append(std::vector<NewEntry> entries);

  // Sets going what follows from new entries.
  void Announce() { on_append_(); }

  // Appends and announces what `decide` makes of the view, such that no other
  // decision comes between: decisions of a tenant are made one at a time.
  // Records are no decisions and may be appended meanwhile. Where there is
  // nothing to append the result is the end of the log.
  using DecideFn = absl::FunctionRef<absl::StatusOr<Payloads>(
      const TenantView& view, absl::Time now)>;
  // `traceparent`: of the call that it comes from; may be empty.
  absl::StatusOr<v1::Position> Decide(absl::string_view principal,
                                      DecideFn decide,
                                      absl::string_view traceparent = "");

  // Returns what `read` makes of the view. `read` must not keep references.
  template <typename Read>
  auto Look(Read read) const {
    ReaderLock lock(view_mutex_);
    return read(static_cast<const TenantView&>(view_));
  }

  // Returns the entry at `sequence`. NOT_FOUND: there is none.
  absl::StatusOr<LogEntry> ReadOne(uint64_t sequence) const;

 private:
  // Folds what the log has beyond the view.
  absl::Status CatchUp();

  const std::string tenant_;
  FeedbackLog* const log_;
  const Clock* const clock_;
  const std::function<void()> on_append_;
  Mutex decision_mutex_;  // taken before view_mutex_
  mutable SharedMutex view_mutex_;
  TenantView view_ ABSL_GUARDED_BY(view_mutex_);
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_TENANT_JOURNAL_H_
