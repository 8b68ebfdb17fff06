// Longer than 400 lines: because whatever reads or writes the store shares the
// locks that keep erased words out of its files.
#include "coordinator/exchanges/exchange_store.h"

#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/write_batch.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/storage/v1/exchange.pb.h"
#include "base/leveldb_env.h"
#include "base/leveldb_files.h"
#include "base/mutex.h"
#include "base/recoverable_db.h"
#include "base/status.h"
#include "base/text.h"
#include "base/unix_socket.h"
#include "coordinator/exchanges/exchange_keys.h"

namespace alhf::coordinator {
namespace {

using storage::v1::StoredExchange;

constexpr uint32_t kFormatVersion = 1;
constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 1000;
// A page ends here, whatever its number: answers fit into one message.
constexpr size_t kPageBytes = 1 << 20;
// In one write.
constexpr uint64_t kDroppedTogether = 256;

absl::Status Damaged(absl::string_view what) {
  return Error(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED,
               absl::StrCat("the exchange store is damaged: ", what,
                            "; move its folder away and start again: feedback "
                            "keeps its own copies of exchanges"));
}

// Returns `status` of a store that is open already.
absl::Status FromLevelDb(const leveldb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  if (status.IsCorruption()) return Damaged(status.ToString());
  return absl::UnavailableError(
      absl::StrCat("the exchange store: ", status.ToString()));
}

absl::Status FromOpen(const leveldb::Status& status,
                      const std::string& folder) {
  // LevelDB has no code of its own for a lock that another process holds.
  if (status.IsIOError() && absl::StrContains(status.ToString(), "lock")) {
    return Error(absl::StatusCode::kUnavailable, Reason::STORE_LOCKED,
                 absl::StrCat("another process holds ", folder,
                              ": stop the other coordinator first"),
                 {{"folder", folder}});
  }
  return FromLevelDb(status);
}

std::optional<std::string> FirstWithPrefix(leveldb::Iterator& it,
                                           const std::string& prefix) {
  if (!it.Valid() || !it.key().starts_with(prefix)) return std::nullopt;
  return it.key().ToString();
}

// Returns the last key with `prefix` at or before `from`.
std::optional<std::string> LastKey(leveldb::Iterator& it,
                                   const std::string& prefix,
                                   const std::string& from) {
  it.Seek(from);
  if (!it.Valid()) {
    it.SeekToLast();
  } else if (it.key() != leveldb::Slice(from)) {
    it.Prev();
  }
  return FirstWithPrefix(it, prefix);
}

class LevelDbExchangeStore final : public ExchangeStore {
 public:
  explicit LevelDbExchangeStore(std::unique_ptr<RecoverableDb> db)
      : db_(std::move(db)) {}

  // Checks the format, and ends an erasure that was broken off.
  absl::Status Begin();

  absl::StatusOr<v1::Exchange> Put(const v1::Exchange& exchange,
                                   absl::string_view request_id,
                                   absl::string_view digest) override;
  absl::StatusOr<v1::Exchange> Get(absl::string_view tenant,
                                   absl::string_view id) const override;
  absl::StatusOr<v1::Exchange> Last(absl::string_view tenant,
                                    absl::string_view user,
                                    absl::string_view agent) const override;
  absl::StatusOr<v1::ListExchangesResponse> List(
      const v1::ListExchangesRequest& request) const override;
  uint64_t Count(absl::string_view tenant) const override;
  absl::StatusOr<uint64_t> CountErased(
      absl::string_view tenant, const core::Erased& erased) const override;
  absl::StatusOr<uint64_t> Erase(absl::string_view tenant,
                                 const core::Erased& erased) override;
  absl::StatusOr<uint64_t> DropBefore(absl::Time time) override;
  absl::Status CopyTo(const std::string& target) const override;

