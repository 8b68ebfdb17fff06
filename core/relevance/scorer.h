// One scorer for all kinds of lessons: how probable it is that a lesson which
// passed its gates applies to a query.
//
// The seam for later signals: a sentence encoder adds features to `Evidence`
// and another `Scorer`; whoever calls a scorer does not change.
//
// Thread safety: scorers are immutable.
#ifndef ALHF_CORE_RELEVANCE_SCORER_H_
#define ALHF_CORE_RELEVANCE_SCORER_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "alhf/v1/types.pb.h"
#include "core/relevance/encoder/background.h"
#include "core/relevance/encoder/encoder.h"
#include "core/relevance/lesson_kind.h"

namespace alhf::core {

// What was found out about one (query, lesson) pair. Words alone leave the
// vector features unset. Masses and overlaps weigh words by their rarity (idf)
// among the lessons.
struct Evidence {
  v1::Breadth breadth = v1::BREADTH_UNSPECIFIED;
  LessonKind kind = LessonKind::kInstruction;
  int facets_present = 0;
  int facets_unknown = 0;
  // The longest trigger that occurs whole in the query, as written; empty where
  // none does.
  std::string trigger;
  // That trigger can stand for a topic alone: see Trigger::telling, or it is a
  // name in the query, or its word is rare among the lessons.
  bool trigger_telling = false;
  // The lesson has triggers, occurring or not.
  bool has_trigger = false;
  // Its component acts on it, and knows its facets and triggers.
  bool understood = false;
  // The query is for somebody that the lesson does not name ("for my dog"), and
  // the other way round; see BeneficiariesOf().
  bool for_another = false;
  bool of_another = false;
  // The lesson states a wish, and the query asks what to do or to choose; see
  // StatesWish() and AsksForAdvice().
  bool wish_asked = false;
  // Its component acts on it where a topic is spoken of that it names, and the
  // query does not say that topic.
  bool topic_unsaid = false;
  double query_overlap = 0;   // share of the query's mass in the lesson, [0, 1]
  double lesson_overlap = 0;  // share of the lesson's mass in the query, [0, 1]
  // Of the query and the question that the lesson was given on: twice the mass
  // they share over the mass of both (Dice), [0, 1].
  double question_overlap = 0;
  // Mass that the query shares with the lesson or its question, in words that
  // no other lesson has.
  double shared_mass = 0;
  // Of the query's and the lesson's sentence vectors, where both have one, in
  // [-1.0, 1.0]; see VectorIndex.
  std::optional<double> nearness;
  // What their subjects add to it; see SubjectMap.
  double subject = 0;
  // Nearness of the nearest other lesson that passes its gates, 0 at least: of
  // what is asked in general many lessons are near.
  double rival = 0;
  // How many lessons there are, gates or not.
  size_t lessons = 0;
  // How often lessons among these were reported not to apply.
  size_t reports = 0;
  // Nearness to a counterexample of the lesson (Dice), [0, 1].
  double counterexample = 0;
};

struct Score {
  double value = 0;  // in [0.0, 1.0]
  std::string why;   // one line
};

// Returns `score`, or less where the query is near a counterexample of the
// lesson: then below any firing threshold.
Score HeedCounterexamples(const Evidence& evidence, Score score);

class Scorer {
 public:
  virtual ~Scorer() = default;
  virtual Score ScoreOf(const Evidence& evidence) const = 0;
  // Empty where words alone are used.
  virtual std::string encoder_id() const = 0;
  // What vectors of that encoder are compared against; null: there are none.
  virtual const Background* background() const = 0;
  virtual std::string calibration_version() const = 0;
};

// Returns the scorer for vectors of `encoder`, which may be null and must
// outlive it: one that weighs them where the encoder has a background, else
// WordsScorer (whose encoder_id() is empty).
std::unique_ptr<const Scorer> ScorerFor(const Encoder* encoder);

// Words, triggers and facets, no vectors:
//   breadth COMPONENT, all facets PRESENT or none   0.95
//   a telling trigger                               0.95
//   breadth COMPONENT, a facet UNKNOWN              0.35, more where words say
//   so breadth TOPIC                                   by similarity of words
//   a topic that is named and not said              0.4 at most
//   breadth QUESTION                                by similarity of questions
// and below any firing threshold near a counterexample. The constants of the
// similarity and where they come from are in words_scorer.cc.
class WordsScorer final : public Scorer {
 public:
  Score ScoreOf(const Evidence& evidence) const override;
  std::string encoder_id() const override { return ""; }
  const Background* background() const override { return nullptr; }
  std::string calibration_version() const override { return "words/1"; }
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_SCORER_H_
