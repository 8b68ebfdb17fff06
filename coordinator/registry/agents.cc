#include "coordinator/registry/agents.h"

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status.h"
#include "coordinator/registry/absent_members.h"

namespace alhf::coordinator {

const AgentSpec* Agents::Find(absl::string_view agent) const {
  const auto found = absl::c_find_if(
      named_, [&](const AgentSpec& each) { return each.name == agent; });
  return found == named_.end() ? nullptr : &*found;
}

absl::Status Agents::Check(absl::string_view agent) const {
  if (agent.empty() || Find(agent) != nullptr) return absl::OkStatus();
  const std::string names =
      absl::StrJoin(named_, ", ", [](std::string* out, const AgentSpec& each) {
        absl::StrAppend(out, each.name);
      });
  return Error(
      absl::StatusCode::kNotFound, Reason::AGENT_NOT_FOUND,
      absl::StrCat("there is no agent '", agent, "': ",
                   names.empty()
                       ? "the coordinator is configured without "
                         "agents, so name none"
                       : absl::StrCat("name one of ", names, ", or none")),
      {{"agent", std::string(agent)}, {"agents", names}});
}

bool Agents::Has(absl::string_view agent, absl::string_view component) const {
  if (agent.empty()) return true;
  const AgentSpec* const spec = Find(agent);
  return spec != nullptr && absl::c_linear_search(spec->components, component);
}

void Agents::AddTo(v1::GetStatusResponse& response) const {
  for (const AgentSpec& agent : named_) {
    v1::AgentInfo& info = *response.add_agents();
    info.set_name(agent.name);
    info.mutable_components()->Assign(agent.components.begin(),
                                      agent.components.end());
    info.set_has_pipeline(!agent.stages.empty());
  }
}

const Stages& Agents::StagesOf(absl::string_view agent) const {
  const AgentSpec* const spec = Find(agent);
  return spec == nullptr ? stages_ : spec->stages;
}

std::vector<RegisteredComponent> Agents::ComponentsOf(
    absl::string_view agent, std::vector<RegisteredComponent> known,
    const std::vector<std::string>& members) const {
  if (agent.empty()) return WithAbsentMembers(std::move(known), members);
  std::erase_if(known, [&](const RegisteredComponent& each) {
    return !Has(agent, each.name);
  });
  const AgentSpec* const spec = Find(agent);
  return WithAbsentMembers(std::move(known), spec == nullptr
                                                 ? std::vector<std::string>()
                                                 : spec->components);
}

}  // namespace alhf::coordinator
