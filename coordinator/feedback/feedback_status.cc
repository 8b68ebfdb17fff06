#include "coordinator/feedback/feedback_status.h"

#include <algorithm>

#include "absl/strings/string_view.h"
#include "base/page_token.h"
#include "base/status.h"
#include "base/text.h"

namespace alhf::coordinator {
namespace {

constexpr absl::string_view kRecords = "records";
constexpr absl::string_view kLessons = "lessons";

v1::FeedbackState StateOf(const RecordView& record, const AppliedFn& applied) {
  if (record.assignment.revision() == 0) return v1::FEEDBACK_DURABLE;
  if (record.learning.empty()) return v1::FEEDBACK_ASSESSED;
  for (const auto& [component, learning] : record.learning) {
    if (learning.parked || applied(component) < learning.sequence) {
      return v1::FEEDBACK_ASSESSED;
    }
  }
  return v1::FEEDBACK_LEARNED;
}

bool OfAgent(absl::string_view asked, absl::string_view agent) {
  return asked.empty() || agent.empty() || asked == agent;
}

bool IsListed(const RecordView& record,
              const v1::ListFeedbackRequest& request) {
  const v1::FeedbackRecord& said = record.record;
  return OfAgent(request.agent(), said.agent()) &&
         (request.exchange_id().empty() ||
          request.exchange_id() == said.exchange().id()) &&
         (request.user().empty() || request.user() == said.giver());
}

bool IsListed(const v1::Lesson& lesson, const v1::ListLessonsRequest& request) {
  const auto& states = request.states();
  const bool state_fits = states.empty()
                              ? lesson.state() != v1::LESSON_ERASED
                              : std::find(states.begin(), states.end(),
                                          lesson.state()) != states.end();
  const bool record_fits =
      request.record_id().empty() ||
      std::any_of(lesson.sources().begin(), lesson.sources().end(),
                  [&](const v1::Source& source) {
                    return source.record_id() == request.record_id();
                  });
  return state_fits && record_fits &&
         OfAgent(request.agent(), lesson.scope().agent()) &&
         (request.component().empty() ||
          request.component() == lesson.component());
}

}  // namespace

v1::FeedbackStatus StatusOf(const TenantView& view, const RecordView& record,
                            const AppliedFn& applied) {
  v1::FeedbackStatus status;
  *status.mutable_record() = record.record;
  status.set_state(StateOf(record, applied));
  status.set_activation(record.activation);
  *status.mutable_position() = record.position;
  for (const auto& [component, assessment] : record.assessments) {
    *status.add_assessments() = assessment;
  }
  if (record.assignment.revision() == 0) return status;
  *status.mutable_assignment() = record.assignment;
  for (const auto& part : record.assignment.parts()) {
    for (const std::string& id : part.lesson_ids()) {
      const v1::Lesson* lesson = view.FindLesson(id);
      if (lesson != nullptr) *status.add_lessons() = *lesson;
    }
  }
  uint64_t last = record.assigned_sequence;
  for (const auto& [component, learning] : record.learning) {
    last = std::max(last, learning.sequence);
  }
  status.mutable_position()->set_sequence(last);
  return status;
}

bool IsReached(const v1::FeedbackStatus& status, v1::WaitFor wait_for) {
  const v1::FeedbackState state = status.state();
  switch (wait_for) {
    case v1::WAIT_FOR_ASSESSED:
      return state >= v1::FEEDBACK_ASSESSED;
    case v1::WAIT_FOR_LEARNED:
      return state == v1::FEEDBACK_LEARNED ||
             (state == v1::FEEDBACK_ASSESSED &&
              status.assignment().parts().empty());
    default:
      return true;
  }
}

bool IsFinal(const v1::FeedbackStatus& status) {
  return status.state() == v1::FEEDBACK_LEARNED ||
         (IsReached(status, v1::WAIT_FOR_LEARNED) &&
          status.assignment().missing().empty());
}

absl::StatusOr<v1::ListFeedbackResponse> ListRecords(
    const TenantView& view, const v1::ListFeedbackRequest& request,
    const AppliedFn& applied) {
  ALHF_ASSIGN_OR_RETURN(
      const Page page,
      ParsePage(kRecords, request.page_size(), request.page_token()));
  v1::ListFeedbackResponse response;
  auto it = view.records().end();
  if (!page.after.empty()) {
    if (page.after.size() != sizeof(uint64_t)) {
      return ParsePage(kRecords, 0, "!").status();
    }
    it = view.records().lower_bound(ReadBigEndian64(page.after));
  }
  uint64_t last = 0;
  while (it != view.records().begin()) {
    --it;
    if (!IsListed(it->second, request)) continue;
    if (static_cast<size_t>(response.records_size()) == page.size) {
      std::string key;
      AppendBigEndian64(key, last);
      response.set_next_page_token(PageToken(kRecords, key));
      break;
    }
    *response.add_records() = StatusOf(view, it->second, applied);
    last = it->first;
  }
  return response;
}

absl::StatusOr<v1::ListLessonsResponse> ListLessonsOf(
    const TenantView& view, const v1::ListLessonsRequest& request) {
  ALHF_ASSIGN_OR_RETURN(
      const Page page,
      ParsePage(kLessons, request.page_size(), request.page_token()));
  v1::ListLessonsResponse response;
  const auto& order = view.lesson_order();
  auto it = order.begin();
  if (!page.after.empty()) {
    if (page.after.size() < sizeof(uint64_t)) {
      return ParsePage(kLessons, 0, "!").status();
    }
    it = order.upper_bound(
        {ReadBigEndian64(page.after), page.after.substr(sizeof(uint64_t))});
  }
  std::string last;
  for (; it != order.end(); ++it) {
    const v1::Lesson& lesson = *view.FindLesson(it->second);
    if (!IsListed(lesson, request)) continue;
    if (static_cast<size_t>(response.lessons_size()) == page.size) {
      response.set_next_page_token(PageToken(kLessons, last));
      break;
    }
    *response.add_lessons() = lesson;
    last.clear();
    AppendBigEndian64(last, it->first);
    last += it->second;
  }
  return response;
}

std::map<std::pair<std::string, v1::LessonState>, uint64_t> CountLessonsOf(
    const TenantView& view) {
  std::map<std::pair<std::string, v1::LessonState>, uint64_t> counts;
  for (const auto& [sequence, id] : view.lesson_order()) {
    const v1::Lesson& lesson = *view.FindLesson(id);
    ++counts[{lesson.component(), lesson.state()}];
  }
  return counts;
}

v1::Activation EffectiveActivation(const TenantView& view,
                                   v1::Activation otherwise) {
  const v1::Activation says = view.rollout().activation();
  return says == v1::ACTIVATION_UNSPECIFIED ? otherwise : says;
}

void FillTenantStatus(const TenantView& view, const Agents& agents,
                      v1::GetStatusResponse* response) {
  *response->mutable_position() = view.end_position();
  response->set_records(view.records().size());
  response->set_awaiting_assessment(view.CountAwaiting(agents));
  auto& by_state = *response->mutable_lessons_by_state();
  for (const auto& [component_and_state, count] : CountLessonsOf(view)) {
    absl::string_view state = v1::LessonState_Name(component_and_state.second);
    state.remove_prefix(absl::string_view("LESSON_").size());
    by_state[std::string(state)] += count;
  }
  *response->mutable_rollout() = view.rollout();
  for (const v1::Parked& each : view.parked_entries()) {
    *response->add_parked() = each;
  }
}

}  // namespace alhf::coordinator
