#include "components/retriever/near_sentences.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/status.h"

namespace alhf::retriever {
namespace {

// From this cosine on a sentence is near.
constexpr double kNear = 0.45;
constexpr size_t kMostSentences = 40;

// Its headings, how it begins, and each sentence or cell below the last
// heading.
std::vector<std::string> SentencesOf(const v1::Passage& passage) {
  constexpr size_t kBeginning = 400;
  const std::string headings = absl::StrJoin(passage.headings(), " / ");
  const std::string& text = passage.text();
  const size_t cut =
      text.size() > kBeginning ? text.rfind(' ', kBeginning) : text.size();
  std::vector<std::string> sentences = {
      headings, absl::StrCat(headings, ". ", text.substr(0, cut))};
  const std::string below =
      passage.headings().empty() ? "" : *passage.headings().rbegin();
  for (size_t from = 0; from < text.size();) {
    const size_t end = std::min(text.find_first_of(".?|", from), text.size());
    if (end > from + 15) {
      sentences.push_back(
          absl::StrCat(below, ": ", text.substr(from, end + 1 - from)));
    }
    if (sentences.size() == kMostSentences) break;
    from = end + 1;
  }
  return sentences;
}

}  // namespace

absl::StatusOr<bool> SaysNearly(const sdk::Encoder& encoder,
                                const sdk::SentenceVector& question,
                                const v1::Passage& passage) {
  ALHF_ASSIGN_OR_RETURN(const auto sentences,
                        encoder.EncodeBatch(SentencesOf(passage)));
  return std::any_of(sentences.begin(), sentences.end(),
                     [&question](const sdk::SentenceVector& sentence) {
                       return std::inner_product(
                                  question.begin(), question.end(),
                                  sentence.begin(), 0.0) >= kNear;
                     });
}

}  // namespace alhf::retriever
