#include "tests/fault/power_cut.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace alhf::testing {
namespace {

namespace fs = std::filesystem;

// A change of names, and what takes it back.
struct Change {
  std::string process;
  uint64_t number = 0;
  std::string what;
  std::string path;
  std::string to;    // of what was moved
  std::string kept;  // what was there before
};

struct Books {
  std::vector<Change> uncertain;        // oldest first
  std::map<uint64_t, uint64_t> synced;  // bytes, by the file's number
};

uint64_t Number(const std::string& text) {
  uint64_t number = 0;
  return absl::SimpleAtoi(text, &number) ? number : 0;
}

void TakeSync(const std::string& process, uint64_t until, Books& books) {
  const auto certain = [&](const Change& change) {
    return change.process != process || change.number <= until;
  };
  auto& changes = books.uncertain;
  changes.erase(std::remove_if(changes.begin(), changes.end(), certain),
                changes.end());
}

void TakeLine(const std::vector<std::string>& line, Books& books) {
  const std::string& process = line[0];
  const std::string& what = line[1];
  if (what == "size" && line.size() == 4) {
    const uint64_t file = Number(line[2]);
    if (line[3] == "new") {
      books.synced[file] = 0;
    } else {
      books.synced.emplace(file, Number(line[3]));
    }
  } else if (what == "sync" && line.size() == 5) {
    TakeSync(process, Number(line[2]), books);
    books.synced[Number(line[3])] = Number(line[4]);
  } else if (line.size() >= 4) {
    Change change{process, Number(line[2]), what, line[3], "", ""};
    if (what == "gone") change.kept = line.at(4);
    if (what == "moved") {
      change.to = line.at(4);
      change.kept = line.at(5);
    }
    books.uncertain.push_back(std::move(change));
  }
}

Books Read(const std::string& ledger) {
  Books books;
  std::ifstream file(ledger);
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> parts = absl::StrSplit(line, '\t');
    if (parts.size() >= 3) TakeLine(parts, books);
  }
  return books;
}

bool Exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

// The ledger is ahead of what happened by one call at most, so each of these
// may find that there is nothing to take back.
void TakeBack(const Change& change) {
  if (change.what == "made") {
    (void)unlink(change.path.c_str());
  } else if (change.what == "folder") {
    (void)rmdir(change.path.c_str());
  } else if (change.what == "gone") {
    (void)rename(change.kept.c_str(), change.path.c_str());
  } else if (change.what == "moved" && !Exists(change.path)) {
    (void)rename(change.to.c_str(), change.path.c_str());
    (void)rename(change.kept.c_str(), change.to.c_str());
  }
}

uint64_t Pick(uint64_t most, std::mt19937& random) {
  return std::uniform_int_distribution<uint64_t>(0, most)(random);
}

// Files whose path begins with `folder`, sorted: the same dice for each.
std::vector<fs::path> FilesOf(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& beside : fs::directory_iterator(folder.parent_path())) {
    const bool covered =
        beside.is_directory() &&
        absl::StartsWith(beside.path().string(), folder.string());
    if (!covered) continue;
    for (const auto& file : fs::recursive_directory_iterator(beside)) {
      if (file.is_regular_file()) files.push_back(file.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

uint64_t DropBytes(const std::string& folder, const Books& books, bool all,
                   std::mt19937& random) {
  uint64_t dropped = 0;
  for (const fs::path& path : FilesOf(folder)) {
    struct stat status;
    if (stat(path.c_str(), &status) != 0) continue;
    const auto synced = books.synced.find(status.st_ino);
    const auto size = static_cast<uint64_t>(status.st_size);
    if (synced == books.synced.end() || size <= synced->second) continue;
    const uint64_t unsynced = size - synced->second;
    const uint64_t left = synced->second + (all ? 0 : Pick(unsynced, random));
    fs::resize_file(path, left);
    dropped += size - left;
  }
  return dropped;
}

// What was kept for a change that stays.
void DropKept(const std::string& ledger) {
  const fs::path path(ledger);
  const std::string prefix = path.filename().string() + ".kept-";
  for (const auto& entry : fs::directory_iterator(path.parent_path())) {
    if (absl::StartsWith(entry.path().filename().string(), prefix)) {
      fs::remove(entry.path());
    }
  }
}

}  // namespace

CutLosses CutPower(const std::string& ledger, const std::string& folder,
                   std::mt19937& random) {
  const Books books = Read(ledger);
  const bool all = Pick(1, random) == 0;
  CutLosses losses;
  losses.changes =
      books.uncertain.size() - (all ? 0 : Pick(books.uncertain.size(), random));
  for (size_t i = 0; i < losses.changes; ++i) {
    TakeBack(books.uncertain[books.uncertain.size() - 1 - i]);
  }
  losses.bytes = DropBytes(folder, books, all, random);
  DropKept(ledger);
  fs::remove(ledger);
  return losses;
}

}  // namespace alhf::testing
