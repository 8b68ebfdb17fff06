#include "eval/evidence_recorder.h"

#include <nlohmann/json.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace alhf::eval {

core::Score EvidenceRecorder::ScoreOf(const core::Evidence& evidence) const {
  core::Score score = scorer_->ScoreOf(evidence);
  score.why = absl::StrCat(seen_.size());
  seen_.push_back(evidence);
  return score;
}

const core::Evidence& EvidenceRecorder::EvidenceOf(
    const core::RecalledLesson& recalled) const {
  size_t place = 0;
  const bool known =
      absl::SimpleAtoi(recalled.why, &place) && place < seen_.size();
  static const auto& none = *new core::Evidence;
  return known ? seen_[place] : none;
}

nlohmann::json ToJson(const core::Evidence& evidence) {
  nlohmann::json json = {
      {"breadth", v1::Breadth_Name(evidence.breadth)},
      {"kind", std::string(core::NameOf(evidence.kind))},
      {"facets_present", evidence.facets_present},
      {"facets_unknown", evidence.facets_unknown},
      {"trigger", !evidence.trigger.empty()},
      {"trigger_telling", evidence.trigger_telling},
      {"has_trigger", evidence.has_trigger},
      {"wish_asked", evidence.wish_asked},
      {"for_another", evidence.for_another},
      {"of_another", evidence.of_another},
      {"query_overlap", evidence.query_overlap},
      {"lesson_overlap", evidence.lesson_overlap},
      {"question_overlap", evidence.question_overlap},
      {"shared_mass", evidence.shared_mass},
      {"lessons", evidence.lessons},
      {"understood", evidence.understood},
      {"by_words", core::WordsScorer().ScoreOf(evidence).value},
      {"subject", evidence.subject},
      {"rival", evidence.rival},
      {"nearness", nullptr}};
  if (evidence.nearness.has_value()) json["nearness"] = *evidence.nearness;
  return json;
}

}  // namespace alhf::eval
