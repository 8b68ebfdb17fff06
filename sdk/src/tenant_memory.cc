#include "sdk/src/tenant_memory.h"

#include <leveldb/write_batch.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status.h"
#include "core/relevance/lesson_index.h"
#include "sdk/src/entry_changes.h"
#include "sdk/src/position.h"
#include "sdk/src/recall.h"

namespace alhf::sdk {
namespace {

using absl::StatusCode;

// A spare that lacks more than this is not worth its room.
constexpr size_t kMaxLacks = 1024;
// Lessons whose vectors are made in one attempt.
constexpr size_t kMostAtATime = 4 * LessonVectors::kTogether;

absl::Status Malformed(absl::string_view field, absl::string_view what) {
  return Error(StatusCode::kInvalidArgument, Reason::FIELD_INVALID, what,
               {{"field", std::string(field)}});
}

// Whether the entries are of one log and follow each other.
absl::Status CheckEntries(const v1::ApplyChangesRequest& request) {
  const auto& entries = request.entries();
  for (int i = 0; i < entries.size(); ++i) {
    const v1::Position& position = entries[i].position();
    if (position.log_id().empty() || position.sequence() == 0) {
      return Malformed("entries.position",
                       "an entry needs the position that it has in the log");
    }
    if (i > 0 &&
        (!SameLog(position, entries[0].position()) ||
         position.sequence() != entries[i - 1].position().sequence() + 1)) {
      return Malformed(
          "entries.position",
          absl::StrCat("entry ", position.sequence(),
                       " does not follow the one before it in the request"));
    }
  }
  if (request.rebuild() &&
      (entries.empty() || entries[0].position().sequence() != 1)) {
    return Malformed("rebuild",
                     "a rebuild starts with the entry of sequence 1");
  }
  return absl::OkStatus();
}

absl::Status Gap(const v1::Position& applied, const v1::Position& first) {
  return Error(
      StatusCode::kFailedPrecondition, Reason::POSITION_GAP,
      absl::StrCat("entry ", first.sequence(), " came, entry ",
                   applied.sequence() + 1, " is next: send from there"),
      {{"applied_sequence", absl::StrCat(applied.sequence())},
       {"sequence", absl::StrCat(first.sequence())}});
}

}  // namespace

TenantMemory::TenantMemory(Parts parts, std::string tenant)
    : parts_(std::move(parts)), tenant_(std::move(tenant)) {}

absl::StatusOr<MemoryView> TenantMemory::Read() {
  while (true) {
    ALHF_RETURN_IF_ERROR(EnsureLoaded());
    MutexLock lock(mutex_);
    SharedVersion version = newest_;
    if (version == nullptr) continue;  // forgotten meanwhile
    ++version->readers;
    const core::LessonIndex* index = &version->index;
    return MemoryView{
        position_, snapshot_,
        std::shared_ptr<const core::LessonIndex>(
            index, [this, version = std::move(version)](
                       const core::LessonIndex*) { Release(*version); })};
  }
}

absl::StatusOr<v1::Position> TenantMemory::Position() {
  ALHF_RETURN_IF_ERROR(EnsureLoaded());
  MutexLock lock(mutex_);
  return position_;
}

void TenantMemory::RenewSnapshot() {
  MutexLock writer(writer_mutex_);
  MutexLock lock(mutex_);
  if (newest_ != nullptr) snapshot_ = parts_.store->TakeSnapshot();
}

void TenantMemory::Forget() {
  MutexLock writer(writer_mutex_);
  spare_ = nullptr;
  spare_lacks_.clear();
  MutexLock lock(mutex_);
  newest_ = nullptr;
  snapshot_ = nullptr;
}

void TenantMemory::Release(Version& version) {
  MutexLock lock(mutex_);
  --version.readers;
}

absl::Status TenantMemory::EnsureLoaded() {
  {
    MutexLock lock(mutex_);
    if (newest_ != nullptr) return absl::OkStatus();
  }
  MutexLock writer(writer_mutex_);
  return Load();
}

absl::Status TenantMemory::Load() {
  {
    MutexLock lock(mutex_);
    if (newest_ != nullptr) return absl::OkStatus();
  }
  const SharedSnapshot snapshot = parts_.store->TakeSnapshot();
  ALHF_ASSIGN_OR_RETURN(
      const v1::Position position,
      StoredMemory::NewestPosition(*parts_.store, snapshot.get(), tenant_));
  ALHF_ASSIGN_OR_RETURN(
      SharedVersion version,
      BuildVersion(StoredMemory(parts_.store, snapshot, tenant_, position)));
  ALHF_RETURN_IF_ERROR(
      DropLostVectors(StoredMemory(parts_.store, snapshot, tenant_, position)));
  if (!version->complete) parts_.on_lacking();
  MutexLock lock(mutex_);
  newest_ = std::move(version);
  position_ = position;
  snapshot_ = snapshot;
  return absl::OkStatus();
}

absl::Status TenantMemory::DropLostVectors(const StoredMemory& memory) const {
  if (parts_.vectors == nullptr) return absl::OkStatus();
  ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Lesson> lessons, memory.List({}));
  std::vector<std::string> ids;
  ids.reserve(lessons.size());
  for (const v1::Lesson& lesson : lessons) ids.push_back(lesson.id());
  return parts_.vectors->KeepOnly(tenant_, ids);
}

