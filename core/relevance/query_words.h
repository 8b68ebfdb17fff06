// What words say about a query and the lessons of an index: the evidence that a
// scorer weighs.
//
//   QueryWords words(Analyze("How many moons?"), index);
//   Evidence evidence = words.EvidenceFor(prepared_lesson);
//
// A trigger is evidence that decides, where it is telling: a term that the
// lesson's component acts on, two words, a name, or a word that is rare among
// the lessons. A generic word that nobody acts on is no trigger at all. Where a
// component acts on a lesson for what its triggers name, nearness does not
// stand in for saying it: "orders by quarter" is near to "For returns …" if
// that was said of returns by quarter.
//
// Words weigh by their rarity among the lessons, as if some thirty lessons of
// other words were there too: in a small memory every word is rare, and none
// says much.
//
// Thread safety: for one thread, it keeps what it worked out.
// Ownership: query and index must outlive the object and not change meanwhile.
#ifndef ALHF_CORE_RELEVANCE_QUERY_WORDS_H_
#define ALHF_CORE_RELEVANCE_QUERY_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "alhf/v1/types.pb.h"
#include "core/relevance/analysis.h"
#include "core/relevance/beneficiary.h"
#include "core/relevance/lesson_kind.h"
#include "core/relevance/lexical_index.h"
#include "core/relevance/scorer.h"
#include "core/relevance/trigger.h"

namespace alhf::core {

using Terms = LexicalIndex::Terms;

// A lesson's words, analysed once.
struct LessonWords {
  explicit LessonWords(const v1::Lesson& lesson);

  // All stems by which the lesson is found.
  std::vector<std::string> AllStems() const;
  // Names the stems by the terms of `index`, which has the lesson.
  void Resolve(const LexicalIndex& index);
  // Returns the longest trigger that occurs whole in `query`, or null.
  const Trigger* FiringTrigger(const Analysis& query) const;

  std::vector<Trigger> triggers;
  // Whether its component acts on it: then its triggers are terms that the
  // component knows, however common the words are.
  bool understood = false;
  Beneficiaries whose = 0;
  bool wish = false;
  LessonKind kind = LessonKind::kInstruction;
  // Whether it is for what its triggers name: then nothing else will do.
  bool names_topic = false;
  std::vector<std::vector<std::string>> counterexamples;  // stems
  Terms text;                    // of text, topic and triggers
  std::vector<Terms> questions;  // that it was given on

 private:
  // Until resolved.
  std::vector<std::string> text_stems_;
  std::vector<std::vector<std::string>> question_stems_;
};

class QueryWords {
 public:
  QueryWords(const Analysis& query, const LexicalIndex& index);

  // Fills in all of the evidence that words give: neither breadth nor facets.
  Evidence EvidenceFor(const LessonWords& lesson);
  // The query's content stems, distinct and sorted.
  const std::vector<std::string>& stems() const { return stems_; }

 private:
  // In whole units, so that sums do not depend on their order, nor recall on
  // how the index came about.
  using Mass = int64_t;

  Mass WeightOf(size_t frequency);
  Mass MassOf(const Terms& terms);
  Mass SharedWith(const Terms& terms);
  double NearnessTo(const std::vector<std::string>& stems);
  bool IsTelling(const Trigger& trigger) const;
  void AddTrigger(const LessonWords& lesson, Evidence& evidence) const;

  const Analysis& query_;
  const Beneficiaries whose_;
  const bool asks_for_advice_;
  const LexicalIndex& index_;
  std::vector<std::string> stems_;
  std::vector<Mass> known_weights_;  // by frequency; -1: not worked out
  Terms terms_;                      // the stems that the index knows
  std::vector<Mass> weights_;        // of terms_
  Mass mass_ = 0;                    // of all stems
  std::vector<bool> shared_;         // of terms_: by the lesson looked at
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_QUERY_WORDS_H_
