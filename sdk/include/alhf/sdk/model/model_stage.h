// What a component contributes to its language model: how to answer its stage
// of a query, and what a lesson's scope may name.
//
//   absl::StatusOr<std::optional<v1::StepOutput>> Answer(
//       const ModelTask& task, ModelSession& model) const override {
//     PromptParts parts = …;
//     std::vector<ChatMessage> messages = BuildPrompt(parts);
//     WrittenAnswer written;  // a message of the component's own
//     ALHF_RETURN_IF_ERROR(model.AskJson(messages, written));
//     …
//   }
//
// Thread safety: a stage's methods may run concurrently; a session belongs to
// one call.
#ifndef ALHF_SDK_MODEL_MODEL_STAGE_H_
#define ALHF_SDK_MODEL_MODEL_STAGE_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/sdk/context.h"
#include "alhf/sdk/model/chat_model.h"
#include "alhf/v1/agent.pb.h"
#include "alhf/v1/types.pb.h"
#include "google/protobuf/message.h"

namespace alhf::sdk {

// The calls of one step or assessment, under one deadline.
class ModelSession {
 public:
  // `model` must outlive it. `traceparent`: of the call that it is for.
  // `on_text`, where set, gets answers of `AskText` as they are written.
  ModelSession(ChatModel& model, absl::Time deadline,
               absl::string_view traceparent = "",
               std::function<void(absl::string_view)> on_text = nullptr)
      : model_(model),
        deadline_(deadline),
        traceparent_(traceparent),
        on_text_(std::move(on_text)) {}

  // Returns the model's text. Errors of `ChatModel::Chat`.
  absl::StatusOr<std::string> AskText(const std::vector<ChatMessage>& messages);
  // As `alhf::sdk::AskJson`; what the model said is added to `messages`, so
  // that a further word can be said on it.
  absl::Status AskJson(std::vector<ChatMessage>& messages,
                       google::protobuf::Message& answer);

  absl::Time deadline() const { return deadline_; }
  const v1::ModelUsage& usage() const { return usage_; }

 private:
  ChatModel& model_;
  const absl::Time deadline_;
  const std::string traceparent_;
  const std::function<void(absl::string_view)> on_text_;
  v1::ModelUsage usage_;
};

// What there is to answer from. All of it outlives the call.
struct ModelTask {
  const Context& context;
  const v1::RunRequest& request;
  // What acts: the plan's items and those found late.
  const std::vector<v1::AdjustmentItem>& items;
  // The same as a fenced text; empty where nothing acts.
  const std::string& guidance;
  // What the embedded engine answered.
  const v1::StepOutput& embedded;
};

// What scopes of lessons that the model states are narrowed by.
struct ModelScope {
  // Every one.
  std::vector<v1::Facet> always;
  // Those for which the model says so: by key, the values that there are. What
  // it names beside them is left out.
  std::vector<v1::FacetKnowledge> may;
};

class ModelStage {
 public:
  virtual ~ModelStage() = default;

  // An error: the embedded engine's assessment stands.
  virtual absl::StatusOr<ModelScope> Scope() const { return ModelScope(); }

  // Returns the step's output as the model gives it, checked. Nothing, or an
  // error: the embedded engine's output stands.
  virtual absl::StatusOr<std::optional<v1::StepOutput>> Answer(
      const ModelTask& task, ModelSession& model) const = 0;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_MODEL_STAGE_H_
