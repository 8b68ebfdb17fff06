#include "core/relevance/facets.h"

#include "absl/strings/ascii.h"

namespace alhf::core {

FacetSet::FacetSet(
    const google::protobuf::RepeatedPtrField<v1::FacetKnowledge>& known) {
  for (const v1::FacetKnowledge& knowledge : known) {
    Add(knowledge.key(), {knowledge.values().begin(), knowledge.values().end()},
        knowledge.complete());
  }
}

void FacetSet::Add(absl::string_view key,
                   const std::vector<std::string>& values, bool complete) {
  Knowledge& knowledge = known_[std::string(key)];
  for (const std::string& value : values) {
    knowledge.values.insert(absl::AsciiStrToLower(value));
  }
  knowledge.complete = knowledge.complete || complete;
}

void FacetSet::Merge(const FacetSet& other) {
  for (const auto& [key, theirs] : other.known_) {
    Knowledge& ours = known_[key];
    ours.values.insert(theirs.values.begin(), theirs.values.end());
    ours.complete = ours.complete || theirs.complete;
  }
}

FacetSet FacetSet::WithoutLimits() const {
  FacetSet open = *this;
  for (auto& [key, knowledge] : open.known_) knowledge.complete = false;
  return open;
}

FacetState FacetSet::StateOf(absl::string_view key,
                             absl::string_view value) const {
  const auto found = known_.find(key);
  if (found == known_.end()) return FacetState::kUnknown;
  const Knowledge& knowledge = found->second;
  if (knowledge.values.contains(absl::AsciiStrToLower(value))) {
    return FacetState::kPresent;
  }
  return knowledge.complete ? FacetState::kAbsent : FacetState::kUnknown;
}

FacetState FacetSet::StateOf(const v1::Facet& facet) const {
  return StateOf(facet.key(), facet.value());
}

bool FacetSet::IsComplete(absl::string_view key) const {
  const auto found = known_.find(key);
  return found != known_.end() && found->second.complete;
}

const std::set<std::string>& FacetSet::ValuesOf(absl::string_view key) const {
  static const std::set<std::string>& none = *new std::set<std::string>;
  const auto found = known_.find(key);
  return found == known_.end() ? none : found->second.values;
}

google::protobuf::RepeatedPtrField<v1::FacetKnowledge> FacetSet::ToProto()
    const {
  google::protobuf::RepeatedPtrField<v1::FacetKnowledge> known;
  for (const auto& [key, ours] : known_) {
    v1::FacetKnowledge& knowledge = *known.Add();
    knowledge.set_key(key);
    for (const std::string& value : ours.values) knowledge.add_values(value);
    knowledge.set_complete(ours.complete);
  }
  return known;
}

}  // namespace alhf::core
