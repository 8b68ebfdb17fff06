#include "core/relevance/gate_index.h"

#include <utility>

namespace alhf::core {
namespace {

// What Gate() looks at.
v1::Scope ConditionsIn(const v1::Scope& scope) {
  v1::Scope conditions;
  conditions.set_agent(scope.agent());
  conditions.set_user(scope.user());
  *conditions.mutable_facets() = scope.facets();
  if (scope.has_not_before()) {
    *conditions.mutable_not_before() = scope.not_before();
  }
  if (scope.has_not_after())
    *conditions.mutable_not_after() = scope.not_after();
  return conditions;
}

}  // namespace

GateIndex::GateId GateIndex::Add(const v1::Scope& scope) {
  v1::Scope conditions = ConditionsIn(scope);
  // Within a process equal conditions have equal bytes: there are no maps.
  std::string key = conditions.SerializeAsString();
  const auto found = ids_.find(key);
  if (found != ids_.end()) {
    ++entries_[found->second].users;
    return found->second;
  }
  auto gate = static_cast<GateId>(entries_.size());
  if (free_.empty()) {
    entries_.emplace_back();
  } else {
    gate = free_.back();
    free_.pop_back();
  }
  ids_.emplace(key, gate);
  entries_[gate] = {std::move(conditions), std::move(key), 1};
  return gate;
}

void GateIndex::Remove(GateId gate) {
  Entry& entry = entries_[gate];
  if (--entry.users > 0) return;
  ids_.erase(entry.key);
  entry = Entry();
  free_.push_back(gate);
}

const GateResult& JudgedGates::Of(GateIndex::GateId gate) {
  uint32_t& place = judged_[gate];
  if (place == 0) {
    results_.push_back(Gate(gates_.ConditionsOf(gate), query_));
    place = static_cast<uint32_t>(results_.size());
  }
  return results_[place - 1];
}

}  // namespace alhf::core
