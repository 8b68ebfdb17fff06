// The context of one call: one tenant, one view of its memory.
//
// Thread safety: const methods may run concurrently.
// Ownership: what made the view must outlive it.
#ifndef ALHF_SDK_SRC_CALL_CONTEXT_H_
#define ALHF_SDK_SRC_CALL_CONTEXT_H_

#include <memory>
#include <string>
#include <vector>

#include "alhf/sdk/context.h"
#include "alhf/sdk/scope_model.h"
#include "core/relevance/lesson_index.h"
#include "core/relevance/scorer.h"
#include "sdk/src/recall.h"
#include "sdk/src/stored_memory.h"

namespace alhf::sdk {

class CallContext final : public Context {
 public:
  struct Parts {
    RecallScope scope;
    absl::Time deadline;
    std::string traceparent;
    bool assume_in_scope = false;
    const ScopeModel* scope_model = nullptr;
    const core::Scorer* scorer = nullptr;
    LessonVectors* vectors = nullptr;  // null: words alone
    std::unique_ptr<const StoredMemory> memory;
    // Over the lessons of `memory`; null: made when it is needed.
    std::shared_ptr<const core::LessonIndex> index;
  };
  explicit CallContext(Parts parts) : parts_(std::move(parts)) {}

  const std::string& tenant() const override { return parts_.scope.tenant; }
  const std::string& agent() const override { return parts_.scope.agent; }
  absl::Time deadline() const override { return parts_.deadline; }
  absl::Time now() const override { return parts_.scope.now; }
  const Memory& memory() const override { return *parts_.memory; }
  const std::string& traceparent() const override { return parts_.traceparent; }
  bool assume_in_scope() const override { return parts_.assume_in_scope; }
  absl::StatusOr<v1::Assessment> AssessByManifest(
      const v1::FeedbackRecord& record) const override;

  absl::StatusOr<std::vector<Recollection>> Recall(
      const v1::Query& query, const FacetSet& facets) const override;
  absl::StatusOr<v1::Adjustment> RecallAdjustment(
      const v1::Query& query, const FacetSet& facets) const override;

 private:
  // Empty where the query recalls nothing, or goes by its words.
  core::CompactVector VectorFor(const v1::Query& query) const;
  // `facets` are all that is known.
  absl::StatusOr<core::Recalled> RecallLessons(
      const v1::Query& query, const FacetSet& facets,
      core::CompactVector vector) const;

  const Parts parts_;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_CALL_CONTEXT_H_