absl::StatusOr<TenantMemory::SharedVersion> TenantMemory::BuildVersion(
    const StoredMemory& memory) const {
  ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Lesson> lessons,
                        memory.List({v1::LESSON_ACTIVE, v1::LESSON_SHADOW}));
  auto version = std::make_shared<Version>(parts_.scorer);
  version->complete = PutAll(lessons, tenant_, parts_.vectors, version->index);
  return version;
}

StoredMemory TenantMemory::Newest(v1::Position position) const {
  return StoredMemory(parts_.store, parts_.store->TakeSnapshot(), tenant_,
                      std::move(position));
}

absl::StatusOr<v1::Position> TenantMemory::Apply(
    const v1::ApplyChangesRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckEntries(request));
  MutexLock writer(writer_mutex_);
  ALHF_RETURN_IF_ERROR(Load());
  ALHF_ASSIGN_OR_RETURN(v1::Position applied, Position());
  if (request.entries().empty()) return applied;
  const v1::Position& first = request.entries(0).position();
  bool rebuild = request.rebuild();
  if (rebuild) {
    applied = v1::Position();
  } else if (applied.sequence() > 0 && !SameLog(applied, first)) {
    return ForeignPosition(first, applied);
  } else if (first.sequence() > applied.sequence() + 1) {
    return Gap(applied, first);
  }
  const bool rebuilt = rebuild;
  std::vector<v1::Lesson> changed;
  absl::Status status;
  uint64_t written = 0;
  for (const v1::Entry& entry : request.entries()) {
    if (entry.position().sequence() <= applied.sequence()) continue;
    status = ApplyEntry(entry, rebuild, applied, changed);
    if (!status.ok()) break;
    applied = entry.position();
    rebuild = false;
    ++written;
  }
  if (written > 0) {
    std::vector<Change> changes = WithVectors(changed);
    const bool lacking =
        parts_.vectors != nullptr &&
        std::any_of(changes.begin(), changes.end(), [](const Change& each) {
          return each.lesson.state() != v1::LESSON_ERASED &&
                 each.vector.empty();
        });
    Publish(applied, std::move(changes), rebuilt);
    // Not before: whoever catches up looks at what is published.
    if (lacking) parts_.on_lacking();
  }
  ALHF_RETURN_IF_ERROR(status);
  return applied;
}

