// A whole measurement of assignment: files in, figures by method and source
// out.
//
//   alhf        what a coordinator with its components decides
//   manifest    each component by the words of its manifest alone, as the SDK
//               scores one that has nothing else
//   everything  every component learns everything
//   nothing     nobody learns
//
// Nothing of ours is trained on such sets, so each source is one that training
// never saw.
//
// Thread safety: one call at a time; it starts threads and processes itself.
#ifndef ALHF_EVAL_ASSIGNMENT_RUN_H_
#define ALHF_EVAL_ASSIGNMENT_RUN_H_

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "eval/assignment_figures.h"

namespace alhf::eval {

struct AssignmentOptions {
  std::vector<std::string> files;
  // Of a coordinator that runs already: fresh tenants are used. Empty: a
  // private system over the sample company is started.
  std::string address;
  // Folder of the programs; empty: that of this program.
  std::string programs;
};

struct AssignmentRun {
  struct Method {
    std::string name;
    std::vector<AssignmentFigures> sets;
  };
  std::vector<Method> methods;
};

// Called with rows done and all there are, from several threads, one at a time.
using OnAssigned = std::function<void(size_t done, size_t all)>;

// Errors are those of reading files, of starting the system and of asking it.
absl::StatusOr<AssignmentRun> RunAssignment(const AssignmentOptions& options,
                                            const Clock* clock,
                                            const OnAssigned& on_assigned);

nlohmann::json ToJson(const AssignmentRun& run);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_ASSIGNMENT_RUN_H_
