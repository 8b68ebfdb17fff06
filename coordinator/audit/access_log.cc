#include "coordinator/audit/access_log.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status.h"
#include "coordinator/feedback/leveldb_feedback_log.h"

namespace alhf::coordinator {
namespace {

constexpr absl::string_view kNul("\0", 1);
constexpr size_t kReadLimit = 256;
// How often minutes that are over are looked for where nothing comes.
constexpr absl::Duration kIdle = absl::Seconds(1);

std::string KeyOf(const std::string& tenant, const std::string& principal,
                  Access access) {
  access.clear_times();
  access.clear_items();
  return absl::StrCat(tenant, kNul, principal, kNul,
                      access.SerializeAsString());
}

NewEntry EntryOf(const std::string& principal, absl::Time now, Access access) {
  NewEntry entry{principal, now, {}};
  *entry.payload.mutable_access() = std::move(access);
  return entry;
}

absl::Status TooManyWait() {
  return WithRetryDelay(
      Error(absl::StatusCode::kResourceExhausted, Reason::QUEUE_FULL,
            "who read what cannot be noted: the disk does not take what was "
            "noted before, so nothing is given out; see to the coordinator's "
            "disk, or try again after the delay that comes with this error"),
      absl::Seconds(1));
}

// Returns what is left of `entry`; nothing where it has no name of the user's.
std::optional<Redaction> RedactionOf(const core::Erased& erased,
                                     const LogEntry& entry) {
  if (!entry.payload.has_value()) return std::nullopt;
  Redaction redaction{entry.envelope.position().sequence(), entry.payload};
  Access& access = *redaction.payload->mutable_access();
  const auto is_erased = [&](const std::string& name) {
    return !name.empty() && (erased.everything || name == erased.user);
  };
  const bool by = is_erased(access.user());
  const bool of = is_erased(access.of_user());
  if (by) access.clear_user();
  if (of) access.clear_of_user();
  if (!by && !of) return std::nullopt;
  return redaction;
}

}  // namespace

absl::StatusOr<std::unique_ptr<FeedbackLog>> OpenAccessStore(
    const std::string& folder) {
  LevelDbFeedbackLogOptions options;
  options.folder = folder;
  auto store = OpenLevelDbFeedbackLog(options);
  if (store.ok() || ReasonOf(store.status()) != Reason::STORE_DAMAGED) {
    return store;
  }
  return Error(
      absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED,
      absl::StrCat("the log of who read what, in ", folder,
                   ", is damaged: move the folder aside and keep it for those "
                   "who ask; a new chain begins at the next start (",
                   store.status().message(), ")"),
      {{"folder", folder}});
}

AccessLog::AccessLog(const Options& options, FeedbackLog* store,
                     const Clock* clock)
    : options_(options),
      store_(store),
      clock_(clock),
      thread_([this] { WriteUntilStopped(); }) {}

AccessLog::~AccessLog() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    EndWindows(absl::InfiniteFuture());
  }
  changed_.NotifyAll();
  stopped_.NotifyAll();
  thread_.join();
  const absl::Status written = Flush();
  if (!written.ok()) {
    log::Error("who read what is lost",
               {{"error", std::string(written.message())}});
  }
}

absl::Status AccessLog::Note(const std::string& tenant,
                             const std::string& principal, Access access) {
  const std::string key = KeyOf(tenant, principal, access);
  const absl::Time now = clock_->Now();
  MutexLock lock(mutex_);
  EndWindows(now - options_.window);
  if (const auto found = windows_.find(key); found != windows_.end()) {
    Access& repeated = found->second.repeated;
    repeated.set_times(repeated.times() + 1);
    repeated.set_items(repeated.items() + access.items());
    return absl::OkStatus();
  }
  if (waiting_count_ >= options_.waiting) return TooManyWait();
  if (windows_.size() >= options_.counted) EndOldestWindow();
  Window window{now, tenant, principal, access};
  window.repeated.clear_times();
  window.repeated.clear_items();
  windows_.emplace(key, std::move(window));
  order_.push_back(key);
  access.set_times(1);
  Add(tenant, EntryOf(principal, now, std::move(access)));
  return absl::OkStatus();
}

bool AccessLog::IsCounted(const std::string& tenant,
                          const std::string& principal, const Access& access) {
  const std::string key = KeyOf(tenant, principal, access);
  MutexLock lock(mutex_);
  EndWindows(clock_->Now() - options_.window);
  return windows_.count(key) > 0;
}

void AccessLog::Add(const std::string& tenant, NewEntry entry) {
  waiting_[tenant].push_back(std::move(entry));
  ++waiting_count_;
  changed_.NotifyAll();
}

void AccessLog::EndWindows(absl::Time time) {
  while (!order_.empty() && windows_.at(order_.front()).begin <= time) {
    EndOldestWindow();
  }
}

void AccessLog::EndOldestWindow() {
  const auto oldest = windows_.find(order_.front());
  order_.pop_front();
  Window& window = oldest->second;
  if (window.repeated.times() > 0) {
    Add(window.tenant,
        EntryOf(window.principal, clock_->Now(), std::move(window.repeated)));
  }
  windows_.erase(oldest);
}

absl::Status AccessLog::Flush() {
  MutexLock round(writing_);
  Waiting taken;
  {
    MutexLock lock(mutex_);
    EndWindows(clock_->Now() - options_.window);
    taken.swap(waiting_);
  }
  absl::Status result;
  for (auto& [tenant, entries] : taken) {
    const size_t count = entries.size();
    const absl::Status written =
        store_->Append(tenant, entries, std::nullopt).status();
    MutexLock lock(mutex_);
    if (written.ok()) {
      waiting_count_ -= count;
      continue;
    }
    result = written;
    // Before what came meanwhile.
    std::vector<NewEntry>& later = waiting_[tenant];
    later.insert(later.begin(), std::make_move_iterator(entries.begin()),
                 std::make_move_iterator(entries.end()));
  }
  return result;
}

void AccessLog::WriteUntilStopped() {
  while (true) {
    {
      MutexLock lock(mutex_);
      if (!stopping_ && waiting_count_ == 0) changed_.WaitFor(mutex_, kIdle);
      if (stopping_) return;
    }
    const absl::Status written = Flush();
    if (!written.ok()) {
      log::Warn("who read what is not written",
                {{"error", std::string(written.message())}});
    }
    MutexLock lock(mutex_);
    if (!stopping_) stopped_.WaitFor(mutex_, options_.rest);
    if (stopping_) return;
  }
}

absl::Status AccessLog::Erase(const std::string& tenant,
                              const core::Erased& erased) {
  if (erased.user.empty() && !erased.everything) return absl::OkStatus();
  {
    MutexLock lock(mutex_);
    EndWindows(absl::InfiniteFuture());
  }
  ALHF_RETURN_IF_ERROR(Flush());
  std::vector<Redaction> redactions;
  for (uint64_t at = 0;;) {
    ALHF_ASSIGN_OR_RETURN(const std::vector<LogEntry> entries,
                          store_->Read(tenant, at, kReadLimit));
    if (entries.empty()) break;
    at = entries.back().envelope.position().sequence();
    for (const LogEntry& entry : entries) {
      auto redaction = RedactionOf(erased, entry);
      if (redaction.has_value()) redactions.push_back(*std::move(redaction));
    }
  }
  if (redactions.empty()) return absl::OkStatus();
  return store_->Redact(tenant, redactions);
}

}  // namespace alhf::coordinator
