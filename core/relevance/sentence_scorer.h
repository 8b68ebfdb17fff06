// Words and sentence vectors together.
//
// What a component acts on by itself (a directive that it understood), what
// holds for all that it does, and what was given for one question keep the
// score of WordsScorer: facets, triggers and the question's own words decide
// there, and so does a telling trigger where the lesson names its topic. For
// the rest, lessons that are kept as guidance, a logistic regression for each
// kind of lesson weighs the nearness of the vectors (of wishes with what their
// subjects add, and against the nearest other lesson), what words say, and
// whose matter it is. Each kind is cut by its own rate of misapplication, so
// that 0.5 means the same of each; see docs/relevance.md.
//
// The number of lessons lowers the score: with more to choose from, the best of
// those that have nothing to do with a query comes nearer. Reports that lessons
// of the memory did not apply lower it, too: see silence.h.
//
// Thread safety: immutable.
#ifndef ALHF_CORE_RELEVANCE_SENTENCE_SCORER_H_
#define ALHF_CORE_RELEVANCE_SENTENCE_SCORER_H_

#include <string>
#include <utility>

#include "core/relevance/scorer.h"

namespace alhf::core {

class SentenceScorer final : public Scorer {
 public:
  // `background` is of the encoder with that id, not owned, and must outlive
  // the scorer. The weights are fitted to the encoder in the tree; a scale of
  // nearness makes another's comparable.
  SentenceScorer(std::string encoder_id, const Background* background)
      : encoder_id_(std::move(encoder_id)), background_(background) {}

  Score ScoreOf(const Evidence& evidence) const override;
  std::string encoder_id() const override { return encoder_id_; }
  const Background* background() const override { return background_; }
  // "sentence/3", and behind a plus the fit of another encoder.
  std::string calibration_version() const override;

 private:
  const std::string encoder_id_;
  const Background* const background_;
  const WordsScorer words_;
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_SENTENCE_SCORER_H_
