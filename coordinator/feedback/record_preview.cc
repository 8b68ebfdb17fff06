#include "coordinator/feedback/record_preview.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/mutex.h"
#include "base/status.h"
#include "coordinator/feedback/assessment_rounds.h"
#include "coordinator/feedback/time_limits.h"

namespace alhf::coordinator {
namespace {

using Reply = absl::StatusOr<v1::AssessFeedbackResponse>;
using Done = absl::AnyInvocable<void(v1::PreviewFeedbackResponse)>;

v1::PreviewFeedbackResponse ResponseOf(RecordPreview& preview) {
  AssignmentInput& input = preview.input;
  std::sort(input.assessments.begin(), input.assessments.end(),
            [](const auto& a, const auto& b) {
              return a.component() < b.component();
            });
  storage::v1::Payload::Assigned assigned = Assign(input);
  v1::PreviewFeedbackResponse response;
  if (preview.link != nullptr) {
    for (v1::Lesson& lesson : preview.link(assigned)) {
      response.add_lessons()->Swap(&lesson);
    }
  }
  response.mutable_assignment()->Swap(assigned.mutable_assignment());
  for (auto& change : *assigned.mutable_changes()) {
    if (!change.change().has_learn()) continue;
    response.add_lessons()->Swap(
        change.mutable_change()->mutable_learn()->mutable_lesson());
  }
  for (v1::Assessment& assessment : input.assessments) {
    for (v1::Proposal& proposal : *assessment.mutable_proposals()) {
      LimitTime(input.record, proposal.span(), *proposal.mutable_scope());
    }
    response.add_assessments()->Swap(&assessment);
  }
  response.mutable_record()->Swap(&input.record);
  response.mutable_record()->clear_id();
  return response;
}

// The answers as they come; ends with the last one.
class Round {
 public:
  Round(RecordPreview preview, Done done)
      : preview_(std::move(preview)), done_(std::move(done)) {}

  void Take(const std::string& component, Reply reply) {
    MutexLock lock(mutex_);
    const absl::Status status =
        reply.ok() ? CheckAssessment(reply->assessment()) : reply.status();
    if (status.ok()) {
      v1::Assessment& assessment = preview_.input.assessments.emplace_back();
      assessment.Swap(reply->mutable_assessment());
      assessment.set_component(component);
      if (preview_.tally != nullptr) {
        preview_.tally->CountAssessment(assessment);
      }
      return;
    }
    v1::Assignment::Missing& missing = preview_.input.missing.emplace_back();
    missing.set_component(component);
    missing.set_reason(MissingReason(status));
  }

  ~Round() { done_(ResponseOf(preview_)); }

 private:
  Mutex mutex_;
  RecordPreview preview_;
  Done done_;
};

}  // namespace

void PreviewRecord(RecordPreview preview,
                   const std::vector<RegisteredComponent>& components,
                   Done done) {
  v1::AssessFeedbackRequest request;
  request.set_tenant(preview.input.record.tenant());
  request.set_agent(preview.input.record.agent());
  *request.mutable_record() = WithoutTimeLimits(preview.input.record);
  const absl::Duration timeout = preview.assess_timeout;
  const std::string traceparent = preview.traceparent;
  const auto round =
      std::make_shared<Round>(std::move(preview), std::move(done));
  for (const RegisteredComponent& component : components) {
    if (!IsAsked(request.record(), component.name)) continue;
    if (component.client == nullptr ||
        component.health != v1::COMPONENT_SERVING) {
      round->Take(
          component.name,
          Error(absl::StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE,
                absl::StrCat("component ", component.name,
                             " is not there: start it")));
      continue;
    }
    request.set_assume_in_scope(IsNamed(request.record(), component.name));
    component.client->AssessFeedback(
        {.timeout = timeout, .trace = {.traceparent = traceparent}}, request,
        [round, name = component.name](Reply reply) {
          round->Take(name, std::move(reply));
        });
  }
}

}  // namespace alhf::coordinator
