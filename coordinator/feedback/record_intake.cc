#include "coordinator/feedback/record_intake.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status.h"
#include "base/text.h"
#include "base/trace_context.h"
#include "coordinator/feedback/request_digest.h"
#include "coordinator/feedback/spoken_report.h"

namespace alhf::coordinator {
namespace {

constexpr absl::Duration kDefaultPatience = absl::Seconds(3);
constexpr absl::Duration kLongestPatience = absl::Minutes(10);
// Until there is room for more records.
constexpr absl::Duration kAssessingTakes = absl::Seconds(1);

absl::Status Required(absl::string_view field, absl::string_view advice) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED,
               absl::StrCat(field, " is empty: ", advice),
               {{"field", std::string(field)}});
}

}  // namespace

absl::Status Draining() {
  return WithRetryDelay(
      Error(absl::StatusCode::kUnavailable, Reason::DRAINING,
            "the coordinator is stopping: send it again, with the same "
            "request_id"),
      absl::Seconds(1));
}

absl::Status RecordNotFound(absl::string_view tenant, absl::string_view id) {
  return Error(absl::StatusCode::kNotFound, Reason::RECORD_NOT_FOUND,
               absl::StrCat("tenant ", tenant, " has no feedback record ", id),
               {{"record", std::string(id)}});
}

absl::Duration PatienceOf(bool has_wait,
                          const google::protobuf::Duration& wait) {
  if (!has_wait) return kDefaultPatience;
  const absl::Duration asked =
      absl::Seconds(wait.seconds()) + absl::Nanoseconds(wait.nanos());
  return std::clamp(asked, absl::ZeroDuration(), kLongestPatience);
}

RecordIntake::RecordIntake(const FeedbackOptions& options,
                           TenantJournal* journal, Membership* membership,
                           const ComponentRegistry* registry,
                           Watchers* watchers, TaskRunner* runner,
                           const Clock* clock, AppliedFn applied)
    : options_(options),
      journal_(journal),
      membership_(membership),
      registry_(registry),
      watchers_(watchers),
      runner_(runner),
      clock_(clock),
      applied_(std::move(applied)) {}

void RecordIntake::Submit(v1::SubmitFeedbackRequest request, const Giver& giver,
                          Done done) {
  const std::string digest = DigestOf(request, giver.user);
  const std::string& request_id = request.request_id();
  if (!request_id.empty()) {
    std::optional<TenantView::Request> known;
    {
      MutexLock lock(requests_mutex_);
      const auto same = under_way_.find(request_id);
      if (same != under_way_.end()) {
        same->second.push_back(std::make_shared<Follower>(
            Follower{std::move(request), giver, std::move(done)}));
        return;
      }
      journal_->Look([&](const TenantView& view) {
        const auto* found = view.FindRequest(request_id);
        if (found != nullptr) known = *found;
      });
      if (!known.has_value()) under_way_[request_id];
    }
    if (known.has_value()) {
      if (known->digest != digest) return done(RequestIdReused(request_id));
      return Await(known->subject, request, std::move(done));
    }
  }
  const auto record_id = Append(request, giver, digest);
  if (!request_id.empty()) End(request_id);
  if (!record_id.ok()) return done(record_id.status());
  // The answer first: what the record sets going would compete with it.
  Await(*record_id, request, std::move(done));
  journal_->Announce();
}

void RecordIntake::End(const std::string& request_id) {
  std::vector<std::shared_ptr<Follower>> followers;
  {
    MutexLock lock(requests_mutex_);
    const auto ended = under_way_.find(request_id);
    followers.swap(ended->second);
    under_way_.erase(ended);
  }
  for (const auto& each : followers) {
    const bool runs = runner_->Run([this, each] {
      Submit(each->request, each->giver, std::move(each->done));
    });
    if (!runs) each->done(Draining());
  }
}

absl::Status RecordIntake::CheckNames(const v1::FeedbackRecord& record) const {
  const bool about_lessons = record.kind() == v1::RECORD_MISAPPLIED ||
                             record.kind() == v1::RECORD_REASSIGN;
  if (record.kind() == v1::RECORD_MISAPPLIED &&
      record.about_lessons().empty()) {
    return Required("record.about_lessons", "name the lessons");
  }
  if (record.kind() == v1::RECORD_REASSIGN && record.assign_to().empty() &&
      record.about_lessons().empty()) {
    return Required("record.assign_to",
                    "name the components, or the lessons that are nobody's");
  }
  return journal_->Look([&](const TenantView& view) -> absl::Status {
    for (const std::string& id : record.about_lessons()) {
      if (!about_lessons || view.FindLesson(id) != nullptr) continue;
      return Error(absl::StatusCode::kNotFound, Reason::LESSON_NOT_FOUND,
                   absl::StrCat("there is no lesson ", id,
                                ": list the lessons for those there are"),
                   {{"lesson", id}});
    }
    for (const std::string& name : record.assign_to()) {
      if (!options_.agents.Has(record.agent(), name)) {
        return Error(
            absl::StatusCode::kNotFound, Reason::COMPONENT_NOT_FOUND,
            absl::StrCat("agent ", record.agent(), " has no component ", name,
                         ": the status lists those that it has"),
            {{"component", name}, {"agent", record.agent()}});
      }
      if (view.members().count(name) > 0) continue;
      if (registry_->Find(name).has_value()) continue;
      return Error(absl::StatusCode::kNotFound, Reason::COMPONENT_NOT_FOUND,
                   absl::StrCat("there is no component ", name,
                                ": list the components for those there are"),
                   {{"component", name}});
    }
    return absl::OkStatus();
  });
}

