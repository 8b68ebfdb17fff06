// Which components there are, how to call them, and whether they answer. The
// one thing, beside a component's own memory, where both paths meet.
#ifndef ALHF_COORDINATOR_REGISTRY_COMPONENT_REGISTRY_H_
#define ALHF_COORDINATOR_REGISTRY_COMPONENT_REGISTRY_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "coordinator/registry/component_client.h"

namespace alhf::coordinator {

// One known component at one moment.
struct RegisteredComponent {
  std::string name;
  std::string address;
  // As it last answered; empty but for the name where it never did. Not null.
  std::shared_ptr<const v1::Manifest> manifest =
      std::make_shared<v1::Manifest>();
  v1::ComponentHealth health = v1::COMPONENT_UNREACHABLE;
  std::string detail;
  bool joined = false;
  // A member of a tenant from its beginning (configuration).
  bool from_beginning = false;
  std::shared_ptr<ComponentClient> client;
};

// Thread safety: all methods may run concurrently.
class ComponentRegistry {
 public:
  virtual ~ComponentRegistry() = default;
  // Returns the known components, ordered by name.
  virtual std::vector<RegisteredComponent> List() const = 0;
  virtual std::optional<RegisteredComponent> Find(
      absl::string_view name) const = 0;
  // Calls `listener` with the component's name each time that it becomes
  // reachable, restarts (another replica or memory id) or joins. It must only
  // hand over. Listeners live as long as the registry.
  virtual void OnReady(
      absl::AnyInvocable<void(const std::string&)> listener) = 0;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_REGISTRY_COMPONENT_REGISTRY_H_