 private:
  // Adds to `batch` what `erased` does to each exchange of `tenant`.
  absl::StatusOr<uint64_t> ErasureOf(absl::string_view tenant,
                                     const core::Erased& erased,
                                     leveldb::WriteBatch* batch) const;
  // Adds to `batch` the exchanges of `tenant` before `time`, some at most.
  absl::StatusOr<uint64_t> OldOnes(absl::string_view tenant, absl::Time time,
                                   leveldb::WriteBatch* batch) const;
  absl::StatusOr<std::optional<std::string>> Read(const std::string& key) const;
  // Reads the exchange whose sequence is the value of `key`.
  absl::StatusOr<std::optional<StoredExchange>> ReadVia(
      const std::string& key, absl::string_view tenant) const;
  absl::StatusOr<StoredExchange> ReadAt(absl::string_view tenant,
                                        uint64_t sequence) const;
  uint64_t LastSequence(absl::string_view tenant) const;
  std::unique_ptr<leveldb::Iterator> NewIterator() const {
    return std::unique_ptr<leveldb::Iterator>(
        db_->NewIterator(leveldb::ReadOptions()));
  }

  // Opens the store anew, where a write was refused.
  absl::Status Recover();

  const std::unique_ptr<RecoverableDb> db_;
  // Held while an exchange is put: its ids are looked up, then written.
  Mutex put_mutex_;
  // Exclusive while words are taken out of the files, or these are opened anew.
  mutable SharedMutex files_mutex_;
};

absl::Status LevelDbExchangeStore::Begin() {
  ALHF_ASSIGN_OR_RETURN(auto bytes, Read(keys::Header()));
  storage::v1::ExchangeStoreHeader header;
  if (!bytes.has_value()) {
    header.set_format_version(kFormatVersion);
    return FromLevelDb(db_->Put(leveldb::WriteOptions(), keys::Header(),
                                header.SerializeAsString()));
  }
  if (!header.ParseFromString(*bytes)) return Damaged("its header");
  if (header.format_version() != kFormatVersion) {
    return Damaged(absl::StrCat("format ", header.format_version(),
                                ", this build reads ", kFormatVersion));
  }
  return FromLevelDb(EndPurge(*db_));
}

absl::Status LevelDbExchangeStore::Recover() {
  if (!db_->refused()) return absl::OkStatus();
  WriterLock files(files_mutex_);
  ALHF_RETURN_IF_ERROR(FromLevelDb(db_->Reopen()));
  return FromLevelDb(EndPurge(*db_));
}

absl::StatusOr<v1::Exchange> LevelDbExchangeStore::Put(
    const v1::Exchange& exchange, absl::string_view request_id,
    absl::string_view digest) {
  ALHF_RETURN_IF_ERROR(Recover());
  ReaderLock files(files_mutex_);
  const std::string& tenant = exchange.tenant();
  MutexLock lock(put_mutex_);
  if (!request_id.empty()) {
    ALHF_ASSIGN_OR_RETURN(auto first,
                          ReadVia(keys::RequestId(tenant, request_id), tenant));
    if (first.has_value() && first->request_digest() == std::string(digest)) {
      return std::move(*first->mutable_exchange());
    }
    if (first.has_value()) {
      return Error(absl::StatusCode::kInvalidArgument,
                   Reason::REQUEST_ID_REUSED,
                   absl::StrCat("request_id '", request_id,
                                "' was used with another exchange: take a "
                                "new id for a new request"),
                   {{"field", "request_id"}});
    }
  }
  ALHF_ASSIGN_OR_RETURN(auto taken, Read(keys::Id(tenant, exchange.id())));
  if (taken.has_value()) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
                 absl::StrCat("exchange.id '", exchange.id(),
                              "' is taken: leave it empty, or choose another"),
                 {{"field", "exchange.id"}});
  }
  StoredExchange stored;
  *stored.mutable_exchange() = exchange;
  stored.set_request_id(std::string(request_id));
  stored.set_request_digest(std::string(digest));
  stored.set_sequence(LastSequence(tenant) + 1);
  std::string place;
  AppendBigEndian64(place, stored.sequence());
  leveldb::WriteBatch batch;
  batch.Put(keys::Exchange(tenant, stored.sequence()),
            stored.SerializeAsString());
  batch.Put(keys::Id(tenant, exchange.id()), place);
  batch.Put(keys::User(tenant, exchange.user(), stored.sequence()), "");
  if (!request_id.empty()) {
    batch.Put(keys::RequestId(tenant, request_id), place);
  }
  ALHF_RETURN_IF_ERROR(
      FromLevelDb(db_->Write(leveldb::WriteOptions(), &batch)));
  return std::move(*stored.mutable_exchange());
}

