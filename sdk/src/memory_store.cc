#include "sdk/src/memory_store.h"

#include <leveldb/env.h>
#include <leveldb/filter_policy.h>
#include <leveldb/write_batch.h>

#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/storage/v1/memory.pb.h"
#include "base/leveldb_files.h"
#include "base/status.h"
#include "base/text.h"
#include "base/unix_socket.h"
#include "sdk/src/codec.h"
#include "sdk/src/memory_keys.h"
#include "sdk/src/memory_sum.h"

namespace alhf::sdk {
namespace {

using absl::StatusCode;

// Of keys and values; docs/memory_format.md describes it.
constexpr uint32_t kFormatVersion = 1;

leveldb::Slice ToSlice(absl::string_view bytes) {
  return leveldb::Slice(bytes.data(), bytes.size());
}

leveldb::ReadOptions At(const leveldb::Snapshot* snapshot) {
  leveldb::ReadOptions options;
  options.snapshot = snapshot;
  options.verify_checksums = true;
  return options;
}

absl::Status MakeFolder(const MemoryStore::Options& options) {
  if (options.env == nullptr) return MakePrivateFolder(options.folder);
  options.env->CreateDir(options.folder);  // fails where it is there already
  return absl::OkStatus();
}

}  // namespace

absl::Status FromLevelDb(const leveldb::Status& status,
                         absl::string_view folder) {
  if (status.ok()) return absl::OkStatus();
  const std::string what = status.ToString();
  if (status.IsCorruption()) {
    return Error(StatusCode::kDataLoss, Reason::STORE_DAMAGED,
                 absl::StrCat(folder, ": ", what,
                              ": delete the folder, the "
                              "memory is rebuilt from the log"),
                 {{"folder", std::string(folder)}});
  }
  if (absl::StrContains(what, "IO error: lock ")) {
    return Error(StatusCode::kUnavailable, Reason::STORE_LOCKED,
                 absl::StrCat(folder,
                              ": another process holds the folder: "
                              "stop it, or choose another folder (",
                              what, ")"),
                 {{"folder", std::string(folder)}});
  }
  return absl::UnavailableError(absl::StrCat(folder, ": ", what));
}

absl::StatusOr<std::unique_ptr<MemoryStore>> MemoryStore::Open(
    const Options& options, absl::BitGenRef random) {
  ALHF_RETURN_IF_ERROR(MakeFolder(options));
  std::unique_ptr<RecoverableDb> db;
  leveldb::Status status;
  if (HasLostItsIndex(options.env, options.folder)) {
    status = leveldb::Status::Corruption("the file CURRENT is missing");
  }
  if (status.ok()) {
    status = RecoverableDb::Open(options.env, options.folder, &db);
  }
  ALHF_RETURN_IF_ERROR(FromLevelDb(status, options.folder));
  auto store =
      absl::WrapUnique(new MemoryStore(std::move(db), options.component));
  {
    MutexLock lock(store->mutex_);
    if (auto read = store->ReadAll(random); !read.ok()) {
      return Annotate(read, options.folder);
    }
  }
  ALHF_RETURN_IF_ERROR(store->ReadPurgeList());
  return store;
}

absl::Status MemoryStore::CheckHeader(
    const storage::v1::MemoryHeader& header) const {
  if (header.format_version() != kFormatVersion) {
    return Error(StatusCode::kDataLoss, Reason::STORE_DAMAGED,
                 absl::StrCat("the memory has format ", header.format_version(),
                              ", this program knows ", kFormatVersion,
                              ": delete the folder, the memory "
                              "is rebuilt from the log"),
                 {{"format", absl::StrCat(header.format_version())}});
  }
  if (header.component() == component_) return absl::OkStatus();
  return Error(
      StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
      absl::StrCat("the folder holds the memory of ", header.component(),
                   ", not of ", component_, ": choose another folder"),
      {{"component", header.component()}});
}

absl::Status MemoryStore::ReadAll(absl::BitGenRef random) {
  ALHF_ASSIGN_OR_RETURN(const std::optional<std::string> stored,
                        Get(nullptr, HeaderKey()));
  storage::v1::MemoryHeader header;
  if (stored.has_value()) {
    ALHF_RETURN_IF_ERROR(DecodeInto(*stored, &header));
    ALHF_RETURN_IF_ERROR(CheckHeader(header));
  }
  // After the header: it may be somebody else's.
  ALHF_RETURN_IF_ERROR(Checked(CheckSum(*db_)));
  if (!stored.has_value()) {
    header.set_format_version(kFormatVersion);
    header.set_memory_id(RandomId("m-", random));
    header.set_component(component_);
    leveldb::WriteBatch batch;
    batch.Put(HeaderKey(), Encode(header));
    ALHF_RETURN_IF_ERROR(Write(&batch));
  }
  memory_id_ = header.memory_id();
  return absl::OkStatus();
}

std::string MemoryStore::memory_id() const {
  MutexLock lock(mutex_);
  return memory_id_;
}

absl::Status MemoryStore::Checked(const leveldb::Status& status) const {
  if (status.IsCorruption()) damaged_ = true;
  return FromLevelDb(status, "memory");
}

SharedSnapshot MemoryStore::TakeSnapshot() const {
  MutexLock lock(mutex_);
  while (reopening_) released_.Wait(mutex_);
  const uint64_t erasures = erasures_;
  ++snapshots_[erasures];
  return SharedSnapshot(db_->GetSnapshot(),
                        [this, erasures](const leveldb::Snapshot* snapshot) {
                          Release(snapshot, erasures);
                        });
}

void MemoryStore::Release(const leveldb::Snapshot* snapshot,
                          uint64_t erasures) const {
  db_->ReleaseSnapshot(snapshot);
  MutexLock lock(mutex_);
  if (--snapshots_[erasures] == 0) snapshots_.erase(erasures);
  released_.NotifyAll();
}

absl::Status MemoryStore::Reopen(absl::Duration patience) {
  MutexLock one_by_one(purging_mutex_);
  MutexLock lock(mutex_);
  if (!db_->refused()) return absl::OkStatus();
  return OpenAgain(patience, [&] { return db_->Reopen(); });
}

absl::Status MemoryStore::StartAnew(const std::string& aside,
                                    absl::Duration patience,
                                    absl::BitGenRef random) {
  MutexLock one_by_one(purging_mutex_);
  MutexLock lock(mutex_);
  if (!damaged_) return absl::OkStatus();
  ALHF_RETURN_IF_ERROR(
      OpenAgain(patience, [&] { return db_->StartAnew(aside); }));
  damaged_ = false;
  purge_.Clear();
  return ReadAll(random);
}

absl::Status MemoryStore::OpenAgain(absl::Duration patience,
                                    absl::FunctionRef<leveldb::Status()> open) {
  reopening_ = true;
  absl::Status status;
  while (status.ok() && !snapshots_.empty()) {
    if (!released_.WaitFor(mutex_, patience) && !snapshots_.empty()) {
      status = absl::UnavailableError(
          "the memory is not mended yet: an older state is being read");
    }
  }
  if (status.ok()) {
    MutexLock writes(writes_mutex_);
    const leveldb::Status opened = open();
    if (opened.IsCorruption()) damaged_ = true;
    // Whatever it is, it is worth another try.
    if (!opened.ok()) status = absl::UnavailableError(opened.ToString());
  }
  reopening_ = false;
  released_.NotifyAll();
  return status;
}

absl::StatusOr<std::optional<std::string>> MemoryStore::Get(
    const leveldb::Snapshot* snapshot, absl::string_view key) const {
  std::string value;
  const leveldb::Status status = db_->Get(At(snapshot), ToSlice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  ALHF_RETURN_IF_ERROR(Checked(status));
  return std::optional<std::string>(std::move(value));
}

std::unique_ptr<leveldb::Iterator> MemoryStore::Iterate(
    const leveldb::Snapshot* snapshot) const {
  return absl::WrapUnique(db_->NewIterator(At(snapshot)));
}

absl::Status MemoryStore::Write(leveldb::WriteBatch* batch) {
  MutexLock lock(writes_mutex_);
  leveldb::Status status = AddToSum(*db_, *batch);
  if (status.ok()) status = db_->Write(leveldb::WriteOptions(), batch);
  return Checked(status);
}

absl::Status MemoryStore::ReadPurgeList() {
  ALHF_ASSIGN_OR_RETURN(const std::optional<std::string> stored,
                        Get(nullptr, PurgeKey()));
  if (!stored.has_value()) return absl::OkStatus();
  {
    MutexLock lock(mutex_);
    ALHF_RETURN_IF_ERROR(DecodeInto(*stored, &purge_));
  }
  return Purge(absl::ZeroDuration()).status();
}

absl::Status MemoryStore::WriteErasing(leveldb::WriteBatch* batch,
                                       const std::vector<std::string>& keys) {
  MutexLock lock(mutex_);
  for (const std::string& key : keys) purge_.add_keys(key);
  batch->Put(PurgeKey(), Encode(purge_));
  ALHF_RETURN_IF_ERROR(Write(batch));
  ++erasures_;
  return absl::OkStatus();
}

bool MemoryStore::purges() const {
  MutexLock lock(mutex_);
  return !purge_.keys().empty();
}

bool MemoryStore::IsSeen(uint64_t erasures) const {
  return !snapshots_.empty() && snapshots_.begin()->first < erasures;
}

absl::StatusOr<bool> MemoryStore::Purge(absl::Duration patience) {
  MutexLock one_by_one(purging_mutex_);
  std::vector<std::string> keys;
  {
    MutexLock lock(mutex_);
    const uint64_t erasures = erasures_;
    while (IsSeen(erasures)) {
      if (!released_.WaitFor(mutex_, patience) && IsSeen(erasures)) {
        return false;
      }
    }
    keys.assign(purge_.keys().begin(), purge_.keys().end());
  }
  if (keys.empty()) return true;
  {
    // A rebuilt memory has keys again that were erased.
    MutexLock lock(writes_mutex_);
    leveldb::WriteBatch batch;
    for (const std::string& key : keys) {
      ALHF_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                            Get(nullptr, key));
      if (value.has_value()) {
        batch.Put(key, *value);
      } else {
        batch.Delete(key);
      }
    }
    ALHF_RETURN_IF_ERROR(Checked(WriteAndPurge(*db_, batch)));
  }
  // Others may have erased meanwhile: theirs come after.
  MutexLock lock(mutex_);
  purge_.mutable_keys()->DeleteSubrange(0, static_cast<int>(keys.size()));
  leveldb::WriteBatch rest;
  if (purge_.keys().empty()) {
    rest.Delete(PurgeKey());
  } else {
    rest.Put(PurgeKey(), Encode(purge_));
  }
  ALHF_RETURN_IF_ERROR(Write(&rest));
  return purge_.keys().empty();
}

}  // namespace alhf::sdk
