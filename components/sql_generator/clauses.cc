#include "components/sql_generator/clauses.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "alhf/sdk/words.h"
#include "components/sql_generator/clause_readers.h"

namespace alhf::sql_generator {
namespace {

bool Joins(absl::string_view word) { return Among(word, {"and", "but"}); }

}  // namespace

std::vector<size_t> ClauseStarts(absl::string_view text,
                                 const std::vector<sdk::Token>& tokens) {
  std::vector<size_t> starts;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const absl::string_view between =
        i == 0 ? ""
               : text.substr(tokens[i - 1].end,
                             tokens[i].begin - tokens[i - 1].end);
    const bool stop =
        between.find_first_of(",;:()\n") != absl::string_view::npos ||
        absl::StrContains(between, " - ") ||
        absl::StrContains(between, "\u2013") ||
        absl::StrContains(between, "\u2014");
    const bool joined = i > 0 && Joins(tokens[i - 1].text);
    if (i == 0 || stop || joined) starts.push_back(i);
  }
  return starts;
}

std::vector<sdk::Token> ClauseOf(const std::vector<sdk::Token>& tokens,
                                 size_t begin, size_t end) {
  while (end > begin && Joins(tokens[end - 1].text)) --end;
  return {tokens.begin() + static_cast<ptrdiff_t>(begin),
          tokens.begin() + static_cast<ptrdiff_t>(end)};
}

bool ListGoesOn(const std::vector<sdk::Token>& tokens,
                const std::vector<size_t>& starts, size_t next) {
  if (next >= starts.size()) return false;
  const size_t end =
      next + 1 < starts.size() ? starts[next + 1] : tokens.size();
  const std::vector<sdk::Token> part = ClauseOf(tokens, starts[next], end);
  return !part.empty() && part.size() <= 3 &&
         std::none_of(part.begin(), part.end(), [](const sdk::Token& token) {
           return IsCommon(token.text) || IsNegation(token.text) ||
                  Among(token.text,
                        {"thanks", "thank", "cheers", "means", "nothing"});
         });
}

bool ConditionGoesOn(const std::vector<sdk::Token>& tokens,
                     const std::vector<size_t>& starts, size_t at) {
  if (at == 0 || at >= starts.size()) return false;
  const size_t first = starts[at];
  return Joins(tokens[first - 1].text) &&
         Among(tokens[first].text,
               {"not", "no", "never", "without", "with", "in", "above", "below",
                "over", "under", "before", "after", "from", "at", "less",
                "more", "fewer"});
}

bool NamesWhatWasSaid(const std::vector<sdk::Token>& tokens, size_t at) {
  constexpr size_t kMostWords = 6;
  return at + 2 < tokens.size() && tokens.size() - at <= kMostWords &&
         Among(tokens[at].text, {"that", "this", "those", "these"}) &&
         Among(tokens[at + 1].text, {"is", "are"}) &&
         !IsNegation(tokens[at + 2].text);
}

bool Contrasts(const std::vector<sdk::Token>& tokens, size_t at) {
  return at + 1 < tokens.size() && Among(tokens[at].text, {"not", "never"}) &&
         Among(tokens[at + 1].text,
               {"the", "a", "an", "one", "just", "by", "per", "how"});
}

}  // namespace alhf::sql_generator
