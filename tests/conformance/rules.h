// The rules that a component must keep, as docs/protocol.md, sections 4 to 9,
// has them: rules.cc is written from that page when the tree is built.
//
// Thread safety: pure functions.
#ifndef ALHF_TESTS_CONFORMANCE_RULES_H_
#define ALHF_TESTS_CONFORMANCE_RULES_H_

#include <string>
#include <vector>

namespace alhf::conformance {

struct Rule {
  std::string id;  // e.g. "APPLY_04"
  std::string text;
};

// Returns the rules in the page's order.
const std::vector<Rule>& Rules();

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_RULES_H_
