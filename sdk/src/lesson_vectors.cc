#include "sdk/src/lesson_vectors.h"

#include <leveldb/env.h>
#include <leveldb/write_batch.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "alhf/storage/v1/memory.pb.h"
#include "base/leveldb_env.h"
#include "base/leveldb_files.h"
#include "base/log.h"
#include "base/status.h"
#include "base/text.h"
#include "base/unix_socket.h"
#include "core/relevance/lesson_index.h"
#include "sdk/src/memory_store.h"

namespace alhf::sdk {
namespace {

constexpr absl::string_view kNul("\0", 1);
// Of keys and values; docs/memory_format.md describes it.
constexpr uint32_t kFormatVersion = 1;

// Before every key that names a tenant.
std::string HeaderKey() { return absl::StrCat(kNul, "header"); }

absl::string_view FromSlice(const leveldb::Slice& slice) {
  return absl::string_view(slice.data(), slice.size());
}

std::string LessonPrefix(absl::string_view tenant, absl::string_view lesson) {
  return absl::StrCat(tenant, kNul, lesson, kNul);
}

using DbPtr = std::unique_ptr<leveldb::DB>;

leveldb::Status OpenDb(const leveldb::Options& options,
                       const std::string& folder, DbPtr* db) {
  leveldb::DB* opened = nullptr;
  const leveldb::Status status = leveldb::DB::Open(options, folder, &opened);
  db->reset(opened);
  return status;
}

// Whether the store is new, or of the format that this build writes.
bool IsOfThisFormat(leveldb::DB& db) {
  std::string bytes;
  storage::v1::VectorsHeader header;
  if (db.Get(leveldb::ReadOptions(), HeaderKey(), &bytes).ok()) {
    return header.ParseFromString(bytes) &&
           header.format_version() == kFormatVersion;
  }
  const auto any = absl::WrapUnique(db.NewIterator(leveldb::ReadOptions()));
  any->SeekToFirst();
  return !any->Valid();
}

// Whether every block fits its checksum.
bool IsWhole(leveldb::DB& db) {
  leveldb::ReadOptions options;
  options.verify_checksums = true;
  options.fill_cache = false;
  const auto at = absl::WrapUnique(db.NewIterator(options));
  at->SeekToFirst();
  while (at->Valid()) at->Next();
  return at->status().ok();
}

// Vectors can be made again, so a store that cannot be read is.
leveldb::Status OpenReadable(const LessonVectors::Options& options, DbPtr* db) {
  const leveldb::Options db_options = StoreOptions(options.env);
  leveldb::Status status = OpenDb(db_options, options.folder, db);
  if (status.IsCorruption() ||
      (status.ok() && !(IsOfThisFormat(**db) && IsWhole(**db)))) {
    log::Warn("the kept sentence vectors cannot be read and are made anew",
              {{"folder", options.folder}});
    db->reset();
    status = leveldb::DestroyDB(options.folder, db_options);
    if (status.ok()) status = OpenDb(db_options, options.folder, db);
  }
  if (!status.ok()) return status;
  storage::v1::VectorsHeader header;
  header.set_format_version(kFormatVersion);
  return (*db)->Put(leveldb::WriteOptions(), HeaderKey(),
                    header.SerializeAsString());
}

}  // namespace

absl::StatusOr<std::unique_ptr<LessonVectors>> LessonVectors::Open(
    const Options& options, std::shared_ptr<const core::Encoder> encoder) {
  if (options.env == nullptr) {
    ALHF_RETURN_IF_ERROR(MakePrivateFolder(options.folder));
  } else {
    options.env->CreateDir(options.folder);  // fails where it is there already
  }
  DbPtr db;
  ALHF_RETURN_IF_ERROR(FromLevelDb(OpenReadable(options, &db), options.folder));
  ALHF_RETURN_IF_ERROR(FromLevelDb(EndPurge(*db), options.folder));
  auto vectors =
      absl::WrapUnique(new LessonVectors(std::move(db), std::move(encoder)));
  return vectors;
}

std::string LessonVectors::KeyOf(absl::string_view tenant,
                                 absl::string_view lesson_id,
                                 absl::string_view words) const {
  return absl::StrCat(LessonPrefix(tenant, lesson_id),
                      Sha256(absl::StrCat(encoder_->id(), kNul, words)));
}

std::vector<core::CompactVector> LessonVectors::KeptOf(
    absl::string_view tenant, const std::vector<v1::Lesson>& lessons) const {
  std::vector<core::CompactVector> vectors(lessons.size());
  for (size_t i = 0; i < lessons.size(); ++i) {
    std::string bytes;
    const std::string key =
        KeyOf(tenant, lessons[i].id(), core::WordsToEncode(lessons[i]));
    if (db_->Get(leveldb::ReadOptions(), key, &bytes).ok()) {
      vectors[i] = core::FromBytes(bytes);
    }
  }
  return vectors;
}

std::vector<core::CompactVector> LessonVectors::AtHand(
    absl::string_view tenant, const std::vector<v1::Lesson>& lessons) {
  if (!encoder_->remote()) {
    auto vectors = VectorsOf(tenant, lessons);
    if (vectors.ok()) return *std::move(vectors);
  }
  return KeptOf(tenant, lessons);
}

absl::StatusOr<std::vector<core::CompactVector>> LessonVectors::VectorsOf(
    absl::string_view tenant, const std::vector<v1::Lesson>& lessons) {
  std::vector<core::CompactVector> vectors = KeptOf(tenant, lessons);
  std::vector<size_t> missing;
  for (size_t i = 0; i < lessons.size(); ++i) {
    if (vectors[i].empty()) missing.push_back(i);
  }
  for (size_t begin = 0; begin < missing.size(); begin += kTogether) {
    const size_t end = std::min(missing.size(), begin + kTogether);
    std::vector<std::string> words;
    for (size_t i = begin; i < end; ++i) {
      words.push_back(core::WordsToEncode(lessons[missing[i]]));
    }
    ALHF_ASSIGN_OR_RETURN(auto encoded, Encode(words));
    leveldb::WriteBatch batch;
    for (size_t i = begin; i < end; ++i) {
      core::CompactVector& vector = vectors[missing[i]];
      vector = std::move(encoded[i - begin]);
      if (vector.empty()) continue;
      batch.Put(KeyOf(tenant, lessons[missing[i]].id(), words[i - begin]),
                core::BytesOf(vector));
    }
    // What cannot be kept is encoded again another time.
    db_->Write(leveldb::WriteOptions(), &batch);
  }
  return vectors;
}

absl::StatusOr<std::vector<core::CompactVector>> LessonVectors::Encode(
    const std::vector<std::string>& words) const {
  std::vector<core::CompactVector> vectors;
  const auto together = encoder_->EncodeBatch(words);
  if (together.ok()) {
    for (const core::SentenceVector& vector : *together) {
      vectors.push_back(core::Compact(vector));
    }
    return vectors;
  }
  if (!absl::IsInvalidArgument(together.status())) return together.status();
  // One of them is to blame, and the others shall not suffer for it.
  for (const std::string& each : words) {
    const auto vector = encoder_->EncodeBatch({each});
    if (!vector.ok() && !absl::IsInvalidArgument(vector.status())) {
      return vector.status();
    }
    vectors.push_back(vector.ok() ? core::Compact(vector->front())
                                  : core::CompactVector());
  }
  return vectors;
}

absl::Status LessonVectors::Erase(absl::string_view tenant,
                                  const std::vector<std::string>& ids) {
  const std::set<absl::string_view> erased(ids.begin(), ids.end());
  return DropIf(tenant,
                [&](absl::string_view id) { return erased.contains(id); });
}

absl::Status LessonVectors::KeepOnly(absl::string_view tenant,
                                     const std::vector<std::string>& ids) {
  const std::set<absl::string_view> kept(ids.begin(), ids.end());
  return DropIf(tenant,
                [&](absl::string_view id) { return !kept.contains(id); });
}

absl::Status LessonVectors::DropIf(
    absl::string_view tenant,
    absl::FunctionRef<bool(absl::string_view lesson_id)> drop) {
  const std::string prefix = absl::StrCat(tenant, kNul);
  leveldb::WriteBatch batch;
  bool found = false;
  {
    const auto at = absl::WrapUnique(db_->NewIterator(leveldb::ReadOptions()));
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix);
         at->Next()) {
      absl::string_view rest = FromSlice(at->key()).substr(prefix.size());
      if (!drop(rest.substr(0, rest.find('\0')))) continue;
      batch.Delete(at->key());
      found = true;
    }
    ALHF_RETURN_IF_ERROR(FromLevelDb(at->status(), "vectors"));
  }
  if (!found) return absl::OkStatus();
  return FromLevelDb(WriteAndPurge(*db_, batch), "vectors");
}

}  // namespace alhf::sdk
