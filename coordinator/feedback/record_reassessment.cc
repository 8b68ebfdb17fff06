#include "coordinator/feedback/record_reassessment.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/mutex.h"
#include "base/status.h"
#include "coordinator/feedback/assessment_rounds.h"
#include "coordinator/feedback/assignment_policy.h"
#include "coordinator/feedback/lesson_differences.h"
#include "coordinator/feedback/record_intake.h"
#include "coordinator/feedback/time_limits.h"

namespace alhf::coordinator {
namespace {

using Reply = absl::StatusOr<v1::AssessFeedbackResponse>;

absl::Status Away(const std::string& component) {
  return Error(
      absl::StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE,
      absl::StrCat("component ", component, " is not there: start it"));
}

absl::Status TeachesNobody(const v1::FeedbackRecord& record) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
               absl::StrCat("record ", record.id(),
                            " teaches nobody by its words: only what a person "
                            "said can be assessed anew"),
               {{"field", "record_id"}});
}

absl::Status OtherNow(const std::string& etag) {
  return Error(absl::StatusCode::kAborted, Reason::ETAG_MISMATCH,
               "the difference is another one now: look at it again, then "
               "accept it",
               {{"etag", etag}});
}

}  // namespace

struct RecordReassessment::Round {
  v1::ReassessFeedbackRequest request;
  Giver giver;
  Done done;
  TaskRunner::Hold hold;
  v1::FeedbackRecord record;
  // Who is asked, and the place in the log whose memory is asked for.
  std::map<std::string, uint64_t> asked;

  Mutex mutex;
  size_t outstanding ABSL_GUARDED_BY(mutex) = 0;
  // Written under `mutex`, read when nothing is outstanding.
  std::vector<v1::Assessment> assessments;
  std::vector<v1::Assignment::Missing> missing;

  void Take(const std::string& component, Reply reply)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) {
    absl::Status status =
        reply.ok() ? CheckAssessment(reply->assessment()) : reply.status();
    if (status.ok() &&
        reply->assessment().position_seen().sequence() != asked.at(component)) {
      status =
          absl::UnimplementedError("it assesses from its newest memory alone");
    }
    if (status.ok()) {
      v1::Assessment& assessment = assessments.emplace_back();
      assessment.Swap(reply->mutable_assessment());
      assessment.set_component(component);
      return;
    }
    v1::Assignment::Missing& each = missing.emplace_back();
    each.set_component(component);
    each.set_reason(MissingReason(status));
  }
};

absl::Status RecordReassessment::Prepare(Round& round) const {
  const std::string& id = round.request.record_id();
  uint64_t sequence = 0;
  ALHF_RETURN_IF_ERROR(
      journal_->Look([&](const TenantView& view) -> absl::Status {
        const RecordView* known = view.FindRecord(id);
        if (known == nullptr) return RecordNotFound(journal_->tenant(), id);
        if (known->record.kind() == v1::RECORD_THUMB ||
            known->record.kind() == v1::RECORD_MISAPPLIED) {
          return TeachesNobody(known->record);
        }
        sequence = known->position.sequence();
        for (const auto& [component, member] : view.members()) {
          if (!IsAsked(known->record, component) ||
              !agents_.Has(known->record.agent(), component)) {
            continue;
          }
          const auto said = known->assessments.find(component);
          if (said != known->assessments.end()) {
            const v1::Position& seen = said->second.position_seen();
            // An imported record was assessed by memories of another log.
            const bool here = seen.log_id() == view.end_position().log_id();
            round.asked[component] = here ? seen.sequence() : sequence;
            continue;
          }
          // It is asked in the ordinary way, when it is there.
          v1::Assignment::Missing& missing = round.missing.emplace_back();
          missing.set_component(component);
          missing.set_reason("UNAVAILABLE: it has not assessed the record yet");
        }
        return absl::OkStatus();
      }));
  ALHF_ASSIGN_OR_RETURN(const LogEntry entry, journal_->ReadOne(sequence));
  if (entry.payload.has_value())
    round.record = entry.payload->record().record();
  return absl::OkStatus();
}

