#include "alhf/sdk/model/model_component.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/agent.h"
#include "base/log.h"
#include "base/status.h"
#include "base/trace_context.h"
#include "core/compose/guidance.h"
#include "sdk/model/model_assessment.h"
#include "sdk/model/retrier.h"
#include "sdk/model/scope_judge.h"

namespace alhf::sdk {
namespace {

using config::v1::ModelEngine;

constexpr char kCapability[] = "language_model";
// What the answer needs on its way back.
constexpr absl::Duration kMargin = absl::Milliseconds(200);
// Of guidance that late lessons are added to; the plan's own has its budget.
constexpr uint32_t kGuidanceTokens = 1000;

// Lets an embedded engine run its stage and keeps its output back.
class HeldWriter final : public RunWriter {
 public:
  HeldWriter(const v1::ComponentPlan& plan, RunWriter& writer)
      : items_(plan.items().begin(), plan.items().end()), writer_(writer) {}

  void Progress(absl::string_view text) override { writer_.Progress(text); }
  std::vector<v1::AdjustmentItem> Late(
      const std::vector<v1::AdjustmentItem>& items) override {
    std::vector<v1::AdjustmentItem> acting = writer_.Late(items);
    items_.insert(items_.end(), acting.begin(), acting.end());
    found_late_ |= !acting.empty();
    return acting;
  }
  void ModelUsed(const v1::ModelUsage& usage) override {
    writer_.ModelUsed(usage);
  }
  void Output(v1::StepOutput output) override {
    ++outputs_;
    output_ = std::move(output);
  }

  // What acts on the step.
  const std::vector<v1::AdjustmentItem>& items() const { return items_; }
  bool found_late() const { return found_late_; }
  v1::StepOutput& output() { return output_; }
  bool has_output() const { return outputs_ == 1; }

 private:
  std::vector<v1::AdjustmentItem> items_;
  RunWriter& writer_;
  bool found_late_ = false;
  v1::StepOutput output_;
  int outputs_ = 0;
};

// The plan's guidance; where lessons came late, one of all that act.
std::string GuidanceOf(const v1::ComponentPlan& plan,
                       const HeldWriter& embedded) {
  if (!embedded.found_late()) return plan.guidance();
  std::vector<v1::AdjustmentItem> items;
  for (const v1::AdjustmentItem& item : embedded.items()) {
    const auto& dropped = plan.dropped();
    if (std::find(dropped.begin(), dropped.end(), item.lesson_id()) ==
        dropped.end()) {
      items.push_back(item);
    }
  }
  return core::RenderGuidance(items, kGuidanceTokens, nullptr);
}

// Tells the lines that `text` completes; `line` keeps the rest.
void TellLines(absl::string_view text, std::string& line, RunWriter& writer) {
  for (const char c : text) {
    if (c != '\n') {
      line += c;
    } else if (!line.empty()) {
      writer.Progress(line);
      line.clear();
    }
  }
}

bool NeedsModel(const HeldWriter& embedded, const v1::StepOutput& output) {
  return output.has_refusal() ||
         std::any_of(embedded.items().begin(), embedded.items().end(),
                     [](const v1::AdjustmentItem& item) {
                       return item.effect() == v1::EFFECT_GUIDANCE_ONLY;
                     });
}

std::string WithoutModel(const std::string& model, const absl::Status& error) {
  return absl::StrCat("without the language model ", model, ": ",
                      std::string(error.message()), " (",
                      rpc::v1::Reason_Name(ReasonOf(error)), ")");
}

void LogDegraded(const v1::Manifest& manifest, const char* method,
                 const Context& context, const absl::Status& error) {
  log::Warn("answered without the language model",
            {{"component", manifest.name()},
             {"method", method},
             {"code", absl::StatusCodeToString(error.code())},
             {"reason", rpc::v1::Reason_Name(ReasonOf(error))},
             {"trace_id", TraceIdOf(context.traceparent())}});
}

// Both parts of a component, whichever are there.
struct Engines {
  ModelEngine config;
  std::unique_ptr<Component> embedded;
  std::unique_ptr<ModelStage> stage;
  std::unique_ptr<ChatModel> model;
  std::unique_ptr<ScopeJudge> judge;
};

class ModelComponent : public Component {
 public:
  explicit ModelComponent(Engines engines) : engines_(std::move(engines)) {}

  v1::Manifest Describe() const override {
    v1::Manifest manifest = engines_.embedded->Describe();
    manifest.add_capabilities(kCapability);
    return manifest;
  }

  absl::StatusOr<v1::Assessment> Assess(
      const Context& context, const v1::FeedbackRecord& record) const override;

  absl::StatusOr<v1::Adjustment> Adjust(const Context& context,
                                        const v1::Query& query) const override {
    ALHF_ASSIGN_OR_RETURN(v1::Adjustment adjustment,
                          engines_.embedded->Adjust(context, query));
    if (engines_.judge == nullptr) return adjustment;
    const absl::Status settled =
        engines_.judge->Settle(context, query, adjustment);
    if (!settled.ok()) LogDegraded(Describe(), "adjust", context, settled);
    return adjustment;
  }

  absl::Status Learn(LearnContext& context,
                     const v1::Lesson& lesson) const override {
    return engines_.embedded->Learn(context, lesson);
  }

 protected:
  ChatModel& model() const { return *engines_.model; }
  const Engines& engines() const { return engines_; }

