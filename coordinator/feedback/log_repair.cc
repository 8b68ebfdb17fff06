#include "coordinator/feedback/log_repair.h"

#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/write_batch.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"
#include "base/unix_socket.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "coordinator/feedback/log_codec.h"
#include "coordinator/feedback/table_end.h"

namespace alhf::coordinator {
namespace {

namespace fs = std::filesystem;
using storage::v1::Envelope;

constexpr absl::string_view kPrincipal = "repair";
constexpr size_t kReadLimit = 256;

absl::Status Unusable(absl::string_view what, absl::string_view detail) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(what, ": ", detail));
}

// What lies in the damaged store, by tenant and sequence.
struct Pieces {
  std::map<uint64_t, std::string> envelopes;
  std::map<uint64_t, std::string> payloads;
  uint64_t marked = 0;  // the log had reached this
};
struct Remains {
  std::optional<storage::v1::LogHeader> header;
  std::map<std::string, Pieces> tenants;
};

// Held while the log is repaired.
class StoreLock {
 public:
  static absl::StatusOr<StoreLock> Take(const std::string& folder) {
    leveldb::FileLock* lock = nullptr;
    const leveldb::Status taken =
        leveldb::Env::Default()->LockFile(folder + "/entries/LOCK", &lock);
    if (taken.ok()) return StoreLock(lock);
    return Error(absl::StatusCode::kUnavailable, Reason::STORE_LOCKED,
                 absl::StrCat("another process holds the feedback log in ",
                              folder, ": stop it first"),
                 {{"folder", folder}});
  }
  StoreLock(StoreLock&& other) : lock_(std::exchange(other.lock_, nullptr)) {}
  StoreLock& operator=(StoreLock&&) = delete;
  ~StoreLock() {
    if (lock_ != nullptr) leveldb::Env::Default()->UnlockFile(lock_);
  }

 private:
  explicit StoreLock(leveldb::FileLock* lock) : lock_(lock) {}
  leveldb::FileLock* lock_;
};

// Counts the entries of a log that is whole.
absl::StatusOr<uint64_t> ReadAll(const std::string& folder) {
  ALHF_ASSIGN_OR_RETURN(const auto log,
                        OpenLevelDbFeedbackLog({.folder = folder}));
  ALHF_ASSIGN_OR_RETURN(const auto tenants, log->Tenants());
  uint64_t count = 0;
  for (const std::string& tenant : tenants) {
    for (uint64_t at = 0;;) {
      ALHF_ASSIGN_OR_RETURN(const auto entries,
                            log->Read(tenant, at, kReadLimit));
      if (entries.empty()) break;
      count += entries.size();
      at = entries.back().envelope.position().sequence();
    }
  }
  return count;
}

// Tables that one bit in their end keeps from being read.
void MendTables(const std::string& folder) {
  std::error_code error;
  for (const auto& file : fs::directory_iterator(folder, error)) {
    const std::string path = file.path().string();
    std::string table;
    if (file.path().extension() == ".ldb" &&
        leveldb::ReadFileToString(leveldb::Env::Default(), path, &table).ok() &&
        MendTableEnd(table)) {
      leveldb::WriteStringToFile(leveldb::Env::Default(), table, path);
    }
  }
}

// Opens a copy of the store as far as LevelDB can read it. Its own repair
// checks no digests of log files: what it lets through, ours find.
absl::StatusOr<std::unique_ptr<leveldb::DB>> OpenCopy(const std::string& from,
                                                      const std::string& copy) {
  std::error_code error;
  fs::copy(from, copy, fs::copy_options::recursive, error);
  if (error) return Unusable(from + " cannot be copied", error.message());
  MendTables(copy);
  leveldb::Options options;
  const leveldb::Status repaired = leveldb::RepairDB(copy, options);
  if (!repaired.ok()) return Damaged(repaired.ToString());
  leveldb::DB* store = nullptr;
  const leveldb::Status opened = leveldb::DB::Open(options, copy, &store);
  if (!opened.ok()) return Damaged(opened.ToString());
  return std::unique_ptr<leveldb::DB>(store);
}

// Sorts one pair of the store in, where its key is one of ours.
void Take(const std::string& key, const std::string& value, Remains& remains) {
  const std::string tenant(TenantOf(key));
  if (key == HeaderKey()) {
    storage::v1::LogHeader header;
    if (header.ParseFromString(value)) remains.header = header;
  }
  if (tenant.empty() || key.size() != EnvelopeKey(tenant, 0).size()) return;
  const uint64_t sequence = ReadBigEndian64(
      absl::string_view(key).substr(key.size() - sizeof(uint64_t)));
  Envelope envelope;
  if (key == PayloadKey(tenant, sequence)) {
    remains.tenants[tenant].payloads[sequence] = value;
  } else if (key == EnvelopeKey(tenant, sequence) &&
             envelope.ParseFromString(value) &&
             envelope.position().sequence() == sequence) {
    remains.tenants[tenant].envelopes[sequence] = value;
  }
}

absl::StatusOr<Remains> Collect(const std::string& folder,
                                const std::string& copy) {
  Remains remains;
  ALHF_ASSIGN_OR_RETURN(const auto entries,
                        OpenCopy(folder + "/entries", copy + "/entries"));
  const std::unique_ptr<leveldb::Iterator> it(
      entries->NewIterator(leveldb::ReadOptions()));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    Take(it->key().ToString(), it->value().ToString(), remains);
  }
  // Without marks it is only not known what was lost at the end.
  const auto marks = OpenCopy(folder + "/marks", copy + "/marks");
  if (!marks.ok()) return remains;
  const std::unique_ptr<leveldb::Iterator> mark(
      (*marks)->NewIterator(leveldb::ReadOptions()));
  for (mark->SeekToFirst(); mark->Valid(); mark->Next()) {
    const auto reached = DecodeMark(mark->value().ToString());
    if (!reached.ok()) continue;
    remains.tenants[mark->key().ToString()].marked = reached->sequence;
  }
  return remains;
}

