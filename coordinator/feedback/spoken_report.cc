#include "coordinator/feedback/spoken_report.h"

#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status.h"
#include "core/relevance/report.h"

namespace alhf::coordinator {
namespace {

// Lessons that acted in `exchange`; of one that was only planned here, and
// answered elsewhere, those that its plan has.
std::set<std::string> ActingIn(const v1::Exchange& exchange) {
  std::set<std::string> ids;
  for (const v1::Step& step : exchange.steps()) {
    for (const v1::AdjustmentItem& item : step.applied()) {
      ids.insert(item.lesson_id());
    }
  }
  if (!exchange.steps().empty()) return ids;
  for (const v1::ComponentPlan& part : exchange.plan().components()) {
    for (const v1::AdjustmentItem& item : part.items()) {
      ids.insert(item.lesson_id());
    }
  }
  return ids;
}

}  // namespace

absl::Status ReadReport(
    v1::FeedbackRecord& record,
    absl::FunctionRef<const v1::Lesson*(const std::string& id)> find) {
  if (record.kind() != v1::RECORD_TEXT || !record.assign_to().empty() ||
      !core::IsReport(record.text())) {
    return absl::OkStatus();
  }
  std::vector<std::string> ids;
  std::vector<std::string> words;
  std::vector<std::string> shown;
  for (const std::string& id : ActingIn(record.exchange())) {
    const v1::Lesson* const lesson = find(id);
    if (lesson == nullptr) continue;
    ids.push_back(id);
    shown.push_back(absl::StrCat(id, " (", lesson->text(), ")"));
    words.push_back(absl::StrCat(lesson->text(), ". ", lesson->understood_as(),
                                 ". ", lesson->component()));
  }
  const std::vector<size_t> meant = core::ReportedLessons(record.text(), words);
  if (meant.size() != 1) {
    // What nothing acted on is nobody's.
    if (ids.empty()) return absl::OkStatus();
    return Error(
        absl::StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED,
        absl::StrCat("record.about_lessons is empty: which one did not "
                     "apply? Name it, or say it with its words: ",
                     absl::StrJoin(shown, ", ")),
        {{"field", "record.about_lessons"}});
  }
  record.set_kind(v1::RECORD_MISAPPLIED);
  record.clear_about_lessons();
  record.add_about_lessons(ids[meant[0]]);
  return absl::OkStatus();
}

}  // namespace alhf::coordinator
