// Facets: typed facts by which scope gates.
//
//   FacetSet query;
//   query.Add("date_part", {"week"}, /*complete=*/true);
//   query.StateOf("date_part", "month") == FacetState::kAbsent
//
// Thread safety: const methods may run concurrently.
#ifndef ALHF_CORE_RELEVANCE_FACETS_H_
#define ALHF_CORE_RELEVANCE_FACETS_H_

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"
#include "google/protobuf/repeated_field.h"

namespace alhf::core {

// Of a step's output: the components whose steps before it it is made from. Of
// rows and of passages an answer may use the rows alone.
inline constexpr char kMadeFromFacet[] = "made_from";

enum class FacetState { kPresent, kAbsent, kUnknown };

// What is known of a query's structure.
class FacetSet {
 public:
  FacetSet() = default;
  // Values compare without case.
  explicit FacetSet(
      const google::protobuf::RepeatedPtrField<v1::FacetKnowledge>& known);

  // Adds what is known of `key`. Knowledge adds up: values are united, and
  // complete once is complete.
  void Add(absl::string_view key, const std::vector<std::string>& values,
           bool complete);
  void Merge(const FacetSet& other);
  // Returns the same values, none complete: what holds, without ruling out
  // anything else.
  FacetSet WithoutLimits() const;

  FacetState StateOf(absl::string_view key, absl::string_view value) const;
  FacetState StateOf(const v1::Facet& facet) const;

  // Returns whether no other values of `key` can hold than ValuesOf(key).
  bool IsComplete(absl::string_view key) const;
  // Returns the PRESENT values of `key`, lower case.
  const std::set<std::string>& ValuesOf(absl::string_view key) const;

  // In order of keys, values sorted.
  google::protobuf::RepeatedPtrField<v1::FacetKnowledge> ToProto() const;

 private:
  struct Knowledge {
    std::set<std::string> values;
    bool complete = false;
  };
  std::map<std::string, Knowledge, std::less<>> known_;
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_FACETS_H_