struct SavedEntry {
  SealedEntry sealed;
  bool is_lost = false;
  // Where the damaged log had one.
  std::optional<Envelope> envelope;
};

// Returns the entry at `sequence` as it is stored behind an envelope with
// `digest`.
SavedEntry Save(const Pieces& pieces, uint64_t sequence,
                const std::string& digest) {
  SavedEntry saved;
  const auto found = pieces.envelopes.find(sequence);
  if (found == pieces.envelopes.end()) {
    Envelope empty;
    empty.mutable_position()->set_sequence(sequence);
    empty.set_principal(std::string(kPrincipal));
    empty.set_previous_digest(digest);
    saved.sealed.envelope = empty.SerializeAsString();
    saved.is_lost = true;
    return saved;
  }
  Envelope& envelope = saved.envelope.emplace();
  envelope.ParseFromString(found->second);
  saved.sealed.envelope = found->second;
  if (envelope.previous_digest() != digest) {
    envelope.set_previous_digest(digest);
    saved.sealed.envelope = envelope.SerializeAsString();
  }
  const auto payload = pieces.payloads.find(sequence);
  if (payload != pieces.payloads.end()) saved.sealed.payload = payload->second;
  if (payload == pieces.payloads.end() ||
      !Unseal(saved.sealed, sequence, digest).ok()) {
    saved.sealed.payload.clear();
    saved.is_lost = true;
  }
  return saved;
}

// Writes what is left of a tenant's log.
void SaveTenant(const std::string& tenant, const Pieces& pieces,
                leveldb::WriteBatch& batch, RepairedLog& repaired) {
  const uint64_t end =
      pieces.envelopes.empty() ? 0 : pieces.envelopes.rbegin()->first;
  std::string digest;
  for (uint64_t at = 1; at <= end; ++at) {
    SavedEntry saved = Save(pieces, at, digest);
    batch.Put(EnvelopeKey(tenant, at), saved.sealed.envelope);
    batch.Put(PayloadKey(tenant, at), saved.sealed.payload);
    digest = Sha256(saved.sealed.envelope);
    if (saved.is_lost) {
      repaired.lost.push_back({tenant, at, std::move(saved.envelope)});
    } else {
      ++repaired.kept;
    }
  }
  for (uint64_t at = end + 1; at <= pieces.marked; ++at) {
    repaired.lost.push_back({tenant, at, std::nullopt});
  }
}

absl::Status WriteFresh(const Remains& remains, const std::string& folder,
                        RepairedLog& repaired) {
  storage::v1::LogHeader header;
  absl::BitGen random;
  header.set_log_id(RandomId("log-", random));
  if (remains.header.has_value()) header = *remains.header;
  header.set_format_version(kLogFormatVersion);
  header.set_epoch(header.epoch() + 1);
  leveldb::WriteBatch batch;
  batch.Put(HeaderKey(), header.SerializeAsString());
  for (const auto& [tenant, pieces] : remains.tenants) {
    SaveTenant(tenant, pieces, batch, repaired);
  }
  if (repaired.kept == 0) return Damaged("none of its entries can be read");
  ALHF_RETURN_IF_ERROR(MakePrivateFolder(folder));
  leveldb::Options options;
  options.create_if_missing = true;
  leveldb::DB* store = nullptr;
  leveldb::Status status =
      leveldb::DB::Open(options, folder + "/entries", &store);
  const std::unique_ptr<leveldb::DB> owned(store);
  leveldb::WriteOptions synced;
  synced.sync = true;
  if (status.ok()) status = store->Write(synced, &batch);
  return status.ok()
             ? absl::OkStatus()
             : Unusable(folder + " cannot be written", status.ToString());
}

absl::Status Move(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::rename(from, to, error);
  return error ? Unusable(absl::StrCat(from, " cannot become ", to),
                          error.message())
               : absl::OkStatus();
}

}  // namespace

absl::StatusOr<RepairedLog> RepairLog(const std::string& folder,
                                      absl::Time now) {
  std::error_code error;
  if (!fs::exists(folder + "/entries", error)) {
    return Unusable(folder, "there is no feedback log");
  }
  RepairedLog repaired;
  const auto whole = ReadAll(folder);
  if (whole.ok()) {
    repaired.kept = *whole;
    return repaired;
  }
  if (!absl::IsDataLoss(whole.status())) return whole.status();
  ALHF_ASSIGN_OR_RETURN(const StoreLock lock, StoreLock::Take(folder));
  const std::string fresh = folder + ".repairing";
  const std::string copy = folder + ".reading";
  fs::remove_all(fresh, error);
  fs::remove_all(copy, error);
  ALHF_RETURN_IF_ERROR(MakePrivateFolder(copy));
  const auto remains = Collect(folder, copy);
  fs::remove_all(copy, error);
  ALHF_RETURN_IF_ERROR(remains.status());
  ALHF_RETURN_IF_ERROR(WriteFresh(*remains, fresh, repaired));
  ALHF_RETURN_IF_ERROR(ReadAll(fresh).status());
  repaired.set_aside = absl::StrCat(
      folder, ".damaged-",
      absl::FormatTime("%Y%m%dT%H%M%E3S", now, absl::UTCTimeZone()));
  ALHF_RETURN_IF_ERROR(Move(folder, repaired.set_aside));
  ALHF_RETURN_IF_ERROR(Move(fresh, folder));
  return repaired;
}

}  // namespace alhf::coordinator
