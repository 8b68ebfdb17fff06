// The same work for many things at once.
//
//   ALHF_RETURN_IF_ERROR(ParallelFor(items.size(), /*threads=*/4,
//                                    [&](size_t i) { return Do(items[i]); }));
//
// Thread safety: pure but for what `work` does.
#ifndef ALHF_EVAL_PARALLEL_H_
#define ALHF_EVAL_PARALLEL_H_

#include <cstddef>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"

namespace alhf::eval {

// Calls `work` once for each number below `count`, from at most `threads`
// threads, and returns when all calls have ended. After an error no new call
// is begun; the first error is returned.
absl::Status ParallelFor(size_t count, size_t threads,
                         absl::FunctionRef<absl::Status(size_t)> work);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_PARALLEL_H_
