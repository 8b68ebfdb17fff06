#include "cli/terminal_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "base/text.h"

namespace alhf::cli {
namespace {

struct Range {
  uint32_t first;
  uint32_t last;
};

// Marks that stand on the character before them, joiners and selectors.
constexpr std::array<Range, 18> kZeroWidth = {{{0x0300, 0x036F},
                                               {0x0483, 0x0489},
                                               {0x0591, 0x05BD},
                                               {0x0610, 0x061A},
                                               {0x064B, 0x065F},
                                               {0x0900, 0x0902},
                                               {0x093C, 0x093C},
                                               {0x0941, 0x0948},
                                               {0x094D, 0x094D},
                                               {0x0E31, 0x0E31},
                                               {0x0E34, 0x0E3A},
                                               {0x1AB0, 0x1AFF},
                                               {0x1DC0, 0x1DFF},
                                               {0x200B, 0x200F},
                                               {0x20D0, 0x20FF},
                                               {0xFE00, 0xFE0F},
                                               {0xFE20, 0xFE2F},
                                               {0xFEFF, 0xFEFF}}};

constexpr std::array<Range, 14> kDoubleWidth = {{{0x1100, 0x115F},
                                                 {0x2E80, 0x303E},
                                                 {0x3041, 0x33FF},
                                                 {0x3400, 0x4DBF},
                                                 {0x4E00, 0x9FFF},
                                                 {0xA000, 0xA4CF},
                                                 {0xA960, 0xA97F},
                                                 {0xAC00, 0xD7A3},
                                                 {0xF900, 0xFAFF},
                                                 {0xFE30, 0xFE6F},
                                                 {0xFF00, 0xFF60},
                                                 {0xFFE0, 0xFFE6},
                                                 {0x1F300, 0x1FAFF},
                                                 {0x20000, 0x3FFFD}}};

template <size_t size>
bool Holds(const std::array<Range, size>& ranges, uint32_t point) {
  return std::any_of(ranges.begin(), ranges.end(), [point](const Range& range) {
    return range.first <= point && point <= range.last;
  });
}

struct Character {
  uint32_t point;  // U+FFFD where the bytes are not UTF-8.
  absl::string_view bytes;
};

// Takes the first character off `text`, which is not empty.
Character TakeCharacter(absl::string_view& text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const absl::string_view bytes = text.substr(0, length);
  if (!IsUtf8(bytes)) {
    text.remove_prefix(1);
    return {0xFFFD, "\uFFFD"};
  }
  text.remove_prefix(length);
  uint32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
  for (const char follower : bytes.substr(1)) {
    point = point << 6 | (static_cast<unsigned char>(follower) & 0x3Fu);
  }
  return {point, bytes};
}

// C0 and C1 controls, which terminals act on, and the bidirectional controls,
// which make a line read otherwise than it is.
bool IsControl(uint32_t point) {
  return point < 0x20 || (point >= 0x7F && point <= 0x9F) ||
         (point >= 0x2028 && point <= 0x202E) ||
         (point >= 0x2066 && point <= 0x2069);
}

int WidthOf(uint32_t point) {
  if (Holds(kZeroWidth, point)) return 0;
  return Holds(kDoubleWidth, point) ? 2 : 1;
}

}  // namespace

std::string Printable(absl::string_view text) {
  std::string result;
  while (!text.empty()) {
    const Character character = TakeCharacter(text);
    if (character.point == '\t') {
      result.append("  ");
    } else if (character.point == '\n' || !IsControl(character.point)) {
      absl::StrAppend(&result, character.bytes);
    }
  }
  return result;
}

std::string OneLine(absl::string_view text) {
  std::string result = Printable(text);
  absl::RemoveExtraAsciiWhitespace(&result);
  std::replace(result.begin(), result.end(), '\n', ' ');
  return result;
}

int DisplayWidth(absl::string_view text) {
  int width = 0;
  while (!text.empty()) width += WidthOf(TakeCharacter(text).point);
  return width;
}

std::string CutToWidth(absl::string_view text, int width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  std::string result;
  int used = 1;  // "…"
  while (!text.empty()) {
    const Character character = TakeCharacter(text);
    used += WidthOf(character.point);
    if (used > width) break;
    absl::StrAppend(&result, character.bytes);
  }
  absl::StripTrailingAsciiWhitespace(&result);
  return absl::StrCat(result, "…");
}

std::string Indent(absl::string_view text, int columns) {
  std::string printable = Printable(text);
  absl::StripTrailingAsciiWhitespace(&printable);
  if (printable.empty()) return "";
  std::string result;
  for (const absl::string_view line : absl::StrSplit(printable, '\n')) {
    if (!line.empty()) result.append(static_cast<size_t>(columns), ' ');
    absl::StrAppend(&result, line, "\n");
  }
  return result;
}

std::string ShellQuote(absl::string_view text) {
  const bool plain =
      !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
               absl::string_view("_-./:=,@%+").find(c) !=
                   absl::string_view::npos;
      });
  if (plain) return std::string(text);
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "'\\''"}}), "'");
}

}  // namespace alhf::cli
