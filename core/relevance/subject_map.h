// Whether a question is of the subject that a lesson is of: "which boots should
// I buy?" is as far from "my feet are wide" as from "I love wide valleys", in
// words and nearly so in nearness, but it is of the first one's subject.
//
//   const SubjectMap* map = SubjectMapOf(encoder_id);   // null: there is none
//   const SubjectMap::Place lesson = map->OfLesson(vector);
//   nearness += map->Likeness(map->OfQuery(query_vector), lesson);
//
// Two linear maps, of centred sentence vectors of queries and of lessons; with
// the cosine they make a bilinear likeness of low rank (polynomial semantic
// indexing: Bai et al., 2009). Trained on what people say of everyday subjects
// (eval/training/subjects.txt), so it is for wishes and not for definitions.
//
// Thread safety: immutable.
#ifndef ALHF_CORE_RELEVANCE_SUBJECT_MAP_H_
#define ALHF_CORE_RELEVANCE_SUBJECT_MAP_H_

#include <array>

#include "absl/strings/string_view.h"
#include "core/relevance/compact_vector.h"
#include "core/relevance/encoder/background.h"
#include "core/relevance/subject_weights.h"

namespace alhf::core {

class SubjectMap {
 public:
  using Place = std::array<float, kSubjects>;

  // `background` is of the same encoder, not owned, and must outlive the map.
  SubjectMap(const SubjectWeights& weights, const Background* background)
      : weights_(weights), background_(background) {}

  // Return where a text lies; at the origin, which is like nothing, where the
  // vector does not fit.
  Place OfQuery(const CompactVector& vector) const;
  Place OfLesson(const CompactVector& vector) const;

  // Returns what the subjects add to the nearness of the two, mostly in
  // [-0.5, 0.5].
  double Likeness(const Place& query, const Place& lesson) const;

 private:
  const SubjectWeights weights_;
  const Background* const background_;
};

// Returns the map of an encoder's vectors; null where there is none.
const SubjectMap* SubjectMapOf(absl::string_view encoder_id);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_SUBJECT_MAP_H_
