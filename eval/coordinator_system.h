// A system behind a coordinator: questions go through its pipeline.
//
//   auto system = ConnectSystem("unix:/run/alhf/coordinator.sock", clock);
//   ALHF_ASSIGN_OR_RETURN(auto names, system->ServingComponents());
//
// An answer from which a component's part is missing is no measurement: it is
// asked for again, three times in all, as is what fails for the moment.
//
// Thread safety: all methods may be called from many threads.
#ifndef ALHF_EVAL_COORDINATOR_SYSTEM_H_
#define ALHF_EVAL_COORDINATOR_SYSTEM_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "eval/system.h"

namespace alhf::eval {

class CoordinatorSystem : public System {
 public:
  // NOT_FOUND: there is no such exchange.
  virtual absl::StatusOr<v1::Exchange> GetExchange(const std::string& tenant,
                                                   const std::string& id) = 0;

  // Returns the names of components that take calls.
  virtual absl::StatusOr<std::vector<std::string>> ServingComponents() = 0;

  // Returns the manifests of components that take calls.
  virtual absl::StatusOr<std::vector<v1::Manifest>> Manifests() = 0;

  // Says `feedback` about `answer` and returns who would learn from it; its
  // lessons are HELD.
  //
  // UNAVAILABLE: a component could not be asked.
  virtual absl::StatusOr<v1::Assignment> Assign(const std::string& tenant,
                                                const Feedback& feedback,
                                                const Answer& answer) = 0;

  // Says that `feedback` about `answer` is for `feedback.assign_to` (none:
  // nobody), and that `lessons` were made of it by others.
  virtual absl::Status Reassign(const std::string& tenant,
                                const Feedback& feedback, const Answer& answer,
                                const std::vector<std::string>& lessons) = 0;
};

// `clock` must outlive it. In grpc_coordinator_system.cc.
std::unique_ptr<CoordinatorSystem> ConnectSystem(const std::string& address,
                                                 const Clock* clock);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_COORDINATOR_SYSTEM_H_
