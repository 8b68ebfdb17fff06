// A component that is served over gRPC and breaks what a fault breaks: in front
// of a real one, to which it hands everything on.
//
// Thread safety: not thread-safe.
// Ownership: owns its server; the real component must outlive it.
#ifndef ALHF_TESTS_CONFORMANCE_PROOF_FAULTY_COMPONENT_H_
#define ALHF_TESTS_CONFORMANCE_PROOF_FAULTY_COMPONENT_H_

#include <functional>
#include <memory>
#include <string>

#include "tests/conformance/proof/component_calls.h"

namespace alhf::conformance {

class FaultyComponent {
 public:
  virtual ~FaultyComponent() = default;

  // Serves at `address` what the component at `real` says, as `fault` changes
  // it. Null where `address` cannot be listened on.
  static std::unique_ptr<FaultyComponent> Serve(
      const std::string& address, const std::string& real,
      const std::function<void(ComponentCalls&)>& fault);
};

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_PROOF_FAULTY_COMPONENT_H_
