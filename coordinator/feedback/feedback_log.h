// The log: one ordered list of typed entries per tenant, the truth of the
// system. A storage seam: LevelDB by default.
#ifndef ALHF_COORDINATOR_FEEDBACK_FEEDBACK_LOG_H_
#define ALHF_COORDINATOR_FEEDBACK_FEEDBACK_LOG_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/storage/v1/log.pb.h"
#include "alhf/v1/types.pb.h"

namespace alhf::coordinator {

// An entry to append.
struct NewEntry {
  std::string principal;
  absl::Time time;
  storage::v1::Payload payload;
  // W3C trace context of the call that it comes from; may be empty.
  std::string traceparent = {};
};

// An entry as it stands in the log. One of which nothing is left has no
// payload.
struct LogEntry {
  storage::v1::Envelope envelope;
  std::optional<storage::v1::Payload> payload;
  // Words were taken from it.
  bool redacted = false;
};

// How far a tenant's log reaches.
struct LogMark {
  uint64_t sequence = 0;
  std::string digest;  // of the envelope at `sequence`
};

// What is left of an entry's payload; nothing where it is unset.
struct Redaction {
  uint64_t sequence = 0;
  std::optional<storage::v1::Payload> payload;
};

// Thread safety: all methods may run concurrently.
class FeedbackLog {
 public:
  virtual ~FeedbackLog() = default;

  // Appends `entries` in one synced write and returns the last one's position.
  // Nothing reads them before they are synced. `expected`, where given, is the
  // sequence that the log must end at.
  //
  // ABORTED LOG_CONFLICT: it ends elsewhere. UNAVAILABLE: the disk refused;
  // nothing was appended that a reader will see.
  virtual absl::StatusOr<v1::Position> Append(
      absl::string_view tenant, std::vector<NewEntry> entries,
      std::optional<uint64_t> expected) = 0;

  // Returns at most `limit` entries after sequence `after`, in order.
  // DATA_LOSS STORE_DAMAGED: an entry is missing or its digest is wrong.
  virtual absl::StatusOr<std::vector<LogEntry>> Read(absl::string_view tenant,
                                                     uint64_t after,
                                                     size_t limit) const = 0;

  // Returns the position of the last entry; sequence 0 where there is none.
  virtual v1::Position End(absl::string_view tenant) const = 0;

  // Returns the same with the digest that the next entry will name.
  virtual LogMark Mark(absl::string_view tenant) const = 0;

  // Returns the tenants that have entries, sorted.
  virtual absl::StatusOr<std::vector<std::string>> Tenants() const = 0;

  // Calls `listener(tenant)` after each append became readable. It must only
  // hand over. Listeners live as long as the log.
  virtual void Watch(
      absl::AnyInvocable<void(const std::string& tenant)> listener) = 0;

  // Puts what is left of payloads in their place, in one synced write; the
  // envelopes stay, so the chain of digests holds. When it returns no file of
  // the log has the words any more: it is written anew, which takes a time
  // that grows with the log. NOT_FOUND: there is no such entry.
  virtual absl::Status Redact(absl::string_view tenant,
                              const std::vector<Redaction>& redactions) = 0;

  // Copies the log as it is now into the empty folder `target`, which a
  // coordinator can be started on.
  virtual absl::Status Snapshot(const std::string& target) const = 0;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_FEEDBACK_LOG_H_
