#include "bench/questions.h"

#include "absl/memory/memory.h"
#include "absl/time/clock.h"
#include "base/status.h"
#include "base/text.h"

namespace alhf::bench {
namespace {

absl::StatusOr<v1::ComposePlanResponse> ComposePlan(
    AlhfSystem& alhf, const v1::ComposePlanRequest& request) {
  v1::ComposePlanResponse response;
  ALHF_RETURN_IF_ERROR(MakeCall([&](grpc::ClientContext* context) {
    return alhf.coordinator().ComposePlan(context, request, &response);
  }));
  if (!response.plan().degraded()) return response;
  return absl::InternalError("a plan lacks a component");
}

absl::StatusOr<v1::AdjustQueryResponse> AdjustQuery(
    v1::Feedback::Stub& component, const v1::AdjustQueryRequest& request) {
  v1::AdjustQueryResponse response;
  ALHF_RETURN_IF_ERROR(MakeCall([&](grpc::ClientContext* context) {
    return component.AdjustQuery(context, request, &response);
  }));
  return response;
}

uint32_t SizeOf(const google::protobuf::Message& message) {
  return static_cast<uint32_t>(message.ByteSizeLong());
}

}  // namespace

absl::StatusOr<std::unique_ptr<Questions>> Questions::Make(
    AlhfSystem& alhf, BareSystem& bare, const std::string& tenant,
    const std::vector<std::string>& texts) {
  auto questions = absl::WrapUnique(new Questions(alhf, bare));
  for (const std::string& text : texts) {
    ALHF_RETURN_IF_ERROR(questions->Add(tenant, text));
  }
  questions->items_per_component_ /=
      static_cast<double>(texts.size() * alhf.size());
  return questions;
}

absl::Status Questions::Add(const std::string& tenant,
                            const std::string& text) {
  Question& question = questions_.emplace_back();
  question.plan.set_tenant(tenant);
  question.plan.mutable_query()->set_text(text);
  ALHF_ASSIGN_OR_RETURN(const v1::ComposePlanResponse plan,
                        ComposePlan(alhf_, question.plan));
  question.adjust.set_tenant(tenant);
  *question.adjust.mutable_query() = question.plan.query();
  // As the coordinator does.
  *question.adjust.mutable_query()->mutable_now() = ToProto(absl::Now());
  uint32_t adjustments = 0;
  for (size_t i = 0; i < alhf_.size(); ++i) {
    ALHF_ASSIGN_OR_RETURN(const v1::AdjustQueryResponse adjusted,
                          AdjustQuery(alhf_.component(i), question.adjust));
    if (i == 0) question.bare_adjust.set_answer_bytes(SizeOf(adjusted));
    adjustments += SizeOf(adjusted);
    items_per_component_ += adjusted.adjustment().items_size();
  }
  question.bare_adjust.mutable_data()->assign(SizeOf(question.adjust), 'q');
  question.bare_plan.mutable_data()->assign(SizeOf(question.plan), 'q');
  question.bare_plan.set_answer_bytes(SizeOf(plan));
  question.bare_plan.set_onward_bytes(SizeOf(question.adjust));
  question.bare_plan.set_onward_answer_bytes(
      adjustments / static_cast<uint32_t>(alhf_.size()));
  return absl::OkStatus();
}

Call Questions::Plan() {
  return [this](int) {
    return Time([&] { return ComposePlan(alhf_, Next().plan).status(); });
  };
}

Call Questions::BarePlan() {
  return [this](int) {
    return Time([&] { return CallBare(bare_.relay(), Next().bare_plan); });
  };
}

Call Questions::Recall() {
  return [this](int) {
    return Time([&] {
      return AdjustQuery(alhf_.component(0), Next().adjust).status();
    });
  };
}

Call Questions::BareRecall() {
  return [this](int) {
    return Time([&] { return CallBare(bare_.server(), Next().bare_adjust); });
  };
}

}  // namespace alhf::bench
