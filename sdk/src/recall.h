// From a view of the memory and a query to the lessons that apply.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_RECALL_H_
#define ALHF_SDK_SRC_RECALL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "alhf/sdk/context.h"
#include "alhf/v1/types.pb.h"
#include "core/relevance/lesson_index.h"
#include "core/relevance/scorer.h"
#include "sdk/src/lesson_vectors.h"

namespace alhf::sdk {

// Returns an index over the lessons of `memory` that can be recalled, and
// `added` ones; `vectors` may be null: words alone. A remote encoder is asked
// for the vectors of `added` alone, and where it fails they go without.
absl::StatusOr<std::shared_ptr<const core::LessonIndex>> BuildIndex(
    const core::Scorer& scorer, LessonVectors* vectors,
    const std::string& tenant, const Memory& memory,
    const std::vector<v1::Lesson>& added = {});

// Adds `lessons` to `index` with the vectors that are at hand. Returns whether
// all have theirs; without `vectors` none lacks any.
bool PutAll(const std::vector<v1::Lesson>& lessons, const std::string& tenant,
            LessonVectors* vectors, core::LessonIndex& index);

// Returns the vector of the query by the encoder of `vectors`: the one that it
// brings, else its words in the conversation are encoded, unless that encoder
// is remote: the coordinator asked it. Empty where `vectors` is null or the
// text cannot be encoded.
core::CompactVector VectorOf(const v1::Query& query,
                             const LessonVectors* vectors);

// Who asks, beside the query.
struct RecallScope {
  std::string tenant;
  std::string agent;
  std::string component;
  absl::Time now;
};

// Returns what `query` recalls from `index`, as of its overlay. `facets` are
// all that is known of its structure; `vector` is its own, or empty.
core::Recalled RecallFrom(const core::LessonIndex& index,
                          const RecallScope& scope, const v1::Query& query,
                          const FacetSet& facets, core::CompactVector vector);

// Returns the lessons of the overlay that are this component's, ready to be
// recalled.
//
// INVALID_ARGUMENT FIELD_INVALID: a lesson of that id exists.
absl::StatusOr<std::vector<v1::Lesson>> AddedByOverlay(
    const v1::Overlay& overlay, const RecallScope& scope, const Memory& memory);

// Returns `recalled` as the author and, in the end, the coordinator see it.
Recollection ToRecollection(core::RecalledLesson recalled,
                            const std::string& component);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_RECALL_H_
