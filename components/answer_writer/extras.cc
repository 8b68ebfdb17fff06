#include "components/answer_writer/extras.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "alhf/sdk/text.h"

namespace alhf::answer_writer {
namespace {

// "in 2025", "the last 90 days", "from 2024-01-01": a number with a year's
// form, or a word of time.
bool SpeaksOfTime(absl::string_view text) {
  static constexpr std::array<absl::string_view, 16> kWords = {
      "day",   "days",  "week",     "weeks",    "month", "months",
      "year",  "years", "quarter",  "quarters", "date",  "period",
      "since", "until", "calendar", "yesterday"};
  const std::vector<sdk::Token> tokens = sdk::Analyze(text).tokens;
  return std::any_of(tokens.begin(), tokens.end(), [](const auto& token) {
    const bool year = token.number && token.text.size() == 4 &&
                      (token.text[0] == '1' || token.text[0] == '2');
    return year ||
           std::find(kWords.begin(), kWords.end(), token.text) != kWords.end();
  });
}

std::string Sentence(absl::string_view opening,
                     const std::vector<std::string>& parts) {
  return parts.empty()
             ? ""
             : absl::StrCat(opening, ": ", absl::StrJoin(parts, "; "), ".");
}

std::string SayOfRows(Extra extra, const v1::Table& table) {
  std::vector<std::string> parts;
  switch (extra) {
    case EXTRA_SQL:
      return table.sql().empty()
                 ? ""
                 : absl::StrCat("```sql\n", table.sql(), "\n```");
    case EXTRA_DATABASE:
      if (!table.database().empty()) parts.push_back(table.database());
      return Sentence("Database", parts);
    case EXTRA_PERIOD:
      for (const std::string& line : table.interpretation()) {
        if (SpeaksOfTime(line)) parts.push_back(line);
      }
      return Sentence("Period", parts);
    case EXTRA_INTERPRETATION:
      parts.assign(table.interpretation().begin(),
                   table.interpretation().end());
      return Sentence("Taken as", parts);
    case EXTRA_ROW_COUNT:
      return Sentence("Rows",
                      {absl::StrCat(table.rows_size(),
                                    table.truncated() ? " or more" : "")});
    default:
      return "";
  }
}

std::string SayOfPassages(Extra extra,
                          const std::vector<v1::Passage>& passages) {
  std::vector<std::string> parts;
  for (const v1::Passage& passage : passages) {
    std::string part;
    if (extra == EXTRA_DOCUMENT_TITLE && passage.headings_size() > 0) {
      part = passage.headings(0);
    } else if (extra == EXTRA_DOCUMENT_DATE && passage.has_date()) {
      part = absl::StrCat(passage.source(), " is of ", DayOf(passage));
    }
    const bool said =
        std::find(parts.begin(), parts.end(), part) != parts.end();
    if (!part.empty() && !said) parts.push_back(part);
  }
  return Sentence(extra == EXTRA_DOCUMENT_TITLE ? "From" : "Dates", parts);
}

}  // namespace

std::string DayOf(const v1::Passage& passage) {
  return absl::FormatTime("%Y-%m-%d", FromProto(passage.date()),
                          absl::UTCTimeZone());
}

std::string Say(Extra extra, const Material& material) {
  switch (material.kind) {
    case ANSWER_KIND_ROWS:
      return SayOfRows(extra, material.table);
    case ANSWER_KIND_PASSAGES:
      return SayOfPassages(extra, material.passages);
    default:
      return "";
  }
}

std::vector<std::string> SayAll(const Style& style, const Material& material) {
  std::vector<std::string> said;
  for (const Extra extra :
       {EXTRA_DATABASE, EXTRA_PERIOD, EXTRA_INTERPRETATION, EXTRA_ROW_COUNT,
        EXTRA_DOCUMENT_TITLE, EXTRA_DOCUMENT_DATE}) {
    if (!Wants(style, extra)) continue;
    if (extra == EXTRA_DOCUMENT_DATE && CitesDates(style)) continue;
    std::string text = Say(extra, material);
    if (!text.empty()) said.push_back(std::move(text));
  }
  return said;
}

bool CitesDates(const Style& style) {
  return Wants(style, EXTRA_DOCUMENT_DATE) &&
         style.citations() != CITATIONS_NONE && style.form() != FORM_JSON;
}

bool Wants(const Style& style, Extra extra) {
  bool wanted = false;
  for (const Mention& mention : style.mentions()) {
    if (mention.extra() == extra) wanted = !mention.off();
  }
  return wanted;
}

bool AsksForSql(absl::string_view question) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(question).tokens;
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const auto& token) { return token.text == "sql"; });
}

}  // namespace alhf::answer_writer
