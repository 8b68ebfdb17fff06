#include "eval/record_names.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::eval {

absl::Status RecordNames::Add(const FeedbackItem& record) {
  for (const std::string& name : {record.id, record.guideline}) {
    if (name == "completeness") {
      return absl::InvalidArgumentError(
          "\"completeness\" is what checks without a record are for: take "
          "another id");
    }
  }
  const bool own_guideline = record.id == record.guideline;
  if (ids_.count(record.id) > 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("the id \"", record.id, "\" is taken"));
  }
  const auto as_guideline = guidelines_.find(record.id);
  const auto as_id = ids_.find(record.guideline);
  if ((as_guideline != guidelines_.end() && !own_guideline) ||
      (as_id != ids_.end() && !own_guideline &&
       guidelines_.count(record.guideline) == 0)) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", as_id != ids_.end() ? record.guideline : record.id,
                     "\" is the id of a record and of a guideline"));
  }
  ids_[record.id] = size_;
  guidelines_[record.guideline].push_back(size_);
  ++size_;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<RecordIndex>> RecordNames::Find(
    const std::string& name) const {
  const auto guideline = guidelines_.find(name);
  if (guideline != guidelines_.end()) return guideline->second;
  const auto id = ids_.find(name);
  if (id != ids_.end()) return std::vector<RecordIndex>{id->second};
  return absl::InvalidArgumentError(
      absl::StrCat("there is no record or guideline \"", name, "\""));
}

absl::StatusOr<std::vector<RecordIndex>> RecordNames::FindAll(
    const std::vector<std::string>& names) const {
  std::set<RecordIndex> found;
  for (const std::string& name : names) {
    ALHF_ASSIGN_OR_RETURN(const std::vector<RecordIndex> records, Find(name));
    found.insert(records.begin(), records.end());
  }
  return std::vector<RecordIndex>(found.begin(), found.end());
}

absl::Status CheckOrder(const std::vector<FeedbackItem>& records) {
  std::set<RecordIndex> given;
  while (given.size() < records.size()) {
    const size_t before = given.size();
    for (RecordIndex i = 0; i < records.size(); ++i) {
      bool ready = true;
      for (const RecordIndex each : records[i].after) {
        ready = ready && given.count(each) > 0;
      }
      if (ready) given.insert(i);
    }
    if (given.size() > before) continue;
    for (RecordIndex i = 0; i < records.size(); ++i) {
      if (given.count(i) > 0) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("\"", records[i].id,
                       "\" waits for itself: see its after and supersedes"));
    }
  }
  return absl::OkStatus();
}

}  // namespace alhf::eval
