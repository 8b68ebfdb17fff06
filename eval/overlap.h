// How near two texts are in words: what keeps a benchmark from asking what was
// taught in the same words.
//
//   Overlap(WordsOf("orders per week"), WordsOf("weekly orders")) == 2. / 2.
//
// Thread safety: pure functions.
#ifndef ALHF_EVAL_OVERLAP_H_
#define ALHF_EVAL_OVERLAP_H_

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "eval/scenario.h"

namespace alhf::eval {

// From this overlap with the question that an applicable record was given on,
// a question is near: it asks much the same, and is reported apart.
inline constexpr double kNear = 0.2;

// Stems of content words, sorted and distinct (core/relevance/analysis.h).
using WordSet = std::vector<std::string>;

WordSet WordsOf(absl::string_view text);

// Returns |a ∩ b| / |a ∪ b| in [0, 1] (P. Jaccard, 1901); 0 where both are
// empty.
double Overlap(const WordSet& a, const WordSet& b);

// Returns the words of `text` in order, in lower case, one space between two:
// what makes two texts the same, whatever their case and punctuation.
std::string PlainWords(absl::string_view text);

// How near a question is to the nearest record that may apply to it.
struct Nearness {
  double to_question = 0;  // that the record was given on
  double to_text = 0;      // of the record

  double ToAny() const { return std::max(to_question, to_text); }
  bool IsNear() const { return to_question >= kNear; }
};

// 0 where nothing applies.
Nearness NearnessOf(const Scenario& scenario, const Question& question);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_OVERLAP_H_
