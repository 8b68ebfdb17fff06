// The distinct conditions of many scopes, so that a query judges each once, not
// once a lesson: thousands of lessons share a few tables, date parts and users.
//
//   GateIndex gates;
//   GateIndex::GateId gate = gates.Add(lesson.scope());
//   JudgedGates judged(gates, query_scope);
//   if (judged.Of(gate).shut.empty()) …
//
// Thread safety: const methods may run concurrently; writers need exclusion.
#ifndef ALHF_CORE_RELEVANCE_GATE_INDEX_H_
#define ALHF_CORE_RELEVANCE_GATE_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "alhf/v1/types.pb.h"
#include "core/relevance/gate.h"

namespace alhf::core {

class GateIndex {
 public:
  using GateId = uint32_t;

  // Returns the gate of `scope`; scopes with the same conditions share one.
  GateId Add(const v1::Scope& scope);
  // Takes back one `Add`.
  void Remove(GateId gate);

  // Returns the conditions of a gate.
  const v1::Scope& ConditionsOf(GateId gate) const {
    return entries_[gate].conditions;
  }
  // Ids of gates are below this.
  size_t capacity() const { return entries_.size(); }

 private:
  struct Entry {
    v1::Scope conditions;
    std::string key;
    size_t users = 0;
  };
  absl::flat_hash_map<std::string, GateId> ids_;
  std::vector<Entry> entries_;
  std::vector<GateId> free_;
};

// The judgements of one query. For one thread.
// Ownership: gates and query must outlive it and not change meanwhile.
class JudgedGates {
 public:
  JudgedGates(const GateIndex& gates, const QueryScope& query)
      : gates_(gates), query_(query), judged_(gates.capacity(), 0) {}

  // Returns what Gate() says of the gate's conditions. The reference stays
  // valid.
  const GateResult& Of(GateIndex::GateId gate);

 private:
  const GateIndex& gates_;
  const QueryScope& query_;
  std::vector<uint32_t> judged_;  // by gate: place in results_ + 1, or 0
  std::deque<GateResult> results_;
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_GATE_INDEX_H_
