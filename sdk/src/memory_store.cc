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
  leveldb::Options db_options;
  db_options.create_if_missing = true;
  db_options.paranoid_checks = true;
  if (options.env != nullptr) db_options.env = options.env;
  std::unique_ptr<RecoverableDb> db;
  const leveldb::Status status =
      RecoverableDb::Open(db_options, options.folder, &db);
  ALHF_RETURN_IF_ERROR(FromLevelDb(status, options.folder));
  auto store = absl::WrapUnique(new MemoryStore(std::move(db)));
  if (auto read = store->ReadHeader(options.component, random); !read.ok()) {
    return Annotate(read, options.folder);
  }
  ALHF_RETURN_IF_ERROR(store->ReadPurgeList());
  return store;
}

absl::Status MemoryStore::ReadHeader(const std::string& component,
                                     absl::BitGenRef random) {
  ALHF_ASSIGN_OR_RETURN(const std::optional<std::string> stored,
                        Get(nullptr, HeaderKey()));
  storage::v1::MemoryHeader header;
  if (stored.has_value()) {
    ALHF_RETURN_IF_ERROR(DecodeInto(*stored, &header));
  } else {
    header.set_format_version(kFormatVersion);
    header.set_memory_id(RandomId("m-", random));
    header.set_component(component);
    leveldb::WriteBatch batch;
    batch.Put(HeaderKey(), Encode(header));
    ALHF_RETURN_IF_ERROR(Write(&batch));
  }
  if (header.format_version() != kFormatVersion) {
    return Error(StatusCode::kDataLoss, Reason::STORE_DAMAGED,
                 absl::StrCat("the memory has format ", header.format_version(),
                              ", this program knows ", kFormatVersion,
                              ": delete the folder, the memory "
                              "is rebuilt from the log"),
                 {{"format", absl::StrCat(header.format_version())}});
  }
  if (header.component() != component) {
    return Error(
        StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
        absl::StrCat("the folder holds the memory of ", header.component(),
                     ", not of ", component, ": choose another folder"),
        {{"component", header.component()}});
  }
  memory_id_ = header.memory_id();
  return absl::OkStatus();
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
  reopening_ = true;
  absl::Status status;
  while (status.ok() && !snapshots_.empty()) {
    if (!released_.WaitFor(mutex_, patience) && !snapshots_.empty()) {
      status = absl::UnavailableError(
          "a refused write is not mended yet: an older state is being read");
    }
  }
  if (status.ok()) {
    WriterLock writes(writes_mutex_);
    const leveldb::Status opened = db_->Reopen();
    // Whatever it is, it is worth another try: what is damaged is noticed at
    // the next start.
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
  ALHF_RETURN_IF_ERROR(FromLevelDb(status, "memory"));
  return std::optional<std::string>(std::move(value));
}

std::unique_ptr<leveldb::Iterator> MemoryStore::Iterate(
    const leveldb::Snapshot* snapshot) const {
  return absl::WrapUnique(db_->NewIterator(At(snapshot)));
}

absl::Status MemoryStore::Write(leveldb::WriteBatch* batch) {
  ReaderLock lock(writes_mutex_);
  return FromLevelDb(db_->Write(leveldb::WriteOptions(), batch), "memory");
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
    WriterLock lock(writes_mutex_);
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
    ALHF_RETURN_IF_ERROR(FromLevelDb(WriteAndPurge(*db_, batch), "memory"));
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
