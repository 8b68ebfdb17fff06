#include "base/leveldb_files.h"

namespace alhf {
namespace {

constexpr size_t kCopyBytes = 1 << 20;

leveldb::WriteOptions Synced() {
  leveldb::WriteOptions options;
  options.sync = true;
  return options;
}

}  // namespace

leveldb::Status WriteAndPurge(leveldb::DB& db, leveldb::WriteBatch& batch) {
  leveldb::Status status;
  for (int pass = 0; pass < 2 && status.ok(); ++pass) {
    status = db.Write(Synced(), &batch);
    if (status.ok()) db.CompactRange(nullptr, nullptr);
  }
  return status;
}

leveldb::Status CopyInto(leveldb::DB& to, leveldb::Iterator& from,
                         leveldb::WriteBatch batch) {
  leveldb::Status written;
  for (; from.Valid() && written.ok(); from.Next()) {
    batch.Put(from.key(), from.value());
    if (batch.ApproximateSize() < kCopyBytes) continue;
    written = to.Write(leveldb::WriteOptions(), &batch);
    batch.Clear();
  }
  return written.ok() ? to.Write(Synced(), &batch) : written;
}

}  // namespace alhf
