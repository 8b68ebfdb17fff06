// A whole measurement: scenarios in, curve out.
//
//   CurveOptions options;
//   options.scenarios = "company.jsonl";
//   ALHF_ASSIGN_OR_RETURN(CurveRun run, RunCurve(options, &clock, {}));
//   out << ToJson(run.curve).dump(2);
//
// Thread safety: one call at a time; it starts threads and processes itself.
#ifndef ALHF_EVAL_CURVE_RUN_H_
#define ALHF_EVAL_CURVE_RUN_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "eval/curve.h"

namespace alhf::eval {

struct CurveOptions {
  // The file.
  std::string scenarios;
  std::vector<std::string> policies = {"alhf", "none", "oracle"};
  uint64_t seeds = 1;
  // Records given; 0 is added: harm is measured against it.
  std::vector<size_t> points = {0, 1, 2, 4, 8, 16, 32};
  // All scenarios in one tenant.
  bool together = false;
  // What the private system answers from (private_system.h). With `address`
  // the database is only read by checks.
  std::string database;
  std::string documents;
  std::string semantic;
  std::string model;
  std::string programs;
  // Of a coordinator that runs already; its tenants stay untouched. Empty: a
  // private system is started.
  std::string address;
  // Of somebody's own agent. Empty: the coordinator's pipeline answers.
  std::string agent;
  std::string agent_key;
  // Questions at once. 0: twice the number of processors.
  size_t threads = 0;
  // JSON Lines file that gets each answer with what came of it; empty: none.
  // What is taken over from an earlier run is not in it.
  std::string answers;
  // Folder for what is done of a measurement that is not finished; empty: none
  // is kept. `fresh` begins anew all the same.
  std::string resume_folder;
  bool fresh = false;
};

struct CurveProgress {
  // Records given and questions asked.
  size_t done = 0;
  size_t all = 0;
};

struct CurveRun {
  Curve curve;
  std::string scenarios_digest;
  // What was left out, and what is odd in the file.
  std::vector<std::string> warnings;
  // Results that an earlier call had left.
  size_t resumed = 0;
  absl::Duration took;
};

// Called from several threads, one at a time.
using OnProgress = std::function<void(const CurveProgress&)>;

// Measures. Errors are those of reading the file, starting the system, the
// checks, and the system that is measured.
absl::StatusOr<CurveRun> RunCurve(const CurveOptions& options,
                                  const Clock* clock,
                                  const OnProgress& on_progress);

nlohmann::json ToJson(const CurveRun& run);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_CURVE_RUN_H_
