// Preloaded into a program, notes what a power cut would take from its disk:
//
//   LD_PRELOAD=…/libpower_ledger.so POWER_FOLDER=/data POWER_LEDGER=/l program
//
// keeps in the file /l what was done below /data, and what of it was synced;
// what a program removes or replaces is kept beside it, until that is certain.
// `CutPower` (power_cut.h) reads it once the program has ended.
//
// The disk that it stands for is ext4: names change in the order of the calls,
// and a sync of any file makes all changes of names before it certain, its own
// file's bytes as well, and no other's.
//
// With POWER_LIES=1 syncs say that they are done and do nothing, which is what
// a program does to people that acknowledges before it syncs.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "tests/fault/preload.h"

namespace {

using alhf::testing::Real;

std::string Variable(const char* name) {
  const char* const text = std::getenv(name);
  return text == nullptr ? "" : text;
}

// One line for each event, written at once, so that a killed program leaves
// whole lines. Thread-safe.
class Ledger {
 public:
  Ledger()
      : folder_(Variable("POWER_FOLDER")),
        path_(Variable("POWER_LEDGER")),
        lies_(Variable("POWER_LIES") == "1") {
    static auto* const real = Real<int(const char*, int, ...)>("open");
    file_ = real(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                 S_IRUSR | S_IWUSR);
    if (folder_.empty() || file_ < 0) std::abort();  // a typing error
  }

  bool Covers(const char* path) const {
    return std::string(path).rfind(folder_, 0) == 0;
  }
  bool lies() const { return lies_; }
  std::mutex& mutex() { return mutex_; }

  // Under the mutex: each before what it tells of happens.
  void Made(const std::string& path) { Note("made", path); }
  void MadeFolder(const std::string& path) { Note("folder", path); }
  // Returns where the file is to be kept.
  std::string Gone(const std::string& path) {
    std::string kept = Keep();
    Note("gone", path + "\t" + kept);
    return kept;
  }
  // Returns where what was at `to` is to be kept.
  std::string Moved(const std::string& from, const std::string& to) {
    std::string kept = Keep();
    Note("moved", from + "\t" + to + "\t" + kept);
    return kept;
  }

  // After a file was made, or opened as it was.
  void Opened(int descriptor, bool is_new) {
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return;
    Write("size", std::to_string(status.st_ino) + "\t" +
                      (is_new ? "new" : std::to_string(status.st_size)));
  }

  uint64_t Operations() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return operations_;
  }
  // All operations up to the `until`th are certain, and so many bytes.
  void Synced(uint64_t until, const struct stat& status) {
    std::vector<std::string> certain;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      Write("sync", std::to_string(until) + "\t" +
                        std::to_string(status.st_ino) + "\t" +
                        std::to_string(status.st_size));
      while (!kept_.empty() && kept_.front().first <= until) {
        certain.push_back(std::move(kept_.front().second));
        kept_.erase(kept_.begin());
      }
    }
    static auto* const real = Real<int(const char*)>("unlink");
    for (const std::string& path : certain) real(path.c_str());
  }

 private:
  std::string Keep() {
    std::string kept = path_ + ".kept-" + std::to_string(getpid()) + "-" +
                       std::to_string(operations_ + 1);
    kept_.emplace_back(operations_ + 1, kept);
    return kept;
  }
  void Note(const char* what, const std::string& rest) {
    Write(what, std::to_string(++operations_) + "\t" + rest);
  }
  void Write(const char* what, const std::string& rest) {
    static auto* const real = Real<ssize_t(int, const void*, size_t)>("write");
    const std::string line =
        std::to_string(getpid()) + "\t" + what + "\t" + rest + "\n";
    if (real(file_, line.data(), line.size()) < 0) std::abort();
  }

  const std::string folder_;
  const std::string path_;
  const bool lies_;
  int file_ = -1;
  std::mutex mutex_;
  uint64_t operations_ = 0;
  std::vector<std::pair<uint64_t, std::string>> kept_;
};

// Nothing is torn down before the end.
Ledger& Book() {
  static auto* const ledger = new Ledger();
  return *ledger;
}

int Open(const char* path, int flags, mode_t mode) {
  static auto* const real = Real<int(const char*, int, ...)>("open");
  static auto* const rename_now = Real<int(const char*, const char*)>("rename");
  const bool writes = (flags & O_ACCMODE) != O_RDONLY;
  if (!writes || !Book().Covers(path)) return real(path, flags, mode);
  const std::lock_guard<std::mutex> lock(Book().mutex());
  struct stat status;
  const bool is_there = stat(path, &status) == 0;
  const bool replaces = is_there && (flags & O_TRUNC) != 0;
  if (replaces) rename_now(path, Book().Gone(path).c_str());
  const bool is_new = replaces || (!is_there && (flags & O_CREAT) != 0);
  if (is_new) Book().Made(path);
  const int descriptor = real(path, replaces ? flags | O_CREAT : flags, mode);
  if (descriptor >= 0) Book().Opened(descriptor, is_new);
  return descriptor;
}

int Sync(int descriptor, int (*real)(int)) {
  if (Book().lies()) return 0;
  struct stat status;
  const bool known = fstat(descriptor, &status) == 0;
  const uint64_t until = Book().Operations();
  const int result = real(descriptor);
  if (result == 0 && known) Book().Synced(until, status);
  return result;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return Open(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return Open(path, flags, mode);
}

int fdatasync(int descriptor) {
  static auto* const real = Real<int(int)>("fdatasync");
  return Sync(descriptor, real);
}

int fsync(int descriptor) {
  static auto* const real = Real<int(int)>("fsync");
  return Sync(descriptor, real);
}

int rename(const char* from, const char* to) {
  static auto* const real = Real<int(const char*, const char*)>("rename");
  if (!Book().Covers(to)) return real(from, to);
  const std::lock_guard<std::mutex> lock(Book().mutex());
  // Where nothing is there, nothing is kept.
  const int kept = link(to, Book().Moved(from, to).c_str());
  (void)kept;
  return real(from, to);
}

int unlink(const char* path) {
  static auto* const real = Real<int(const char*)>("unlink");
  static auto* const rename_now = Real<int(const char*, const char*)>("rename");
  struct stat status;
  const bool covered = Book().Covers(path) && lstat(path, &status) == 0 &&
                       S_ISREG(status.st_mode);
  if (!covered) return real(path);
  const std::lock_guard<std::mutex> lock(Book().mutex());
  return rename_now(path, Book().Gone(path).c_str());
}

int mkdir(const char* path, mode_t mode) {
  static auto* const real = Real<int(const char*, mode_t)>("mkdir");
  struct stat status;
  if (!Book().Covers(path) || stat(path, &status) == 0) {
    return real(path, mode);
  }
  const std::lock_guard<std::mutex> lock(Book().mutex());
  Book().MadeFolder(path);
  return real(path, mode);
}

}  // extern "C"
