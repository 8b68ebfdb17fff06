// Recall: the lessons whose scope covers a query, and how near the others
// were. An index over the active lessons of one component and tenant.
//
//   LessonIndex index(scorer);
//   index.Put(lesson, Compact(*encoder->Encode(WordsToEncode(lesson))));
//   RecallOptions options;
//   options.vector = Compact(*encoder->Encode(query.text()));
//   Recalled recalled =
//       index.Recall(Analyze(query.text()), query_scope, options);
//
// Without vectors it goes by words alone.
//
// Thread safety: const methods may run concurrently; writers need exclusion.
// Ownership: the scorer must outlive the index; lessons are copied.
#ifndef ALHF_CORE_RELEVANCE_LESSON_INDEX_H_
#define ALHF_CORE_RELEVANCE_LESSON_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"
#include "core/relevance/analysis.h"
#include "core/relevance/compact_vector.h"
#include "core/relevance/gate.h"
#include "core/relevance/gate_index.h"
#include "core/relevance/lexical_index.h"
#include "core/relevance/query_words.h"
#include "core/relevance/scorer.h"
#include "core/relevance/subject_map.h"
#include "core/relevance/vector_index.h"

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
  // Of the query, by the scorer's encoder. Empty: words alone.
  CompactVector vector;
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
  // `vector` is that of its WordsToEncode() by the scorer's encoder; empty:
  // there is none.
  void Put(const v1::Lesson& lesson, const CompactVector& vector = {});
  void Remove(absl::string_view lesson_id);

  // Returns the lessons that apply or come near. SHADOW lessons are recalled
  // like active ones: the caller looks at their state.
  //
  // Looks only at lessons that could score: those whose words or vectors are
  // nearest, those with a trigger in the query, and those of breadth COMPONENT
  // that no facet shuts out (with `explain` also these). All the others are
  // rejected unseen. Lessons asked for by `mode` ALL or LISTED apply whatever
  // their breadth, words and facets, with score 1 and without a limit, unless
  // they are outside their validity. Lessons of other users and agents are
  // never named. Pure.
  Recalled Recall(const Analysis& query, const QueryScope& scope,
                  const RecallOptions& options) const;

  size_t size() const;

 private:
  struct Indexed;
  struct Look;
  struct Near;
  using DocumentId = LexicalIndex::DocumentId;
  using Documents = std::vector<DocumentId>;

  // Adds a lesson to the maps below, or takes it out.
  void Link(DocumentId document, bool add);
  void AddByWords(const QueryWords& query, JudgedGates& gates,
                  Documents& found) const;
  void AddByVectors(Near& near, JudgedGates& gates, Documents& found) const;
  void AddByTriggers(const QueryWords& query, const Analysis& analysis,
                     Documents& found) const;
  void AddComponentWide(const QueryScope& scope, bool all,
                        Documents& found) const;
  Documents AskedFor(const RecallOptions& options) const;
  Look LookAt(DocumentId document, QueryWords& query, JudgedGates& gates,
              const Near& near) const;
  std::vector<Look> LookByScope(const Analysis& query, const QueryScope& scope,
                                const RecallOptions& options) const;
  std::vector<Look> LookAsAsked(const QueryScope& scope,
                                const RecallOptions& options) const;

  const Scorer* const scorer_;
  LexicalIndex lexical_;
  VectorIndex vectors_;
  const SubjectMap* const subjects_;  // may be null
  GateIndex gates_;
  absl::flat_hash_map<std::string, DocumentId> ids_;
  std::vector<std::unique_ptr<Indexed>> lessons_;  // by document id
  // By document id. Apart from the lessons: a search asks about thousands.
  std::vector<GateIndex::GateId> gate_of_;
  Documents free_;
  // Counterexamples of all lessons.
  size_t reports_ = 0;
  // Lessons by the key of each of their triggers.
  absl::flat_hash_map<std::string, std::set<DocumentId>> by_trigger_;
  // Lessons of breadth COMPONENT by key and value (lower case) of their first
  // facet; by "" where they have none.
  std::map<std::string, std::map<std::string, std::set<DocumentId>>>
      component_wide_;
};

// Returns the words of `lesson` that are encoded: the question that it was
// given on and its text, as one text.
std::string WordsToEncode(const v1::Lesson& lesson);

// Returns the number of conditions in `scope`.
uint32_t Specificity(const v1::Scope& scope);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_LESSON_INDEX_H_
