#include "coordinator/query/question.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status.h"
#include "base/text.h"
#include "coordinator/query/adjust_round.h"

namespace alhf::coordinator {
namespace {

google::protobuf::Duration ToProtoDuration(absl::Duration duration) {
  google::protobuf::Duration proto;
  proto.set_seconds(absl::IDivDuration(duration, absl::Seconds(1), &duration));
  proto.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(duration)));
  return proto;
}

const v1::ComponentPlan* FindSlice(const v1::Plan& plan,
                                   absl::string_view component) {
  for (const auto& slice : plan.components()) {
    if (slice.component() == std::string(component)) return &slice;
  }
  return nullptr;
}

// Conflict keys that the composer settled: late adjustments leave them alone.
void AddSettledKeys(const v1::ComponentPlan& slice, v1::RunRequest& request) {
  for (const auto& item : slice.items()) {
    if (!item.conflict_key().empty()) {
      request.add_settled_conflict_keys(item.conflict_key());
    }
  }
}

bool IsMissing(const v1::Exchange& exchange, const std::string& component) {
  return std::any_of(
      exchange.missing().begin(), exchange.missing().end(),
      [&](const auto& part) { return part.component() == component; });
}

}  // namespace

Question::Question(const Parts& parts, v1::AskRequest request,
                   std::string exchange_id, absl::Time deadline,
                   OnEvent on_event, Done done)
    : parts_(parts),
      request_(std::move(request)),
      deadline_(deadline),
      on_event_(std::move(on_event)),
      done_(std::move(done)) {
  exchange_.set_id(std::move(exchange_id));
  exchange_.set_tenant(request_.tenant());
  exchange_.set_agent(request_.agent());
  exchange_.set_user(request_.query().user());
  exchange_.set_conversation_id(request_.query().conversation_id());
  exchange_.set_question(request_.query().text());
  *exchange_.mutable_labels() = request_.query().labels();
  *exchange_.mutable_time() = ToProto(parts_.clock->Now());
}

void Question::Start(v1::Plan plan) {
  {
    MutexLock lock(mutex_);
    *exchange_.mutable_missing() = plan.missing();
    *exchange_.mutable_plan() = std::move(plan);
    v1::AskEvent event;
    *event.mutable_plan() = exchange_.plan();
    Emit(event);
  }
  StartStage();
}

void Question::StartStage() {
  size_t steps = 0;
  {
    MutexLock lock(mutex_);
    if (stage_ < parts_.options->stages.size() && !caller_gone_) {
      const auto& components = parts_.options->stages[stage_];
      steps = components.size();
      running_.assign(steps, {});
      left_ = steps;
      for (size_t i = 0; i < steps; ++i) {
        running_[i].step.set_component(components[i]);
        running_[i].step.set_stage(static_cast<uint32_t>(stage_));
        running_[i].start = parts_.clock->Now();
      }
    }
  }
  if (steps == 0) return Finish();
  for (size_t i = 0; i < steps; ++i) StartStep(i);
}

v1::RunRequest Question::RequestFor(const std::string& component) const {
  v1::RunRequest request;
  request.set_tenant(request_.tenant());
  request.set_agent(request_.agent());
  request.set_exchange_id(exchange_.id());
  *request.mutable_query() = request_.query();
  if (const auto* slice = FindSlice(exchange_.plan(), component)) {
    *request.mutable_plan() = *slice;
    AddSettledKeys(*slice, request);
  }
  *request.mutable_inputs() = exchange_.steps();
  request.set_firing_threshold(parts_.options->compose.firing.threshold);
  return request;
}

