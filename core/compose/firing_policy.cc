#include "core/compose/firing_policy.h"

#include "absl/strings/str_cat.h"

namespace alhf::core {

v1::Disposition Decide(const FiringPolicy& policy,
                       const v1::AdjustmentItem& item) {
  if (item.disposition() == v1::DISPOSITION_SHADOW) {
    return v1::DISPOSITION_SHADOW;
  }
  return item.score() >= policy.threshold ? v1::DISPOSITION_APPLIED
                                          : v1::DISPOSITION_CANDIDATE;
}

std::string NameOf(const FiringPolicy& policy) {
  return absl::StrCat("threshold/", policy.threshold);
}

}  // namespace alhf::core
