#include "sdk/src/call_context.h"

#include <utility>

#include "base/status.h"
#include "core/relevance/conversation.h"
#include "sdk/src/assigned_texts.h"

namespace alhf::sdk {
namespace {

FacetSet AllFacets(const v1::Query& query, const FacetSet& facets) {
  FacetSet all(query.facets());
  // The author knows them from the query's own words.
  all.Merge(core::LeansOnTurns(query) ? facets.WithoutLimits() : facets);
  return all;
}

}  // namespace

absl::StatusOr<v1::Assessment> CallContext::AssessByManifest(
    const v1::FeedbackRecord& record) const {
  ALHF_ASSIGN_OR_RETURN(const std::vector<AssignedText> assigned,
                        AssignedTexts(*parts_.memory, record.giver()));
  return parts_.scope_model->Assess(record, assigned);
}

core::CompactVector CallContext::VectorFor(const v1::Query& query) const {
  return query.overlay().recall() == v1::RECALL_NONE
             ? core::CompactVector()
             : VectorOf(query, parts_.vectors);
}

absl::StatusOr<core::Recalled> CallContext::RecallLessons(
    const v1::Query& query, const FacetSet& facets,
    core::CompactVector vector) const {
  if (query.overlay().recall() == v1::RECALL_NONE) return core::Recalled();
  ALHF_ASSIGN_OR_RETURN(
      const std::vector<v1::Lesson> added,
      AddedByOverlay(query.overlay(), parts_.scope, *parts_.memory));
  if (parts_.index != nullptr && added.empty()) {
    return RecallFrom(*parts_.index, parts_.scope, query, facets,
                      std::move(vector));
  }
  ALHF_ASSIGN_OR_RETURN(const auto index,
                        BuildIndex(*parts_.scorer, parts_.vectors, tenant(),
                                   *parts_.memory, added));
  return RecallFrom(*index, parts_.scope, query, facets, std::move(vector));
}

absl::StatusOr<std::vector<Recollection>> CallContext::Recall(
    const v1::Query& query, const FacetSet& facets) const {
  ALHF_ASSIGN_OR_RETURN(
      core::Recalled recalled,
      RecallLessons(query, AllFacets(query, facets), VectorFor(query)));
  std::vector<Recollection> recollections;
  recollections.reserve(recalled.lessons.size());
  for (core::RecalledLesson& each : recalled.lessons) {
    recollections.push_back(
        ToRecollection(std::move(each), parts_.scope.component));
  }
  return recollections;
}

absl::StatusOr<v1::Adjustment> CallContext::RecallAdjustment(
    const v1::Query& query, const FacetSet& facets) const {
  const FacetSet all = AllFacets(query, facets);
  core::CompactVector vector = VectorFor(query);
  const bool by_words = vector.empty();
  ALHF_ASSIGN_OR_RETURN(core::Recalled recalled,
                        RecallLessons(query, all, std::move(vector)));
  v1::Adjustment adjustment;
  adjustment.set_component(parts_.scope.component);
  for (core::RecalledLesson& each : recalled.lessons) {
    *adjustment.add_items() =
        ToRecollection(std::move(each), parts_.scope.component).item;
  }
  *adjustment.mutable_rejected() = std::move(recalled.rejected);
  for (v1::ScoredLesson& scored : recalled.scored) {
    *adjustment.add_scored() = std::move(scored);
  }
  *adjustment.mutable_position() = parts_.memory->position();
  *adjustment.mutable_facets() = all.ToProto();
  if (!by_words) adjustment.set_encoder_id(parts_.scorer->encoder_id());
  adjustment.set_calibration_version(parts_.scorer->calibration_version());
  return adjustment;
}

}  // namespace alhf::sdk
