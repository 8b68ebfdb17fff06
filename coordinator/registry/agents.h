// The agents that the coordinator is configured with: each a set of components
// that answer and learn for it, with a pipeline or without. Requests that name
// none are for all components.
//
//   ALHF_RETURN_IF_ERROR(agents.Check(request.agent()));
//   for (const auto& component :
//        agents.ComponentsOf(request.agent(), registry.List(), members)) …
//
// Thread safety: const methods may run concurrently.
#ifndef ALHF_COORDINATOR_REGISTRY_AGENTS_H_
#define ALHF_COORDINATOR_REGISTRY_AGENTS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/coordinator.pb.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

// Components of each stage of a pipeline. Empty: there is none.
using Stages = std::vector<std::vector<std::string>>;

struct AgentSpec {
  std::string name;
  std::vector<std::string> components;
  Stages stages = {};
};

class Agents {
 public:
  // No agents, and no pipeline.
  Agents() = default;
  // `stages`: of requests that name no agent. The names of `named` differ.
  explicit Agents(Stages stages, std::vector<AgentSpec> named = {})
      : stages_(std::move(stages)), named_(std::move(named)) {}

  // NOT_FOUND AGENT_NOT_FOUND: `agent` is neither empty nor one of them.
  absl::Status Check(absl::string_view agent) const;

  // Whether `component` answers and learns for `agent`: every one does for
  // none, and none for one that is not configured any more.
  bool Has(absl::string_view agent, absl::string_view component) const;

  // Names them all, with their components.
  void AddTo(v1::GetStatusResponse& response) const;

  // How `Ask` runs for it.
  const Stages& StagesOf(absl::string_view agent) const;

  // Returns those of `known` that are the agent's, ordered by name, and those
  // of its components that are not among them, as ones that cannot be reached.
  // For no agent the latter are `members`: those of the tenant.
  std::vector<RegisteredComponent> ComponentsOf(
      absl::string_view agent, std::vector<RegisteredComponent> known,
      const std::vector<std::string>& members) const;

 private:
  // Null: it is not configured.
  const AgentSpec* Find(absl::string_view agent) const;

  Stages stages_;
  std::vector<AgentSpec> named_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_REGISTRY_AGENTS_H_
