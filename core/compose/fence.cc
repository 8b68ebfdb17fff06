#include "core/compose/fence.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace alhf::core {
namespace {

constexpr size_t kShortest = 3;

size_t TildesAt(absl::string_view line) {
  return std::min(line.find_first_not_of('~'), line.size());
}

}  // namespace

std::string FenceFor(absl::string_view text) {
  size_t longest = kShortest - 1;
  size_t run = 0;
  for (const char c : text) {
    run = c == '~' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(longest + 1, '~');
}

std::string Fenced(absl::string_view name, absl::string_view text) {
  const std::string fence = FenceFor(text);
  const bool ended = text.empty() || text.back() == '\n';
  return absl::StrCat(fence, name, "\n", text, ended ? "" : "\n", fence, "\n");
}

std::vector<FencedPart> FencedParts(absl::string_view prompt) {
  std::vector<FencedPart> parts;
  std::string fence;  // empty: outside
  for (absl::string_view line : absl::StrSplit(prompt, '\n')) {
    if (!fence.empty()) {
      if (line == fence) {
        fence.clear();
      } else {
        absl::StrAppend(&parts.back().text, line, "\n");
      }
      continue;
    }
    const size_t tildes = TildesAt(line);
    if (tildes < kShortest || tildes == line.size()) continue;
    fence = std::string(tildes, '~');
    parts.push_back({std::string(line.substr(tildes)), ""});
  }
  return parts;
}

}  // namespace alhf::core
