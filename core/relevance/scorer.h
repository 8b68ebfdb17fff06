// One scorer for all kinds of lessons: how probable it is that a lesson which
// passed its gates applies to a query.
//
// The seam for later signals: a sentence encoder adds features to `Evidence`
// and another `Scorer`; whoever calls a scorer does not change.
//
// Thread safety: scorers are immutable.
#ifndef ALHF_CORE_RELEVANCE_SCORER_H_
#define ALHF_CORE_RELEVANCE_SCORER_H_

#include <optional>
#include <string>

#include "alhf/v1/types.pb.h"

namespace alhf::core {

// What was found out about one (query, lesson) pair. Words alone leave the
// vector features unset. Overlaps weigh words by their rarity (idf).
struct Evidence {
  v1::Breadth breadth = v1::BREADTH_UNSPECIFIED;
  int facets_present = 0;
  int facets_unknown = 0;
  bool has_trigger = false;
  bool trigger_fires = false;
  // The firing trigger can stand for a topic alone: see Trigger::telling, or
  // its word is rare among the lessons.
  bool trigger_telling = false;
  std::string trigger;          // the longest firing trigger, as written
  double trigger_coverage = 0;  // [0, 1]
  double trigger_words = 0;     // content words of the longest firing trigger
  double query_overlap = 0;     // share of the query's idf mass in the lesson
  double lesson_overlap = 0;    // share of the lesson's idf mass in the query
  // Of the question that it was given on and the query: the mass they share,
  // twice, over the mass of both (Dice).
  double question_overlap = 0;
  int shared_words = 0;  // distinct, of the query, in lesson or question
  std::optional<double> cosine;  // of sentence vectors, where there are any
  // Nearness to a counterexample of the lesson (Dice), [0, 1].
  double counterexample = 0;
};

struct Score {
  double value = 0;  // in [0.0, 1.0]
  std::string why;   // one line
};

class Scorer {
 public:
  virtual ~Scorer() = default;
  virtual Score ScoreOf(const Evidence& evidence) const = 0;
  // Empty where words alone are used.
  virtual std::string encoder_id() const = 0;
  virtual std::string calibration_version() const = 0;
};

// Words, triggers and facets, no vectors. Its constants and where they come
// from are in words_scorer.cc.
class WordsScorer final : public Scorer {
 public:
  Score ScoreOf(const Evidence& evidence) const override;
  std::string encoder_id() const override { return ""; }
  std::string calibration_version() const override { return "words/1"; }
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_SCORER_H_