absl::Status TenantMemory::ApplyEntry(const v1::Entry& entry, bool drop_first,
                                      const v1::Position& before,
                                      std::vector<v1::Lesson>& changed) {
  // At sequence 0 nothing of what is to be dropped is seen.
  const SharedSnapshot snapshot = parts_.store->TakeSnapshot();
  const StoredMemory memory(parts_.store, snapshot, tenant_, before);
  ALHF_ASSIGN_OR_RETURN(
      const v1::Position stored,
      StoredMemory::NewestPosition(*parts_.store, snapshot.get(), tenant_));
  // While the snapshot lives nobody sets the memory aside.
  if (!drop_first && stored.sequence() != before.sequence()) {
    return absl::UnavailableError("the memory was set aside meanwhile");
  }
  ALHF_ASSIGN_OR_RETURN(
      EntryEffect effect,
      EffectOf(*parts_.component, parts_.component_name, memory, entry));
  leveldb::WriteBatch batch;
  std::vector<std::string> erased = std::move(effect.erased_keys);
  if (drop_first) {
    // The log may have lost words since.
    const std::string prefix = TenantPrefix(tenant_);
    ALHF_RETURN_IF_ERROR(
        memory.VisitKeys("", [&](absl::string_view key, absl::string_view) {
          erased.push_back(absl::StrCat(prefix, key));
          batch.Delete(erased.back());
          return true;
        }));
  }
  batch.Append(effect.batch);
  ALHF_RETURN_IF_ERROR(erased.empty()
                           ? parts_.store->Write(&batch)
                           : parts_.store->WriteErasing(&batch, erased));
  changed.insert(changed.end(), std::make_move_iterator(effect.lessons.begin()),
                 std::make_move_iterator(effect.lessons.end()));
  return absl::OkStatus();
}

std::vector<TenantMemory::Change> TenantMemory::WithVectors(
    const std::vector<v1::Lesson>& lessons) const {
  std::vector<Change> changes;
  std::vector<v1::Lesson> living;
  for (const v1::Lesson& lesson : lessons) {
    changes.push_back({lesson, {}});
    if (lesson.state() != v1::LESSON_ERASED) living.push_back(lesson);
  }
  if (parts_.vectors == nullptr) return changes;
  // What comes in bulk would keep the caller waiting for a remote encoder.
  const bool at_once = !parts_.vectors->encoder().remote() ||
                       living.size() <= LessonVectors::kTogether;
  absl::StatusOr<std::vector<core::CompactVector>> vectors =
      at_once ? parts_.vectors->VectorsOf(tenant_, living)
              : parts_.vectors->KeptOf(tenant_, living);
  absl::Status status = vectors.status();
  if (!vectors.ok()) vectors = parts_.vectors->KeptOf(tenant_, living);
  size_t next = 0;
  std::vector<std::string> erased;
  for (Change& change : changes) {
    if (change.lesson.state() == v1::LESSON_ERASED) {
      erased.push_back(change.lesson.id());
    } else {
      change.vector = std::move((*vectors)[next++]);
    }
  }
  // After the encoding: the same batch may have brought and erased it.
  if (!erased.empty()) status.Update(parts_.vectors->Erase(tenant_, erased));
  if (!status.ok()) {
    // What is missing is made later; loading the memory drops what is lost.
    log::Warn("sentence vectors are behind the memory",
              {{"component", parts_.component_name},
               {"error", std::string(status.message())}});
  }
  return changes;
}

absl::Status TenantMemory::CatchUp() {
  if (parts_.vectors == nullptr) return absl::OkStatus();
  ALHF_ASSIGN_OR_RETURN(const v1::Position position, Position());
  // No snapshot is held while an encoder is asked: erasing would wait for it.
  ALHF_ASSIGN_OR_RETURN(
      const std::vector<v1::Lesson> lessons,
      Newest(position).List({v1::LESSON_ACTIVE, v1::LESSON_SHADOW}));
  const auto kept = parts_.vectors->KeptOf(tenant_, lessons);
  std::vector<v1::Lesson> lacking;
  for (size_t i = 0; i < lessons.size(); ++i) {
    if (kept[i].empty()) lacking.push_back(lessons[i]);
  }
  // The rest another time: whoever stops the process waits for this.
  const size_t now = std::min(lacking.size(), kMostAtATime);
  bool made = false;
  for (size_t begin = 0; begin < now; begin += LessonVectors::kTogether) {
    const auto from = lacking.begin() + static_cast<std::ptrdiff_t>(begin);
    const size_t count = std::min(LessonVectors::kTogether, now - begin);
    const std::vector<v1::Lesson> some(
        from, from + static_cast<std::ptrdiff_t>(count));
    ALHF_ASSIGN_OR_RETURN(const auto vectors,
                          parts_.vectors->VectorsOf(tenant_, some));
    for (const core::CompactVector& vector : vectors) {
      made = made || !vector.empty();
    }
    ALHF_RETURN_IF_ERROR(ShowVectors(some));
  }
  if (made && now < lacking.size()) parts_.on_lacking();
  return absl::OkStatus();
}

