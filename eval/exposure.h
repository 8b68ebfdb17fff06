// Exposure: which prompts hold a lesson, where it applies and where it does
// not, and what that adds to them. No language model is needed to count it, and
// no figure of it says what one would do.
//
//   ExposureCounts counts;
//   CountExposure(scenario, question, in_force, answer.guidance, counts);
//   counts.ShareWhereNeeded();
//
// Thread safety: plain values and pure functions.
#ifndef ALHF_EVAL_EXPOSURE_H_
#define ALHF_EVAL_EXPOSURE_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "eval/scenario.h"

namespace alhf::eval {

// Returns the lines of the fences of lessons in `prompt`, without their ids.
std::vector<std::string> LessonLines(absl::string_view prompt);

// Returns whether `lesson`, such a line, holds the words of `record`: it is the
// record's text, or a part of it with a third of its words or more. White
// space and case do not matter.
bool HoldsWords(absl::string_view lesson, absl::string_view record);

// Pairs of a question and a record that is in force: given and not ended.
struct ExposureCounts {
  // The question's checks need the record; of these, it stands in a prompt.
  size_t needed = 0;
  size_t needed_and_exposed = 0;
  // The record must not be applied to the question.
  size_t unfit = 0;
  size_t unfit_and_exposed = 0;
  size_t questions = 0;
  // Of guidance, fences and introduction included, over all components.
  size_t guidance_bytes = 0;

  double ShareWhereNeeded() const;
  double ShareWhereUnfit() const;
  // A token is taken as 4 bytes, as guidance is counted.
  double TokensAdded() const;
};

// Guidance texts by the component that got them.
using Guidance = std::map<std::string, std::string>;

// Counts one question that was answered under `guidance` while `in_force` were.
// A record that says who should learn it must stand in the guidance of one of
// those; where needed records are alternatives, one of them is enough.
void CountExposure(const Scenario& scenario, const Question& question,
                   const std::vector<RecordIndex>& in_force,
                   const Guidance& guidance, ExposureCounts& counts);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_EXPOSURE_H_
