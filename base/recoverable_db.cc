#include "base/recoverable_db.h"

#include <leveldb/iterator.h>

#include <algorithm>

#include "base/leveldb_env.h"
#include "base/leveldb_files.h"

namespace alhf {
namespace {

leveldb::Status NotOpen() {
  return leveldb::Status::IOError(
      "the store could not be opened again after a refused write");
}

}  // namespace

leveldb::Status RecoverableDb::Open(leveldb::Env* env,
                                    const std::string& folder,
                                    std::unique_ptr<RecoverableDb>* db) {
  db->reset(new RecoverableDb(StoreOptions(env), folder));
  const leveldb::Status status = (*db)->Open();
  if (!status.ok()) *db = nullptr;
  return status;
}

leveldb::Status RecoverableDb::Open() {
  leveldb::DB* opened = nullptr;
  const leveldb::Status status = leveldb::DB::Open(options_, folder_, &opened);
  db_.reset(opened);
  return status;
}

leveldb::Status RecoverableDb::Reopen() {
  if (!refused_) return leveldb::Status::OK();
  leveldb::Status status = ProbeDisk(options_.env, folder_);
  if (!status.ok()) return status;
  db_ = nullptr;  // it holds the folder's lock
  status = Open();
  refused_ = !status.ok();
  return status;
}

leveldb::Status RecoverableDb::StartAnew(const std::string& aside) {
  db_ = nullptr;  // it holds the folder's lock
  refused_ = true;
  leveldb::Status status = MoveStore(options_.env, folder_, aside);
  if (status.ok()) status = Open();
  refused_ = !status.ok();
  return status;
}

leveldb::Status RecoverableDb::Write(const leveldb::WriteOptions& options,
                                     leveldb::WriteBatch* updates) {
  const leveldb::Status status =
      db_ == nullptr ? NotOpen() : db_->Write(options, updates);
  if (!status.ok()) refused_ = true;
  return status;
}

leveldb::Status RecoverableDb::Get(const leveldb::ReadOptions& options,
                                   const leveldb::Slice& key,
                                   std::string* value) {
  return db_ == nullptr ? NotOpen() : db_->Get(options, key, value);
}

leveldb::Iterator* RecoverableDb::NewIterator(
    const leveldb::ReadOptions& options) {
  return db_ == nullptr ? leveldb::NewErrorIterator(NotOpen())
                        : db_->NewIterator(options);
}

const leveldb::Snapshot* RecoverableDb::GetSnapshot() {
  return db_ == nullptr ? nullptr : db_->GetSnapshot();
}

void RecoverableDb::ReleaseSnapshot(const leveldb::Snapshot* snapshot) {
  if (snapshot != nullptr) db_->ReleaseSnapshot(snapshot);
}

bool RecoverableDb::GetProperty(const leveldb::Slice& property,
                                std::string* value) {
  return db_ != nullptr && db_->GetProperty(property, value);
}

void RecoverableDb::GetApproximateSizes(const leveldb::Range* range, int n,
                                        uint64_t* sizes) {
  std::fill_n(sizes, n, 0);
  if (db_ != nullptr) db_->GetApproximateSizes(range, n, sizes);
}

void RecoverableDb::CompactRange(const leveldb::Slice* begin,
                                 const leveldb::Slice* end) {
  if (db_ != nullptr) db_->CompactRange(begin, end);
}

}  // namespace alhf
