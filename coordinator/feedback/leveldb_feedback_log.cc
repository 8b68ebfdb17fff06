#include "coordinator/feedback/leveldb_feedback_log.h"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>
#include <vector>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "base/mutex.h"
#include "base/status.h"
#include "base/text.h"
#include "coordinator/feedback/entry_store.h"
#include "coordinator/feedback/log_codec.h"

namespace alhf::coordinator {
namespace {

constexpr size_t kSaltBytes = 16;
// Appends of one tenant that go to disk together, at most.
constexpr size_t kGroupLimit = 64;

// One caller's entries on their way to disk.
struct PendingAppend {
  std::vector<NewEntry> entries;
  std::optional<uint64_t> expected;
  bool done = false;
  absl::StatusOr<v1::Position> result;
};

// Callers of one tenant queue up. The first writes for itself and for those
// behind it, while the next ones queue up again.
struct AppendQueue {
  Mutex mutex;
  CondVar turn;
  std::deque<PendingAppend*> waiting ABSL_GUARDED_BY(mutex);
};

class LevelDbFeedbackLog final : public FeedbackLog {
 public:
  explicit LevelDbFeedbackLog(std::unique_ptr<EntryStore> store)
      : store_(std::move(store)) {}

  absl::StatusOr<v1::Position> Append(
      absl::string_view tenant, std::vector<NewEntry> entries,
      std::optional<uint64_t> expected) override;
  absl::StatusOr<std::vector<LogEntry>> Read(absl::string_view tenant,
                                             uint64_t after,
                                             size_t limit) const override {
    return store_->Read(tenant, after, limit);
  }
  v1::Position End(absl::string_view tenant) const override {
    return At(store_->End(tenant).sequence);
  }
  LogMark Mark(absl::string_view tenant) const override {
    return store_->End(tenant);
  }
  absl::StatusOr<std::vector<std::string>> Tenants() const override {
    return store_->Tenants();
  }
  void Watch(absl::AnyInvocable<void(const std::string&)> listener) override {
    MutexLock lock(listeners_mutex_);
    listeners_.push_back(std::move(listener));
  }
  absl::Status Redact(absl::string_view tenant,
                      const std::vector<Redaction>& redactions) override {
    return store_->Redact(tenant, redactions);
  }
  absl::Status Snapshot(const std::string& target) const override {
    return store_->CopyTo(target);
  }

 private:
  v1::Position At(uint64_t sequence) const;
  std::string NewSalt();
  AppendQueue& QueueOf(absl::string_view tenant);
  void Write(absl::string_view tenant,
             const std::vector<PendingAppend*>& group);

  const std::unique_ptr<EntryStore> store_;

  Mutex queues_mutex_;
  std::map<std::string, AppendQueue> queues_ ABSL_GUARDED_BY(queues_mutex_);

  Mutex listeners_mutex_;
  std::vector<absl::AnyInvocable<void(const std::string&)>> listeners_
      ABSL_GUARDED_BY(listeners_mutex_);

  Mutex random_mutex_;
  absl::BitGen random_ ABSL_GUARDED_BY(random_mutex_);
};

v1::Position LevelDbFeedbackLog::At(uint64_t sequence) const {
  v1::Position position;
  position.set_log_id(store_->header().log_id());
  position.set_epoch(store_->header().epoch());
  position.set_sequence(sequence);
  return position;
}

std::string LevelDbFeedbackLog::NewSalt() {
  MutexLock lock(random_mutex_);
  std::string salt;
  while (salt.size() < kSaltBytes) {
    AppendBigEndian64(salt, absl::Uniform<uint64_t>(random_));
  }
  return salt;
}

AppendQueue& LevelDbFeedbackLog::QueueOf(absl::string_view tenant) {
  MutexLock lock(queues_mutex_);
  return queues_[std::string(tenant)];
}

absl::StatusOr<v1::Position> LevelDbFeedbackLog::Append(
    absl::string_view tenant, std::vector<NewEntry> entries,
    std::optional<uint64_t> expected) {
  if (entries.empty()) {
    return absl::InvalidArgumentError("there are no entries to append");
  }
  AppendQueue& queue = QueueOf(tenant);
  PendingAppend mine{std::move(entries), expected, false,
                     absl::UnknownError("not written yet")};
  std::vector<PendingAppend*> group;
  {
    MutexLock lock(queue.mutex);
    queue.waiting.push_back(&mine);
    while (!mine.done && queue.waiting.front() != &mine) {
      queue.turn.Wait(queue.mutex);
    }
    if (!mine.done) {
      group.assign(queue.waiting.begin(), queue.waiting.end());
      if (group.size() > kGroupLimit) group.resize(kGroupLimit);
    }
  }
  if (!group.empty()) {
    Write(tenant, group);
    MutexLock lock(queue.mutex);
    for (PendingAppend* each : group) {
      each->done = true;
      queue.waiting.pop_front();
    }
    queue.turn.NotifyAll();
  }
  if (mine.result.ok()) {
    const std::string name(tenant);
    MutexLock lock(listeners_mutex_);
    for (auto& listener : listeners_) listener(name);
  }
  return mine.result;
}

void LevelDbFeedbackLog::Write(absl::string_view tenant,
                               const std::vector<PendingAppend*>& group) {
  LogMark end = store_->End(tenant);
  std::vector<SealedEntry> sealed;
  std::vector<PendingAppend*> written;
  for (PendingAppend* each : group) {
    if (each->expected.value_or(end.sequence) != end.sequence) {
      each->result =
          Error(absl::StatusCode::kAborted, Reason::LOG_CONFLICT,
                absl::StrCat("the log of tenant ", tenant, " ends at ",
                             end.sequence, ", not at ", *each->expected,
                             ": read on and decide again"),
                {{"tenant", std::string(tenant)}});
      continue;
    }
    for (const NewEntry& entry : each->entries) {
      ++end.sequence;
      sealed.push_back(Seal(entry, At(end.sequence), NewSalt(), end.digest));
      end.digest = Sha256(sealed.back().envelope);
    }
    each->result = At(end.sequence);
    written.push_back(each);
  }
  if (written.empty()) return;
  const absl::Status status = store_->Write(tenant, sealed);
  if (status.ok()) return;
  for (PendingAppend* each : written) each->result = status;
}

}  // namespace

absl::StatusOr<std::unique_ptr<FeedbackLog>> OpenLevelDbFeedbackLog(
    const LevelDbFeedbackLogOptions& options) {
  absl::BitGen random;
  ALHF_ASSIGN_OR_RETURN(
      auto store,
      EntryStore::Open(options.folder, options.env, RandomId("log-", random),
                       options.min_epoch));
  return std::make_unique<LevelDbFeedbackLog>(std::move(store));
}

}  // namespace alhf::coordinator
