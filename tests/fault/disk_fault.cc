// Preloaded into a program, is a disk that fails when told to:
//
//   LD_PRELOAD=…/libdisk_fault.so DISK_FAULT=/f DISK_FOLDER=/data program
//
// While the file /f is there, calls on files below /data fail as it says:
//
//   write ENOSPC      there is no room: nothing is written
//   write EIO         an I/O error
//   write torn        half is written, then there is no room
//   write short       half is written, and said to be
//   fdatasync EIO     what was written may or may not be on disk
//
// With the word "once" behind it the first call that fails removes /f. Each
// that fails makes the file /f.met.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/fault/preload.h"

namespace {

using alhf::testing::IsFile;
using alhf::testing::Real;

enum class Fault { kNone, kNoSpace, kError, kTorn, kShort };

std::string Variable(const char* name) {
  const char* const text = std::getenv(name);
  return text == nullptr ? "" : text;
}

// Read once; nothing is torn down before the end.
const std::string& Order() {
  static const auto* const path = new std::string(Variable("DISK_FAULT"));
  return *path;
}

bool IsBelow(int descriptor) {
  static const auto* const folder = new std::string(Variable("DISK_FOLDER"));
  std::array<char, 4096> path;
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const ssize_t size = readlink(link.c_str(), path.data(), path.size());
  return size > 0 && std::string(path.data(), static_cast<size_t>(size))
                             .rfind(*folder, 0) == 0;
}

// What shall become of a call of this name on this file.
Fault FaultOf(const char* call, int descriptor) {
  // Not through functions that a library before this one stands for.
  const int file = openat(AT_FDCWD, Order().c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Fault::kNone;
  std::array<char, 64> text = {};
  const ssize_t size = read(file, text.data(), text.size() - 1);
  close(file);
  std::array<char, 16> wanted = {};
  std::array<char, 16> kind = {};
  std::array<char, 16> often = {};
  const int words = size <= 0
                        ? 0
                        : std::sscanf(text.data(), "%15s %15s %15s",
                                      wanted.data(), kind.data(), often.data());
  if (words < 2 || std::strcmp(wanted.data(), call) != 0) return Fault::kNone;
  if (!IsFile(descriptor) || !IsBelow(descriptor)) return Fault::kNone;
  static auto* const remove_now = Real<int(const char*)>("unlink");
  const bool once = std::strcmp(often.data(), "once") == 0;
  if (once && remove_now(Order().c_str()) != 0) return Fault::kNone;
  const int met = openat(AT_FDCWD, (Order() + ".met").c_str(),
                         O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (met >= 0) close(met);
  if (std::strcmp(kind.data(), "ENOSPC") == 0) return Fault::kNoSpace;
  if (std::strcmp(kind.data(), "EIO") == 0) return Fault::kError;
  if (std::strcmp(kind.data(), "torn") == 0) return Fault::kTorn;
  if (std::strcmp(kind.data(), "short") == 0) return Fault::kShort;
  std::abort();  // a test with a typing error
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t count) {
  static auto* const real = Real<ssize_t(int, const void*, size_t)>("write");
  switch (FaultOf("write", descriptor)) {
    case Fault::kNone:
      return real(descriptor, bytes, count);
    case Fault::kNoSpace:
      errno = ENOSPC;
      return -1;
    case Fault::kError:
      errno = EIO;
      return -1;
    case Fault::kTorn:
      real(descriptor, bytes, count / 2);
      errno = ENOSPC;
      return -1;
    case Fault::kShort:
      return real(descriptor, bytes, (count + 1) / 2);
  }
  std::abort();
}

int fdatasync(int descriptor) {
  static auto* const real = Real<int(int)>("fdatasync");
  if (FaultOf("fdatasync", descriptor) == Fault::kNone) return real(descriptor);
  errno = EIO;
  return -1;
}

}  // extern "C"