absl::Status TenantMemory::ShowVectors(const std::vector<v1::Lesson>& lessons) {
  MutexLock writer(writer_mutex_);
  ALHF_RETURN_IF_ERROR(Load());
  ALHF_ASSIGN_OR_RETURN(const v1::Position position, Position());
  const StoredMemory memory = Newest(position);
  const auto vectors = parts_.vectors->KeptOf(tenant_, lessons);
  std::vector<Change> changes;
  std::vector<std::string> gone;
  for (size_t i = 0; i < lessons.size(); ++i) {
    const auto now = memory.Get(lessons[i].id());
    if (!now.ok() || now->state() == v1::LESSON_ERASED) {
      gone.push_back(lessons[i].id());
    } else if (!vectors[i].empty() &&
               core::WordsToEncode(*now) == core::WordsToEncode(lessons[i])) {
      changes.push_back({*now, vectors[i]});
    }
  }
  // Erased while it was encoded: nothing of it may stay.
  if (!gone.empty()) {
    ALHF_RETURN_IF_ERROR(parts_.vectors->Erase(tenant_, gone));
  }
  if (!changes.empty()) Publish(position, std::move(changes), false);
  return absl::OkStatus();
}

void TenantMemory::Publish(const v1::Position& position,
                           std::vector<Change> changed, bool rebuilt) {
  const SharedSnapshot snapshot = parts_.store->TakeSnapshot();
  {
    MutexLock lock(mutex_);
    if (!rebuilt && newest_->readers == 0) {
      for (const Change& each : changed) {
        newest_->index.Put(each.lesson, each.vector);
      }
      position_ = position;
      snapshot_ = snapshot;
      if (spare_ == nullptr) return;
      spare_lacks_.insert(spare_lacks_.end(), changed.begin(), changed.end());
      if (spare_lacks_.size() > kMaxLacks) spare_ = nullptr;
      return;
    }
  }
  absl::StatusOr<SharedVersion> next = FreeVersion(rebuilt);
  if (next.ok()) {
    for (const Change& each : changed) {
      (*next)->index.Put(each.lesson, each.vector);
    }
  }
  MutexLock lock(mutex_);
  spare_ = rebuilt ? nullptr : std::move(newest_);
  spare_lacks_ = std::move(changed);
  // Where the store could not be read, the next reader tries anew and is told.
  newest_ = next.ok() ? *std::move(next) : nullptr;
  if (newest_ == nullptr) spare_ = nullptr;
  position_ = position;
  snapshot_ = snapshot;
}

absl::StatusOr<TenantMemory::SharedVersion> TenantMemory::FreeVersion(
    bool rebuilt) {
  if (rebuilt) return std::make_shared<Version>(parts_.scorer);
  SharedVersion spare = std::move(spare_);
  SharedSnapshot snapshot;
  v1::Position position;
  {
    MutexLock lock(mutex_);
    if (spare != nullptr && spare->readers > 0) spare = nullptr;
    snapshot = snapshot_;
    position = position_;
  }
  if (spare == nullptr) {
    return BuildVersion(
        StoredMemory(parts_.store, snapshot, tenant_, position));
  }
  for (const Change& each : spare_lacks_) {
    spare->index.Put(each.lesson, each.vector);
  }
  return spare;
}

}  // namespace alhf::sdk
