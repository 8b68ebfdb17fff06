// What is left of messages when words are erased: ids, times, states and
// scores, so that a log without the words folds to the same memories.
//
//   core::Erased erased;
//   erased.lessons = {"l-7k2m9q4d-1"};
//   core::Redact(erased, exchange);  // plan and steps lose that lesson's part
//
// Each returns whether there was anything to take away.
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_LESSONS_REDACT_H_
#define ALHF_CORE_LESSONS_REDACT_H_

#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"

namespace alhf::core {

// Whose words go. Ids are of one tenant.
struct Erased {
  std::set<std::string, std::less<>> records;
  std::set<std::string, std::less<>> lessons;
  // All that he asked. Empty: nobody in particular.
  std::string user;
  // All that anybody asked.
  bool everything = false;

  // Whether this exchange's own words go.
  bool Covers(const v1::Exchange& exchange) const;
};

// Words of an exchange that is covered; of another one, plan and steps lose
// what erased lessons did there. An answer in which such a lesson shows stays.
bool Redact(const Erased& erased, v1::Exchange& exchange);

// A lesson that is learned or revised by it, where it is erased, and the notes,
// counterexamples and sources that it brings to one.
bool Redact(const Erased& erased, v1::Change& change);

// All words of an assessment; outcome and score stay.
void RemoveWords(v1::Assessment& assessment);
// Of an assignment; who learned what stays.
void RemoveWords(v1::Assignment& assignment);
// Of a lesson. It is HELD, whatever it was: nothing without words is recalled.
void RemoveWords(v1::Lesson& lesson);

}  // namespace alhf::core

#endif  // ALHF_CORE_LESSONS_REDACT_H_
