// Whose matter a text is: "my dog's diet" is the dog's, "what may I eat?" the
// speaker's own. Two texts near in meaning may be about different people.
//
//   BeneficiariesOf(Analyze("a present for my sister")) == {kSibling}
//   BeneficiariesOf(Analyze("what should I read?")) == {}
//
// Thread safety: pure functions.
#ifndef ALHF_CORE_RELEVANCE_BENEFICIARY_H_
#define ALHF_CORE_RELEVANCE_BENEFICIARY_H_

#include <cstdint>

#include "core/relevance/analysis.h"

namespace alhf::core {

// Kinds of people and animals that someone acts for, as bits of a set.
enum Beneficiary : uint32_t {
  kChild = 1U << 0,
  kPartner = 1U << 1,
  kParent = 1U << 2,
  kSibling = 1U << 3,
  kRelative = 1U << 4,
  kFriend = 1U << 5,
  kAtWork = 1U << 6,
  kAnimal = 1U << 7,
};
using Beneficiaries = uint32_t;

// Returns those that `text` names as somebody's: "my son", "our old cat", "for
// a friend". Empty (0) for a text about the speaker, or about nobody.
Beneficiaries BeneficiariesOf(const Analysis& text);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_BENEFICIARY_H_
