#include "coordinator/feedback/tenant_view.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "coordinator/feedback/assignment_policy.h"
#include "coordinator/feedback/erasure.h"
#include "coordinator/feedback/resolved_log.h"
#include "core/lessons/apply_change.h"

namespace alhf::coordinator {
namespace {

using storage::v1::Payload;

constexpr size_t kReadLimit = 64;

bool Contains(const google::protobuf::RepeatedPtrField<std::string>& names,
              absl::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

absl::Status CheckAsOf(const v1::Position& as_of, const v1::Position& end) {
  if (as_of.log_id() != end.log_id() || as_of.epoch() != end.epoch()) {
    return Error(absl::StatusCode::kFailedPrecondition,
                 Reason::POSITION_FOREIGN,
                 "as_of is of another log or epoch: ask without it",
                 {{"field", "as_of"}});
  }
  if (as_of.sequence() > end.sequence()) {
    return Error(absl::StatusCode::kFailedPrecondition, Reason::POSITION_AHEAD,
                 absl::StrCat("as_of lies ahead of the log, which ends at ",
                              end.sequence(), ": ask without it"),
                 {{"field", "as_of"}});
  }
  return absl::OkStatus();
}

}  // namespace

void TenantView::Fold(const LogEntry& entry) {
  end_ = entry.envelope.position();
  FoldChanges(entry);
  if (!entry.payload.has_value()) return;
  const Payload& payload = *entry.payload;
  const uint64_t sequence = end_.sequence();
  switch (payload.payload_case()) {
    case Payload::kRecord:
      return FoldRecord(payload.record(), end_);
    case Payload::kAssessments:
      return FoldAssessments(payload.assessments());
    case Payload::kAssigned:
      return FoldAssigned(payload.assigned(), sequence);
    case Payload::kLessonChange:
      return RememberRequest(payload.lesson_change().request_id(),
                             {payload.lesson_change().request_digest(),
                              sequence, payload.lesson_change().lesson_id()});
    case Payload::kComponentJoined:
      return FoldJoined(payload.component_joined(), sequence);
    case Payload::kComponentRemoved:
      members_.erase(payload.component_removed().component());
      awaiting_.erase(payload.component_removed().component());
      return;
    case Payload::kEntryParked:
      return FoldParked(entry);
    case Payload::kEntryRetried:
      return FoldRetried(payload.entry_retried(), sequence);
    case Payload::kSnapshot: {
      const v1::Snapshot& snapshot = payload.snapshot().snapshot();
      snapshots_[{snapshot.component(), snapshot.name()}] = snapshot.version();
      return;
    }
    case Payload::kErasure:
      erasures_.push_back(sequence);
      return FoldErasure(payload.erasure());
    case Payload::kRollout:
      rollout_ = payload.rollout().rollout();
      return;
    case Payload::kAccess:    // of another log
    case Payload::kRedacted:  // never read
    case Payload::PAYLOAD_NOT_SET:
      return;
  }
}

void TenantView::FoldChanges(const LogEntry& entry) {
  for (const std::string& component : ComponentsOf(entry)) {
    last_change_[component] = end_.sequence();
    const v1::Entry resolved =
        EntryFor(component, entry, IsParked(component, end_.sequence()));
    for (const v1::Change& change : resolved.changes()) {
      const v1::Lesson* lesson = FindLesson(core::LessonIdOf(change));
      auto changed = core::ApplyChange(
          lesson == nullptr ? std::nullopt : std::make_optional(*lesson),
          change, resolved);
      // What does not apply here, the component refuses as well: it is about
      // to be parked.
      if (changed.ok() && changed->has_value() &&
          !core::LessonIdOf(change).empty()) {
        StoreLesson(**std::move(changed));
      }
    }
  }
}

void TenantView::StoreLesson(v1::Lesson lesson) {
  const auto found = lessons_.find(lesson.id());
  if (found != lessons_.end()) {
    lesson_order_.erase({found->second.learned_sequence(), lesson.id()});
  }
  lesson_order_.insert({lesson.learned_sequence(), lesson.id()});
  const std::string id = lesson.id();
  lessons_[id] = std::move(lesson);
}

void TenantView::RememberRequest(const std::string& id, Request request) {
  if (!id.empty()) requests_.try_emplace(id, std::move(request));
}

void TenantView::FoldRecord(const Payload::Record& payload,
                            const v1::Position& position) {
  if (payload.erased()) {
    // The request is not taken for a new one if it is sent again.
    return RememberRequest(payload.request_id(), {"", position.sequence(), ""});
  }
  RecordView view;
  view.record = payload.record();
  view.record.mutable_exchange()->clear_steps();
  view.record.mutable_exchange()->clear_plan();
  view.activation = payload.activation();
  view.position = position;
  const uint64_t sequence = position.sequence();
  record_sequences_[view.record.id()] = sequence;
  RememberRequest(payload.request_id(),
                  {payload.request_digest(), sequence, view.record.id()});
  records_[sequence] = std::move(view);
  unassigned_.insert(sequence);
}

RecordView* TenantView::MutableRecord(absl::string_view id) {
  const auto found = record_sequences_.find(id);
  return found == record_sequences_.end() ? nullptr : &records_[found->second];
}

void TenantView::FoldAssessments(const Payload::Assessments& payload) {
  RecordView* view = MutableRecord(payload.record_id());
  if (view == nullptr) return;
  for (const v1::Assessment& each : payload.assessments()) {
    view->assessments[each.component()] = each;
  }
}

void TenantView::FoldAssigned(const Payload::Assigned& payload,
                              uint64_t sequence) {
  RecordView* view = MutableRecord(payload.assignment().record_id());
  if (view == nullptr) return;
  view->assignment = payload.assignment();
  view->assigned_sequence = sequence;
  for (const auto& change : payload.changes()) {
    view->learning[change.component()] = {
        sequence, IsParked(change.component(), sequence)};
    change_records_[sequence] = view->record.id();
  }
  const uint64_t record = view->position.sequence();
  unassigned_.erase(record);
  for (const std::string& component : view->assignment.assessed()) {
    awaiting_[component].erase(record);
  }
  for (const auto& missing : view->assignment.missing()) {
    awaiting_[missing.component()].insert(record);
  }
}

void TenantView::FoldJoined(const Payload::ComponentJoined& payload,
                            uint64_t sequence) {
  const std::string& name = payload.manifest().name();
  const bool from_beginning =
      payload.from() == Payload::ComponentJoined::BEGINNING;
  if (!members_.try_emplace(name, Member{sequence, from_beginning}).second) {
    return;
  }
  if (!from_beginning) return;
  for (const auto& [at, view] : records_) {
    if (view.assignment.revision() > 0 && IsAsked(view.record, name) &&
        !Contains(view.assignment.assessed(), name)) {
      awaiting_[name].insert(at);
    }
  }
}

void TenantView::FoldParked(const LogEntry& entry) {
  const auto& payload = entry.payload->entry_parked();
  const uint64_t sequence = payload.position().sequence();
  const bool is_new = parked_[payload.component()].insert(sequence).second;
  stale_ = stale_ || is_new;
  v1::Parked& parked = parked_entries_.emplace_back();
  parked.set_component(payload.component());
  *parked.mutable_position() = payload.position();
  parked.mutable_position()->set_epoch(end_.epoch());
  parked.set_reason(payload.reason());
  *parked.mutable_time() = entry.envelope.time();
}

void TenantView::FoldRetried(const Payload::EntryRetried& payload,
                             uint64_t sequence) {
  const uint64_t retried = payload.position().sequence();
  RememberRequest(payload.request_id(),
                  {payload.request_digest(), sequence, ""});
  parked_entries_.erase(
      std::remove_if(parked_entries_.begin(), parked_entries_.end(),
                     [&](const v1::Parked& each) {
                       return each.component() == payload.component() &&
                              each.position().sequence() == retried;
                     }),
      parked_entries_.end());
  const auto found = change_records_.find(retried);
  if (found == change_records_.end()) return;
  const std::string record_id = found->second;
  change_records_[sequence] = record_id;
  MutableRecord(record_id)->learning[payload.component()] = {
      sequence, IsParked(payload.component(), sequence)};
}

void TenantView::FoldErasure(const Payload::Erasure& payload) {
  for (const std::string& id : payload.record_ids()) DropRecord(id);
  const core::Erased erased = ErasedBy(payload);
  for (auto& [sequence, view] : records_) {
    if (view.record.has_exchange()) {
      core::Redact(erased, *view.record.mutable_exchange());
    }
  }
  for (const auto& each : payload.changes()) FoldLearnedAnew(each.change());
}

void TenantView::FoldLearnedAnew(const v1::Change& change) {
  if (!change.has_learn()) return;
  const v1::Lesson& lesson = change.learn().lesson();
  for (const v1::Source& source : lesson.sources()) {
    RecordView* view = MutableRecord(source.record_id());
    if (view == nullptr) continue;
    for (auto& part : *view->assignment.mutable_parts()) {
      for (std::string& id : *part.mutable_lesson_ids()) {
        if (Contains(lesson.derived_from(), id)) id = lesson.id();
      }
    }
  }
}

void TenantView::DropRecord(const std::string& id) {
  const auto found = record_sequences_.find(id);
  if (found == record_sequences_.end()) return;
  const uint64_t sequence = found->second;
  unassigned_.erase(sequence);
  for (auto& [component, records] : awaiting_) records.erase(sequence);
  absl::erase_if(change_records_,
                 [&](const auto& each) { return each.second == id; });
  for (auto& [request_id, request] : requests_) {
    if (request.subject == id) request = {"", sequence, ""};
  }
  records_.erase(sequence);
  record_sequences_.erase(found);
}

bool TenantView::IsParked(absl::string_view component,
                          uint64_t sequence) const {
  const auto found = parked_.find(component);
  return found != parked_.end() && found->second.count(sequence) > 0;
}

const v1::Parked* TenantView::FindParked(absl::string_view component,
                                         uint64_t sequence) const {
  for (const v1::Parked& each : parked_entries_) {
    if (each.component() == component &&
        each.position().sequence() == sequence) {
      return &each;
    }
  }
  return nullptr;
}

const RecordView* TenantView::FindRecord(absl::string_view id) const {
  const auto found = record_sequences_.find(id);
  return found == record_sequences_.end() ? nullptr
                                          : &records_.at(found->second);
}

const RecordView* TenantView::NextAwaiting(absl::string_view component,
                                           uint64_t after) const {
  const auto found = awaiting_.find(component);
  if (found == awaiting_.end()) return nullptr;
  const auto next = found->second.upper_bound(after);
  return next == found->second.end() ? nullptr : &records_.at(*next);
}

uint64_t TenantView::CountAwaiting(const Agents& agents) const {
  std::set<uint64_t> awaiting = unassigned_;
  for (const auto& [component, records] : awaiting_) {
    for (const uint64_t sequence : records) {
      if (agents.Has(records_.at(sequence).record.agent(), component)) {
        awaiting.insert(sequence);
      }
    }
  }
  return awaiting.size();
}

const v1::Lesson* TenantView::FindLesson(absl::string_view id) const {
  const auto found = lessons_.find(id);
  return found == lessons_.end() ? nullptr : &found->second;
}

const TenantView::Request* TenantView::FindRequest(absl::string_view id) const {
  const auto found = requests_.find(id);
  return found == requests_.end() ? nullptr : &found->second;
}

uint64_t TenantView::LastChange(absl::string_view component) const {
  const auto found = last_change_.find(component);
  return found == last_change_.end() ? 0 : found->second;
}

uint64_t TenantView::SnapshotVersion(absl::string_view component,
                                     absl::string_view name) const {
  const auto found =
      snapshots_.find({std::string(component), std::string(name)});
  return found == snapshots_.end() ? 0 : found->second;
}

absl::StatusOr<TenantView> FoldLog(const FeedbackLog& log,
                                   absl::string_view tenant, uint64_t until) {
  // Once to learn what is parked, and once more only where something is.
  TenantView view;
  for (bool resolved = false;;) {
    auto entries = log.Read(tenant, view.end(), kReadLimit);
    if (!entries.ok()) return entries.status();
    bool ended = entries->empty();
    for (const LogEntry& entry : *entries) {
      ended = resolved && entry.envelope.position().sequence() > until;
      if (ended) break;
      view.Fold(entry);
    }
    if (!ended) continue;
    if (resolved || (!view.stale() && view.end() <= until)) return view;
    view = TenantView(view.parked());
    resolved = true;
  }
}

absl::StatusOr<TenantView> FoldLogAsOf(const FeedbackLog& log,
                                       absl::string_view tenant,
                                       const v1::Position& as_of) {
  ALHF_RETURN_IF_ERROR(CheckAsOf(as_of, log.End(tenant)));
  return FoldLog(log, tenant, as_of.sequence());
}

std::string NewLessonId(const TenantView& view, absl::string_view record_id,
                        int& number) {
  std::string id;
  do {
    id = absl::StrCat("l-", SuffixOf(record_id), "-", ++number);
  } while (view.FindLesson(id) != nullptr);
  return id;
}

}  // namespace alhf::coordinator
