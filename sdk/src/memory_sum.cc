#include "sdk/src/memory_sum.h"

#include <leveldb/iterator.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "base/leveldb_files.h"
#include "base/text.h"
#include "sdk/src/memory_keys.h"

namespace alhf::sdk {
namespace {

using leveldb::Slice;

leveldb::ReadOptions Checked() {
  leveldb::ReadOptions options;
  options.verify_checksums = true;
  return options;
}

// The sum itself does not count, and neither does what LevelDB's files are
// purged by, which comes and goes beside the memory's writes.
bool Counts(const Slice& key) {
  static const auto* const sum = new std::string(SumKey());
  static const auto* const purging = new std::string(PurgingKey());
  return key != Slice(*sum) && key != Slice(*purging);
}

// What a key with its value adds. The order does not matter, and nothing but
// the same key and value takes it away again.
uint64_t Part(const Slice& key, const Slice& value) {
  std::string bytes;
  AppendBigEndian64(bytes, key.size());
  bytes.append(key.data(), key.size());
  bytes.append(value.data(), value.size());
  return ReadBigEndian64(Sha256(bytes));
}

// The last value that a batch gives to each key; nothing: it deletes it.
class LastValues final : public leveldb::WriteBatch::Handler {
 public:
  void Put(const Slice& key, const Slice& value) override {
    if (Counts(key)) values_[key.ToString()] = value.ToString();
  }
  void Delete(const Slice& key) override {
    if (Counts(key)) values_[key.ToString()] = std::nullopt;
  }
  const std::map<std::string, std::optional<std::string>>& values() const {
    return values_;
  }

 private:
  std::map<std::string, std::optional<std::string>> values_;
};

// Nothing where there is no sum yet.
leveldb::Status ReadSum(leveldb::DB& db, std::optional<uint64_t>& sum) {
  std::string bytes;
  const leveldb::Status status = db.Get(Checked(), SumKey(), &bytes);
  if (status.IsNotFound()) return leveldb::Status::OK();
  if (!status.ok()) return status;
  if (bytes.size() != sizeof(uint64_t)) {
    return leveldb::Status::Corruption("the memory's sum");
  }
  sum = ReadBigEndian64(bytes);
  return status;
}

void PutSum(uint64_t sum, leveldb::WriteBatch& batch) {
  std::string bytes;
  AppendBigEndian64(bytes, sum);
  batch.Put(SumKey(), bytes);
}

}  // namespace

leveldb::Status AddToSum(leveldb::DB& db, leveldb::WriteBatch& batch) {
  std::optional<uint64_t> sum;
  leveldb::Status status = ReadSum(db, sum);
  if (status.ok() && !sum.has_value()) {
    return leveldb::Status::Corruption("the memory has lost its sum");
  }
  LastValues last;
  if (status.ok()) status = batch.Iterate(&last);
  if (!status.ok()) return status;
  for (const auto& [key, value] : last.values()) {
    std::string before;
    const leveldb::Status found = db.Get(Checked(), key, &before);
    if (!found.ok() && !found.IsNotFound()) return found;
    if (found.ok()) *sum -= Part(key, before);
    if (value.has_value()) *sum += Part(key, *value);
  }
  PutSum(*sum, batch);
  return status;
}

leveldb::Status CheckSum(leveldb::DB& db) {
  leveldb::ReadOptions options = Checked();
  options.fill_cache = false;
  uint64_t found = 0;
  const std::unique_ptr<leveldb::Iterator> at(db.NewIterator(options));
  for (at->SeekToFirst(); at->Valid(); at->Next()) {
    if (Counts(at->key())) found += Part(at->key(), at->value());
  }
  std::optional<uint64_t> kept;
  leveldb::Status status = at->status();
  if (status.ok()) status = ReadSum(db, kept);
  if (!status.ok()) return status;
  if (!kept.has_value()) {
    leveldb::WriteBatch batch;
    PutSum(found, batch);
    return db.Write(leveldb::WriteOptions(), &batch);
  }
  if (*kept == found) return status;
  return leveldb::Status::Corruption(
      "the memory is not what was written last: some of it is lost");
}

}  // namespace alhf::sdk
