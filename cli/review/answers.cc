#include "cli/review/answers.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace alhf::cli {
namespace {

using Lines = std::vector<std::string>;

constexpr size_t kMostLines = 2000;

std::string OneSpaced(absl::string_view text) {
  return absl::StrJoin(
      absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty()), " ");
}

std::string SqlOf(const v1::Exchange& exchange) {
  std::string sql;
  for (const v1::Step& step : exchange.steps()) {
    if (step.output().table().sql().empty()) continue;
    absl::StrAppend(&sql, step.output().table().sql(), "\n");
  }
  return sql;
}

std::set<std::string> SourcesOf(const v1::Exchange& exchange) {
  std::set<std::string> sources;
  for (const v1::Step& step : exchange.steps()) {
    for (const v1::Passage& passage : step.output().passages()) {
      sources.insert(passage.source());
    }
  }
  return sources;
}

Lines LinesOf(absl::string_view text) {
  Lines lines = absl::StrSplit(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

// longest[i][j]: common lines of what is left from i and j on.
std::vector<std::vector<int>> CommonLengths(const Lines& a, const Lines& b) {
  std::vector<std::vector<int>> longest(a.size() + 1,
                                        std::vector<int>(b.size() + 1, 0));
  for (size_t i = a.size(); i-- > 0;) {
    for (size_t j = b.size(); j-- > 0;) {
      longest[i][j] = a[i] == b[j]
                          ? longest[i + 1][j + 1] + 1
                          : std::max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  return longest;
}

}  // namespace

std::vector<std::string> ChangedParts(const v1::Exchange& one,
                                      const v1::Exchange& other) {
  std::vector<std::string> changed;
  if (OneSpaced(one.answer()) != OneSpaced(other.answer())) {
    changed.push_back("answer");
  }
  if (OneSpaced(SqlOf(one)) != OneSpaced(SqlOf(other))) {
    changed.push_back("sql");
  }
  if (SourcesOf(one) != SourcesOf(other)) changed.push_back("sources");
  return changed;
}

std::string SqlAndAnswer(const v1::Exchange& exchange) {
  return absl::StrCat(SqlOf(exchange), exchange.answer());
}

std::vector<std::string> LineDiff(absl::string_view one,
                                  absl::string_view other) {
  const Lines a = LinesOf(one);
  const Lines b = LinesOf(other);
  const bool small = std::max(a.size(), b.size()) <= kMostLines;
  const auto longest =
      small ? CommonLengths(a, b) : std::vector<std::vector<int>>();
  Lines diff;
  size_t i = 0;
  size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (a[i] == b[j]) {
      diff.push_back("  " + a[i]);
      ++i;
      ++j;
    } else if (!small) {
      break;
    } else if (longest[i + 1][j] >= longest[i][j + 1]) {
      diff.push_back("- " + a[i++]);
    } else {
      diff.push_back("+ " + b[j++]);
    }
  }
  while (i < a.size()) diff.push_back("- " + a[i++]);
  while (j < b.size()) diff.push_back("+ " + b[j++]);
  return diff;
}

}  // namespace alhf::cli
