// A whole measurement of scope: files in, figures by method and source out.
//
//   ALHF_ASSIGN_OR_RETURN(ScopeRun run, RunScope(options));
//   out << ToJson(run).dump(2);
//
// Thread safety: pure but for reading files.
#ifndef ALHF_EVAL_SCOPE_RUN_H_
#define ALHF_EVAL_SCOPE_RUN_H_

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eval/scope_figures.h"

namespace alhf::eval {

struct ScopeOptions {
  std::vector<std::string> files;
  // Join groups of one source until so many are remembered together; 0: as the
  // files have them.
  size_t lessons = 0;
  // Give the `db` of the files as the facet `database`.
  bool facet_db = false;
  // Ask every second query before, report so many lessons that are misapplied
  // to these, and measure the others; 0: measure all, nothing is reported.
  size_t reports = 0;
  // As core::OpenEncoder takes it: empty is the installed one.
  std::string encoder;
  // File that gets the pairs of lesson and query that `alhf` looked at, with
  // what it knew of them; eval/training reads it. Empty: none.
  std::string pairs;
};

struct ScopeRun {
  struct SetFigures {
    std::string source;
    // The median over memories.
    size_t lessons = 0;
    ScopeFigures figures;
  };
  struct Method {
    std::string name;
    std::vector<SetFigures> sets;
  };
  std::vector<Method> methods;
  // Empty: words alone.
  std::string encoder_id;
  bool facet_db = false;
};

// Errors are those of reading files and of the encoder.
absl::StatusOr<ScopeRun> RunScope(const ScopeOptions& options);

nlohmann::json ToJson(const ScopeRun& run);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SCOPE_RUN_H_