v1::Activation RecordIntake::ActivationOf(
    const v1::SubmitFeedbackRequest& request) const {
  if (request.activation() != v1::ACTIVATION_UNSPECIFIED) {
    return request.activation();
  }
  return journal_->Look([&](const TenantView& view) {
    return EffectiveActivation(view, options_.default_activation);
  });
}

absl::StatusOr<v1::FeedbackRecord> RecordIntake::MakeRecord(
    const v1::SubmitFeedbackRequest& request, const Giver& giver,
    absl::Time now) {
  v1::FeedbackRecord record = request.record();
  if (!request.agent().empty()) record.set_agent(request.agent());
  ALHF_RETURN_IF_ERROR(CheckNames(record));
  if (record.kind() == v1::RECORD_KIND_UNSPECIFIED) {
    record.set_kind(v1::RECORD_TEXT);
  }
  ALHF_RETURN_IF_ERROR(journal_->Look([&](const TenantView& view) {
    return ReadReport(
        record, [&](const std::string& id) { return view.FindLesson(id); });
  }));
  if (record.kind() == v1::RECORD_REASSIGN && record.text().empty()) {
    // What is reassigned are the words of the lesson.
    journal_->Look([&](const TenantView& view) {
      if (record.about_lessons().empty()) return;
      record.set_text(view.FindLesson(record.about_lessons(0))->text());
    });
    if (record.text().empty()) {
      return Required("record.text", "say what is to be learned");
    }
  }
  {
    MutexLock lock(random_mutex_);
    record.set_id(RandomId("f-", random_));
  }
  record.set_tenant(request.tenant());
  record.set_giver(giver.user);
  record.set_giver_role(giver.role);
  *record.mutable_time() = ToProto(now);
  return record;
}

absl::Status RecordIntake::CheckRoom() const {
  const size_t waiting = journal_->Look(
      [](const TenantView& view) { return view.unassigned().size(); });
  if (waiting < options_.max_unassessed) return absl::OkStatus();
  return WithRetryDelay(
      Error(absl::StatusCode::kResourceExhausted, Reason::QUEUE_FULL,
            absl::StrCat(waiting, " records of tenant ", journal_->tenant(),
                         " wait to be assessed: send this one again after the "
                         "delay that comes with this error")),
      kAssessingTakes);
}

absl::StatusOr<std::string> RecordIntake::Append(
    const v1::SubmitFeedbackRequest& request, const Giver& giver,
    const std::string& digest) {
  ALHF_RETURN_IF_ERROR(CheckRoom());
  const absl::Time now = clock_->Now();
  ALHF_ASSIGN_OR_RETURN(v1::FeedbackRecord record,
                        MakeRecord(request, giver, now));
  std::string id = record.id();
  NewEntry entry{giver.principal, now, {}, giver.traceparent};
  auto& payload = *entry.payload.mutable_record();
  *payload.mutable_record() = std::move(record);
  payload.set_request_id(request.request_id());
  payload.set_request_digest(digest);
  payload.set_activation(ActivationOf(request));
  Membership::Joining joining = membership_->Begin(now);
  std::vector<NewEntry> entries = std::move(joining.entries());
  entries.push_back(std::move(entry));
  ALHF_RETURN_IF_ERROR(journal_->Append(std::move(entries)).status());
  log::Info("record taken", {{"tenant", journal_->tenant()},
                             {"record", id},
                             {"trace_id", TraceIdOf(giver.traceparent)}});
  return id;
}

absl::StatusOr<v1::FeedbackStatus> RecordIntake::StatusOfRecord(
    const std::string& id) const {
  return journal_->Look(
      [&](const TenantView& view) -> absl::StatusOr<v1::FeedbackStatus> {
        const RecordView* record = view.FindRecord(id);
        if (record != nullptr) return StatusOf(view, *record, applied_);
        return RecordNotFound(journal_->tenant(), id);
      });
}

void RecordIntake::Await(const std::string& record_id,
                         const v1::SubmitFeedbackRequest& request, Done done) {
  const v1::WaitFor wait_for = request.wait_for();
  if (wait_for == v1::WAIT_FOR_UNSPECIFIED ||
      wait_for == v1::WAIT_FOR_DURABLE) {
    return done(StatusOfRecord(record_id));
  }
  watchers_->Add(
      [this, record_id, wait_for, done = std::move(done)](bool last) mutable {
        auto status = StatusOfRecord(record_id);
        if (!last && status.ok() && !IsReached(*status, wait_for)) {
          return false;
        }
        done(std::move(status));
        return true;
      },
      PatienceOf(request.has_wait(), request.wait()));
}

}  // namespace alhf::coordinator
