// The registry over live components: those of the configuration, and those
// that join by themselves under a lease. Each is asked for its manifest about
// once a second, and that decides whether it is reachable.
//
//   ProbingRegistry registry({.components = {{"retriever", "unix:/r.sock"}}},
//                            connect, &clock);
//   registry.OnReady([](const std::string& name) { … });
//
// A configured component must call itself by its configured name and speak a
// protocol version of ours; otherwise it is COMPONENT_REFUSED, with the reason
// in `detail`, and nobody asks it anything.
//
// Thread safety: all methods may run concurrently. The clock must outlive it.
#ifndef ALHF_COORDINATOR_REGISTRY_PROBING_REGISTRY_H_
#define ALHF_COORDINATOR_REGISTRY_PROBING_REGISTRY_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/random/random.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

// The protocol versions that this coordinator speaks.
inline constexpr uint32_t kProtocolMin = 1;
inline constexpr uint32_t kProtocolMax = 1;

struct RegistryOptions {
  struct Fixed {
    std::string name;
    std::string address;
    bool from_beginning = false;
  };
  std::vector<Fixed> components;
  // A fifth of it while a component is away.
  absl::Duration probe_interval = absl::Seconds(1);
  absl::Duration probe_timeout = absl::Seconds(2);
  absl::Duration lease = absl::Seconds(10);
  // Components at most, so that joins without end cannot fill the memory.
  size_t max_components = 256;
  // Whether a component may join at an address. Null: at unix sockets alone.
  std::function<absl::Status(const std::string& address)> check_address;
};

// Makes the client of a component at an address.
using ClientFactory =
    std::function<std::shared_ptr<ComponentClient>(const std::string& address)>;

class ProbingRegistry final : public ComponentRegistry {
 public:
  // Begins to probe at once.
  ProbingRegistry(RegistryOptions options, ClientFactory make_client,
                  const Clock* clock);
  // Returns when no callback and no listener runs any more.
  ~ProbingRegistry() override;

  std::vector<RegisteredComponent> List() const override;
  std::optional<RegisteredComponent> Find(
      absl::string_view name) const override;
  void OnReady(absl::AnyInvocable<void(const std::string&)> listener) override;

  struct Lease {
    std::string id;
    absl::Duration renew_within;
  };
  // Registers a component for as long as its lease is renewed. The same name
  // at the same address gets its lease again.
  //
  // ALREADY_EXISTS COMPONENT_NAME_TAKEN: configured, or live, at another
  //   address. FAILED_PRECONDITION PROTOCOL_UNSUPPORTED. INVALID_ARGUMENT
  //   ADDRESS_REFUSED. RESOURCE_EXHAUSTED: too many components.
  absl::StatusOr<Lease> Join(const v1::Manifest& manifest,
                             const std::string& address);
  // NOT_FOUND LEASE_EXPIRED.
  absl::StatusOr<Lease> Renew(absl::string_view lease_id);
  // A component that leaves is not known any more; one that is configured
  // stays. Without effect for a lease that has ended.
  void Leave(absl::string_view lease_id);

  // Ends leases that ran out and asks every component that is not being asked
  // already. Called by the registry's own thread; returns at once.
  void Probe();

 private:
  struct Entry {
    RegisteredComponent component;
    bool configured = false;
    std::string lease_id;
    absl::Time lease_end = absl::InfinitePast();
    // Another one means another process: answers to the one before are stale.
    uint64_t generation = 0;
    bool probing = false;
  };
  using Listener = absl::AnyInvocable<void(const std::string&)>;

  void ProbeUntilStopped();
  bool IsAnyAway() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void EndLeases() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void OnProbed(const std::string& name, uint64_t generation,
                absl::StatusOr<v1::GetManifestResponse> response);
  // Returns whether the component has become ready.
  bool Update(Entry& entry, absl::StatusOr<v1::GetManifestResponse> response)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<Entry*> EntryToJoin(const std::string& name,
                                     const std::string& address)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Entry* FindLease(absl::string_view lease_id)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const RegistryOptions options_;
  const ClientFactory make_client_;
  const Clock* const clock_;

  mutable Mutex mutex_;
  // Apart: a probe that ended must not wake the one who waits for the next,
  // unless it found that a component went away, or all ends.
  CondVar wake_;
  CondVar probe_ended_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  uint64_t generations_ ABSL_GUARDED_BY(mutex_) = 0;
  // Probes whose callback has not returned yet.
  size_t outstanding_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::BitGen random_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, Entry, std::less<>> entries_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::shared_ptr<Listener>> listeners_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_REGISTRY_PROBING_REGISTRY_H_
