// What a power cut does to a disk, done to the files of a program that ran with
// the library power_ledger and has ended.
//
//   Process::Start(command, log, {"LD_PRELOAD=…/libpower_ledger.so",
//                                 "POWER_FOLDER=/data", "POWER_LEDGER=/l"});
//   …
//   process.Kill();
//   CutPower("/l", "/data", random);
//
// Thread safety: thread-compatible. The program must not run meanwhile.
#ifndef ALHF_TESTS_FAULT_POWER_CUT_H_
#define ALHF_TESTS_FAULT_POWER_CUT_H_

#include <cstdint>
#include <random>
#include <string>

namespace alhf::testing {

// What was taken.
struct CutLosses {
  uint64_t bytes = 0;    // of files, that were written and not synced
  uint64_t changes = 0;  // of names: made, moved and removed files
};

// Takes back what `ledger` knows not to be certain, of the files whose path
// begins with `folder`, and begins the ledger anew: what is left is on disk. A
// disk may have more than it must: in every second cut as much of it stays as
// `random` says, bytes of each file from the front, changes of names in their
// order.
CutLosses CutPower(const std::string& ledger, const std::string& folder,
                   std::mt19937& random);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_FAULT_POWER_CUT_H_
