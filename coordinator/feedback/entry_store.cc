#include "coordinator/feedback/entry_store.h"

#include <leveldb/env.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/leveldb_env.h"
#include "base/leveldb_files.h"
#include "base/log.h"
#include "base/status.h"
#include "base/text.h"
#include "base/unix_socket.h"

namespace alhf::coordinator {
namespace {

using StorePtr = std::unique_ptr<leveldb::DB>;
using IteratorPtr = std::unique_ptr<leveldb::Iterator>;

leveldb::Slice ToSlice(absl::string_view text) {
  return leveldb::Slice(text.data(), text.size());
}

absl::string_view ToView(const leveldb::Slice& slice) {
  return absl::string_view(slice.data(), slice.size());
}

uint64_t SequenceOf(const leveldb::Slice& key) {
  return ReadBigEndian64(ToView(key).substr(key.size() - sizeof(uint64_t)));
}

leveldb::ReadOptions Checked() {
  leveldb::ReadOptions options;
  options.verify_checksums = true;
  return options;
}

leveldb::WriteOptions Synced() {
  leveldb::WriteOptions options;
  options.sync = true;
  return options;
}

absl::Status MakeFolder(const std::string& folder, leveldb::Env* env) {
  if (env == nullptr) return MakePrivateFolder(folder);
  env->CreateDir(folder);  // it may be there already
  return absl::OkStatus();
}

absl::StatusOr<StorePtr> OpenStore(const std::string& path, leveldb::Env* env,
                                   bool must_be_new = false) {
  if (HasLostItsIndex(env, path)) {
    return Damaged(absl::StrCat(path, " has no file CURRENT"));
  }
  leveldb::Options options = StoreOptions(env);
  options.error_if_exists = must_be_new;
  leveldb::DB* store = nullptr;
  const leveldb::Status status = leveldb::DB::Open(options, path, &store);
  if (status.ok()) return StorePtr(store);
  const std::string detail = status.ToString();
  if (status.IsCorruption()) return Damaged(detail);
  if (absl::StrContains(detail, "lock")) {
    return Error(absl::StatusCode::kUnavailable, Reason::STORE_LOCKED,
                 absl::StrCat("another process holds the feedback log in ",
                              path, ": stop it first (", detail, ")"),
                 {{"folder", path}});
  }
  return Error(
      absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
      absl::StrCat("the feedback log in ", path, " cannot be opened: ", detail),
      {{"folder", path}});
}

absl::Status ReadFailed(const leveldb::Status& status) {
  if (status.IsCorruption()) return Damaged(status.ToString());
  return Error(
      absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE,
      absl::StrCat("the feedback log cannot be read: ", status.ToString()));
}

}  // namespace

// -------------------------------------------------------------------- opening

absl::StatusOr<std::unique_ptr<EntryStore>> EntryStore::Open(
    const std::string& folder, leveldb::Env* env, const std::string& new_log_id,
    uint64_t min_epoch) {
  umask(S_IRWXG | S_IRWXO);
  ALHF_RETURN_IF_ERROR(MakeFolder(folder, env));
  std::unique_ptr<EntryStore> store(new EntryStore(folder, env));
  WriterLock lock(store->mutex_);
  ALHF_ASSIGN_OR_RETURN(store->entries_, OpenStore(folder + "/entries", env));
  ALHF_ASSIGN_OR_RETURN(store->marks_, OpenStore(folder + "/marks", env));
  ALHF_RETURN_IF_ERROR(store->EndRedaction());
  ALHF_RETURN_IF_ERROR(store->LoadHeader(new_log_id, min_epoch));
  ALHF_RETURN_IF_ERROR(store->LoadEnds());
  ALHF_RETURN_IF_ERROR(store->CheckMarks());
  return store;
}

absl::Status EntryStore::LoadHeader(const std::string& new_log_id,
                                    uint64_t min_epoch) {
  std::string bytes;
  const leveldb::Status found = entries_->Get(Checked(), HeaderKey(), &bytes);
  if (found.ok()) {
    if (header_.ParseFromString(bytes) &&
        header_.format_version() == kLogFormatVersion) {
      if (header_.epoch() >= min_epoch) return absl::OkStatus();
      header_.set_epoch(min_epoch);
      const leveldb::Status raised =
          entries_->Put(Synced(), HeaderKey(), header_.SerializeAsString());
      return raised.ok() ? absl::OkStatus() : WriteFailed(raised);
    }
    return Damaged(absl::StrCat("its format is ", header_.format_version(),
                                ", this program reads ", kLogFormatVersion));
  }
  if (!found.IsNotFound()) return ReadFailed(found);
  IteratorPtr any(entries_->NewIterator(Checked()));
  any->SeekToFirst();
  if (any->Valid()) return Damaged("it has entries and no header");
  header_.set_format_version(kLogFormatVersion);
  header_.set_log_id(new_log_id);
  header_.set_epoch(std::max<uint64_t>(1, min_epoch));
  const leveldb::Status written =
      entries_->Put(Synced(), HeaderKey(), header_.SerializeAsString());
  return written.ok() ? absl::OkStatus() : WriteFailed(written);
}

absl::Status EntryStore::LoadEnds() {
  IteratorPtr it(entries_->NewIterator(Checked()));
  it->Seek(TenantLimit(""));
  while (it->Valid()) {
    const std::string tenant(TenantOf(ToView(it->key())));
    // A tenant's last envelope lies right before its first payload.
    it->Seek(EnvelopeLimit(tenant));
    if (it->Valid()) {
      it->Prev();
    } else {
      it->SeekToLast();
    }
    if (!it->Valid() || ToView(it->key()) < EnvelopeKey(tenant, 1)) {
      return Damaged(absl::StrCat("tenant ", tenant, " has no envelopes"));
    }
    const LogMark end{SequenceOf(it->key()), Sha256(ToView(it->value()))};
    {
      MutexLock lock(ends_mutex_);
      ends_[tenant] = end;
    }
    it->Seek(TenantLimit(tenant));
  }
  return it->status().ok() ? absl::OkStatus() : ReadFailed(it->status());
}

absl::Status EntryStore::CheckMarks() {
  IteratorPtr it(marks_->NewIterator(Checked()));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    const absl::string_view tenant = ToView(it->key());
    ALHF_ASSIGN_OR_RETURN(const LogMark mark, DecodeMark(ToView(it->value())));
    const LogMark end = End(tenant);
    if (mark.sequence > end.sequence) {
      return Damaged(absl::StrCat("the log of tenant ", tenant,
                                  " ends at entry ", end.sequence,
                                  " and had reached ", mark.sequence));
    }
    std::string envelope;
    const leveldb::Status found =
        entries_->Get(Checked(), EnvelopeKey(tenant, mark.sequence), &envelope);
    if (!found.ok() || Sha256(envelope) != mark.digest) {
      return Damaged(absl::StrCat("entry ", mark.sequence, " of tenant ",
                                  tenant, " is not the one that was written"));
    }
  }
  return it->status().ok() ? absl::OkStatus() : ReadFailed(it->status());
}

