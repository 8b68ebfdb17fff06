// What libraries that are preloaded into a program share: the functions that
// theirs stand before. Several can be preloaded: each calls the next.
//
//   extern "C" int fdatasync(int descriptor) {
//     static auto* const real = Real<int(int)>("fdatasync");
//     …
//     return real(descriptor);
//   }
//
// Thread safety: all functions may run concurrently.
#ifndef ALHF_TESTS_FAULT_PRELOAD_H_
#define ALHF_TESTS_FAULT_PRELOAD_H_

#include <dlfcn.h>
#include <sys/stat.h>

namespace alhf::testing {

// Returns the next function of this name, libc's in the end. Hidden: what is
// next is told from the library that holds this code, so each needs its own.
template <typename Function>
[[gnu::visibility("hidden")]] Function* Real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

inline bool IsFile(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace alhf::testing

#endif  // ALHF_TESTS_FAULT_PRELOAD_H_
