#include "sdk/src/stage_writer.h"

#include <utility>

#include "core/compose/composer.h"
#include "core/compose/firing_policy.h"
#include "sdk/src/author_calls.h"

namespace alhf::sdk {

StageWriter::StageWriter(const v1::RunRequest& request, std::string component,
                         const Sink& sink)
    : component_(std::move(component)),
      sink_(sink),
      firing_threshold_(request.firing_threshold() > 0
                            ? request.firing_threshold()
                            : core::FiringPolicy().threshold),
      plan_(request.plan()),
      settled_keys_(request.settled_conflict_keys().begin(),
                    request.settled_conflict_keys().end()) {}

void StageWriter::Progress(absl::string_view text) {
  v1::RunEvent event;
  event.set_progress(std::string(text));
  sink_(std::move(event));
}

std::vector<v1::AdjustmentItem> StageWriter::Late(
    const std::vector<v1::AdjustmentItem>& items) {
  core::FiringPolicy firing;
  firing.threshold = firing_threshold_;
  std::vector<v1::AdjustmentItem> late = items;
  for (v1::AdjustmentItem& item : late) item.set_component(component_);
  std::vector<v1::AdjustmentItem> acting;
  for (v1::AdjustmentItem& item :
       core::SettleLate(plan_, settled_keys_, std::move(late), firing)) {
    v1::RunEvent event;
    *event.mutable_late() = item;
    sink_(std::move(event));
    if (item.disposition() != v1::DISPOSITION_APPLIED ||
        !item.overruled_by().empty()) {
      continue;
    }
    *plan_.add_items() = item;
    if (!item.conflict_key().empty()) {
      settled_keys_.push_back(item.conflict_key());
    }
    acting.push_back(std::move(item));
  }
  return acting;
}

void StageWriter::ModelUsed(const v1::ModelUsage& usage) {
  v1::RunEvent event;
  *event.mutable_model_usage() = usage;
  sink_(std::move(event));
}

void StageWriter::Output(v1::StepOutput output) {
  ++outputs_;
  output_ = std::move(output);
}

absl::Status StageWriter::Finish() {
  if (outputs_ != 1) {
    return ComponentFailed("Run", outputs_ == 0
                                      ? "it wrote no output"
                                      : "it wrote more than one output");
  }
  v1::RunEvent event;
  *event.mutable_output() = *std::move(output_);
  sink_(std::move(event));
  return absl::OkStatus();
}

}  // namespace alhf::sdk