 private:
  absl::StatusOr<v1::Assessment> Ask(const Context& context,
                                     const v1::FeedbackRecord& record,
                                     const v1::Manifest& manifest,
                                     const v1::Assessment& embedded,
                                     ModelSession& session) const;

  const Engines engines_;
};

absl::StatusOr<v1::Assessment> ModelComponent::Assess(
    const Context& context, const v1::FeedbackRecord& record) const {
  ALHF_ASSIGN_OR_RETURN(v1::Assessment embedded,
                        engines_.embedded->Assess(context, record));
  const ModelEngine::Use use = engines_.config.assess();
  if (use == ModelEngine::NEVER ||
      (use == ModelEngine::WHEN_NEEDED && EnforcesAny(embedded))) {
    return embedded;
  }
  const v1::Manifest manifest = Describe();
  ModelSession session(model(), context.deadline() - kMargin,
                       context.traceparent());
  auto assessment = Ask(context, record, manifest, embedded, session);
  if (!assessment.ok()) {
    LogDegraded(manifest, "assess", context, assessment.status());
    embedded.set_reason(
        absl::StrCat(embedded.reason(), "; ",
                     WithoutModel(model().name(), assessment.status())));
    assessment = std::move(embedded);
  }
  if (session.usage().calls() > 0) {
    *assessment->mutable_model_usage() = session.usage();
  }
  return assessment;
}

absl::StatusOr<v1::Assessment> ModelComponent::Ask(
    const Context& context, const v1::FeedbackRecord& record,
    const v1::Manifest& manifest, const v1::Assessment& embedded,
    ModelSession& session) const {
  ModelScope scope;
  if (engines_.stage != nullptr) {
    ALHF_ASSIGN_OR_RETURN(scope, engines_.stage->Scope());
  }
  std::vector<ChatMessage> messages = AssessmentPrompt(manifest, record, scope);
  ModelAssessment said;
  ALHF_RETURN_IF_ERROR(session.AskJson(messages, said));
  return MergeAssessment(manifest, record, embedded, said, scope,
                         context.assume_in_scope());
}

class ModelAgent final : public ModelComponent, public Agent {
 public:
  // `engines.embedded` is an `Agent`.
  explicit ModelAgent(Engines engines)
      : ModelComponent(std::move(engines)),
        embedded_(*dynamic_cast<const Agent*>(this->engines().embedded.get())) {
  }

  absl::Status Run(const Context& context, const v1::RunRequest& request,
                   RunWriter& writer) const override {
    HeldWriter held(request.plan(), writer);
    ALHF_RETURN_IF_ERROR(embedded_.Run(context, request, held));
    if (!held.has_output()) {
      return absl::InternalError("the embedded engine wrote not one output");
    }
    const ModelEngine::Use use = engines().config.run();
    const bool asks =
        use == ModelEngine::ALWAYS ||
        (use == ModelEngine::WHEN_NEEDED && NeedsModel(held, held.output()));
    writer.Output(asks ? Ask(context, request, held, writer)
                       : std::move(held.output()));
    return absl::OkStatus();
  }

 private:
  v1::StepOutput Ask(const Context& context, const v1::RunRequest& request,
                     HeldWriter& held, RunWriter& writer) const {
    const std::string guidance = GuidanceOf(request.plan(), held);
    ModelSession session(
        model(), context.deadline() - kMargin, context.traceparent(),
        [&writer, line = std::string()](absl::string_view text) mutable {
          TellLines(text, line, writer);
        });
    auto answer = engines().stage->Answer(
        {context, request, held.items(), guidance, held.output()}, session);
    if (session.usage().calls() > 0) writer.ModelUsed(session.usage());
    v1::StepOutput output = std::move(held.output());
    if (!answer.ok()) {
      LogDegraded(Describe(), "run", context, answer.status());
      output.add_notes(absl::StrCat(
          "answered ", WithoutModel(model().name(), answer.status())));
    } else if (answer->has_value()) {
      const auto facets = output.facets();
      output = *std::move(*answer);
      output.set_model(model().name());
      if (output.facets().empty()) *output.mutable_facets() = facets;
    }
    return output;
  }

  const Agent& embedded_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Component>> WithModel(
    const ModelEngine& config, std::unique_ptr<Component> embedded,
    std::unique_ptr<ModelStage> stage, ModelParts parts) {
  const bool runs = dynamic_cast<const Agent*>(embedded.get()) != nullptr;
  if (runs && stage == nullptr && config.run() != ModelEngine::NEVER) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 "model.run: this component has no stage for a model; set it "
                 "to NEVER",
                 {{"field", "model.run"}});
  }
  const Clock* const clock =
      parts.clock != nullptr ? parts.clock : RealRetryEnvironment().clock;
  auto model = MakeChatModel(config.chat(), std::move(parts));
  if (!model.ok()) return Annotate(model.status(), "model.chat");
  Engines engines{config, std::move(embedded), std::move(stage),
                  *std::move(model), nullptr};
  if (config.has_judge()) {
    engines.judge = std::make_unique<ScopeJudge>(config.judge(),
                                                 engines.model.get(), clock);
  }
  if (runs) return std::make_unique<ModelAgent>(std::move(engines));
  return std::make_unique<ModelComponent>(std::move(engines));
}

}  // namespace alhf::sdk
