// Words and sentence vectors together.
//
// What a component acts on by itself (a directive that it understood), what
// holds for all that it does, and what was given for one question keep the
// score of WordsScorer: facets, triggers and the question's own words decide
// there. For the rest, lessons that are kept as guidance, a logistic regression
// weighs the nearness of the vectors, what words say, and whose matter it is.
//
// A telling trigger stays sure, as it is by words.
//
// The number of lessons is one of its inputs: with more to choose from, more of
// them come near a query that they have nothing to do with.
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
  // Fitted to vectors of the encoder of BackgroundOf(encoder_id).
  explicit SentenceScorer(std::string encoder_id)
      : encoder_id_(std::move(encoder_id)) {}

  Score ScoreOf(const Evidence& evidence) const override;
  std::string encoder_id() const override { return encoder_id_; }
  std::string calibration_version() const override { return "sentence/1"; }

 private:
  const std::string encoder_id_;
  const WordsScorer words_;
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_SENTENCE_SCORER_H_
