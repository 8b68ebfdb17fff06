#include "coordinator/query/query_path.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "base/mutex.h"
#include "base/status.h"
#include "base/text.h"
#include "coordinator/query/adjust_round.h"
#include "coordinator/query/admission.h"
#include "coordinator/query/ask_call.h"
#include "coordinator/query/missing.h"
#include "coordinator/query/prepare_query.h"
#include "coordinator/query/reach.h"

namespace alhf::coordinator {
namespace {

// Returns those of `known`, which are the agent's, that `names` names; all
// where it is empty.
absl::StatusOr<std::vector<RegisteredComponent>> Choose(
    std::vector<RegisteredComponent> known, const std::string& agent,
    const google::protobuf::RepeatedPtrField<std::string>& names) {
  if (names.empty()) return known;
  std::vector<RegisteredComponent> chosen;
  for (const std::string& name : names) {
    const auto found = absl::c_find_if(
        known, [&](const auto& component) { return component.name == name; });
    if (found == known.end()) {
      return Error(absl::StatusCode::kNotFound, Reason::COMPONENT_NOT_FOUND,
                   absl::StrCat("components: there is no component '", name,
                                agent.empty() ? "'" : "' of agent ", agent,
                                "; ListComponents names them"),
                   {{"field", "components"}, {"component", name}});
    }
    const bool again = absl::c_any_of(
        chosen, [&](const auto& component) { return component.name == name; });
    if (!again) chosen.push_back(*found);
  }
  return chosen;
}

class FanOutQueryPath final : public QueryPath {
 public:
  explicit FanOutQueryPath(QueryParts parts)
      : parts_(std::move(parts)),
        plans_(parts_.options.max_plans),
        questions_(parts_.options.max_questions) {}

  ~FanOutQueryPath() override {
    std::vector<std::weak_ptr<AskCall>> calls;
    {
      MutexLock lock(mutex_);
      calls.swap(calls_);
    }
    for (const auto& weak : calls) {
      if (const auto call = weak.lock()) call->Abandon();
    }
    plans_.AwaitNone();
  }

  bool HasRoomToPlan(absl::Time deadline) override {
    return plans_.HasRoom(TimeToAdjust(deadline, parts_.clock->Now()));
  }
  bool HasRoomToAsk(absl::Time deadline) override {
    return questions_.HasRoom(deadline - parts_.clock->Now());
  }

  void ComposePlan(
      v1::ComposePlanRequest request, const CallContext& call,
      absl::AnyInvocable<void(absl::StatusOr<v1::ComposePlanResponse>)> done)
      override;

  void Ask(const v1::AskRequest& request, const CallContext& call,
           absl::AnyInvocable<bool(const v1::AskEvent&)> on_event,
           absl::AnyInvocable<void(absl::Status)> done) override;

 private:
  absl::Duration TimeToAdjust(absl::Time deadline, absl::Time now) const {
    return Slice(deadline, now, parts_.options.adjust_timeout);
  }
  absl::StatusOr<v1::ComposePlanResponse> Compose(
      AdjustResult result, const Reach& reach,
      uint32_t max_guidance_tokens) const;

  const QueryParts parts_;
  // Plans whose callback has not returned.
  Admission plans_;
  Admission questions_;
  Mutex mutex_;
  // Questions, those that have ended among them.
  std::vector<std::weak_ptr<AskCall>> calls_ ABSL_GUARDED_BY(mutex_);
};

void FanOutQueryPath::ComposePlan(
    v1::ComposePlanRequest request, const CallContext& call,
    absl::AnyInvocable<void(absl::StatusOr<v1::ComposePlanResponse>)> done) {
  const absl::Time now = parts_.clock->Now();
  auto components =
      Choose(parts_.options.agents.ComponentsOf(
                 request.agent(), parts_.registry->List(), call.members),
             request.agent(), request.components());
  if (!components.ok()) return done(components.status());
  const absl::Duration time = TimeToAdjust(call.deadline, now);
  const size_t place = plans_.Begin(time);
  if (place == 0) return done(TooMany("plans"));
  v1::AdjustQueryRequest adjust;
  adjust.set_tenant(request.tenant());
  adjust.set_agent(request.agent());
  adjust.mutable_query()->Swap(request.mutable_query());
  Reach reach = ReachOf(
      call.rollout, adjust.query(),
      request.exchange_id().empty() ? NewExchangeId() : request.exchange_id());
  Withhold(reach, *adjust.mutable_query());
  PrepareQuery(now, parts_.options.encoder, *adjust.mutable_query());
  const CallOptions options = {.timeout = time, .trace = call.trace};
  AdjustAll(*components, options, adjust,
            [this, now, place, reach = std::move(reach),
             tokens = request.max_guidance_tokens(),
             done = std::move(done)](AdjustResult result) mutable {
              done(Compose(std::move(result), reach, tokens));
              plans_.End(place, parts_.clock->Now() - now);
            });
}

absl::StatusOr<v1::ComposePlanResponse> FanOutQueryPath::Compose(
    AdjustResult result, const Reach& reach,
    uint32_t max_guidance_tokens) const {
  ALHF_RETURN_IF_ERROR(result.position_error);
  core::ComposeOptions options = parts_.options.compose;
  if (max_guidance_tokens > 0)
    options.max_guidance_tokens = max_guidance_tokens;
  v1::ComposePlanResponse response;
  *response.mutable_plan() = parts_.composer->Compose(
      std::move(result.adjustments), std::move(result.missing), options);
  Record(reach, *response.mutable_plan());
  return response;
}

void FanOutQueryPath::Ask(
    const v1::AskRequest& request, const CallContext& call,
    absl::AnyInvocable<bool(const v1::AskEvent&)> on_event,
    absl::AnyInvocable<void(absl::Status)> done) {
  if (parts_.options.agents.StagesOf(request.agent()).empty()) {
    return done(Error(
        absl::StatusCode::kUnimplemented, Reason::NOT_IMPLEMENTED,
        absl::StrCat(request.agent().empty()
                         ? "this coordinator"
                         : absl::StrCat("agent ", request.agent()),
                     " is configured without a pipeline: name its stages in "
                     "the configuration, or run your own and use "
                     "ComposePlan")));
  }
  const absl::Time now = parts_.clock->Now();
  const size_t place = questions_.Begin(call.deadline - now);
  if (place == 0) return done(TooMany("questions"));
  const auto ask = std::make_shared<AskCall>(
      parts_, request, call, std::move(on_event),
      [this, now, place, done = std::move(done)](absl::Status status) mutable {
        questions_.End(place, parts_.clock->Now() - now);
        done(std::move(status));
      });
  {
    MutexLock lock(mutex_);
    std::erase_if(calls_, [](const auto& ended) { return ended.expired(); });
    calls_.push_back(ask);
  }
  ask->Start();
}

}  // namespace

std::unique_ptr<QueryPath> QueryPath::Create(const QueryOptions& options,
                                             ComponentRegistry* registry,
                                             ExchangeStore* exchanges,
                                             const core::Composer* composer,
                                             const Clock* clock,
                                             Executor* executor) {
  return std::make_unique<FanOutQueryPath>(
      QueryParts{options, registry, exchanges, composer, clock, executor});
}

}  // namespace alhf::coordinator
