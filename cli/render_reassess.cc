#include "cli/render_reassess.h"

#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "cli/render_words.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

using Difference = v1::LessonDifference;

std::string LessonText(const v1::Lesson& lesson) {
  return absl::StrCat(
      lesson.id().empty() ? "" : OneLine(lesson.id()) + " ",
      Word(lesson.state()), ", ", Word(lesson.effect()), ": ",
      OneLine(lesson.understood_as().empty() ? lesson.text()
                                             : lesson.understood_as()));
}

std::string DifferenceText(const Difference& difference) {
  std::string text = absl::StrCat(
      "  ", absl::AsciiStrToLower(Difference::Kind_Name(difference.kind())),
      " in ", OneLine(difference.component()), "\n");
  if (difference.has_before()) {
    absl::StrAppend(&text, "    is:  ", LessonText(difference.before()), "\n");
  }
  if (difference.has_after()) {
    absl::StrAppend(&text, "    now: ", LessonText(difference.after()), "\n");
  }
  if (!difference.kept_because().empty()) {
    absl::StrAppend(&text, "    ", OneLine(difference.kept_because()), "\n");
  }
  return text;
}

}  // namespace

std::string RenderReassessed(
    const std::vector<v1::ReassessFeedbackResponse>& responses,
    const Style& style) {
  std::string text;
  std::map<std::string, std::string> missing;
  uint64_t waiting = 0;
  uint64_t accepted = 0;
  for (const auto& response : responses) {
    for (const auto& each : response.missing()) {
      missing[each.component()] = each.reason();
    }
    if (response.differences().empty()) continue;
    ++(response.has_position() ? accepted : waiting);
    absl::StrAppend(&text, OneLine(response.record_id()), "\n");
    for (const Difference& each : response.differences()) {
      absl::StrAppend(&text, DifferenceText(each));
    }
  }
  for (const auto& [component, reason] : missing) {
    absl::StrAppend(&text, "not asked: ", OneLine(component), ": ",
                    OneLine(reason), "\n");
  }
  absl::StrAppend(&text, Count(responses.size(), "record"), " assessed anew, ");
  if (waiting + accepted == 0) return absl::StrCat(text, "no difference\n");
  absl::StrAppend(&text, waiting + accepted, " with a difference\n");
  if (accepted > 0) {
    absl::StrAppend(&text, "accepted: ", Count(accepted, "record"), "\n");
  }
  if (waiting > 0) {
    absl::StrAppend(&text, "nothing was changed; to accept: ", style.program,
                    " reassess [RECORD] --accept\n");
  }
  return text;
}

}  // namespace alhf::cli
