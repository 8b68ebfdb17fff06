#include "base/leveldb_files.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/text.h"

namespace alhf {
namespace {

constexpr size_t kCopyBytes = 1 << 20;

leveldb::WriteOptions Synced() {
  leveldb::WriteOptions options;
  options.sync = true;
  return options;
}

// Lists a batch's keys, each behind its length.
class KeyList final : public leveldb::WriteBatch::Handler {
 public:
  void Put(const leveldb::Slice& key, const leveldb::Slice&) override {
    Add(key);
  }
  void Delete(const leveldb::Slice& key) override { Add(key); }
  const std::string& bytes() const { return bytes_; }

 private:
  void Add(const leveldb::Slice& key) {
    AppendBigEndian64(bytes_, key.size());
    bytes_.append(key.data(), key.size());
  }

  std::string bytes_;
};

// Adds to `batch` what `db` holds under the first key of `list`, or that it
// holds nothing, and takes the key off the list.
leveldb::Status AddFirst(leveldb::DB& db, absl::string_view& list,
                         leveldb::WriteBatch& batch) {
  const auto broken = [] {
    return leveldb::Status::Corruption("the list of keys to purge");
  };
  if (list.size() < sizeof(uint64_t)) return broken();
  const uint64_t size = ReadBigEndian64(list.substr(0, sizeof(uint64_t)));
  list.remove_prefix(sizeof(uint64_t));
  if (list.size() < size) return broken();
  const leveldb::Slice key(list.data(), size);
  list.remove_prefix(size);
  std::string value;
  const leveldb::Status found = db.Get(leveldb::ReadOptions(), key, &value);
  if (found.ok()) {
    batch.Put(key, value);
  } else if (found.IsNotFound()) {
    batch.Delete(key);
  } else {
    return found;
  }
  return leveldb::Status::OK();
}

}  // namespace

std::string PurgingKey() { return std::string("\0purging", 8); }

leveldb::Status WriteAndPurge(leveldb::DB& db,
                              const leveldb::WriteBatch& batch) {
  KeyList keys;
  leveldb::Status status = batch.Iterate(&keys);
  leveldb::WriteBatch marked = batch;
  marked.Put(PurgingKey(), keys.bytes());
  for (int pass = 0; pass < 2 && status.ok(); ++pass) {
    status = db.Write(Synced(), &marked);
    if (status.ok()) db.CompactRange(nullptr, nullptr);
  }
  return status.ok() ? db.Delete(Synced(), PurgingKey()) : status;
}

leveldb::Status EndPurge(leveldb::DB& db) {
  std::string bytes;
  leveldb::Status status = db.Get(leveldb::ReadOptions(), PurgingKey(), &bytes);
  if (status.IsNotFound()) return leveldb::Status::OK();
  leveldb::WriteBatch batch;
  for (absl::string_view list = bytes; status.ok() && !list.empty();) {
    status = AddFirst(db, list, batch);
  }
  return status.ok() ? WriteAndPurge(db, batch) : status;
}

bool HasLostItsIndex(leveldb::Env* env, const std::string& folder) {
  if (env == nullptr) env = leveldb::Env::Default();
  if (env->FileExists(folder + "/CURRENT")) return false;
  std::vector<std::string> files;
  env->GetChildren(folder, &files);
  return std::any_of(files.begin(), files.end(), [](const std::string& name) {
    return absl::EndsWith(name, ".ldb") || absl::EndsWith(name, ".log");
  });
}

leveldb::Status MoveStore(leveldb::Env* env, const std::string& from,
                          const std::string& to) {
  if (env == nullptr) env = leveldb::Env::Default();
  std::vector<std::string> files;
  leveldb::Status status = env->CreateDir(to);
  if (status.ok()) status = env->GetChildren(from, &files);
  for (const std::string& name : files) {
    if (!status.ok()) return status;
    if (name == "." || name == "..") continue;
    status = env->RenameFile(absl::StrCat(from, "/", name),
                             absl::StrCat(to, "/", name));
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
