#include "eval/exposure.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/compose/fence.h"
#include "core/compose/guidance.h"

namespace alhf::eval {
namespace {

constexpr size_t kBytesPerToken = 4;

std::vector<std::string> WordsOf(absl::string_view text) {
  const std::string lower = absl::AsciiStrToLower(text);
  return absl::StrSplit(lower, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
}

// "[l-7k2m-1] words" and its further lines, which are indented.
void AppendLines(absl::string_view text, std::vector<std::string>& lines) {
  const size_t first = lines.size();
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const size_t end = line.find("] ");
    if (absl::StartsWith(line, "[") && end != absl::string_view::npos) {
      lines.emplace_back(line.substr(end + 2));
    } else if (lines.size() > first) {
      absl::StrAppend(&lines.back(), " ", absl::StripAsciiWhitespace(line));
    }
  }
}

template <typename List, typename Value>
bool Holds(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool IsExposed(const FeedbackItem& item, const Guidance& guidance) {
  return std::any_of(guidance.begin(), guidance.end(),
                     [&item](const auto& each) {
                       const auto& [component, text] = each;
                       if (item.assign.has_value() && !item.assign->empty() &&
                           !Holds(*item.assign, component)) {
                         return false;
                       }
                       const auto lines = LessonLines(text);
                       return std::any_of(lines.begin(), lines.end(),
                                          [&item](const std::string& line) {
                                            return HoldsWords(line, item.text);
                                          });
                     });
}

double Share(size_t part, size_t whole) {
  return whole == 0 ? 0
                    : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::vector<std::string> LessonLines(absl::string_view prompt) {
  std::vector<std::string> lines;
  for (const core::FencedPart& part : core::FencedParts(prompt)) {
    if (part.name == core::kGuidanceFence) AppendLines(part.text, lines);
  }
  return lines;
}

bool HoldsWords(absl::string_view lesson, absl::string_view record) {
  constexpr size_t kShare = 3;
  const std::vector<std::string> words = WordsOf(lesson);
  const std::vector<std::string> all = WordsOf(record);
  return !words.empty() && words.size() * kShare >= all.size() &&
         absl::StrContains(absl::StrJoin(all, " "), absl::StrJoin(words, " "));
}

double ExposureCounts::ShareWhereNeeded() const {
  return Share(needed_and_exposed, needed);
}
double ExposureCounts::ShareWhereUnfit() const {
  return Share(unfit_and_exposed, unfit);
}
double ExposureCounts::TokensAdded() const {
  return Share(guidance_bytes, questions * kBytesPerToken);
}

void CountExposure(const Scenario& scenario, const Question& question,
                   const std::vector<RecordIndex>& in_force,
                   const Guidance& guidance, ExposureCounts& counts) {
  std::vector<RecordIndex> exposed;
  for (const RecordIndex record : in_force) {
    if (IsExposed(scenario.records[record], guidance)) {
      exposed.push_back(record);
    }
  }
  ++counts.questions;
  for (const auto& [component, text] : guidance) {
    counts.guidance_bytes += text.size();
  }
  for (const Requirement& requirement : question.requirements) {
    for (const std::vector<RecordIndex>& group : requirement.needs) {
      const auto any_in = [&group](const std::vector<RecordIndex>& records) {
        return std::any_of(group.begin(), group.end(), [&](RecordIndex record) {
          return Holds(records, record);
        });
      };
      if (!any_in(in_force)) continue;
      ++counts.needed;
      counts.needed_and_exposed += any_in(exposed);
    }
  }
  for (const RecordIndex record : in_force) {
    if (Holds(question.applies, record)) continue;
    ++counts.unfit;
    counts.unfit_and_exposed += Holds(exposed, record);
  }
}

}  // namespace alhf::eval
