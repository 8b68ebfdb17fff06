#include "coordinator/query/ask_call.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/log.h"
#include "base/status.h"
#include "base/text.h"
#include "coordinator/query/missing.h"
#include "coordinator/query/prepare_query.h"

namespace alhf::coordinator {
namespace {

v1::AskRequest Prepared(v1::AskRequest request, const Reach& reach,
                        const QueryParts& parts) {
  Withhold(reach, *request.mutable_query());
  PrepareQuery(parts.clock->Now(), parts.options.encoder,
               *request.mutable_query());
  return request;
}

v1::Exchange Begin(const v1::AskRequest& request, const CallContext& call,
                   const Reach& reach, absl::Time now) {
  const v1::Query& query = request.query();
  v1::Exchange exchange;
  exchange.set_id(reach.exchange_id);
  exchange.set_tenant(request.tenant());
  exchange.set_agent(request.agent());
  exchange.set_user(query.user());
  exchange.set_conversation_id(query.conversation_id());
  exchange.set_question(query.text());
  if (!call.trace.parent_id.empty()) {
    exchange.set_external_trace_id(TraceIdOf(call.trace.traceparent));
  }
  *exchange.mutable_labels() = query.labels();
  *exchange.mutable_time() = ToProto(now);
  return exchange;
}

google::protobuf::Duration ToProto(absl::Duration duration) {
  google::protobuf::Duration proto;
  proto.set_seconds(absl::IDivDuration(duration, absl::Seconds(1), &duration));
  proto.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(duration)));
  return proto;
}

const v1::ComponentPlan* PartOf(const v1::Plan& plan,
                                const std::string& component) {
  for (const v1::ComponentPlan& part : plan.components()) {
    if (part.component() == component) return &part;
  }
  return nullptr;
}

// A language model may heed a lesson; no engine makes it.
void ToGuidance(v1::Step& step) {
  for (v1::AdjustmentItem& item : *step.mutable_applied()) {
    if (item.effect() == v1::EFFECT_ENFORCED) {
      item.set_effect(v1::EFFECT_GUIDANCE_ONLY);
    }
  }
}

// What had nothing to act on did not apply.
void SetIdleAside(v1::Step& step) {
  const auto& named = step.output().idle_lessons();
  const std::set<std::string> idle(named.begin(), named.end());
  if (idle.empty()) return;
  v1::Step without = step;
  without.clear_applied();
  for (v1::AdjustmentItem& item : *step.mutable_applied()) {
    const bool acted = idle.count(item.lesson_id()) == 0;
    (acted ? without.add_applied() : without.add_idle())->Swap(&item);
  }
  step.Swap(&without);
}

absl::Status Draining() {
  return Error(absl::StatusCode::kUnavailable, Reason::DRAINING,
               "the coordinator is stopping: ask again in a moment");
}

}  // namespace

AskCall::AskCall(const QueryParts& parts, const v1::AskRequest& request,
                 const CallContext& call, OnEvent on_event, Done done)
    : parts_(parts),
      reach_(ReachOf(call.rollout, request.query(), NewExchangeId())),
      request_(Prepared(request, reach_, parts)),
      call_(call),
      stages_(parts.options.agents.StagesOf(request.agent())),
      exchange_(Begin(request, call, reach_, parts.clock->Now())),
      on_event_(std::move(on_event)),
      done_(std::move(done)) {}

void AskCall::Start() {
  v1::AdjustQueryRequest adjust;
  adjust.set_tenant(request_.tenant());
  adjust.set_agent(request_.agent());
  *adjust.mutable_query() = request_.query();
  const CallOptions options = {
      .timeout = Slice(call_.deadline, parts_.clock->Now(),
                       parts_.options.adjust_timeout),
      .trace = call_.trace};
  AdjustAll(parts_.options.agents.ComponentsOf(
                request_.agent(), parts_.registry->List(), call_.members),
            options, adjust, [self = shared_from_this()](AdjustResult result) {
              self->OnAdjusted(std::move(result));
            });
}

void AskCall::Abandon() { End(Draining()); }

