#include "coordinator/feedback/membership.h"

#include <utility>

namespace alhf::coordinator {
namespace {

NewEntry JoinedEntry(const RegisteredComponent& component, absl::Time now) {
  using Joined = storage::v1::Payload::ComponentJoined;
  NewEntry entry{"coordinator", now, {}};
  Joined& joined = *entry.payload.mutable_component_joined();
  *joined.mutable_manifest() = *component.manifest;
  joined.mutable_manifest()->set_name(component.name);
  joined.mutable_manifest()->clear_applied_position();
  joined.set_from(component.from_beginning ? Joined::BEGINNING : Joined::NOW);
  return entry;
}

}  // namespace

Membership::Joining Membership::Begin(absl::Time now) {
  const std::vector<RegisteredComponent> known = registry_->List();
  std::vector<NewEntry> entries;
  std::set<std::string> names;
  MutexLock lock(mutex_);
  for (bool under_way = true; under_way;) {
    under_way = false;
    entries.clear();
    names.clear();
    journal_->Look([&](const TenantView& view) {
      for (const RegisteredComponent& component : known) {
        if (view.members().count(component.name) > 0) continue;
        under_way = under_way || joining_.count(component.name) > 0;
        entries.push_back(JoinedEntry(component, now));
        names.insert(component.name);
      }
    });
    // What the caller appends before them would be assessed by nobody.
    if (under_way) joined_.Wait(mutex_);
  }
  joining_.insert(names.begin(), names.end());
  return Joining(this, std::move(entries), std::move(names));
}

Membership::Joining::~Joining() {
  MutexLock lock(membership_->mutex_);
  for (const std::string& name : names_) membership_->joining_.erase(name);
  membership_->joined_.NotifyAll();
}

}  // namespace alhf::coordinator
