#include "coordinator/feedback/tenant_feedback.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status.h"
#include "coordinator/feedback/erasure.h"
#include "coordinator/feedback/record_import.h"
#include "coordinator/feedback/request_digest.h"
#include "coordinator/feedback/resolved_log.h"
#include "coordinator/feedback/rollout.h"

namespace alhf::coordinator {
namespace {

constexpr size_t kReadLimit = 64;
// A component that cannot assess a record is asked again this seldom at most.
constexpr absl::Duration kLongestAskAgain = absl::Minutes(5);

Backoff BackoffOf(const FeedbackOptions& options) {
  return Backoff{options.retry_base, options.retry_cap};
}

RoundOptions RoundOptionsOf(const FeedbackOptions& options) {
  RoundOptions round;
  round.assess_timeout = options.assess_timeout;
  round.apply_timeout = options.apply_timeout;
  round.late_claim = options.late_claim;
  round.agents = options.agents;
  round.tally = options.tally;
  round.backoff = BackoffOf(options);
  round.backoff.cap = std::max(round.backoff.cap, kLongestAskAgain);
  return round;
}

LaneOptions LaneOptionsOf(const FeedbackOptions& options) {
  return LaneOptions{options.apply_timeout, options.park_after,
                     BackoffOf(options)};
}

}  // namespace

TenantFeedback::TenantFeedback(const std::string& tenant,
                               const FeedbackOptions& options,
                               const FeedbackSeams& seams)
    : options_(options),
      seams_(seams),
      applied_(
          [this](const std::string& component) { return Applied(component); }),
      journal_(tenant, seams.log, seams.clock, [this] { OnAppend(); }),
      membership_(&journal_, seams.registry),
      watchers_(seams.runner),
      intake_(options, &journal_, &membership_, seams.registry, &watchers_,
              seams.runner, seams.clock, applied_),
      editor_(options.assess_timeout, options.tally, &journal_, seams.registry,
              &watchers_, seams.runner, seams.clock, applied_),
      reassessment_(options.assess_timeout, options.agents, &journal_,
                    seams.registry, seams.runner),
      rounds_(RoundOptionsOf(options), &journal_, seams.registry, seams.runner,
              applied_) {}

absl::Status TenantFeedback::Load() {
  ALHF_RETURN_IF_ERROR(journal_.Load());
  return EndErasures();
}

void TenantFeedback::Start() {
  for (const RegisteredComponent& each : seams_.registry->List()) {
    LaneTo(each.name).Wake();
    rounds_.OnReady(each.name);  // for what it missed before
  }
  rounds_.Wake();
}

Lane& TenantFeedback::LaneTo(const std::string& component) {
  MutexLock lock(lanes_mutex_);
  std::unique_ptr<Lane>& lane = lanes_[component];
  if (lane == nullptr) {
    lane = std::make_unique<Lane>(component, LaneOptionsOf(options_), &journal_,
                                  seams_.registry, seams_.clock, seams_.runner,
                                  [this] { OnProgress(); });
  }
  return *lane;
}

const Lane* TenantFeedback::FindLane(const std::string& component) const {
  MutexLock lock(lanes_mutex_);
  const auto found = lanes_.find(component);
  return found == lanes_.end() ? nullptr : found->second.get();
}

void TenantFeedback::OnAppend() {
  std::vector<Lane*> lanes;
  {
    MutexLock lock(lanes_mutex_);
    for (const auto& [component, lane] : lanes_) lanes.push_back(lane.get());
  }
  for (Lane* lane : lanes) lane->Wake();
  OnProgress();
}

void TenantFeedback::OnProgress() {
  rounds_.Wake();
  watchers_.Wake();
}

void TenantFeedback::OnReady(const std::string& component) {
  const bool is_empty =
      journal_.Look([](const TenantView& view) { return view.end() == 0; });
  const absl::Status joined = is_empty ? absl::OkStatus() : JoinAll();
  if (!joined.ok()) {
    // The next record makes it a member.
    log::Warn("component not joined",
              {{"tenant", journal_.tenant()},
               {"component", component},
               {"error", std::string(joined.message())}});
  }
  LaneTo(component).OnReady();
  rounds_.OnReady(component);
}

absl::Status TenantFeedback::JoinAll() {
  Membership::Joining joining = membership_.Begin(seams_.clock->Now());
  if (joining.entries().empty()) return absl::OkStatus();
  ALHF_RETURN_IF_ERROR(journal_.Append(std::move(joining.entries())).status());
  journal_.Announce();
  return absl::OkStatus();
}

absl::StatusOr<v1::ChangeRolloutResponse> TenantFeedback::ChangeRollout(
    const v1::ChangeRolloutRequest& request, const Giver& giver) {
  return coordinator::ChangeRollout(request, giver, journal_);
}

absl::StatusOr<v1::ImportFeedbackResponse> TenantFeedback::Import(
    const v1::ImportFeedbackRequest& request, const Giver& giver) {
  ALHF_RETURN_IF_ERROR(JoinAll());
  return ImportRecords(request, giver, journal_);
}

absl::StatusOr<v1::FeedbackStatus> TenantFeedback::Get(
    const std::string& record_id) const {
  ALHF_ASSIGN_OR_RETURN(v1::FeedbackStatus status,
                        intake_.StatusOfRecord(record_id));
  const uint64_t sequence = journal_.Look([&](const TenantView& view) {
    return view.FindRecord(record_id)->position.sequence();
  });
  ALHF_ASSIGN_OR_RETURN(const LogEntry entry, journal_.ReadOne(sequence));
  if (entry.payload.has_value()) {
    *status.mutable_record() = entry.payload->record().record();
  }
  return status;
}

absl::StatusOr<v1::ListFeedbackResponse> TenantFeedback::List(
    const v1::ListFeedbackRequest& request) const {
  return journal_.Look([&](const TenantView& view) {
    return ListRecords(view, request, applied_);
  });
}

void TenantFeedback::Watch(
    const std::string& record_id,
    absl::AnyInvocable<bool(const v1::FeedbackStatus&)> on_status,
    absl::AnyInvocable<void(absl::Status)> done) {
  watchers_.Add(
      [this, record_id, on_status = std::move(on_status),
       done = std::move(done), sent = std::string()](bool last) mutable {
        const auto status = intake_.StatusOfRecord(record_id);
        if (!status.ok()) {
          done(status.status());
          return true;
        }
        std::string bytes = StableBytes(*status);
        const bool gone = bytes != sent && !on_status(*status);
        sent = std::move(bytes);
        if (gone || IsFinal(*status)) {
          done(absl::OkStatus());
          return true;
        }
        if (last) done(Draining());
        return last;
      },
      absl::InfiniteDuration());
}

absl::StatusOr<v1::RetryParkedResponse> TenantFeedback::RetryParked(
    const v1::RetryParkedRequest& request, const Giver& giver) {
  const std::string digest = DigestOf(request);
  const uint64_t sequence = request.position().sequence();
  uint64_t known_sequence = 0;
  auto position = journal_.Decide(
      giver.principal,
      [&](const TenantView& view, absl::Time) -> absl::StatusOr<Payloads> {
        const auto* known = request.request_id().empty()
                                ? nullptr
                                : view.FindRequest(request.request_id());
        if (known != nullptr) {
          if (known->digest != digest) {
            return RequestIdReused(request.request_id());
          }
          known_sequence = known->sequence;
          return Payloads{};
        }
        const v1::Parked* parked =
            view.FindParked(request.component(), sequence);
        if (parked == nullptr) {
          return Error(
              absl::StatusCode::kFailedPrecondition, Reason::ENTRY_NOT_PARKED,
              absl::StrCat("entry ", sequence, " is not parked for component ",
                           request.component(),
                           ": the status lists those that are"),
              {{"component", request.component()}});
        }
        ALHF_ASSIGN_OR_RETURN(const LogEntry entry, journal_.ReadOne(sequence));
        Payloads payloads(1);
        auto& retried = *payloads[0].mutable_entry_retried();
        retried.set_component(request.component());
        *retried.mutable_position() = parked->position();
        retried.set_request_id(request.request_id());
        retried.set_request_digest(digest);
        for (v1::Change& change : ChangesFor(request.component(), entry)) {
          auto& added = *retried.add_changes();
          added.set_component(request.component());
          *added.mutable_change() = std::move(change);
        }
        return payloads;
      });
  if (!position.ok()) return position.status();
  if (known_sequence > 0) position->set_sequence(known_sequence);
  v1::RetryParkedResponse response;
  *response.mutable_position() = *position;
  return response;
}

absl::StatusOr<v1::RemoveComponentResponse> TenantFeedback::RemoveComponent(
    const v1::RemoveComponentRequest& request, const Giver& giver) {
  const std::string& component = request.component();
  if (seams_.registry->Find(component).has_value()) {
    return Error(absl::StatusCode::kFailedPrecondition,
                 Reason::COMPONENT_REGISTERED,
                 absl::StrCat("component ", component,
                              " is configured or has joined: stop it, take it "
                              "out of the coordinator's configuration where "
                              "it is named there, and remove it then"),
                 {{"component", component}});
  }
  ALHF_ASSIGN_OR_RETURN(
      const v1::Position position,
      journal_.Decide(
          giver.principal,
          [&](const TenantView& view, absl::Time) -> absl::StatusOr<Payloads> {
            if (view.members().count(component) == 0) {
              return Error(absl::StatusCode::kNotFound,
                           Reason::COMPONENT_NOT_FOUND,
                           absl::StrCat("component ", component,
                                        " is no member of this tenant"),
                           {{"component", component}});
            }
            Payloads payloads(1);
            payloads[0].mutable_component_removed()->set_component(component);
            return payloads;
          }));
  v1::RemoveComponentResponse response;
  *response.mutable_position() = position;
  return response;
}

absl::StatusOr<v1::Position> TenantFeedback::AcceptSnapshot(
    const v1::Snapshot& snapshot) {
  const std::string& component = snapshot.component();
  if (!seams_.registry->Find(component).has_value()) {
    return Error(absl::StatusCode::kNotFound, Reason::COMPONENT_NOT_FOUND,
                 absl::StrCat("there is no component ", component),
                 {{"component", component}});
  }
  return journal_.Decide(
      component,
      [&](const TenantView& view, absl::Time) -> absl::StatusOr<Payloads> {
        const uint64_t version =
            view.SnapshotVersion(component, snapshot.name());
        if (snapshot.version() <= version) {
          return Error(absl::StatusCode::kInvalidArgument,
                       Reason::FIELD_INVALID,
                       absl::StrCat("snapshot.version must be above ", version,
                                    ", the one in the log"),
                       {{"field", "snapshot.version"}});
        }
        Payloads payloads(1);
        *payloads[0].mutable_snapshot()->mutable_snapshot() = snapshot;
        return payloads;
      });
}

absl::StatusOr<v1::RebuildComponentResponse> TenantFeedback::RebuildComponent(
    const v1::RebuildComponentRequest& request) {
  if (!seams_.registry->Find(request.component()).has_value()) {
    return Error(absl::StatusCode::kNotFound, Reason::COMPONENT_NOT_FOUND,
                 absl::StrCat("there is no component ", request.component(),
                              ": alhf components lists those that are"),
                 {{"component", request.component()}});
  }
  LaneTo(request.component()).Rebuild();
  v1::RebuildComponentResponse response;
  *response.mutable_position() = journal_.log().End(journal_.tenant());
  return response;
}

absl::StatusOr<core::Erased> TenantFeedback::LookAtErasure(
    const v1::EraseRequest& request) const {
  ALHF_ASSIGN_OR_RETURN(const auto erasure,
                        journal_.Look([&](const TenantView& view) {
                          return ErasureOf(view, request);
                        }));
  return ErasedBy(erasure);
}

absl::StatusOr<std::vector<Redaction>> TenantFeedback::RedactionsOf(
    const std::vector<Erasing>& erasings) const {
  std::vector<Redaction> redactions;
  for (uint64_t at = 0;;) {
    ALHF_ASSIGN_OR_RETURN(
        std::vector<LogEntry> entries,
        journal_.log().Read(journal_.tenant(), at, kReadLimit));
    if (entries.empty()) return redactions;
    for (LogEntry& entry : entries) {
      at = entry.envelope.position().sequence();
      if (at >= erasings.back().until) return redactions;
      bool changed = false;
      for (const Erasing& each : erasings) {
        if (at >= each.until) continue;
        auto redaction = RedactionOf(each.erased, entry);
        if (!redaction.has_value()) continue;
        entry.payload = std::move(redaction->payload);
        changed = true;
      }
      if (changed) redactions.push_back({at, std::move(entry.payload)});
    }
  }
}

// Once more over what earlier erasures left: one that a crash broke off, or
// that was made in the log that this one was restored from.
absl::Status TenantFeedback::EndErasures() {
  std::vector<Erasing> erasings;
  for (const uint64_t sequence :
       journal_.Look([](const TenantView& view) { return view.erasures(); })) {
    ALHF_ASSIGN_OR_RETURN(const LogEntry entry, journal_.ReadOne(sequence));
    if (!entry.payload.has_value()) continue;
    erasings.push_back({ErasedBy(entry.payload->erasure()), sequence});
  }
  if (erasings.empty()) return absl::OkStatus();
  ALHF_ASSIGN_OR_RETURN(const std::vector<Redaction> redactions,
                        RedactionsOf(erasings));
  if (redactions.empty()) return absl::OkStatus();
  return seams_.log->Redact(journal_.tenant(), redactions);
}

absl::StatusOr<v1::EraseResponse> TenantFeedback::Erase(
    const v1::EraseRequest& request, const Giver& giver) {
  v1::EraseResponse response;
  storage::v1::Payload::Erasure erasure;
  const auto decide = [&](const TenantView& view,
                          absl::Time) -> absl::StatusOr<Payloads> {
    ALHF_ASSIGN_OR_RETURN(erasure, ErasureOf(view, request));
    if (request.dry_run()) return Payloads{};
    Payloads payloads(1);
    *payloads[0].mutable_erasure() = erasure;
    return payloads;
  };
  ALHF_ASSIGN_OR_RETURN(*response.mutable_position(),
                        journal_.Decide(giver.principal, decide));
  response.set_records(static_cast<uint64_t>(erasure.record_ids_size()));
  response.set_lessons(static_cast<uint64_t>(erasure.lesson_ids_size()));
  const uint64_t until =
      response.position().sequence() + (request.dry_run() ? 1 : 0);
  ALHF_ASSIGN_OR_RETURN(const std::vector<Redaction> redactions,
                        RedactionsOf({{ErasedBy(erasure), until}}));
  response.set_entries(redactions.size());
  if (request.dry_run()) return response;
  if (!redactions.empty()) {
    ALHF_RETURN_IF_ERROR(seams_.log->Redact(journal_.tenant(), redactions));
  }
  std::set<std::string> concerned;
  for (const auto& each : erasure.changes()) concerned.insert(each.component());
  for (const std::string& component : concerned) {
    if (Applied(component) < response.position().sequence()) {
      response.add_pending(component);
    }
  }
  return response;
}

}  // namespace alhf::coordinator
