// A LevelDB store that can be opened anew in place, once a write was refused
// and the disk takes writes again. LevelDB itself takes no more of them after
// some errors, until its store is opened.
//
//   std::unique_ptr<RecoverableDb> db;
//   status = RecoverableDb::Open(env, folder, &db);
//   …
//   if (db->refused()) status = db->Reopen();   // with a lock of yours
//
// Thread safety: as leveldb::DB, but that nothing else may run, and no snapshot
// or iterator may live, while it is opened anew.
#ifndef ALHF_BASE_RECOVERABLE_DB_H_
#define ALHF_BASE_RECOVERABLE_DB_H_

#include <leveldb/db.h>
#include <leveldb/options.h>
#include <leveldb/status.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace alhf {

class RecoverableDb final : public leveldb::DB {
 public:
  // With `StoreOptions(env)` (leveldb_env.h).
  static leveldb::Status Open(leveldb::Env* env, const std::string& folder,
                              std::unique_ptr<RecoverableDb>* db);

  // Whether a write was refused since it was opened.
  bool refused() const { return refused_; }
  // Opens it anew, where the disk takes writes. An error leaves it refused; it
  // may be that nothing can be read either then, until this succeeds.
  leveldb::Status Reopen();
  // Moves its files to the new folder `aside`, and opens an empty store in
  // their place. An error is as one of `Reopen`.
  leveldb::Status StartAnew(const std::string& aside);

  leveldb::Status Put(const leveldb::WriteOptions& options,
                      const leveldb::Slice& key,
                      const leveldb::Slice& value) override {
    return DB::Put(options, key, value);
  }
  leveldb::Status Delete(const leveldb::WriteOptions& options,
                         const leveldb::Slice& key) override {
    return DB::Delete(options, key);
  }
  leveldb::Status Write(const leveldb::WriteOptions& options,
                        leveldb::WriteBatch* updates) override;
  leveldb::Status Get(const leveldb::ReadOptions& options,
                      const leveldb::Slice& key, std::string* value) override;
  leveldb::Iterator* NewIterator(const leveldb::ReadOptions& options) override;
  const leveldb::Snapshot* GetSnapshot() override;
  void ReleaseSnapshot(const leveldb::Snapshot* snapshot) override;
  bool GetProperty(const leveldb::Slice& property, std::string* value) override;
  void GetApproximateSizes(const leveldb::Range* range, int n,
                           uint64_t* sizes) override;
  void CompactRange(const leveldb::Slice* begin,
                    const leveldb::Slice* end) override;

 private:
  RecoverableDb(const leveldb::Options& options, const std::string& folder)
      : options_(options), folder_(folder) {}
  leveldb::Status Open();

  const leveldb::Options options_;
  const std::string folder_;
  std::unique_ptr<leveldb::DB> db_;  // null: it could not be opened anew
  std::atomic<bool> refused_ = false;
};

}  // namespace alhf

#endif  // ALHF_BASE_RECOVERABLE_DB_H_
