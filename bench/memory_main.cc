// What it costs that a component reads all of its memory when it starts, and
// keeps a sum of it:
//
//   bench-memory [MEGABYTES]
//
// Writes a memory of so many megabytes (100) as lessons of about a kilobyte
// come, twice: as MemoryStore writes it, and as LevelDB alone would. Then opens
// it both ways.
#include <leveldb/write_batch.h>
#include <stdlib.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <string>

#include "absl/random/random.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "base/recoverable_db.h"
#include "sdk/src/memory_keys.h"
#include "sdk/src/memory_store.h"

namespace alhf::sdk {
namespace {

constexpr size_t kLessonBytes = 1000;
constexpr char kTenant[] = "acme";

double SecondsOf(const std::function<void()>& work) {
  const absl::Time begin = absl::Now();
  work();
  return absl::ToDoubleSeconds(absl::Now() - begin);
}

// A lesson, its place in the order of learning, and the position.
leveldb::WriteBatch EntryOf(uint64_t sequence, std::mt19937_64& random) {
  const std::string id = absl::StrCat("l-", sequence);
  std::string lesson;
  while (lesson.size() < kLessonBytes) absl::StrAppend(&lesson, random(), " ");
  leveldb::WriteBatch batch;
  batch.Put(RevisionKey(kTenant, Revised::kLesson, id, sequence), lesson);
  batch.Put(absl::StrCat(OrderPrefix(kTenant), OrderPlace(sequence, id)), "");
  batch.Put(PositionKey(kTenant), absl::StrCat(sequence));
  return batch;
}

template <typename Write>
void Fill(size_t entries, const Write& write) {
  std::mt19937_64 random(1);  // NOLINT: the same each time
  for (uint64_t sequence = 1; sequence <= entries; ++sequence) {
    leveldb::WriteBatch batch = EntryOf(sequence, random);
    if (!write(batch)) std::abort();
  }
}

double MegabytesOf(const std::string& folder) {
  double bytes = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    bytes += static_cast<double>(file.file_size());
  }
  return bytes / 1e6;
}

std::unique_ptr<RecoverableDb> OpenPlain(const std::string& folder) {
  std::unique_ptr<RecoverableDb> db;
  if (!RecoverableDb::Open(nullptr, folder, &db).ok()) std::abort();
  return db;
}

void Measure(const std::string& folder, size_t megabytes) {
  absl::BitGen random;
  const size_t entries = megabytes * 1'000'000 / kLessonBytes;
  const std::string summed = folder + "/summed";
  const std::string plain = folder + "/plain";
  const auto open = [&] {
    auto store =
        MemoryStore::Open({.folder = summed, .component = "x"}, random);
    if (!store.ok()) std::abort();
    return *std::move(store);
  };
  double write = 0;
  double write_plain = 0;
  {
    const auto store = open();
    write = SecondsOf([&] {
      Fill(entries, [&](auto& batch) { return store->Write(&batch).ok(); });
    });
    const auto db = OpenPlain(plain);
    write_plain = SecondsOf([&] {
      Fill(entries, [&](auto& batch) { return db->Write({}, &batch).ok(); });
    });
  }
  OpenPlain(summed);  // makes tables of what lies in the log
  const double megabytes_there = MegabytesOf(summed);
  const double start = SecondsOf([&] { open(); });
  const double start_plain = SecondsOf([&] { OpenPlain(plain); });
  std::printf("%zu entries, %.0f MB of files\n", entries, megabytes_there);
  std::printf("write: %.1f us an entry, without the sum %.1f us\n",
              write * 1e6 / static_cast<double>(entries),
              write_plain * 1e6 / static_cast<double>(entries));
  std::printf("start: %.0f ms, without reading it %.0f ms; %.2f ms a MB\n",
              start * 1e3, start_plain * 1e3,
              (start - start_plain) * 1e3 / megabytes_there);
}

}  // namespace
}  // namespace alhf::sdk

int main(int argc, char** argv) {
  size_t megabytes = 100;
  if (argc > 1 && !absl::SimpleAtoi(argv[1], &megabytes)) return 2;
  std::string folder =
      std::filesystem::temp_directory_path() / "bench-memory.XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) return 1;
  alhf::sdk::Measure(folder, megabytes);
  std::filesystem::remove_all(folder);
  return 0;
}
