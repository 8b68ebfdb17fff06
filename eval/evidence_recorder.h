// What a scorer was shown of each pair, for training one.
//
//   EvidenceRecorder recorder(&scorer);
//   core::LessonIndex index(&recorder);
//   … index.Recall(…) …
//   recorder.EvidenceOf(recalled.lessons[0]).nearness;
//
// Thread safety: for one thread.
// Ownership: the scorer must outlive it.
#ifndef ALHF_EVAL_EVIDENCE_RECORDER_H_
#define ALHF_EVAL_EVIDENCE_RECORDER_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/relevance/lesson_index.h"
#include "core/relevance/scorer.h"

namespace alhf::eval {

class EvidenceRecorder final : public core::Scorer {
 public:
  explicit EvidenceRecorder(const core::Scorer* scorer) : scorer_(scorer) {}

  // Scores as the scorer does; the reason is where the evidence is kept.
  core::Score ScoreOf(const core::Evidence& evidence) const override;
  std::string encoder_id() const override { return scorer_->encoder_id(); }
  const core::Background* background() const override {
    return scorer_->background();
  }
  std::string calibration_version() const override {
    return scorer_->calibration_version();
  }

  // Returns what was shown of a lesson that an index with this scorer recalled.
  const core::Evidence& EvidenceOf(const core::RecalledLesson& recalled) const;

 private:
  const core::Scorer* const scorer_;
  mutable std::vector<core::Evidence> seen_;
};

// Returns the fields of `evidence` by name; nearness is null where there is
// none.
nlohmann::json ToJson(const core::Evidence& evidence);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_EVIDENCE_RECORDER_H_
