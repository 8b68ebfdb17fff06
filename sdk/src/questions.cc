#include "alhf/sdk/questions.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "alhf/sdk/facets.h"
#include "alhf/sdk/text.h"

namespace alhf::sdk {

bool AsksForFigures(absl::string_view question) {
  static constexpr std::array<absl::string_view, 10> kWords = {
      "number", "count", "total", "sum",  "average",
      "mean",   "by",    "per",   "each", "many"};
  const std::vector<Token> tokens = Analyze(question).tokens;
  return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    const bool year = token.number && token.text.size() == 4;
    return year ||
           std::find(kWords.begin(), kWords.end(), token.text) != kWords.end();
  });
}

size_t WordsUnderstood(absl::string_view question, const v1::Step& step) {
  const FacetSet facets(step.output().facets());
  if (facets.IsComplete("database") && facets.ValuesOf("database").empty()) {
    return 0;
  }
  const auto stems = [](absl::string_view text) {
    const std::vector<std::string> all = Analyze(text).content_stems;
    return std::set<std::string>(all.begin(), all.end());
  };
  const std::set<std::string> unknown =
      stems(absl::StrJoin(step.output().refusal().not_understood(), " "));
  const std::set<std::string> asked = stems(question);
  return static_cast<size_t>(std::count_if(
      asked.begin(), asked.end(), [&unknown](const std::string& stem) {
        return unknown.find(stem) == unknown.end();
      }));
}

}  // namespace alhf::sdk
