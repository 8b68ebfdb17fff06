#include "eval/overlap.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_join.h"
#include "core/relevance/analysis.h"

namespace alhf::eval {

WordSet WordsOf(absl::string_view text) {
  WordSet words = core::Analyze(text).content_stems;
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

double Overlap(const WordSet& a, const WordSet& b) {
  WordSet shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                        std::back_inserter(shared));
  const size_t all = a.size() + b.size() - shared.size();
  return all == 0
             ? 0
             : static_cast<double>(shared.size()) / static_cast<double>(all);
}

std::string PlainWords(absl::string_view text) {
  return absl::StrJoin(core::Analyze(text).tokens, " ",
                       [](std::string* out, const core::Token& token) {
                         out->append(token.text);
                       });
}

Nearness NearnessOf(const Scenario& scenario, const Question& question) {
  const WordSet words = WordsOf(question.text);
  Nearness nearness;
  for (const RecordIndex index : question.applies) {
    const FeedbackItem& record = scenario.records[index];
    nearness.to_question = std::max(nearness.to_question,
                                    Overlap(words, WordsOf(record.question)));
    nearness.to_text =
        std::max(nearness.to_text, Overlap(words, WordsOf(record.text)));
  }
  return nearness;
}

}  // namespace alhf::eval