void AskCall::OnAdjusted(AdjustResult result) {
  absl::Status status;
  {
    MutexLock lock(mutex_);
    if (ended_) return;
    status = result.position_error;
    if (status.ok()) {
      v1::AskEvent event;
      *event.mutable_plan() = parts_.composer->Compose(
          std::move(result.adjustments), std::move(result.missing),
          parts_.options.compose);
      Record(reach_, *event.mutable_plan());
      *exchange_.mutable_plan() = event.plan();
      *exchange_.mutable_missing() = event.plan().missing();
      Emit(event);
      status = Resume();
    }
  }
  if (!status.ok()) End(std::move(status));
}

absl::Status AskCall::Resume() {
  if (parts_.executor->TrySubmit(
          [self = shared_from_this()] { self->RunStage(); })) {
    return absl::OkStatus();
  }
  return TooMany("questions");
}

void AskCall::RunStage() {
  struct Launch {
    std::shared_ptr<ComponentClient> client;
    absl::Status callable;
    v1::RunRequest request;
  };
  std::vector<Launch> launches;
  std::optional<absl::Status> end;
  CallOptions options;
  {
    MutexLock lock(mutex_);
    if (ended_) return;
    if (gone_) {
      end = absl::CancelledError("the caller has gone");
    } else if (stage_ == stages_.size()) {
      end = Conclude();
    } else {
      PrepareStage();
      options.timeout = Slice(call_.deadline, parts_.clock->Now(),
                              parts_.options.run_timeout);
      options.trace = call_.trace;
      for (const Running& running : running_) {
        launches.push_back(
            {running.client, running.callable, RequestFor(running.step)});
      }
    }
  }
  if (end.has_value()) return End(*std::move(end));
  for (size_t i = 0; i < launches.size(); ++i) {
    const Launch& launch = launches[i];
    const auto self = shared_from_this();
    if (!launch.callable.ok()) {
      OnRunDone(i, launch.callable);
      continue;
    }
    launch.client->Run(
        options, launch.request,
        [self, i](const v1::RunEvent& event) { self->OnRunEvent(i, event); },
        [self, i](absl::Status status) {
          self->OnRunDone(i, std::move(status));
        });
  }
}

void AskCall::PrepareStage() {
  running_.clear();
  for (const std::string& name : stages_[stage_]) {
    Running running;
    running.start = parts_.clock->Now();
    running.step.set_component(name);
    running.step.set_stage(static_cast<uint32_t>(stage_));
    if (const auto component = parts_.registry->Find(name)) {
      running.client = component->client;
      running.callable = CheckCallable(*component);
    } else {
      running.callable =
          Error(absl::StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE,
                absl::StrCat(name, " is in the pipeline and has not joined"));
    }
    if (const auto* part = PartOf(exchange_.plan(), name)) {
      *running.step.mutable_applied() = part->items();
    }
    running_.push_back(std::move(running));
  }
  waiting_ = running_.size();
}

v1::RunRequest AskCall::RequestFor(const v1::Step& step) const {
  v1::RunRequest request;
  request.set_tenant(request_.tenant());
  request.set_agent(request_.agent());
  request.set_exchange_id(exchange_.id());
  *request.mutable_query() = request_.query();
  request.set_firing_threshold(parts_.options.compose.firing.threshold);
  *request.mutable_inputs() = exchange_.steps();
  request.mutable_plan()->set_component(step.component());
  if (const auto* part = PartOf(exchange_.plan(), step.component())) {
    *request.mutable_plan() = *part;
    for (const v1::AdjustmentItem& item : part->items()) {
      if (item.conflict_key().empty()) continue;
      request.add_settled_conflict_keys(item.conflict_key());
    }
  }
  return request;
}

void AskCall::OnRunEvent(size_t index, const v1::RunEvent& event) {
  MutexLock lock(mutex_);
  if (ended_) return;
  Running& running = running_[index];
  switch (event.event_case()) {
    case v1::RunEvent::kProgress: {
      v1::AskEvent progress;
      progress.mutable_progress()->set_component(running.step.component());
      progress.mutable_progress()->set_text(event.progress());
      Emit(progress);
      break;
    }
    case v1::RunEvent::kLate:
      if (reach_.withheld != v1::WITHHELD_UNSPECIFIED) break;
      *running.step.add_applied() = event.late();
      break;
    case v1::RunEvent::kModelUsage:
      *running.step.mutable_model_usage() = event.model_usage();
      break;
    case v1::RunEvent::kOutput:
      *running.step.mutable_output() = event.output();
      running.has_output = true;
      break;
    case v1::RunEvent::EVENT_NOT_SET:
      break;
  }
}

