#include "cli/render_system.h"

#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "cli/render_rollout.h"
#include "cli/render_words.h"
#include "cli/table.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

// Returns the word for a state that the map names as the enum does, with or
// without its prefix.
std::string StateWord(const std::string& name) {
  return absl::AsciiStrToLower(absl::StripPrefix(name, "LESSON_"));
}

std::string RenderParked(const v1::GetStatusResponse& status,
                         const Style& style) {
  if (status.parked().empty()) return "";
  Table table({{"PARKED IN"},
               {"POSITION", Align::kRight},
               {"TIME"},
               {"REASON", Align::kLeft, Fit::kCut}});
  for (const v1::Parked& parked : status.parked()) {
    table.Add({parked.component(), PositionText(parked.position()),
               TimeText(parked.time(), style), parked.reason()});
  }
  return absl::StrCat("\n", table.Render(style),
                      "to try again: ", style.program, " retry-parked\n");
}

// Says also which components compare by other vectors, or by none.
std::string EncoderText(const v1::GetStatusResponse& status) {
  std::string text =
      status.encoder_id().empty() ? "none, words alone" : status.encoder_id();
  for (const v1::ComponentStatus& component : status.components()) {
    const v1::Manifest& manifest = component.manifest();
    if (manifest.encoder_id() == status.encoder_id()) continue;
    absl::StrAppend(
        &text, "; ", manifest.name(), ": ",
        manifest.encoder_id().empty() ? "words alone" : manifest.encoder_id());
  }
  return text;
}

// How lessons begin whose record does not say, and who says so.
std::string ActivationText(const v1::GetStatusResponse& status) {
  return absl::StrCat(
      Word(status.activation()),
      status.rollout().activation() == v1::ACTIVATION_UNSPECIFIED
          ? ", as the coordinator is configured"
          : ", as the tenant says");
}

}  // namespace

std::string RenderComponents(
    const google::protobuf::RepeatedPtrField<v1::ComponentStatus>& components,
    const Style& style) {
  if (components.empty()) return "no component is known\n";
  Table table({{"COMPONENT"},
               {"HEALTH"},
               {"APPLIED", Align::kRight},
               {"LAG", Align::kRight},
               {"CLAIMS FROM", Align::kRight},
               {"ADDRESS", Align::kLeft, Fit::kCut},
               {"DESCRIPTION", Align::kLeft, Fit::kCut}});
  for (const v1::ComponentStatus& component : components) {
    const v1::Manifest& manifest = component.manifest();
    table.Add({manifest.name(),
               absl::StrCat(Word(component.health()),
                            component.joined() ? ", joined" : ""),
               PositionText(component.applied_position()),
               absl::StrCat(component.lag()),
               manifest.claim_threshold() > 0
                   ? ScoreText(manifest.claim_threshold())
                   : "-",
               component.address(), manifest.description()});
  }
  std::string text = table.Render(style);
  for (const v1::ComponentStatus& component : components) {
    if (component.detail().empty()) continue;
    absl::StrAppend(&text, OneLine(component.manifest().name()), ": ",
                    OneLine(component.detail()), "\n");
  }
  return text;
}

std::string RenderStatus(const v1::GetStatusResponse& status,
                         const Style& style) {
  Table table({{""}, {""}});
  table.Add({"version", status.version()});
  table.Add({"running since", TimeText(status.start_time(), style)});
  table.Add({"position", PositionText(status.position())});
  table.Add({"exchanges", absl::StrCat(status.exchanges())});
  table.Add({"records",
             absl::StrCat(status.records(), ", ", status.awaiting_assessment(),
                          " awaiting assessment")});
  const std::map<std::string, uint64_t> lessons(
      status.lessons_by_state().begin(), status.lessons_by_state().end());
  std::string by_state;
  for (const auto& [state, count] : lessons) {
    absl::StrAppend(&by_state, by_state.empty() ? "" : ", ", count, " ",
                    StateWord(state));
  }
  table.Add({"lessons", by_state.empty() ? "none" : by_state});
  table.Add({"encoder", EncoderText(status)});
  table.Add({"rollout", RolloutText(status.rollout())});
  if (status.activation() != v1::ACTIVATION_UNSPECIFIED) {
    table.Add({"new lessons", ActivationText(status)});
  }
  for (const v1::AgentInfo& agent : status.agents()) {
    table.Add({"agent " + agent.name(),
               absl::StrCat(absl::StrJoin(agent.components(), ", "),
                            agent.has_pipeline() ? "" : "; no pipeline")});
  }
  return absl::StrCat(table.Render(style), "\n",
                      RenderComponents(status.components(), style),
                      RenderParked(status, style));
}

}  // namespace alhf::cli
