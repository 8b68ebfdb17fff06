#include "coordinator/feedback/tenant_journal.h"

#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

constexpr size_t kReadLimit = 64;

}  // namespace

absl::Status TenantJournal::Load() {
  auto view = FoldLog(*log_, tenant_);
  if (!view.ok()) {
    return Annotate(view.status(), absl::StrCat("tenant ", tenant_));
  }
  WriterLock lock(view_mutex_);
  view_ = *std::move(view);
  return absl::OkStatus();
}

// The view reads the log like everybody else, so it needs no order among those
// who append.
absl::Status TenantJournal::CatchUp() {
  WriterLock lock(view_mutex_);
  for (;;) {
    ALHF_ASSIGN_OR_RETURN(const std::vector<LogEntry> entries,
                          log_->Read(tenant_, view_.end(), kReadLimit));
    if (entries.empty()) return absl::OkStatus();
    for (const LogEntry& entry : entries) view_.Fold(entry);
    if (view_.stale()) {
      ALHF_ASSIGN_OR_RETURN(view_, FoldLog(*log_, tenant_));
    }
  }
}

absl::StatusOr<v1::Position> TenantJournal::Append(
    std::vector<NewEntry> entries) {
  ALHF_ASSIGN_OR_RETURN(
      v1::Position position,
      log_->Append(tenant_, std::move(entries), std::nullopt));
  ALHF_RETURN_IF_ERROR(CatchUp());
  return position;
}

absl::StatusOr<v1::Position> TenantJournal::Decide(
    absl::string_view principal, DecideFn decide,
    absl::string_view traceparent) {
  MutexLock lock(decision_mutex_);
  const absl::Time now = clock_->Now();
  ALHF_ASSIGN_OR_RETURN(Payloads payloads, Look([&](const TenantView& view) {
                          return decide(view, now);
                        }));
  if (payloads.empty()) return log_->End(tenant_);
  std::vector<NewEntry> entries;
  entries.reserve(payloads.size());
  for (storage::v1::Payload& payload : payloads) {
    entries.push_back({std::string(principal), now, std::move(payload),
                       std::string(traceparent)});
  }
  ALHF_ASSIGN_OR_RETURN(v1::Position position, Append(std::move(entries)));
  Announce();
  return position;
}

absl::StatusOr<LogEntry> TenantJournal::ReadOne(uint64_t sequence) const {
  if (sequence == 0) return absl::NotFoundError("there is no entry 0");
  ALHF_ASSIGN_OR_RETURN(std::vector<LogEntry> entries,
                        log_->Read(tenant_, sequence - 1, 1));
  if (entries.empty()) {
    return absl::NotFoundError(absl::StrCat("there is no entry ", sequence));
  }
  return std::move(entries.front());
}

}  // namespace alhf::coordinator
