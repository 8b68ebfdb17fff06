#include "core/relevance/beneficiary.h"

#include <algorithm>
#include <cstddef>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace alhf::core {
namespace {

using Words = absl::flat_hash_map<absl::string_view, Beneficiary>;

// "My three small children": so many words may stand between.
constexpr size_t kMaxBetween = 3;

const Words& Names() {
  static const auto& names = *new Words{{"child", kChild},
                                        {"children", kChild},
                                        {"kid", kChild},
                                        {"kids", kChild},
                                        {"son", kChild},
                                        {"sons", kChild},
                                        {"daughter", kChild},
                                        {"daughters", kChild},
                                        {"baby", kChild},
                                        {"babies", kChild},
                                        {"toddler", kChild},
                                        {"twins", kChild},
                                        {"teenager", kChild},
                                        {"stepson", kChild},
                                        {"stepdaughter", kChild},
                                        {"wife", kPartner},
                                        {"husband", kPartner},
                                        {"spouse", kPartner},
                                        {"partner", kPartner},
                                        {"girlfriend", kPartner},
                                        {"boyfriend", kPartner},
                                        {"fiance", kPartner},
                                        {"fiancee", kPartner},
                                        {"mother", kParent},
                                        {"father", kParent},
                                        {"mom", kParent},
                                        {"mum", kParent},
                                        {"dad", kParent},
                                        {"parents", kParent},
                                        {"parent", kParent},
                                        {"sister", kSibling},
                                        {"sisters", kSibling},
                                        {"brother", kSibling},
                                        {"brothers", kSibling},
                                        {"sibling", kSibling},
                                        {"siblings", kSibling},
                                        {"aunt", kRelative},
                                        {"uncle", kRelative},
                                        {"cousin", kRelative},
                                        {"cousins", kRelative},
                                        {"niece", kRelative},
                                        {"nephew", kRelative},
                                        {"grandmother", kRelative},
                                        {"grandfather", kRelative},
                                        {"grandma", kRelative},
                                        {"grandpa", kRelative},
                                        {"grandparents", kRelative},
                                        {"grandson", kRelative},
                                        {"granddaughter", kRelative},
                                        {"grandchildren", kRelative},
                                        {"friend", kFriend},
                                        {"friends", kFriend},
                                        {"neighbour", kFriend},
                                        {"neighbours", kFriend},
                                        {"neighbor", kFriend},
                                        {"neighbors", kFriend},
                                        {"roommate", kFriend},
                                        {"flatmate", kFriend},
                                        {"colleague", kAtWork},
                                        {"colleagues", kAtWork},
                                        {"coworker", kAtWork},
                                        {"coworkers", kAtWork},
                                        {"boss", kAtWork},
                                        {"intern", kAtWork},
                                        {"student", kAtWork},
                                        {"students", kAtWork},
                                        {"patient", kAtWork},
                                        {"patients", kAtWork},
                                        {"dog", kAnimal},
                                        {"dogs", kAnimal},
                                        {"puppy", kAnimal},
                                        {"puppies", kAnimal},
                                        {"cat", kAnimal},
                                        {"cats", kAnimal},
                                        {"kitten", kAnimal},
                                        {"kittens", kAnimal},
                                        {"pet", kAnimal},
                                        {"pets", kAnimal},
                                        {"horse", kAnimal},
                                        {"hamster", kAnimal},
                                        {"rabbit", kAnimal},
                                        {"parrot", kAnimal}};
  return names;
}

bool IsOwner(absl::string_view word) {
  static const auto& owners = *new absl::flat_hash_set<absl::string_view>{
      "my", "our", "your", "his", "her", "their", "for", "mine", "with"};
  return owners.contains(word);
}

}  // namespace

Beneficiaries BeneficiariesOf(const Analysis& text) {
  Beneficiaries all = 0;
  for (size_t i = 0; i < text.tokens.size(); ++i) {
    absl::string_view word = text.tokens[i].text;
    absl::ConsumeSuffix(&word, "'s");
    const auto found = Names().find(word);
    if (found == Names().end()) continue;
    const size_t first = i - std::min(i, kMaxBetween + 1);
    for (size_t before = first; before < i; ++before) {
      if (IsOwner(text.tokens[before].text)) all |= found->second;
    }
  }
  return all;
}

}  // namespace alhf::core