LogMark EntryStore::End(absl::string_view tenant) const {
  MutexLock lock(ends_mutex_);
  const auto found = ends_.find(std::string(tenant));
  return found == ends_.end() ? LogMark{} : found->second;
}

std::vector<std::string> EntryStore::Tenants() const {
  MutexLock lock(ends_mutex_);
  std::vector<std::string> tenants;
  tenants.reserve(ends_.size());
  for (const auto& [tenant, end] : ends_) tenants.push_back(tenant);
  return tenants;
}

// -------------------------------------------------------------------- writing

absl::Status EntryStore::WriteFailed(const leveldb::Status& status) const {
  log::Error("log write refused", {{"error", status.ToString()}});
  return Error(absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE,
               absl::StrCat("the feedback log in ", folder_,
                            " cannot be written: ", status.ToString(),
                            "; nothing was recorded, send it again when the "
                            "disk takes writes"),
               {{"folder", folder_}});
}

absl::Status EntryStore::CheckOpen() const {
  if (entries_ != nullptr && marks_ != nullptr) return absl::OkStatus();
  return Error(absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE,
               absl::StrCat("the feedback log in ", folder_,
                            " could not be opened again after a refused "
                            "write: see to the disk"),
               {{"folder", folder_}});
}

absl::Status EntryStore::Write(absl::string_view tenant,
                               const std::vector<SealedEntry>& entries) {
  if (refused_) ALHF_RETURN_IF_ERROR(Reopen());
  LogMark end = End(tenant);
  leveldb::WriteBatch batch;
  for (const SealedEntry& entry : entries) {
    ++end.sequence;
    batch.Put(EnvelopeKey(tenant, end.sequence), entry.envelope);
    batch.Put(PayloadKey(tenant, end.sequence), entry.payload);
  }
  end.digest = Sha256(entries.back().envelope);
  ReaderLock lock(mutex_);
  ALHF_RETURN_IF_ERROR(CheckOpen());
  const leveldb::Status written = entries_->Write(Synced(), &batch);
  if (!written.ok()) {
    refused_ = true;
    return WriteFailed(written);
  }
  {
    MutexLock ends_lock(ends_mutex_);
    ends_[std::string(tenant)] = end;
  }
  // The entry is on disk: a mark that is refused only shows less.
  const leveldb::Status marked =
      marks_->Put(leveldb::WriteOptions(), ToSlice(tenant), EncodeMark(end));
  if (!marked.ok()) {
    refused_ = true;
    log::Warn("log mark refused", {{"error", marked.ToString()}});
  }
  return absl::OkStatus();
}

