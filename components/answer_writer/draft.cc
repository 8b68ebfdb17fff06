#include "components/answer_writer/draft.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "alhf/sdk/text.h"
#include "components/answer_writer/clock.h"
#include "components/answer_writer/money.h"
#include "components/answer_writer/notation.h"
#include "components/answer_writer/wordings.h"

namespace alhf::answer_writer {
namespace {

std::string FirstWords(absl::string_view text, size_t most) {
  std::vector<absl::string_view> words;
  size_t count = 0;
  for (absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" \n"), absl::SkipEmpty())) {
    count += WordCount(word);
    if (count > most) break;
    words.push_back(word);
  }
  return absl::StrCat(absl::StrJoin(words, " "), " ...");
}

}  // namespace

std::string Render(const Draft& draft, size_t count) {
  std::vector<std::string> parts;
  for (size_t i = 0; i < count; ++i) {
    const Unit& unit = draft.units[i];
    const bool cite =
        !unit.citation.empty() &&
        (i + 1 == count || draft.units[i + 1].citation != unit.citation);
    parts.push_back(cite ? absl::StrCat(unit.text, " [", unit.citation, "]")
                         : unit.text);
    if (draft.numbered) parts.back().replace(0, 1, absl::StrCat(i + 1, "."));
  }
  if (draft.counts_rest && count < draft.units.size()) {
    parts.push_back(absl::StrCat("and ", draft.units.size() - count, " more"));
  }
  return absl::StrCat(draft.head, absl::StrJoin(parts, draft.separator),
                      draft.end);
}

std::string Fit(const Draft& draft, size_t most_units, size_t most_words) {
  size_t count = std::min(draft.units.size(), most_units);
  while (count > 1 && WordCount(Render(draft, count)) > most_words) --count;
  std::string text = Render(draft, count);
  return WordCount(text) > most_words ? FirstWords(text, most_words) : text;
}

std::string InWords(const Style& style, absl::string_view text) {
  std::string out = WithWordings(style, text);
  const std::string& currency = style.numbers().currency();
  if (!currency.empty()) {
    const auto& numbers = style.numbers();
    out = WithMoney(currency, out,
                    numbers.has_decimals()
                        ? std::optional<uint32_t>(numbers.decimals())
                        : std::nullopt);
  }
  if (style.clock() > 0) out = WithClock(style.clock(), out);
  return style.date_format().empty() ? out
                                     : WithDates(style.date_format(), out);
}

size_t WordCount(absl::string_view text) {
  size_t count = 0;
  for (absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" \n\t"), absl::SkipEmpty())) {
    if (!sdk::Analyze(word).tokens.empty()) ++count;
  }
  return count;
}

}  // namespace alhf::answer_writer
