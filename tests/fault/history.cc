#include "tests/fault/history.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"

namespace alhf::testing {
namespace {

void CheckWhole(const v1::FeedbackStatus& status,
                std::vector<std::string>& broken) {
  const std::string& text = status.record().text();
  // Where nobody claims a record, assessed is the end.
  const bool nobody = status.state() == v1::FEEDBACK_ASSESSED &&
                      status.assignment().parts().empty();
  if (status.state() != v1::FEEDBACK_LEARNED && !nobody) {
    broken.push_back(absl::StrCat("not learned: ", text));
  }
  std::set<std::string> lessons;
  std::set<std::string> learners;
  for (const v1::Lesson& lesson : status.lessons()) {
    learners.insert(lesson.component());
    if (!lessons.insert(lesson.id()).second) {
      broken.push_back(absl::StrCat("lesson twice: ", lesson.id()));
    }
  }
  for (const v1::Assignment::Part& part : status.assignment().parts()) {
    if (learners.count(part.component()) == 0) {
      broken.push_back(
          absl::StrCat("assigned, no lesson: ", part.component(), ", ", text));
    }
  }
}

}  // namespace

std::vector<std::string> BrokenPromises(
    const History& history, const std::vector<v1::FeedbackStatus>& records) {
  std::vector<std::string> broken;
  std::map<std::string, std::vector<size_t>> places;
  std::map<std::string, std::string> ids;
  for (size_t i = 0; i < records.size(); ++i) {
    const v1::FeedbackRecord& record = records[i].record();
    places[record.text()].push_back(i + 1);
    ids[record.text()] = record.id();
    CheckWhole(records[i], broken);
  }
  size_t last = 0;
  for (const Taught& taught : history) {
    const auto found = places.find(taught.text);
    if (found == places.end()) {
      if (taught.acknowledged) {
        broken.push_back(absl::StrCat("lost: ", taught.text));
      }
      continue;
    }
    if (found->second.size() > 1) {
      broken.push_back(absl::StrCat("there twice: ", taught.text));
    }
    if (taught.acknowledged && ids[taught.text] != taught.record_id) {
      broken.push_back(absl::StrCat("under another id: ", taught.text));
    }
    if (found->second.front() <= last) {
      broken.push_back(absl::StrCat("out of order: ", taught.text));
    }
    last = found->second.front();
    places.erase(found);
  }
  for (const auto& [text, unused] : places) {
    broken.push_back(absl::StrCat("nobody said: ", text));
  }
  return broken;
}

}  // namespace alhf::testing