// A refused write may have left half a record, behind which LevelDB would lose
// what it writes next; opening anew starts a new file. Until the disk takes
// writes again the store stays as it is: it can be read.
absl::Status EntryStore::Reopen() {
  WriterLock lock(mutex_);
  if (!refused_) return absl::OkStatus();  // another caller was faster
  const leveldb::Status probed = ProbeDisk(env_, folder_);
  if (!probed.ok()) return WriteFailed(probed);
  for (const auto& [store, name] :
       {std::pair(&marks_, "/marks"), std::pair(&entries_, "/entries")}) {
    store->reset();
    auto opened = OpenStore(folder_ + name, env_);
    if (!opened.ok()) {
      return WriteFailed(
          leveldb::Status::IOError(std::string(opened.status().message())));
    }
    *store = *std::move(opened);
  }
  ALHF_RETURN_IF_ERROR(DropBeyondEnds());
  ALHF_RETURN_IF_ERROR(EndRedaction());
  refused_ = false;
  log::Info("log opened again", {{"folder", folder_}});
  return absl::OkStatus();
}

absl::Status EntryStore::DropBeyondEnds() {
  leveldb::WriteBatch drop;
  IteratorPtr it(entries_->NewIterator(Checked()));
  const auto drop_range = [&](const std::string& from, const std::string& to) {
    for (it->Seek(from); it->Valid() && ToView(it->key()) < to; it->Next()) {
      drop.Delete(it->key());
    }
  };
  it->Seek(TenantLimit(""));
  while (it->Valid()) {
    const std::string tenant(TenantOf(ToView(it->key())));
    const uint64_t next = End(tenant).sequence + 1;
    drop_range(EnvelopeKey(tenant, next), EnvelopeLimit(tenant));
    drop_range(PayloadKey(tenant, next), TenantLimit(tenant));
    it->Seek(TenantLimit(tenant));
  }
  if (!it->status().ok()) return ReadFailed(it->status());
  const leveldb::Status written = entries_->Write(Synced(), &drop);
  return written.ok() ? absl::OkStatus() : WriteFailed(written);
}

absl::Status EntryStore::EndRedaction() {
  const leveldb::Status ended = EndPurge(*entries_);
  if (ended.IsCorruption()) return Damaged(ended.ToString());
  return ended.ok() ? absl::OkStatus() : WriteFailed(ended);
}

