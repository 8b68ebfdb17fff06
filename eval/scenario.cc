#include "eval/scenario.h"

#include <set>

namespace alhf::eval {

std::vector<RecordIndex> NeededRecords(const Question& question) {
  std::set<RecordIndex> needed;
  for (const Requirement& requirement : question.requirements) {
    for (const auto& group : requirement.needs) {
      needed.insert(group.begin(), group.end());
    }
  }
  return {needed.begin(), needed.end()};
}

}  // namespace alhf::eval