void AskCall::OnRunDone(size_t index, absl::Status status) {
  absl::Status next;
  {
    MutexLock lock(mutex_);
    if (ended_) return;
    Running& running = running_[index];
    if (status.ok() && !running.has_output) {
      status = Error(absl::StatusCode::kInternal, Reason::COMPONENT_FAILED,
                     "ended without an output");
    }
    EndStep(running, status);
    if (--waiting_ == 0) {
      EndStage();
      next = Resume();
    }
  }
  if (!next.ok()) End(std::move(next));
}

void AskCall::EndStep(Running& running, const absl::Status& status) {
  v1::AskEvent event;
  *running.step.mutable_duration() =
      ToProto(parts_.clock->Now() - running.start);
  if (status.ok()) {
    answered_ = true;
    if (running.step.output().model().empty()) {
      SetIdleAside(running.step);
    } else {
      ToGuidance(running.step);
    }
  } else {
    v1::MissingPart part = MissingBecause(running.step.component(), status);
    if (IsAboutPosition(status, request_.query().has_min_position()))
      position_error_ = status;
    running.step.clear_output();
    running.step.set_error(part.reason());
    SetMissing(std::move(part));
  }
  *event.mutable_step() = running.step;
  Emit(event);
}

void AskCall::EndStage() {
  for (Running& running : running_) {
    exchange_.add_steps()->Swap(&running.step);
  }
  running_.clear();
  ++stage_;
}

void AskCall::SetMissing(v1::MissingPart part) {
  for (v1::MissingPart& known : *exchange_.mutable_missing()) {
    if (known.component() != part.component()) continue;
    known = std::move(part);
    return;
  }
  *exchange_.add_missing() = std::move(part);
}

absl::Status AskCall::Conclude() {
  if (!answered_) {
    if (!position_error_.ok()) return position_error_;
    std::vector<std::string> reasons;
    for (const v1::Step& step : exchange_.steps()) {
      reasons.push_back(absl::StrCat(step.component(), ": ", step.error()));
    }
    return Error(absl::StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE,
                 absl::StrCat("no component of the pipeline answered; ",
                              absl::StrJoin(reasons, "; ")));
  }
  exchange_.set_answer(AnswerText());
  if (!exchange_.id().empty()) Store();
  v1::AskEvent event;
  event.mutable_answer()->Swap(&exchange_);
  Emit(event);
  return absl::OkStatus();
}

std::string AskCall::AnswerText() const {
  const uint32_t last = static_cast<uint32_t>(stages_.size() - 1);
  const auto writer = std::find_if(
      exchange_.steps().begin(), exchange_.steps().end(),
      [last](const v1::Step& step) { return step.stage() == last; });
  if (writer->error().empty()) {
    const v1::StepOutput& output = writer->output();
    return output.text().empty() ? output.refusal().reason() : output.text();
  }
  std::vector<std::string> others;
  for (const v1::Step& step : exchange_.steps()) {
    if (step.error().empty()) others.push_back(step.component());
  }
  return absl::StrCat("There is no written answer: ", writer->component(),
                      " is missing. ", writer->error(),
                      ". What the other steps found is in this exchange: ",
                      absl::StrJoin(others, ", "), ".");
}

void AskCall::Store() {
  const auto stored = parts_.exchanges->Put(exchange_, "", "");
  if (stored.ok()) return;
  log::Error("exchange not stored",
             {{"tenant", exchange_.tenant()},
              {"error", std::string(stored.status().message())},
              {"trace_id", TraceIdOf(call_.trace.traceparent)}});
  // An answer without an id: nobody can refer to what was not kept.
  exchange_.clear_id();
  SetMissing(MissingBecause("exchange_store", stored.status()));
}

void AskCall::Emit(const v1::AskEvent& event) {
  if (!gone_ && !on_event_(event)) gone_ = true;
}

void AskCall::End(absl::Status status) {
  // What ends here may hold the last reference to a client; not in the lock.
  std::vector<Running> running;
  OnEvent on_event;
  Done done;
  {
    MutexLock lock(mutex_);
    if (ended_) return;
    ended_ = true;
    running.swap(running_);
    on_event = std::move(on_event_);
    done = std::move(done_);
  }
  done(std::move(status));
}

}  // namespace alhf::coordinator
