// What those who taught saw, and whether the system kept its promises to them.
//
// Thread safety: `History` is thread-compatible; each teacher writes its own.
#ifndef ALHF_TESTS_FAULT_HISTORY_H_
#define ALHF_TESTS_FAULT_HISTORY_H_

#include <string>
#include <vector>

#include "alhf/v1/coordinator.pb.h"

namespace alhf::testing {

// One record that somebody gave. Its text is found nowhere else.
struct Taught {
  std::string text;
  // An OK came back, with this id. Otherwise nobody knows whether it is there.
  bool acknowledged = false;
  std::string record_id;
};

// In the order given: each was answered, or given up, before the next.
using History = std::vector<Taught>;

// Returns what `records` (all of a tenant, oldest first) break of what
// `history` may rely on; nothing where all is kept:
//
// - an acknowledged record is there once, under its id, with its text;
// - one that was not acknowledged is there once or not at all;
// - nothing else is there;
// - order is kept;
// - what is there is whole: learned by all it was assigned to, each lesson of
//   it once.
std::vector<std::string> BrokenPromises(
    const History& history, const std::vector<v1::FeedbackStatus>& records);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_FAULT_HISTORY_H_
