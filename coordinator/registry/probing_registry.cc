#include "coordinator/registry/probing_registry.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status.h"
#include "base/text.h"
#include "base/unix_socket.h"

namespace alhf::coordinator {
namespace {

// A lease may miss two renewals before it ends.
constexpr int kRenewalsPerLease = 3;
// Who is away may be restarting, and is looked for so much more often.
constexpr int kLooksForWhoIsAway = 5;

bool SpeaksOurProtocol(const v1::Manifest& manifest) {
  return manifest.protocol_min() <= kProtocolMax &&
         manifest.protocol_max() >= kProtocolMin;
}

std::string ProtocolComplaint(const v1::Manifest& manifest) {
  return absl::StrCat("speaks protocol versions ", manifest.protocol_min(),
                      " to ", manifest.protocol_max(), ", this coordinator ",
                      kProtocolMin, " to ", kProtocolMax,
                      ": use builds of the same version");
}

// Returns why the component that answered is refused; empty: it is not.
std::string Refusal(const std::string& name, const v1::Manifest& manifest) {
  if (manifest.name() != name) {
    return absl::StrCat("calls itself '", manifest.name(),
                        "': correct the name or the address of '", name, "'");
  }
  if (!SpeaksOurProtocol(manifest)) return ProtocolComplaint(manifest);
  return "";
}

// Of a component that has not answered.
std::shared_ptr<const v1::Manifest> NameAlone(const std::string& name) {
  auto manifest = std::make_shared<v1::Manifest>();
  manifest->set_name(name);
  return manifest;
}

// The map's lookups take std::string_view, which absl's is not here.
std::string_view View(absl::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

ProbingRegistry::ProbingRegistry(RegistryOptions options,
                                 ClientFactory make_client, const Clock* clock)
    : options_(std::move(options)),
      make_client_(std::move(make_client)),
      clock_(clock) {
  {
    MutexLock lock(mutex_);
    for (const RegistryOptions::Fixed& fixed : options_.components) {
      Entry& entry = entries_[fixed.name];
      entry.configured = true;
      entry.component.name = fixed.name;
      entry.component.manifest = NameAlone(fixed.name);
      entry.component.address = fixed.address;
      entry.component.from_beginning = fixed.from_beginning;
      entry.component.detail = "has not answered yet";
      entry.component.client = make_client_(fixed.address);
    }
  }
  thread_ = std::thread([this] { ProbeUntilStopped(); });
}

ProbingRegistry::~ProbingRegistry() {
  // Clients end outside the lock: that cancels the probes under way.
  std::map<std::string, Entry, std::less<>> entries;
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    wake_.NotifyAll();
    entries.swap(entries_);
  }
  thread_.join();
  entries.clear();
  MutexLock lock(mutex_);
  while (outstanding_ > 0) probe_ended_.Wait(mutex_);
}

std::vector<RegisteredComponent> ProbingRegistry::List() const {
  MutexLock lock(mutex_);
  std::vector<RegisteredComponent> components;
  components.reserve(entries_.size());
  for (const auto& [name, entry] : entries_) {
    components.push_back(entry.component);
  }
  return components;
}

std::optional<RegisteredComponent> ProbingRegistry::Find(
    absl::string_view name) const {
  MutexLock lock(mutex_);
  const auto found = entries_.find(View(name));
  if (found == entries_.end()) return std::nullopt;
  return found->second.component;
}

void ProbingRegistry::OnReady(Listener listener) {
  MutexLock lock(mutex_);
  listeners_.push_back(std::make_shared<Listener>(std::move(listener)));
}

absl::StatusOr<ProbingRegistry::Lease> ProbingRegistry::Join(
    const v1::Manifest& manifest, const std::string& address) {
  ALHF_RETURN_IF_ERROR(options_.check_address ? options_.check_address(address)
                                              : SocketPath(address).status());
  if (!SpeaksOurProtocol(manifest)) {
    return Error(absl::StatusCode::kFailedPrecondition,
                 Reason::PROTOCOL_UNSUPPORTED,
                 absl::StrCat("component '", manifest.name(), "' ",
                              ProtocolComplaint(manifest)),
                 {{"component", manifest.name()}});
  }
  Lease lease{.id = "", .renew_within = options_.lease / kRenewalsPerLease};
  {
    MutexLock lock(mutex_);
    ALHF_ASSIGN_OR_RETURN(Entry * entry, EntryToJoin(manifest.name(), address));
    if (entry->lease_id.empty()) {
      entry->lease_id = RandomId("lease-", random_);
    }
    entry->lease_end = clock_->Now() + options_.lease;
    lease.id = entry->lease_id;
  }
  log::Info("component joined",
            {{"component", manifest.name()}, {"address", address}});
  Probe();
  return lease;
}

absl::StatusOr<ProbingRegistry::Entry*> ProbingRegistry::EntryToJoin(
    const std::string& name, const std::string& address) {
  EndLeases();
  const auto found = entries_.find(name);
  if (found != entries_.end()) {
    Entry& entry = found->second;
    if (entry.component.address == address) return &entry;
    if (entry.configured || !entry.lease_id.empty()) {
      return Error(
          absl::StatusCode::kAlreadyExists, Reason::COMPONENT_NAME_TAKEN,
          absl::StrCat("component '", name, "' is at ", entry.component.address,
                       entry.configured ? " by configuration" : "",
                       ": stop that one, or choose another name"),
          {{"component", name}, {"address", entry.component.address}});
    }
  } else if (entries_.size() >= options_.max_components) {
    return Error(absl::StatusCode::kResourceExhausted, Reason::QUEUE_FULL,
                 absl::StrCat("this coordinator knows ", entries_.size(),
                              " components and takes no more"));
  }
  Entry& entry = entries_[name];
  entry = Entry();
  entry.generation = ++generations_;
  entry.component.name = name;
  entry.component.manifest = NameAlone(name);
  entry.component.address = address;
  entry.component.joined = true;
  entry.component.detail = "has not answered yet";
  entry.component.client = make_client_(address);
  return &entry;
}

absl::StatusOr<ProbingRegistry::Lease> ProbingRegistry::Renew(
    absl::string_view lease_id) {
  MutexLock lock(mutex_);
  EndLeases();
  Entry* entry = FindLease(lease_id);
  if (entry == nullptr) {
    return Error(absl::StatusCode::kNotFound, Reason::LEASE_EXPIRED,
                 absl::StrCat("lease '", lease_id, "' has ended: join again"),
                 {{"lease_id", std::string(lease_id)}});
  }
  entry->lease_end = clock_->Now() + options_.lease;
  return Lease{.id = entry->lease_id,
               .renew_within = options_.lease / kRenewalsPerLease};
}

void ProbingRegistry::Leave(absl::string_view lease_id) {
  // The last reference to its client ends after the lock.
  std::shared_ptr<ComponentClient> client;
  MutexLock lock(mutex_);
  Entry* entry = FindLease(lease_id);
  if (entry == nullptr) return;
  log::Info("component left", {{"component", entry->component.name}});
  entry->lease_id.clear();
  if (entry->configured) return;
  client = std::move(entry->component.client);
  entries_.erase(entry->component.name);
}

ProbingRegistry::Entry* ProbingRegistry::FindLease(absl::string_view lease_id) {
  if (lease_id.empty()) return nullptr;
  for (auto& [name, entry] : entries_) {
    if (entry.lease_id == View(lease_id)) return &entry;
  }
  return nullptr;
}

void ProbingRegistry::EndLeases() {
  const absl::Time now = clock_->Now();
  for (auto& [name, entry] : entries_) {
    if (entry.lease_id.empty() || now < entry.lease_end) continue;
    entry.lease_id.clear();
    if (entry.configured) continue;
    log::Warn("lease ended", {{"component", name}});
    entry.generation = ++generations_;
    entry.probing = false;
    entry.component.health = v1::COMPONENT_UNREACHABLE;
    entry.component.detail =
        "its lease ended without renewal: start it again, and it joins";
  }
}

void ProbingRegistry::ProbeUntilStopped() {
  while (true) {
    Probe();
    MutexLock lock(mutex_);
    if (!stopping_) {
      absl::Duration interval =
          std::min(options_.probe_interval, absl::Hours(1));
      if (IsAnyAway()) interval /= kLooksForWhoIsAway;
      wake_.WaitFor(mutex_, interval);
    }
    if (stopping_) return;
  }
}

bool ProbingRegistry::IsAnyAway() const {
  return std::any_of(entries_.begin(), entries_.end(), [](const auto& known) {
    const Entry& entry = known.second;
    return (entry.configured || !entry.lease_id.empty()) &&
           entry.component.health == v1::COMPONENT_UNREACHABLE;
  });
}

void ProbingRegistry::Probe() {
  struct Question {
    std::string name;
    uint64_t generation;
    std::shared_ptr<ComponentClient> client;
  };
  std::vector<Question> questions;
  {
    MutexLock lock(mutex_);
    EndLeases();
    for (auto& [name, entry] : entries_) {
      const bool asked = entry.configured || !entry.lease_id.empty();
      if (entry.probing || !asked) continue;
      entry.probing = true;
      ++outstanding_;
      questions.push_back({name, entry.generation, entry.component.client});
    }
  }
  for (const Question& question : questions) {
    question.client->GetManifest(
        {.timeout = options_.probe_timeout}, {},
        [this, name = question.name, generation = question.generation](
            absl::StatusOr<v1::GetManifestResponse> response) {
          OnProbed(name, generation, std::move(response));
        });
  }
}

void ProbingRegistry::OnProbed(
    const std::string& name, uint64_t generation,
    absl::StatusOr<v1::GetManifestResponse> response) {
  std::vector<std::shared_ptr<Listener>> listeners;
  {
    MutexLock lock(mutex_);
    const auto found = entries_.find(name);
    if (found != entries_.end() && found->second.generation == generation) {
      found->second.probing = false;
      if (Update(found->second, std::move(response))) listeners = listeners_;
    }
  }
  for (const auto& listener : listeners) (*listener)(name);
  MutexLock lock(mutex_);
  --outstanding_;
  probe_ended_.NotifyAll();
}

bool ProbingRegistry::Update(Entry& entry,
                             absl::StatusOr<v1::GetManifestResponse> response) {
  RegisteredComponent& component = entry.component;
  const v1::ComponentHealth before = component.health;
  bool restarted = false;
  if (!response.ok()) {
    const bool foreign = absl::IsUnimplemented(response.status());
    component.health =
        foreign ? v1::COMPONENT_REFUSED : v1::COMPONENT_UNREACHABLE;
    component.detail = std::string(response.status().message());
  } else {
    v1::Manifest& manifest = *response->mutable_manifest();
    component.detail = Refusal(component.name, manifest);
    component.health = component.detail.empty() ? v1::COMPONENT_SERVING
                                                : v1::COMPONENT_REFUSED;
    restarted = manifest.replica_id() != component.manifest->replica_id() ||
                manifest.memory_id() != component.manifest->memory_id();
    if (component.detail.empty()) {
      component.manifest =
          std::make_shared<const v1::Manifest>(std::move(manifest));
    }
  }
  if (component.health != before || (restarted && component.detail.empty())) {
    log::Info("component health",
              {{"component", component.name},
               {"health", v1::ComponentHealth_Name(component.health)},
               {"detail", component.detail}});
  }
  // The wait for the next probe is the long one still.
  if (component.health == v1::COMPONENT_UNREACHABLE &&
      before == v1::COMPONENT_SERVING) {
    wake_.NotifyAll();
  }
  return component.health == v1::COMPONENT_SERVING &&
         (before != v1::COMPONENT_SERVING || restarted);
}

}  // namespace alhf::coordinator
