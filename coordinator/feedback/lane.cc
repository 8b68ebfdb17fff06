#include "coordinator/feedback/lane.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status.h"
#include "coordinator/feedback/resolved_log.h"

namespace alhf::coordinator {
namespace {

// Limits of one ApplyChanges call; docs/protocol.md, section 3.
constexpr int kBatchEntries = 256;
constexpr size_t kBatchBytes = 1 << 20;
// Read at a time, so that long records do not pile up in memory.
constexpr size_t kReadLimit = 32;

constexpr absl::string_view kPrincipal = "coordinator";

std::string Explain(const absl::Status& error) {
  const Reason reason = ReasonOf(error);
  return absl::StrCat(absl::StatusCodeToString(error.code()), " ",
                      reason == rpc::v1::REASON_UNSPECIFIED
                          ? ""
                          : rpc::v1::Reason_Name(reason) + " ",
                      error.message());
}

}  // namespace

Lane::Lane(std::string component, const LaneOptions& options,
           TenantJournal* journal, ComponentRegistry* registry,
           const Clock* clock, TaskRunner* runner,
           std::function<void()> on_progress)
    : component_(std::move(component)),
      options_(options),
      journal_(journal),
      registry_(registry),
      clock_(clock),
      runner_(runner),
      on_progress_(std::move(on_progress)),
      strand_(runner, [this] { Step(); }) {}

uint64_t Lane::AppliedIn(const std::string& memory_id) const {
  MutexLock lock(memory_mutex_);
  const bool other = !memory_id.empty() && memory_id != memory_id_;
  return other ? 0 : applied_.load();
}

void Lane::OnReady() {
  {
    MutexLock lock(inbox_mutex_);
    inbox_.ready = true;
  }
  strand_.Wake();
}

void Lane::Rebuild() {
  {
    MutexLock lock(inbox_mutex_);
    inbox_.rebuild = true;
  }
  strand_.Wake();
}

void Lane::Step() {
  Inbox inbox;
  {
    MutexLock lock(inbox_mutex_);
    inbox = std::exchange(inbox_, Inbox());
  }
  if (inbox.retry_due) waiting_ = false;
  if (inbox.manifest.has_value()) TakePosition(*inbox.manifest);
  if (inbox.applied.has_value()) TakeApplied(*inbox.applied);
  if (inbox.rebuild) rebuild_asked_ = true;
  if (inbox.ready) {
    // It may be another memory than the one whose position was known.
    position_known_ = false;
    waiting_ = false;
    failures_ = 0;
    failing_since_.reset();
  }
  Advance();
}

void Lane::Advance() {
  if (calling_ || waiting_) return;
  if (std::exchange(rebuild_asked_, false)) StartRebuild();
  const uint64_t end = journal_->Look([](const auto& v) { return v.end(); });
  if (end == 0) return;
  if (position_known_ && !rebuild_ && applied_ >= end) return;
  const auto target = registry_->Find(component_);
  if (!target.has_value() || target->client == nullptr ||
      target->health == v1::COMPONENT_REFUSED) {
    return;  // woken again when it is ready
  }
  if (!position_known_) {
    AskPosition(*target);
  } else {
    SendNext(*target);
  }
}

void Lane::AskPosition(const RegisteredComponent& target) {
  TaskRunner::Hold hold = runner_->TakeHold();
  if (hold == nullptr) return;
  calling_ = true;
  v1::GetManifestRequest request;
  request.set_tenant(journal_->tenant());
  target.client->GetManifest({.timeout = options_.apply_timeout}, request,
                             [this, hold](ManifestReply reply) {
                               {
                                 MutexLock lock(inbox_mutex_);
                                 inbox_.manifest = std::move(reply);
                               }
                               strand_.Wake();
                             });
}

void Lane::SendNext(const RegisteredComponent& target) {
  auto request = NextBatch();
  if (!request.ok()) return RetryLater(request.status());
  TaskRunner::Hold hold = runner_->TakeHold();
  if (hold == nullptr) return;
  calling_ = true;
  sending_ = request->entries(0).position().sequence();
  sending_last_ = request->entries().rbegin()->position().sequence();
  target.client->ApplyChanges({.timeout = options_.apply_timeout}, *request,
                              [this, hold](ApplyReply reply) {
                                {
                                  MutexLock lock(inbox_mutex_);
                                  inbox_.applied = std::move(reply);
                                }
                                strand_.Wake();
                              });
}

// At least one entry, however large; more while they fit.
absl::StatusOr<v1::ApplyChangesRequest> Lane::NextBatch() {
  v1::ApplyChangesRequest request;
  request.set_tenant(journal_->tenant());
  request.set_rebuild(rebuild_);
  uint64_t after = rebuild_ ? 0 : applied_.load();
  const bool one_by_one = after < careful_until_;
  const int limit = one_by_one ? 1 : kBatchEntries;
  size_t bytes = 0;
  while (request.entries_size() < limit) {
    ALHF_ASSIGN_OR_RETURN(const std::vector<LogEntry> entries,
                          journal_->log().Read(journal_->tenant(), after,
                                               one_by_one ? 1 : kReadLimit));
    if (entries.empty()) break;
    for (const LogEntry& entry : entries) {
      after = entry.envelope.position().sequence();
      const bool parked = journal_->Look(
          [&](const TenantView& v) { return v.IsParked(component_, after); });
      v1::Entry resolved = EntryFor(component_, entry, parked);
      bytes += resolved.ByteSizeLong();
      const bool first = request.entries().empty();
      if (!first && (bytes > kBatchBytes || request.entries_size() >= limit)) {
        return request;
      }
      *request.add_entries() = std::move(resolved);
    }
  }
  if (request.entries().empty()) {
    return absl::UnavailableError("the log has no entry to send");
  }
  return request;
}

bool Lane::IsOurs(const v1::Position& position) const {
  const v1::Position end = journal_->log().End(journal_->tenant());
  return position.log_id() == end.log_id() && position.epoch() == end.epoch() &&
         position.sequence() <= end.sequence();
}

void Lane::StartRebuild() {
  log::Info("component is rebuilt",
            {{"tenant", journal_->tenant()}, {"component", component_}});
  rebuild_ = true;
  position_known_ = true;
  applied_ = 0;
  suspect_.reset();
}

void Lane::TakePosition(const ManifestReply& reply) {
  calling_ = false;
  if (!reply.ok()) return RetryLater(reply.status());
  const v1::Position& position = reply->manifest().applied_position();
  position_known_ = true;
  const bool ours = position.sequence() == 0 || IsOurs(position);
  {
    MutexLock lock(memory_mutex_);
    memory_id_ = reply->manifest().memory_id();
    applied_ = ours ? position.sequence() : 0;
  }
  if (!ours) return StartRebuild();
  rebuild_ = false;
  if (suspect_.has_value()) ParkSuspect();
  on_progress_();
}

void Lane::TakeApplied(const ApplyReply& reply) {
  calling_ = false;
  if (!reply.ok()) return TakeRefusal(reply.status());
  const v1::Position& position = reply->applied_position();
  if (!IsOurs(position) || position.sequence() < sending_) {
    position_known_ = false;
    return RetryLater(absl::InternalError(
        "the component answered OK with a position that it cannot have"));
  }
  rebuild_ = false;
  failures_ = 0;
  applied_ = position.sequence();
  // Past those among which one fails, the failing has ended.
  if (applied_ >= careful_until_) failing_since_.reset();
  on_progress_();
}

void Lane::TakeRefusal(const absl::Status& error) {
  const Reason reason = ReasonOf(error);
  if (reason == Reason::POSITION_GAP || reason == Reason::POSITION_FOREIGN) {
    rebuild_ = rebuild_ || reason == Reason::POSITION_FOREIGN;
    position_known_ = rebuild_;
    // A second time in a row is no accident: wait.
    if (failures_ > 0) return RetryLater(error);
    ++failures_;
    return;
  }
  const bool may_pass = IsRetryable(error.code());
  if (absl::IsDeadlineExceeded(error)) careful_until_ = sending_last_;
  if (may_pass && !HasFailedTooLong()) return RetryLater(error);
  if (sending_last_ > sending_) {
    // One of them fails: find out which. Those before it may be applied.
    careful_until_ = sending_last_;
    position_known_ = false;
    return;
  }
  if (!HasChanges(sending_)) return RetryLater(error);
  suspect_ = Suspect{sending_, Explain(error)};
  position_known_ = false;  // it is asked before anything is parked
}

bool Lane::HasFailedTooLong() {
  const auto target = registry_->Find(component_);
  if (!target.has_value() || target->health != v1::COMPONENT_SERVING) {
    failing_since_.reset();
    return false;
  }
  const absl::Time now = clock_->Now();
  if (!failing_since_.has_value()) failing_since_ = now;
  return now - *failing_since_ > options_.park_after;
}

bool Lane::HasChanges(uint64_t sequence) const {
  const auto entry = journal_->ReadOne(sequence);
  if (!entry.ok()) return false;
  const bool parked = journal_->Look(
      [&](const TenantView& v) { return v.IsParked(component_, sequence); });
  return !parked && !ChangesFor(component_, *entry).empty();
}

void Lane::ParkSuspect() {
  const Suspect suspect = *std::exchange(suspect_, std::nullopt);
  if (applied_ >= suspect.sequence) return;  // it has it after all
  storage::v1::Payload payload;
  auto& parked = *payload.mutable_entry_parked();
  parked.set_component(component_);
  *parked.mutable_position() = journal_->log().End(journal_->tenant());
  parked.mutable_position()->set_sequence(suspect.sequence);
  parked.set_reason(suspect.reason);
  const auto appended =
      journal_->Decide(kPrincipal, [&](const TenantView&, absl::Time) {
        return absl::StatusOr<Payloads>(Payloads{payload});
      });
  if (!appended.ok()) {
    position_known_ = false;
    return RetryLater(appended.status());
  }
  log::Warn("entry parked", {{"tenant", journal_->tenant()},
                             {"component", component_},
                             {"sequence", absl::StrCat(suspect.sequence)}});
  failures_ = 0;
  failing_since_.reset();
}

void Lane::RetryLater(const absl::Status& error) {
  if (failures_ == 0) {
    log::Info("lane waits", {{"tenant", journal_->tenant()},
                             {"component", component_},
                             {"error", Explain(error)}});
  }
  waiting_ = true;
  const absl::Duration delay = std::max(
      DelayOf(options_.backoff, failures_++, absl::Uniform(random_, 0.0, 1.0)),
      RetryDelayOf(error).value_or(absl::ZeroDuration()));
  runner_->RunAfter(delay, [this] {
    {
      MutexLock lock(inbox_mutex_);
      inbox_.retry_due = true;
    }
    strand_.Wake();
  });
}

}  // namespace alhf::coordinator
