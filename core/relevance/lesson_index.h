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
#include <set>
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
  // like active ones: the caller looks at their state. Looks only at lessons
  // that could score: those whose words are nearest, those whose trigger may
  // fire, and those of breadth COMPONENT. Lessons asked for by `mode` ALL or
  // LISTED apply whatever their scope, and are not limited. Lessons of other
  // users and agents are never named. Pure.
  Recalled Recall(const Analysis& query, const QueryScope& scope,
                  const RecallOptions& options) const;

  size_t size() const;

 private:
  struct Indexed;
  struct PreparedQuery;
  struct Looked;
  using DocumentId = LexicalIndex::DocumentId;
  using Terms = std::vector<LexicalIndex::TermId>;

  void IndexTriggers(DocumentId document, bool add);
  double WeightOf(size_t frequency) const;
  double MassOf(const Terms& terms) const;
  double SharedMass(const Terms& a, const Terms& b) const;
  double Nearness(const std::vector<std::string>& text,
                  const PreparedQuery& query) const;
  PreparedQuery Prepare(const Analysis& query) const;

  std::vector<DocumentId> Candidates(const PreparedQuery& query) const;
  std::vector<DocumentId> AskedFor(const RecallOptions& options) const;
  Evidence EvidenceOf(const Indexed& lesson, const PreparedQuery& query) const;
  void AddTriggerEvidence(const Indexed& lesson, const PreparedQuery& query,
                          Evidence& evidence) const;
  Looked LookAt(const Indexed& lesson, const PreparedQuery& query,
                const QueryScope& scope) const;

  const Scorer* const scorer_;
  LexicalIndex lexical_;
  absl::flat_hash_map<std::string, DocumentId> ids_;
  std::vector<std::unique_ptr<Indexed>> lessons_;  // by document id
  std::vector<DocumentId> free_;
  // Lessons that are looked at whatever the words: all of their component's.
  std::set<DocumentId> component_wide_;
  // Lessons by the first stem of each of their triggers.
  absl::flat_hash_map<std::string, std::set<DocumentId>> by_trigger_;
};

// Returns the number of conditions in `scope`.
uint32_t Specificity(const v1::Scope& scope);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_LESSON_INDEX_H_