absl::StatusOr<v1::Exchange> LevelDbExchangeStore::Get(
    absl::string_view tenant, absl::string_view id) const {
  ReaderLock files(files_mutex_);
  ALHF_ASSIGN_OR_RETURN(auto stored, ReadVia(keys::Id(tenant, id), tenant));
  if (stored.has_value()) return std::move(*stored->mutable_exchange());
  return Error(absl::StatusCode::kNotFound, Reason::EXCHANGE_NOT_FOUND,
               absl::StrCat("tenant '", tenant, "' has no exchange '", id, "'"),
               {{"exchange_id", std::string(id)}});
}

bool IsOfAgent(const v1::Exchange& exchange, absl::string_view agent) {
  return agent.empty() || exchange.agent() == agent;
}

absl::StatusOr<v1::Exchange> LevelDbExchangeStore::Last(
    absl::string_view tenant, absl::string_view user,
    absl::string_view agent) const {
  ReaderLock files(files_mutex_);
  const std::string prefix = user.empty() ? keys::ExchangePrefix(tenant)
                                          : keys::UserPrefix(tenant, user);
  std::string end = prefix;
  AppendBigEndian64(end, UINT64_MAX);
  const auto it = NewIterator();
  for (auto key = LastKey(*it, prefix, end); key.has_value();
       it->Prev(), key = FirstWithPrefix(*it, prefix)) {
    ALHF_ASSIGN_OR_RETURN(StoredExchange stored,
                          ReadAt(tenant, keys::SequenceOf(*key)));
    if (!IsOfAgent(stored.exchange(), agent)) continue;
    return std::move(*stored.mutable_exchange());
  }
  ALHF_RETURN_IF_ERROR(FromLevelDb(it->status()));
  return Error(absl::StatusCode::kNotFound, Reason::EXCHANGE_NOT_FOUND,
               absl::StrCat("tenant '", tenant, "' has no exchange",
                            user.empty() ? "" : " of this user",
                            agent.empty() ? "" : " with this agent",
                            " yet: ask a question first"),
               {{"exchange_id", "last"}});
}

// Of the plan only what says whether lessons reached the answer stays.
void KeepReach(v1::Exchange& exchange) {
  const v1::Withheld withheld = exchange.plan().withheld();
  const double holdout = exchange.plan().holdout();
  exchange.clear_plan();
  if (withheld == v1::WITHHELD_UNSPECIFIED && holdout == 0) return;
  exchange.mutable_plan()->set_withheld(withheld);
  exchange.mutable_plan()->set_holdout(holdout);
}

absl::StatusOr<v1::ListExchangesResponse> LevelDbExchangeStore::List(
    const v1::ListExchangesRequest& request) const {
  ReaderLock files(files_mutex_);
  uint64_t after = 0;
  if (!request.page_token().empty()) {
    ALHF_ASSIGN_OR_RETURN(after, keys::ParsePageToken(request.page_token()));
  }
  const int size = request.page_size() > 0
                       ? std::min(request.page_size(), kLargestPage)
                       : kDefaultPage;
  const std::string prefix =
      request.user().empty()
          ? keys::ExchangePrefix(request.tenant())
          : keys::UserPrefix(request.tenant(), request.user());
  // `after` 0 wraps around to the newest there can be.
  std::string from = prefix;
  AppendBigEndian64(from, after - 1);
  v1::ListExchangesResponse response;
  size_t bytes = 0;
  uint64_t last = 0;
  const auto it = NewIterator();
  for (auto key = LastKey(*it, prefix, from); key.has_value();
       it->Prev(), key = FirstWithPrefix(*it, prefix)) {
    if (response.exchanges_size() == size || bytes > kPageBytes) {
      response.set_next_page_token(keys::PageToken(last));
      break;
    }
    last = keys::SequenceOf(*key);
    ALHF_ASSIGN_OR_RETURN(StoredExchange stored,
                          ReadAt(request.tenant(), last));
    if (!IsOfAgent(stored.exchange(), request.agent())) continue;
    v1::Exchange& exchange = *response.add_exchanges();
    exchange.Swap(stored.mutable_exchange());
    exchange.clear_steps();
    KeepReach(exchange);
    bytes += exchange.ByteSizeLong();
  }
  ALHF_RETURN_IF_ERROR(FromLevelDb(it->status()));
  return response;
}

