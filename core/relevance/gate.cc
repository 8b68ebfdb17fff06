#include "core/relevance/gate.h"

#include "absl/strings/str_cat.h"
#include "base/text.h"

namespace alhf::core {
namespace {

GateResult Shut(absl::string_view by) {
  GateResult result;
  result.shut = std::string(by);
  return result;
}

}  // namespace

GateResult Gate(const v1::Scope& scope, const QueryScope& query) {
  if (!scope.agent().empty() && scope.agent() != query.agent) {
    return Shut("agent");
  }
  if (!scope.user().empty() && scope.user() != query.user) return Shut("user");
  if (scope.has_not_before() && query.now < FromProto(scope.not_before())) {
    return Shut("not yet valid");
  }
  if (scope.has_not_after() && query.now > FromProto(scope.not_after())) {
    return Shut("expired");
  }
  GateResult result;
  for (const v1::Facet& facet : scope.facets()) {
    switch (query.facets.StateOf(facet)) {
      case FacetState::kPresent:
        ++result.present;
        break;
      case FacetState::kUnknown:
        ++result.unknown;
        break;
      case FacetState::kAbsent:
        return Shut(
            absl::StrCat("facet ", facet.key(), ":", facet.value(), " ABSENT"));
    }
  }
  return result;
}

}  // namespace alhf::core
