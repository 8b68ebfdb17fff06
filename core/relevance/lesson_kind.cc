#include "core/relevance/lesson_kind.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "core/relevance/trigger.h"
#include "core/relevance/wish.h"

namespace alhf::core {
namespace {

bool SpeaksOfSelf(const Analysis& text) {
  static const auto& selves = *new absl::flat_hash_set<absl::string_view>{
      "i",  "i'm", "i've", "i'd",   "i'll",  "me",  "my",
      "we", "us",  "our",  "we're", "we've", "mine"};
  return std::any_of(
      text.tokens.begin(), text.tokens.end(),
      [](const Token& token) { return selves.contains(token.text); });
}

}  // namespace

absl::string_view NameOf(LessonKind kind) {
  switch (kind) {
    case LessonKind::kInstruction:
      return "instruction";
    case LessonKind::kDefinition:
      return "definition";
    case LessonKind::kTopic:
      return "topic";
    case LessonKind::kWish:
      return "wish";
    case LessonKind::kStatement:
      return "statement";
  }
  return "unknown";
}

LessonKind KindOf(const Analysis& analysis, absl::string_view text,
                  bool has_trigger) {
  if (has_trigger) {
    return ParseDefinition(text).has_value() ? LessonKind::kDefinition
                                             : LessonKind::kTopic;
  }
  if (!SpeaksOfSelf(analysis)) return LessonKind::kInstruction;
  return StatesWish(analysis) ? LessonKind::kWish : LessonKind::kStatement;
}

}  // namespace alhf::core