uint64_t LevelDbExchangeStore::Count(absl::string_view tenant) const {
  ReaderLock files(files_mutex_);
  // Each has one, and its value is small.
  const std::string prefix = keys::Id(tenant, "");
  uint64_t count = 0;
  const auto it = NewIterator();
  for (it->Seek(prefix); it->Valid() && it->key().starts_with(prefix);
       it->Next()) {
    ++count;
  }
  return count;
}

// Adds to `batch` that nothing stays of `stored`.
void Delete(absl::string_view tenant, const StoredExchange& stored,
            leveldb::WriteBatch& batch) {
  const v1::Exchange& exchange = stored.exchange();
  batch.Delete(keys::Exchange(tenant, stored.sequence()));
  batch.Delete(keys::Id(tenant, exchange.id()));
  batch.Delete(keys::User(tenant, exchange.user(), stored.sequence()));
  if (!stored.request_id().empty()) {
    batch.Delete(keys::RequestId(tenant, stored.request_id()));
  }
}

absl::StatusOr<uint64_t> LevelDbExchangeStore::OldOnes(
    absl::string_view tenant, absl::Time time,
    leveldb::WriteBatch* batch) const {
  const std::string prefix = keys::ExchangePrefix(tenant);
  uint64_t count = 0;
  const auto it = NewIterator();
  for (it->Seek(prefix);
       it->Valid() && it->key().starts_with(prefix) && count < kDroppedTogether;
       it->Next(), ++count) {
    ALHF_ASSIGN_OR_RETURN(
        const StoredExchange stored,
        ReadAt(tenant, keys::SequenceOf(it->key().ToString())));
    if (FromProto(stored.exchange().time()) >= time) break;
    Delete(tenant, stored, *batch);
  }
  ALHF_RETURN_IF_ERROR(FromLevelDb(it->status()));
  return count;
}

absl::StatusOr<uint64_t> LevelDbExchangeStore::DropBefore(absl::Time time) {
  ALHF_RETURN_IF_ERROR(Recover());
  uint64_t dropped = 0;
  std::string tenant;
  bool again = false;  // the tenant may have more
  while (true) {
    // Whoever reads meanwhile would find a place and no exchange.
    WriterLock files(files_mutex_);
    if (!again) {
      const auto it = NewIterator();
      it->Seek(keys::After(tenant));
      ALHF_RETURN_IF_ERROR(FromLevelDb(it->status()));
      if (!it->Valid()) break;
      tenant = keys::TenantOf(it->key().ToString());
    }
    leveldb::WriteBatch batch;
    ALHF_ASSIGN_OR_RETURN(const uint64_t count, OldOnes(tenant, time, &batch));
    again = count == kDroppedTogether;
    if (count == 0) continue;
    ALHF_RETURN_IF_ERROR(
        FromLevelDb(db_->Write(leveldb::WriteOptions(), &batch)));
    dropped += count;
  }
  ReaderLock files(files_mutex_);
  if (dropped > 0) db_->CompactRange(nullptr, nullptr);
  return dropped;
}

absl::StatusOr<uint64_t> LevelDbExchangeStore::ErasureOf(
    absl::string_view tenant, const core::Erased& erased,
    leveldb::WriteBatch* batch) const {
  const std::string prefix = keys::ExchangePrefix(tenant);
  uint64_t count = 0;
  const auto it = NewIterator();
  for (it->Seek(prefix); it->Valid() && it->key().starts_with(prefix);
       it->Next()) {
    const uint64_t sequence = keys::SequenceOf(it->key().ToString());
    ALHF_ASSIGN_OR_RETURN(StoredExchange stored, ReadAt(tenant, sequence));
    v1::Exchange& exchange = *stored.mutable_exchange();
    if (erased.Covers(exchange)) {
      Delete(tenant, stored, *batch);
    } else if (core::Redact(erased, exchange)) {
      batch->Put(it->key(), stored.SerializeAsString());
    } else {
      continue;
    }
    ++count;
  }
  ALHF_RETURN_IF_ERROR(FromLevelDb(it->status()));
  return count;
}

