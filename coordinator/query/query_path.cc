#include "coordinator/query/query_path.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "base/mutex.h"
#include "base/status.h"
#include "base/text.h"
#include "coordinator/query/adjust_round.h"
#include "coordinator/query/question.h"

namespace alhf::coordinator {
namespace {

class ComposingQueryPath final : public QueryPath {
 public:
  ComposingQueryPath(QueryOptions options, ComponentRegistry* registry,
                     ExchangeStore* exchanges, const core::Composer* composer,
                     const Clock* clock, Executor* executor)
      : options_(std::move(options)),
        registry_(registry),
        exchanges_(exchanges),
        composer_(composer),
        clock_(clock),
        executor_(executor) {}

  void ComposePlan(
      const v1::ComposePlanRequest& request, absl::Time deadline,
      absl::AnyInvocable<void(absl::StatusOr<v1::ComposePlanResponse>)> done)
      override;
  void Ask(const v1::AskRequest& request, absl::Time deadline,
           absl::AnyInvocable<bool(const v1::AskEvent&)> on_event,
           absl::AnyInvocable<void(absl::Status)> done) override;

 private:
  using PlanDone = absl::AnyInvocable<void(absl::StatusOr<v1::Plan>)>;

  // Asks `components` (empty: all) and composes, on the executor.
  void Plan(v1::AdjustQueryRequest request,
            const google::protobuf::RepeatedPtrField<std::string>& components,
            const core::ComposeOptions& compose, absl::Time deadline,
            PlanDone done);
  v1::Query WithDefaults(v1::Query query) const;
  std::string NewExchangeId();

  const QueryOptions options_;
  ComponentRegistry* const registry_;
  ExchangeStore* const exchanges_;
  const core::Composer* const composer_;
  const Clock* const clock_;
  Executor* const executor_;
  Mutex random_mutex_;
  absl::BitGen random_ ABSL_GUARDED_BY(random_mutex_);
};

v1::Query ComposingQueryPath::WithDefaults(v1::Query query) const {
  if (!query.has_now()) *query.mutable_now() = ToProto(clock_->Now());
  return query;
}

std::string ComposingQueryPath::NewExchangeId() {
  MutexLock lock(random_mutex_);
  return RandomId("x-", random_);
}

void ComposingQueryPath::Plan(
    v1::AdjustQueryRequest request,
    const google::protobuf::RepeatedPtrField<std::string>& components,
    const core::ComposeOptions& compose, absl::Time deadline, PlanDone done) {
  std::vector<RegisteredComponent> asked = registry_->List();
  if (!components.empty()) {
    for (const std::string& name : components) {
      if (!registry_->Find(name).has_value()) {
        return done(Error(absl::StatusCode::kNotFound,
                          Reason::COMPONENT_NOT_FOUND,
                          absl::StrCat("no component is called '", name,
                                       "': ListComponents names them"),
                          {{"component", name}}));
      }
    }
    asked.erase(
        std::remove_if(asked.begin(), asked.end(),
                       [&](const RegisteredComponent& component) {
                         return std::find(components.begin(), components.end(),
                                          component.name) == components.end();
                       }),
        asked.end());
  }
  const CallOptions options{
      .timeout = std::min(options_.adjust_timeout, deadline - clock_->Now()),
      .traceparent = ""};
  auto compose_all = [this, compose](AdjustRound& round, PlanDone& done) {
    if (round.adjustments.empty() && round.stale > 0) {
      return done(Error(absl::StatusCode::kFailedPrecondition,
                        Reason::POSITION_STALE,
                        "no component has reached min_position: wait and ask "
                        "again, or ask without it"));
    }
    done(composer_->Compose(round.adjustments, round.missing, compose));
  };
  AdjustAll(
      asked, request, options,
      [this, compose_all, done = std::move(done)](AdjustRound round) mutable {
        // Shared, because a task that the executor refuses is gone.
        auto work = std::make_shared<std::pair<AdjustRound, PlanDone>>(
            std::move(round), std::move(done));
        auto task = [compose_all, work] {
          compose_all(work->first, work->second);
        };
        if (!executor_->TrySubmit(task)) task();
      });
}

void ComposingQueryPath::ComposePlan(
    const v1::ComposePlanRequest& request, absl::Time deadline,
    absl::AnyInvocable<void(absl::StatusOr<v1::ComposePlanResponse>)> done) {
  v1::AdjustQueryRequest adjust;
  adjust.set_tenant(request.tenant());
  adjust.set_agent(request.agent());
  *adjust.mutable_query() = WithDefaults(request.query());
  core::ComposeOptions compose = options_.compose;
  if (request.max_guidance_tokens() > 0) {
    compose.max_guidance_tokens = request.max_guidance_tokens();
  }
  Plan(std::move(adjust), request.components(), compose, deadline,
       [done = std::move(done)](absl::StatusOr<v1::Plan> plan) mutable {
         if (!plan.ok()) return done(plan.status());
         v1::ComposePlanResponse response;
         *response.mutable_plan() = *std::move(plan);
         done(std::move(response));
       });
}

void ComposingQueryPath::Ask(
    const v1::AskRequest& request, absl::Time deadline,
    absl::AnyInvocable<bool(const v1::AskEvent&)> on_event,
    absl::AnyInvocable<void(absl::Status)> done) {
  if (options_.stages.empty()) {
    return done(Error(absl::StatusCode::kUnimplemented, Reason::NOT_IMPLEMENTED,
                      "this coordinator has no pipeline: add one to its "
                      "configuration, or use ComposePlan"));
  }
  v1::AskRequest filled = request;
  *filled.mutable_query() = WithDefaults(request.query());
  v1::AdjustQueryRequest adjust;
  adjust.set_tenant(filled.tenant());
  adjust.set_agent(filled.agent());
  *adjust.mutable_query() = filled.query();
  const Question::Parts parts{.options = &options_,
                              .registry = registry_,
                              .exchanges = exchanges_,
                              .clock = clock_,
                              .executor = executor_};
  // A plan that cannot be made ends the question before it is one.
  auto shared_done =
      std::make_shared<absl::AnyInvocable<void(absl::Status)>>(std::move(done));
  auto question = std::make_shared<Question>(
      parts, std::move(filled), NewExchangeId(), deadline, std::move(on_event),
      [shared_done](absl::Status status) { (*shared_done)(status); });
  Plan(std::move(adjust), {}, options_.compose, deadline,
       [question, shared_done](absl::StatusOr<v1::Plan> plan) {
         if (!plan.ok()) return (*shared_done)(plan.status());
         question->Start(*std::move(plan));
       });
}

}  // namespace

std::unique_ptr<QueryPath> QueryPath::Create(const QueryOptions& options,
                                             ComponentRegistry* registry,
                                             ExchangeStore* exchanges,
                                             const core::Composer* composer,
                                             const Clock* clock,
                                             Executor* executor) {
  return std::make_unique<ComposingQueryPath>(options, registry, exchanges,
                                              composer, clock, executor);
}

}  // namespace alhf::coordinator
