// In which order records are given, and what has been given so far.
//
//   const auto order = TeachingOrder(scenario, /*seed=*/1);
//   TaughtState taught(scenario);
//   for (RecordIndex record : order) taught.Give(record);
//
// Thread safety: pure functions; a state is thread-compatible.
#ifndef ALHF_EVAL_TEACHING_ORDER_H_
#define ALHF_EVAL_TEACHING_ORDER_H_

#include <cstdint>
#include <vector>

#include "eval/scenario.h"

namespace alhf::eval {

// Returns all records in a random order in which each comes after those that
// it must come after. The same for the same scenario id and seed, whatever
// else is in the file.
std::vector<RecordIndex> TeachingOrder(const Scenario& scenario, uint64_t seed);

// What has been given, and what of it was ended by a later record.
class TaughtState {
 public:
  // Ownership: the scenario must outlive it.
  explicit TaughtState(const Scenario& scenario);

  void Give(RecordIndex record);

  bool given(RecordIndex record) const { return given_[record]; }
  bool ended(RecordIndex record) const { return ended_[record]; }
  // Given and not ended.
  bool InForce(RecordIndex record) const {
    return given_[record] && !ended_[record];
  }

  // Whether the checks of `requirement` still count: not where all records of
  // one of its groups have been ended.
  bool Counts(const Requirement& requirement) const;

  // Returns the records in force that may be applied to `question`.
  std::vector<RecordIndex> MayApply(const Question& question) const;
  // Returns the records in force that its checks name.
  std::vector<RecordIndex> MustApply(const Question& question) const;

 private:
  std::vector<RecordIndex> OnlyInForce(
      const std::vector<RecordIndex>& records) const;

  const Scenario* scenario_;
  std::vector<bool> given_;
  std::vector<bool> ended_;
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_TEACHING_ORDER_H_
