// Which of the taught texts are nearest to a question: the rivals of scope.
//
//   const std::unique_ptr<Nearest> nearest = NearestByBm25();
//   nearest->Put(7, "We use ISO weeks");
//   for (size_t record : nearest->Find("orders per week", 5)) …
//
// Thread safety: const methods may run concurrently; writers need exclusion.
#ifndef ALHF_EVAL_NEAREST_H_
#define ALHF_EVAL_NEAREST_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::eval {

class Nearest {
 public:
  virtual ~Nearest() = default;

  virtual void Put(size_t id, absl::string_view text) = 0;
  // Returns the `count` nearest texts, nearest first, with no cut-off: where
  // fewer are near at all, the newest others fill up.
  virtual std::vector<size_t> Find(absl::string_view question,
                                   size_t count) const = 0;
};

// By BM25 over stems (core/relevance/lexical_index.h).
std::unique_ptr<Nearest> NearestByBm25();

// By the cosine of sentence vectors. What cannot be encoded is nearest to
// nothing. `encoder` must outlive it.
std::unique_ptr<Nearest> NearestByVectors(const core::Encoder* encoder);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_NEAREST_H_