void RecordReassessment::Reassess(const v1::ReassessFeedbackRequest& request,
                                  const Giver& giver, Done done) {
  TaskRunner::Hold hold = runner_->TakeHold();
  if (hold == nullptr) return done(Draining());
  const auto round = std::make_shared<Round>();
  round->request = request;
  round->giver = giver;
  round->done = std::move(done);
  round->hold = std::move(hold);
  const absl::Status prepared = Prepare(*round);
  if (!prepared.ok()) return round->done(prepared);
  if (round->asked.empty()) return round->done(Finish(*round));
  {
    MutexLock lock(round->mutex);
    round->outstanding = round->asked.size();
  }
  v1::AssessFeedbackRequest question;
  question.set_tenant(journal_->tenant());
  question.set_agent(round->record.agent());
  *question.mutable_record() = WithoutTimeLimits(round->record);
  const v1::Position end = journal_->log().End(journal_->tenant());
  for (const auto& [component, seen] : round->asked) {
    question.set_assume_in_scope(IsNamed(round->record, component));
    *question.mutable_as_of() = end;
    question.mutable_as_of()->set_sequence(seen);
    Ask(round, question, component);
  }
}

void RecordReassessment::Ask(const std::shared_ptr<Round>& round,
                             const v1::AssessFeedbackRequest& request,
                             const std::string& component) {
  const auto take = [this, round, component](Reply reply) {
    {
      MutexLock lock(round->mutex);
      round->Take(component, std::move(reply));
      if (--round->outstanding > 0) return;
    }
    const bool runs =
        runner_->Run([this, round] { round->done(Finish(*round)); });
    if (!runs) round->done(Draining());
  };
  const auto target = registry_->Find(component);
  if (!target.has_value() || target->client == nullptr ||
      target->health != v1::COMPONENT_SERVING) {
    return take(Away(component));
  }
  target->client->AssessFeedback(
      {.timeout = assess_timeout_,
       .trace = {.traceparent = round->giver.traceparent}},
      request, take);
}

absl::StatusOr<v1::ReassessFeedbackResponse> RecordReassessment::Finish(
    Round& round) {
  const auto by_component = [](const auto& one, const auto& other) {
    return one.component() < other.component();
  };
  std::sort(round.assessments.begin(), round.assessments.end(), by_component);
  std::sort(round.missing.begin(), round.missing.end(), by_component);
  v1::ReassessFeedbackResponse response;
  response.set_record_id(round.request.record_id());
  for (const auto& missing : round.missing) *response.add_missing() = missing;
  const auto fill = [&](const Reassessed& reassessed) {
    for (const auto& each : reassessed.differences) {
      *response.add_differences() = each;
    }
    response.set_etag(EtagOf(reassessed.differences));
  };
  if (!round.request.accept()) {
    journal_->Look([&](const TenantView& view) {
      fill(DifferencesOf(view, round.record, round.assessments));
    });
    return response;
  }
  const auto decide = [&](const TenantView& view,
                          absl::Time) -> absl::StatusOr<Payloads> {
    Reassessed reassessed =
        DifferencesOf(view, round.record, round.assessments);
    fill(reassessed);
    const std::string& etag = round.request.etag();
    if (!etag.empty() && etag != response.etag()) {
      return OtherNow(response.etag());
    }
    if (reassessed.differences.empty()) return Payloads{};
    Payloads payloads(2);
    auto& said = *payloads[0].mutable_assessments();
    said.set_record_id(round.record.id());
    for (const auto& each : round.assessments) *said.add_assessments() = each;
    reassessed.assigned.set_accepted_by(round.giver.user);
    *payloads[1].mutable_assigned() = std::move(reassessed.assigned);
    return payloads;
  };
  ALHF_ASSIGN_OR_RETURN(const v1::Position position,
                        journal_->Decide(round.giver.principal, decide));
  if (!response.differences().empty()) *response.mutable_position() = position;
  return response;
}

}  // namespace alhf::coordinator
