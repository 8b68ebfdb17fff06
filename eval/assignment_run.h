// A whole measurement of assignment: files in, figures by method and source
// out.
//
//   alhf        what a coordinator with its components decides
//   manifest    each component by its manifest alone, as the SDK scores one
//               that has no engine and was never corrected
//   everything  every component learns everything
//   nothing     nobody learns
//
// The weights of ours are made of records that were written for it, so each
// source is one that training never saw.
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
  // So many rows of each source, spread over it, are given as reassignments
  // first; they are not measured.
  size_t corrections = 0;
  // Where to write what the model weighs, one JSON object for each row and
  // component; with names "COMPONENT/few" for what it would be with a sixth of
  // the manifest's examples. Empty: nowhere, else nothing is measured.
  std::string features;
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