absl::Status EntryStore::Redact(absl::string_view tenant,
                                const std::vector<Redaction>& redactions) {
  if (refused_) ALHF_RETURN_IF_ERROR(Reopen());
  WriterLock lock(mutex_);
  ALHF_RETURN_IF_ERROR(CheckOpen());
  leveldb::WriteBatch batch;
  for (const Redaction& each : redactions) {
    std::string envelope;
    const leveldb::Status found =
        entries_->Get(Checked(), EnvelopeKey(tenant, each.sequence), &envelope);
    if (found.IsNotFound()) {
      return Error(
          absl::StatusCode::kNotFound, Reason::RECORD_NOT_FOUND,
          absl::StrCat("tenant ", tenant, " has no entry ", each.sequence));
    }
    if (!found.ok()) return ReadFailed(found);
    ALHF_ASSIGN_OR_RETURN(const std::string payload,
                          SealRedacted(envelope, each.payload));
    batch.Put(PayloadKey(tenant, each.sequence), payload);
  }
  const leveldb::Status written = WriteAndPurge(*entries_, batch);
  if (written.ok()) return absl::OkStatus();
  refused_ = true;
  return WriteFailed(written);
}

// -------------------------------------------------------------------- reading

absl::StatusOr<std::vector<LogEntry>> EntryStore::Read(absl::string_view tenant,
                                                       uint64_t after,
                                                       size_t limit) const {
  std::vector<LogEntry> entries;
  const uint64_t end = End(tenant).sequence;
  if (after >= end || limit == 0) return entries;
  ReaderLock lock(mutex_);
  ALHF_RETURN_IF_ERROR(CheckOpen());
  IteratorPtr envelope(entries_->NewIterator(Checked()));
  IteratorPtr payload(entries_->NewIterator(Checked()));
  payload->Seek(PayloadKey(tenant, after + 1));
  // The chain starts one before; entry 1 has nothing before it.
  std::string previous;
  envelope->Seek(EnvelopeKey(tenant, after == 0 ? 1 : after));
  if (after > 0) {
    if (!envelope->Valid()) return Damaged(absl::StrCat("no entry ", after));
    previous = Sha256(ToView(envelope->value()));
    envelope->Next();
  }
  for (uint64_t at = after + 1; at <= end && entries.size() < limit; ++at) {
    if (!envelope->Valid() || !payload->Valid() ||
        ToView(envelope->key()) != EnvelopeKey(tenant, at) ||
        ToView(payload->key()) != PayloadKey(tenant, at)) {
      return Damaged(
          absl::StrCat("entry ", at, " of tenant ", tenant, " is missing"));
    }
    const SealedEntry sealed{envelope->value().ToString(),
                             payload->value().ToString()};
    ALHF_ASSIGN_OR_RETURN(LogEntry entry, Unseal(sealed, at, previous));
    // After a restore what was written before counts in the new epoch.
    entry.envelope.mutable_position()->set_epoch(header_.epoch());
    entries.push_back(std::move(entry));
    previous = Sha256(sealed.envelope);
    envelope->Next();
    payload->Next();
  }
  return entries;
}

absl::Status EntryStore::CopyTo(const std::string& target) const {
  ALHF_RETURN_IF_ERROR(MakeFolder(target, env_));
  ALHF_ASSIGN_OR_RETURN(StorePtr copy,
                        OpenStore(target + "/entries", env_, true));
  storage::v1::LogHeader header = header_;
  // The copy is another history from here on: components that know this one
  // must rebuild.
  header.set_epoch(header.epoch() + 1);
  ReaderLock lock(mutex_);
  ALHF_RETURN_IF_ERROR(CheckOpen());
  IteratorPtr it(entries_->NewIterator(Checked()));
  leveldb::WriteBatch batch;
  batch.Put(HeaderKey(), header.SerializeAsString());
  it->Seek(TenantLimit(""));
  const leveldb::Status written = CopyInto(*copy, *it, batch);
  if (!it->status().ok()) return ReadFailed(it->status());
  return written.ok() ? absl::OkStatus() : WriteFailed(written);
}

}  // namespace alhf::coordinator
