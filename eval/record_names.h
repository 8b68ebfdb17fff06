// The names by which a scenario speaks of its records: their own ids, and
// those of guidelines, which stand for several.
//
//   RecordNames names;
//   ALHF_RETURN_IF_ERROR(names.Add(record));   // in order
//   ALHF_ASSIGN_OR_RETURN(auto records, names.Find("g1"));
//
// Errors are INVALID_ARGUMENT without a reason: the caller says where.
//
// Thread safety: thread-compatible.
#ifndef ALHF_EVAL_RECORD_NAMES_H_
#define ALHF_EVAL_RECORD_NAMES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eval/scenario.h"

namespace alhf::eval {

class RecordNames {
 public:
  // Adds the next record by its id and guideline. An error where the id is
  // taken, or a name would mean two things.
  absl::Status Add(const FeedbackItem& record);

  // Returns the records that `name` stands for, sorted; an error where there
  // are none.
  absl::StatusOr<std::vector<RecordIndex>> Find(const std::string& name) const;
  // Returns all that `names` stand for, sorted and distinct.
  absl::StatusOr<std::vector<RecordIndex>> FindAll(
      const std::vector<std::string>& names) const;

 private:
  size_t size_ = 0;
  std::map<std::string, RecordIndex> ids_;
  std::map<std::string, std::vector<RecordIndex>> guidelines_;
};

// OK: there is an order of `records` in which each comes after all of its
// `after`. INVALID_ARGUMENT: names one that waits for itself.
absl::Status CheckOrder(const std::vector<FeedbackItem>& records);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_RECORD_NAMES_H_
