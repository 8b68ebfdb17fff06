// Ways to choose the lessons for a query: ours and its rivals.
//
//   alhf         the recall that the SDK gives to a component that keeps
//                lessons as guidance, and the firing policy that ships
//   reported     the same after a person reported lessons that did not apply
//                to the queries asked before
//   everything   every lesson
//   nothing      none
//   bm25         BM25 over stems of the lesson and its question, with the
//                threshold that is best on the very queries
//   embed-5      the five lessons nearest by sentence vectors, no threshold
//   cosine-0.1   every lesson whose sentence vector is as near as that, as
//                mem0 chooses by default
//   facets       every lesson whose facets are not ABSENT
//
// Thread safety: pure functions.
#ifndef ALHF_EVAL_SCOPE_METHODS_H_
#define ALHF_EVAL_SCOPE_METHODS_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/relevance/encoder/encoder.h"
#include "eval/scope_figures.h"
#include "eval/scope_set.h"

namespace alhf::eval {

enum class ScopeMethod {
  kAlhf,
  kReported,
  kEverything,
  kNothing,
  kBm25,
  kEmbedFive,
  kCosine,
  kFacets,
};

// Returns e.g. "embed-5".
std::string NameOf(ScopeMethod method);

struct ScopeMethodOptions {
  // Give the `db` of lessons and queries as the facet `database` to the methods
  // that know facets: alhf and facets.
  bool facet_db = false;
  // Not owned; null: words alone.
  const core::Encoder* encoder = nullptr;
  // Not owned; gets each pair that `alhf` looked at with its evidence, a line
  // of JSON each, for training a scorer. Null: nobody wants them.
  std::ostream* pairs = nullptr;
  // How many lessons are reported in each memory, as they are misapplied to the
  // queries asked before. 0: there is no method `reported`.
  size_t reports = 0;
};

// Returns the methods that `options` allow, in the order of the enumeration.
std::vector<ScopeMethod> MethodsFor(const ScopeMethodOptions& options);

// Returns what `method` says of every query of `set`. Errors are the encoder's.
absl::StatusOr<std::vector<ScoredQuery>> ScoresBy(
    ScopeMethod method, const ScopeMethodOptions& options, const ScopeSet& set);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SCOPE_METHODS_H_