void Question::StartStep(size_t index) {
  v1::RunRequest request;
  std::string name;
  {
    MutexLock lock(mutex_);
    name = running_[index].step.component();
    request = RequestFor(name);
    *running_[index].step.mutable_applied() = request.plan().items();
  }
  const auto component = parts_.registry->Find(name);
  if (!component.has_value() || component->health != v1::COMPONENT_SERVING) {
    const std::string why = !component.has_value()
                                ? "no component of that name is known"
                            : component->detail.empty() ? "it does not answer"
                                                        : component->detail;
    return OnStepDone(index, Error(absl::StatusCode::kUnavailable,
                                   Reason::COMPONENT_UNAVAILABLE, why,
                                   {{"component", name}}));
  }
  const CallOptions options{
      .timeout = std::min(parts_.options->run_timeout,
                          deadline_ - parts_.clock->Now()),
      .traceparent = ""};
  auto self = shared_from_this();
  // The client is kept until the call ends.
  component->client->Run(
      options, request,
      [self, index](const v1::RunEvent& event) {
        self->OnRunEvent(index, event);
      },
      [self, index, client = component->client](absl::Status status) {
        self->OnStepDone(index, status);
      });
}

void Question::OnRunEvent(size_t index, const v1::RunEvent& event) {
  MutexLock lock(mutex_);
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
      *running.step.add_applied() = event.late();
      break;
    case v1::RunEvent::kOutput:
      *running.step.mutable_output() = event.output();
      running.ended = true;
      break;
    case v1::RunEvent::EVENT_NOT_SET:
      break;
  }
}

void Question::OnStepDone(size_t index, const absl::Status& status) {
  {
    MutexLock lock(mutex_);
    Running& running = running_[index];
    *running.step.mutable_duration() =
        ToProtoDuration(parts_.clock->Now() - running.start);
    absl::Status outcome = status;
    if (outcome.ok() && !running.ended) {
      outcome = Error(absl::StatusCode::kInternal, Reason::COMPONENT_FAILED,
                      "its stage ended without an output");
    }
    if (!outcome.ok()) {
      const auto part = MissingPartOf(running.step.component(), outcome);
      running.step.set_error(part.reason());
      running.step.clear_output();
      if (!IsMissing(exchange_, part.component())) {
        *exchange_.add_missing() = part;
      }
    }
    v1::AskEvent event;
    *event.mutable_step() = running.step;
    Emit(event);
    if (--left_ > 0) return;
  }
  // The next stage starts requests: not on a thread of the transport, unless
  // the executor has no room for a question that is half done.
  auto self = shared_from_this();
  if (!parts_.executor->TrySubmit([self] { self->EndStage(); })) EndStage();
}

void Question::EndStage() {
  {
    MutexLock lock(mutex_);
    for (Running& running : running_) {
      *exchange_.add_steps() = std::move(running.step);
    }
    running_.clear();
    ++stage_;
  }
  StartStage();
}

std::string Question::AnswerOf(const std::string& component) const {
  for (const auto& step : exchange_.steps()) {
    if (step.component() != component || !step.error().empty()) continue;
    return step.output().text().empty() ? step.output().refusal().reason()
                                        : step.output().text();
  }
  return absl::StrCat("No answer was written, because ", component,
                      " did not answer; the steps before it are in the "
                      "exchange.");
}

void Question::Finish() {
  absl::Status status;
  {
    MutexLock lock(mutex_);
    const bool any =
        std::any_of(exchange_.steps().begin(), exchange_.steps().end(),
                    [](const v1::Step& step) { return step.error().empty(); });
    if (caller_gone_) {
      status = absl::CancelledError("the caller has gone");
    } else if (!any) {
      status =
          Error(absl::StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE,
                "no component of the pipeline answered: see `alhf "
                "components` and their logs");
    } else {
      exchange_.set_answer(AnswerOf(parts_.options->stages.back().front()));
      if (!request_.query().dry_run()) {
        const auto stored = parts_.exchanges->Put(exchange_, "", "");
        // An answer that cannot be kept is still an answer.
        if (!stored.ok()) {
          log::Error("exchange not stored",
                     {{"exchange", exchange_.id()},
                      {"error", std::string(stored.status().message())}});
        }
      }
      v1::AskEvent event;
      *event.mutable_answer() = exchange_;
      Emit(event);
    }
  }
  std::move(done_)(status);
}

void Question::Emit(const v1::AskEvent& event) {
  if (!caller_gone_) caller_gone_ = !on_event_(event);
}

}  // namespace alhf::coordinator
