#include "coordinator/feedback/assessment_rounds.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/log.h"
#include "base/status.h"
#include "base/trace_context.h"
#include "coordinator/feedback/said_again.h"
#include "coordinator/feedback/time_limits.h"

namespace alhf::coordinator {
namespace {

using storage::v1::Payload;

constexpr absl::string_view kPrincipal = "coordinator";

// Whether the same question may be answered later.
bool MayPass(const absl::Status& error) {
  return IsRetryable(error.code()) || ReasonOf(error) == Reason::POSITION_STALE;
}

}  // namespace

std::string MissingReason(const absl::Status& error) {
  absl::string_view word = "FAILED";
  if (absl::IsUnavailable(error)) word = "UNAVAILABLE";
  if (absl::IsDeadlineExceeded(error)) word = "DEADLINE";
  if (ReasonOf(error) == Reason::POSITION_STALE) word = "STALE";
  return absl::StrCat(word, ": ", error.message());
}

absl::Status CheckAssessment(const v1::Assessment& assessment) {
  const double score = assessment.score();
  if (std::isfinite(score) && score >= 0 && score <= 1) return absl::OkStatus();
  return absl::InternalError("its score is not in [0, 1]");
}

AssessmentRounds::AssessmentRounds(const RoundOptions& options,
                                   TenantJournal* journal,
                                   ComponentRegistry* registry,
                                   TaskRunner* runner, AppliedFn applied)
    : options_(options),
      journal_(journal),
      registry_(registry),
      runner_(runner),
      applied_(std::move(applied)),
      strand_(runner, [this] { Step(); }) {}

void AssessmentRounds::OnReady(const std::string& component) {
  {
    MutexLock lock(inbox_mutex_);
    inbox_.due.insert(component);
  }
  strand_.Wake();
}

void AssessmentRounds::Step() {
  Inbox inbox;
  {
    MutexLock lock(inbox_mutex_);
    inbox = std::exchange(inbox_, Inbox());
  }
  if (inbox.retry_due) waiting_ = false;
  for (const std::string& component : inbox.due) {
    Late& late = late_[component];
    late.due = true;
    late.timed = false;
    late.cursor = 0;
    late.failed = false;
  }
  for (auto& [component, reply] : inbox.replies) {
    TakeReply(component, std::move(reply));
  }
  if (applying_.has_value() &&
      (IsApplied() || inbox.timed_out == applying_->wait)) {
    applying_.reset();
  }
  while (!waiting_) {
    if (round_.has_value()) {
      if (round_->outstanding > 0) return;
      Finish();
    } else if (applying_.has_value() || !(StartNext() || StartLate())) {
      return;
    }
  }
}

bool AssessmentRounds::IsApplied() const {
  return std::all_of(applying_->components.begin(), applying_->components.end(),
                     [this](const std::string& component) {
                       return applied_(component) >= applying_->sequence;
                     });
}

bool AssessmentRounds::StartNext() {
  const uint64_t next = journal_->Look([](const TenantView& view) {
    return view.unassigned().empty() ? 0 : *view.unassigned().begin();
  });
  if (next == 0) return false;
  const absl::Status started = StartRound(next, "");
  if (!started.ok()) RetryLater(started);
  return true;
}

uint64_t AssessmentRounds::NextLate(const std::string& component,
                                    uint64_t cursor) const {
  return journal_->Look([&](const TenantView& view) -> uint64_t {
    for (;;) {
      const RecordView* record = view.NextAwaiting(component, cursor);
      if (record == nullptr) return 0;
      cursor = record->position.sequence();
      if (Asks(record->record, component)) return cursor;
    }
  });
}

bool AssessmentRounds::StartLate() {
  for (auto& [component, late] : late_) {
    if (!late.due) continue;
    const uint64_t next = NextLate(component, late.cursor);
    const auto target = registry_->Find(component);
    if (next == 0 || !target.has_value() ||
        target->health != v1::COMPONENT_SERVING) {
      late.due = false;  // all done, or woken again when it is ready
      if (next == 0 && late.failed) AskAgainLater(component);
      continue;
    }
    const absl::Status started = StartRound(next, component);
    if (!started.ok()) RetryLater(started);
    return true;
  }
  return false;
}

absl::Status AssessmentRounds::StartRound(uint64_t sequence,
                                          const std::string& late_component) {
  ALHF_ASSIGN_OR_RETURN(const LogEntry entry, journal_->ReadOne(sequence));
  Round& round = round_.emplace();
  round.sequence = sequence;
  round.traceparent = entry.envelope.traceparent();
  round.late_component = late_component;
  std::set<std::string> asked;
  const bool is_there = journal_->Look([&](const TenantView& view) {
    const auto known = view.records().find(sequence);
    if (known == view.records().end()) return false;  // erased meanwhile
    const v1::FeedbackRecord& record = known->second.record;
    round.activation = known->second.activation;
    round.record = record;
    if (!late_component.empty()) {
      asked = {late_component};
      return true;
    }
    for (const auto& [name, member] : view.members()) asked.insert(name);
    asked.insert(record.assign_to().begin(), record.assign_to().end());
    return true;
  });
  if (!is_there) {
    round_.reset();
    return absl::OkStatus();
  }
  if (entry.payload.has_value()) {
    round.record = entry.payload->record().record();  // with all its steps
  }
  for (const std::string& component : asked) {
    if (Asks(round.record, component)) ++round.outstanding;
  }
  for (const std::string& component : asked) {
    if (Asks(round.record, component)) Ask(component);
  }
  return absl::OkStatus();
}

void AssessmentRounds::Ask(const std::string& component) {
  const auto reply = [this](const std::string& from, Reply answer) {
    {
      MutexLock lock(inbox_mutex_);
      inbox_.replies.emplace_back(from, std::move(answer));
    }
    strand_.Wake();
  };
  const auto target = registry_->Find(component);
  if (!target.has_value() || target->client == nullptr ||
      target->health == v1::COMPONENT_REFUSED) {
    return reply(component, Error(absl::StatusCode::kUnavailable,
                                  Reason::COMPONENT_UNAVAILABLE,
                                  absl::StrCat("component ", component,
                                               " is not there: start it")));
  }
  TaskRunner::Hold hold = runner_->TakeHold();
  if (hold == nullptr) return;  // stopping; the record is assessed next time
  v1::AssessFeedbackRequest request;
  request.set_tenant(journal_->tenant());
  request.set_agent(round_->record.agent());
  *request.mutable_record() = WithoutTimeLimits(round_->record);
  request.set_assume_in_scope(IsNamed(round_->record, component));
  const uint64_t seen = journal_->Look(
      [&](const TenantView& view) { return view.LastChange(component); });
  if (seen > 0) {
    *request.mutable_min_position() = journal_->log().End(journal_->tenant());
    request.mutable_min_position()->set_sequence(seen);
  }
  target->client->AssessFeedback(
      {.timeout = options_.assess_timeout,
       .trace = {.traceparent = round_->traceparent}},
      request, [reply, component, hold](Reply answer) {
        reply(component, std::move(answer));
      });
}

void AssessmentRounds::TakeReply(const std::string& component, Reply reply) {
  --round_->outstanding;
  if (!reply.ok()) return AddMissing(component, reply.status());
  v1::Assessment& assessment = *reply->mutable_assessment();
  const absl::Status checked = CheckAssessment(assessment);
  if (!checked.ok()) return AddMissing(component, checked);
  assessment.set_component(component);
  if (options_.tally != nullptr) options_.tally->CountAssessment(assessment);
  round_->assessments.push_back(std::move(assessment));
}

void AssessmentRounds::AddMissing(const std::string& component,
                                  const absl::Status& error) {
  v1::Assignment::Missing& missing = round_->missing.emplace_back();
  missing.set_component(component);
  missing.set_reason(MissingReason(error));
  round_->may_pass = round_->may_pass || MayPass(error);
  log::Info("component missing in a round",
            {{"tenant", journal_->tenant()},
             {"component", component},
             {"code", absl::StatusCodeToString(error.code())},
             {"trace_id", TraceIdOf(round_->traceparent)}});
}

void AssessmentRounds::Finish() {
  const bool is_late = !round_->late_component.empty();
  if (is_late && round_->assessments.empty()) {  // still missing: nothing new
    const Round ended = *std::exchange(round_, std::nullopt);
    return AfterLateRound(ended);
  }
  // In the order of names, whoever answered first.
  std::sort(round_->assessments.begin(), round_->assessments.end(),
            [](const auto& a, const auto& b) {
              return a.component() < b.component();
            });
  const auto appended = journal_->Decide(
      kPrincipal,
      [this](const TenantView& view, absl::Time now) {
        return Outcome(view, now);
      },
      round_->traceparent);
  if (!appended.ok()) return RetryLater(appended.status());
  failures_ = 0;
  LogAssigned(*appended);
  const Round ended = *std::exchange(round_, std::nullopt);
  WaitForApply(appended->sequence());
  if (is_late) return AfterLateRound(ended);
  for (const auto& missing : ended.missing) AskAgainLater(missing.component());
}

void AssessmentRounds::LogAssigned(const v1::Position& position) const {
  std::vector<std::string> learn;
  journal_->Look([&](const TenantView& view) {
    const RecordView* record = view.FindRecord(round_->record.id());
    if (record == nullptr) return;
    for (const auto& part : record->assignment.parts()) {
      learn.push_back(part.component());
    }
  });
  log::Info("record assigned", {{"tenant", journal_->tenant()},
                                {"record", round_->record.id()},
                                {"to", absl::StrJoin(learn, ",")},
                                {"sequence", absl::StrCat(position.sequence())},
                                {"trace_id", TraceIdOf(round_->traceparent)}});
}

absl::StatusOr<Payloads> AssessmentRounds::Outcome(const TenantView& view,
                                                   absl::Time now) {
  const auto found = view.records().find(round_->sequence);
  if (found == view.records().end()) return Payloads();  // erased meanwhile
  const RecordView& known = found->second;
  AssignmentInput input;
  input.record = round_->record;
  input.activation = round_->activation;
  input.assessments = round_->assessments;
  input.missing = round_->missing;
  input.previous = known.assignment;
  input.known = known.assessments;
  for (const std::string& id : round_->record.about_lessons()) {
    const v1::Lesson* lesson = view.FindLesson(id);
    if (lesson != nullptr) input.about.push_back(*lesson);
  }
  input.now = now;
  input.late_claim = options_.late_claim;
  Payloads payloads;
  if (!round_->assessments.empty()) {
    auto& said = *payloads.emplace_back().mutable_assessments();
    said.set_record_id(round_->record.id());
    for (const v1::Assessment& each : round_->assessments) {
      *said.add_assessments() = each;
    }
  }
  auto& assigned = *payloads.emplace_back().mutable_assigned();
  assigned = Assign(input);
  LinkSaidAgain(view, assigned);
  return payloads;
}

void AssessmentRounds::WaitForApply(uint64_t sequence) {
  Applying applying;
  applying.sequence = sequence;
  applying.wait = ++waits_;
  journal_->Look([&](const TenantView& view) {
    for (const auto& [component, member] : view.members()) {
      if (view.LastChange(component) == sequence) {
        applying.components.insert(component);
      }
    }
  });
  applying_ = std::move(applying);
  if (IsApplied()) {
    applying_.reset();
    return;
  }
  runner_->RunAfter(options_.apply_timeout, [this, wait = waits_] {
    {
      MutexLock lock(inbox_mutex_);
      inbox_.timed_out = std::max(inbox_.timed_out, wait);
    }
    strand_.Wake();
  });
}

// One that cannot be assessed does not keep those behind it waiting; a
// component that is away does.
void AssessmentRounds::AfterLateRound(const Round& round) {
  Late& late = late_[round.late_component];
  late.cursor = round.sequence;
  if (round.missing.empty()) {
    late.attempts = 0;
    return;
  }
  late.failed = true;
  if (!round.may_pass) return;
  late.due = false;
  AskAgainLater(round.late_component);
}

void AssessmentRounds::AskAgainLater(const std::string& component) {
  Late& late = late_[component];
  if (late.timed || late.due) return;
  late.timed = true;
  const absl::Duration delay = DelayOf(options_.backoff, late.attempts++,
                                       absl::Uniform(random_, 0.0, 1.0));
  runner_->RunAfter(delay, [this, component] { OnReady(component); });
}

void AssessmentRounds::RetryLater(const absl::Status& error) {
  log::Warn("round waits", {{"tenant", journal_->tenant()},
                            {"error", std::string(error.message())}});
  waiting_ = true;
  const absl::Duration delay =
      DelayOf(options_.backoff, failures_++, absl::Uniform(random_, 0.0, 1.0));
  runner_->RunAfter(delay, [this] {
    {
      MutexLock lock(inbox_mutex_);
      inbox_.retry_due = true;
    }
    strand_.Wake();
  });
}

}  // namespace alhf::coordinator
