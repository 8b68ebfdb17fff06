#include "sdk/src/recall.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "core/relevance/conversation.h"

namespace alhf::sdk {

absl::StatusOr<std::shared_ptr<const core::LessonIndex>> BuildIndex(
    const core::Scorer& scorer, LessonVectors* vectors,
    const std::string& tenant, const Memory& memory,
    const std::vector<v1::Lesson>& added) {
  ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Lesson> lessons,
                        memory.List({v1::LESSON_ACTIVE, v1::LESSON_SHADOW}));
  auto index = std::make_shared<core::LessonIndex>(&scorer);
  PutAll(lessons, tenant, vectors, *index);
  // They are of one query: nothing of them is kept.
  bool encodes = vectors != nullptr;
  for (const v1::Lesson& lesson : added) {
    core::CompactVector vector;
    if (encodes) {
      const auto encoded =
          vectors->encoder().Encode(core::WordsToEncode(lesson));
      encodes = encoded.ok();
      if (encodes) vector = core::Compact(*encoded);
    }
    index->Put(lesson, vector);
  }
  return index;
}

bool PutAll(const std::vector<v1::Lesson>& lessons, const std::string& tenant,
            LessonVectors* vectors, core::LessonIndex& index) {
  std::vector<core::CompactVector> all(lessons.size());
  if (vectors != nullptr) all = vectors->AtHand(tenant, lessons);
  bool complete = true;
  for (size_t i = 0; i < lessons.size(); ++i) {
    index.Put(lessons[i], all[i]);
    complete = complete && !all[i].empty();
  }
  return vectors == nullptr || complete;
}

core::CompactVector VectorOf(const v1::Query& query,
                             const LessonVectors* vectors) {
  if (vectors == nullptr) return {};
  const v1::Embedding& given = query.embedding();
  if (given.encoder_id() == vectors->encoder().id()) {
    return core::Compact({given.vector().begin(), given.vector().end()});
  }
  if (vectors->encoder().remote()) return {};
  const auto vector =
      vectors->encoder().Encode(core::WordsInConversation(query));
  return vector.ok() ? core::Compact(*vector) : core::CompactVector();
}

core::Recalled RecallFrom(const core::LessonIndex& index,
                          const RecallScope& scope, const v1::Query& query,
                          const FacetSet& facets, core::CompactVector vector) {
  const v1::Overlay& overlay = query.overlay();
  core::RecallOptions options;
  options.mode = overlay.recall();
  options.listed.assign(overlay.listed().begin(), overlay.listed().end());
  options.without.assign(overlay.without().begin(), overlay.without().end());
  options.explain = query.explain();
  options.vector = std::move(vector);
  // "Every active lesson" has no limit.
  if (options.mode == v1::RECALL_ALL) options.limit = index.size();
  const core::QueryScope query_scope{scope.agent, query.user(), scope.now,
                                     facets};
  return index.Recall(core::Analyze(core::WordsInConversation(query)),
                      query_scope, options);
}

absl::StatusOr<std::vector<v1::Lesson>> AddedByOverlay(
    const v1::Overlay& overlay, const RecallScope& scope,
    const Memory& memory) {
  std::vector<v1::Lesson> added;
  for (const v1::Lesson& lesson : overlay.with()) {
    if (lesson.component() != scope.component) continue;
    if (memory.Get(lesson.id()).ok()) {
      return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
                   absl::StrCat("query.overlay.with has lesson ", lesson.id(),
                                ", which exists: give it a new id, and name "
                                "the other in query.overlay.without"),
                   {{"field", "query.overlay.with"}, {"lesson", lesson.id()}});
    }
    added.push_back(lesson);
    added.back().set_tenant(scope.tenant);
    if (lesson.state() != v1::LESSON_SHADOW) {
      added.back().set_state(v1::LESSON_ACTIVE);
    }
  }
  return added;
}

Recollection ToRecollection(core::RecalledLesson recalled,
                            const std::string& component) {
  Recollection recollection{std::move(recalled.lesson), {}};
  const v1::Lesson& lesson = recollection.lesson;
  v1::AdjustmentItem& item = recollection.item;
  item.set_lesson_id(lesson.id());
  item.set_component(component);
  item.set_score(recalled.score);
  item.set_why(std::move(recalled.why));
  item.set_disposition(lesson.state() == v1::LESSON_SHADOW
                           ? v1::DISPOSITION_SHADOW
                           : v1::DISPOSITION_CANDIDATE);
  item.set_effect(lesson.effect());
  item.set_conflict_key(lesson.conflict_key());
  item.set_specificity(recalled.specificity);
  item.set_audience(lesson.scope().user());
  item.set_agent(lesson.scope().agent());
  item.set_learned_sequence(lesson.learned_sequence());
  *item.mutable_position() = lesson.position();
  if (lesson.has_directive()) *item.mutable_directive() = lesson.directive();
  item.set_text(lesson.text());
  item.mutable_guidance()->set_text(lesson.text());
  return recollection;
}

}  // namespace alhf::sdk