absl::StatusOr<uint64_t> LevelDbExchangeStore::CountErased(
    absl::string_view tenant, const core::Erased& erased) const {
  ReaderLock files(files_mutex_);
  leveldb::WriteBatch unused;
  return ErasureOf(tenant, erased, &unused);
}

absl::StatusOr<uint64_t> LevelDbExchangeStore::Erase(
    absl::string_view tenant, const core::Erased& erased) {
  ALHF_RETURN_IF_ERROR(Recover());
  WriterLock files(files_mutex_);
  leveldb::WriteBatch batch;
  ALHF_ASSIGN_OR_RETURN(const uint64_t count,
                        ErasureOf(tenant, erased, &batch));
  if (count == 0) return count;
  ALHF_RETURN_IF_ERROR(FromLevelDb(WriteAndPurge(*db_, batch)));
  return count;
}

absl::Status LevelDbExchangeStore::CopyTo(const std::string& target) const {
  ALHF_RETURN_IF_ERROR(MakePrivateFolder(target));
  leveldb::Options options = StoreOptions(nullptr);
  options.error_if_exists = true;
  leveldb::DB* raw = nullptr;
  const leveldb::Status opened = leveldb::DB::Open(options, target, &raw);
  if (!opened.ok()) return FromOpen(opened, target);
  const std::unique_ptr<leveldb::DB> copy(raw);
  ReaderLock files(files_mutex_);
  const auto it = NewIterator();
  it->SeekToFirst();
  const leveldb::Status written = CopyInto(*copy, *it);
  ALHF_RETURN_IF_ERROR(FromLevelDb(it->status()));
  return FromLevelDb(written);
}

absl::StatusOr<std::optional<std::string>> LevelDbExchangeStore::Read(
    const std::string& key) const {
  std::string value;
  const leveldb::Status status = db_->Get(leveldb::ReadOptions(), key, &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  ALHF_RETURN_IF_ERROR(FromLevelDb(status));
  return std::optional<std::string>(std::move(value));
}

absl::StatusOr<std::optional<StoredExchange>> LevelDbExchangeStore::ReadVia(
    const std::string& key, absl::string_view tenant) const {
  ALHF_ASSIGN_OR_RETURN(auto place, Read(key));
  if (!place.has_value()) return std::optional<StoredExchange>();
  if (place->size() != sizeof(uint64_t)) return Damaged("a place");
  ALHF_ASSIGN_OR_RETURN(StoredExchange stored,
                        ReadAt(tenant, ReadBigEndian64(*place)));
  return std::optional<StoredExchange>(std::move(stored));
}

absl::StatusOr<StoredExchange> LevelDbExchangeStore::ReadAt(
    absl::string_view tenant, uint64_t sequence) const {
  ALHF_ASSIGN_OR_RETURN(auto bytes, Read(keys::Exchange(tenant, sequence)));
  StoredExchange stored;
  if (!bytes.has_value() || !stored.ParseFromString(*bytes)) {
    return Damaged(absl::StrCat("exchange ", sequence, " of tenant ", tenant));
  }
  return stored;
}

uint64_t LevelDbExchangeStore::LastSequence(absl::string_view tenant) const {
  const auto it = NewIterator();
  const auto key = LastKey(*it, keys::ExchangePrefix(tenant),
                           keys::Exchange(tenant, UINT64_MAX));
  return key.has_value() ? keys::SequenceOf(*key) : 0;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ExchangeStore>> ExchangeStore::Open(
    const std::string& folder, leveldb::Env* env) {
  // Another Env has folders of its own.
  if (env == nullptr) {
    ALHF_RETURN_IF_ERROR(MakePrivateFolder(folder));
  }
  if (HasLostItsIndex(env, folder)) {
    return Damaged(folder + " has no file CURRENT");
  }
  std::unique_ptr<RecoverableDb> db;
  const leveldb::Status status = RecoverableDb::Open(env, folder, &db);
  if (!status.ok()) return FromOpen(status, folder);
  auto store = std::make_unique<LevelDbExchangeStore>(std::move(db));
  ALHF_RETURN_IF_ERROR(store->Begin());
  return store;
}

}  // namespace alhf::coordinator
