#include "components/sql_generator/reasons.h"

#include <algorithm>
#include <initializer_list>

namespace alhf::sql_generator {
namespace {

bool Among(const std::vector<sdk::Token>& tokens, size_t at,
           std::initializer_list<absl::string_view> words) {
  return at < tokens.size() &&
         std::find(words.begin(), words.end(), tokens[at].text) != words.end();
}

// A word that points back at what was said.
bool Points(const std::vector<sdk::Token>& tokens, size_t at) {
  return Among(tokens, at,
               {"they", "those", "these", "it", "that", "this", "we", "i",
                "you", "nobody"});
}

bool Tells(const std::vector<sdk::Token>& tokens, size_t at) {
  return Among(tokens, at,
               {"are", "is", "was", "were", "aren't", "isn't", "do", "does",
                "don't", "doesn't", "have", "has", "never", "only"});
}

}  // namespace

size_t ReasonIn(absl::string_view text, const std::vector<sdk::Token>& tokens) {
  for (size_t i = 2; i < tokens.size(); ++i) {
    if (Among(tokens, i, {"because", "since", "as", "for", "cause"}) &&
        Points(tokens, i + 1) && Tells(tokens, i + 2)) {
      return i;
    }
    const absl::string_view between =
        text.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
    const bool stops = between.find_first_of(",;:(") != absl::string_view::npos;
    if (stops && Points(tokens, i) && Tells(tokens, i + 1)) return i;
  }
  return tokens.size();
}

}  // namespace alhf::sql_generator
