// Recall: the lessons whose scope covers a query, and how near the others
// were. An index over the active lessons of one component and tenant.
//
//   LessonIndex index(scorer);
//   index.Put(lesson);
//   Recalled recalled = index.Recall(Analyze(query.text()), query_scope, {});
//
// Thread safety: const methods may run concurrently; writers need exclusion.
// Ownership: the scorer must outlive the index; lessons are copied.
#ifndef ALHF_CORE_RELEVANCE_LESSON_INDEX_H_
#define ALHF_CORE_RELEVANCE_LESSON_INDEX_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"
#include "core/relevance/analysis.h"
#include "core/relevance/gate.h"
#include "core/relevance/lexical_index.h"
#include "core/relevance/scorer.h"

namespace alhf::core {

struct RecallOptions {
  // Lessons below this score are rejected, in [0.0, 1.0].
  double candidate_threshold = 0.3;
  size_t limit = 64;
  v1::RecallMode mode = v1::RECALL_DEFAULT;
  std::vector<std::string> listed;   // for RECALL_LISTED
  std::vector<std::string> without;  // left out
  // Fill `Recalled::scored` (at most 1,000).
  bool explain = false;
};

struct RecalledLesson {
  v1::Lesson lesson;
  double score = 0;
  std::string why;
  // Conditions in the lesson's scope: user, facets, triggers, topic.
  uint32_t specificity = 0;
};

struct Recalled {
  std::vector<RecalledLesson> lessons;  // best first, ties by lesson id
  v1::Rejected rejected;
  std::vector<v1::ScoredLesson> scored;
};

class LessonIndex {
 public:
  explicit LessonIndex(const Scorer* scorer);
  ~LessonIndex();

  // Adds or replaces a lesson by id. Lessons that are never recalled (HELD,
  // RETIRED, ERASED, NOT_UNDERSTOOD) are removed instead.
  void Put(const v1::Lesson& lesson);
  void Remove(absl::string_view lesson_id);

  // Returns the lessons that apply or come near. SHADOW lessons are recalled
  // like active ones: the caller looks at their state. Pure.
  Recalled Recall(const Analysis& query, const QueryScope& scope,
                  const RecallOptions& options) const;

  size_t size() const;

 private:
  struct Indexed;
  const Scorer* const scorer_;
  LexicalIndex lexical_;
  absl::flat_hash_map<std::string, uint32_t> ids_;
  std::vector<std::unique_ptr<Indexed>> lessons_;  // by document id
  std::vector<uint32_t> free_;
};

// Returns the number of conditions in `scope`.
uint32_t Specificity(const v1::Scope& scope);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_LESSON_INDEX_H_
