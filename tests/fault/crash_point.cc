// Preloaded into a program, ends it as a power cut would at a named moment:
//
//   LD_PRELOAD=…/libcrash_point.so CRASH_POINT="fdatasync before 3" program
//
// kills it at its third fdatasync, before the call or after it. The calls that
// matter to a promise are those that put bytes into files (write, fdatasync,
// rename) and the one that answers over a socket (sendmsg).
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/fault/preload.h"

namespace {

using alhf::testing::IsFile;
using alhf::testing::Real;

struct CrashPoint {
  CrashPoint() {
    const char* const text = std::getenv("CRASH_POINT");
    if (text == nullptr) return;
    char side[16] = "";
    if (std::sscanf(text, "%15s %15s %d", call, side, &left) != 3) {
      std::abort();  // a test with a typing error
    }
    before = std::strcmp(side, "before") == 0;
  }
  char call[16] = "";
  bool before = false;
  int left = 0;
};

// Reads the environment once; nothing is torn down before the end.
const CrashPoint& Point() {
  static const auto* const point = new CrashPoint();
  return *point;
}

// Counts the calls of one kind, and says which of them is the last.
class Fuse {
 public:
  explicit Fuse(const char* call) : call_(call) {}
  bool Burn() {
    if (std::strcmp(Point().call, call_) != 0) return false;
    return ++count_ == Point().left;
  }

 private:
  const char* const call_;
  std::atomic<int> count_ = 0;
};

void Die() { kill(getpid(), SIGKILL); }

template <typename Function, typename... Arguments>
auto Call(Fuse& fuse, Function* real, Arguments... arguments) {
  const bool last = fuse.Burn();
  if (last && Point().before) Die();
  const auto result = real(arguments...);
  if (last) Die();
  return result;
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t count) {
  static auto* const real = Real<ssize_t(int, const void*, size_t)>("write");
  static Fuse fuse("write");
  if (!IsFile(descriptor)) return real(descriptor, bytes, count);
  return Call(fuse, real, descriptor, bytes, count);
}

int fdatasync(int descriptor) {
  static auto* const real = Real<int(int)>("fdatasync");
  static Fuse fuse("fdatasync");
  return Call(fuse, real, descriptor);
}

int rename(const char* from, const char* to) {
  static auto* const real = Real<int(const char*, const char*)>("rename");
  static Fuse fuse("rename");
  return Call(fuse, real, from, to);
}

ssize_t sendmsg(int descriptor, const msghdr* message, int flags) {
  static auto* const real = Real<ssize_t(int, const msghdr*, int)>("sendmsg");
  static Fuse fuse("sendmsg");
  return Call(fuse, real, descriptor, message, flags);
}

}  // extern "C"
