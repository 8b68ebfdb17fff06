#include "cli/render_lesson.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/render_words.h"
#include "cli/table.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

std::string StateText(const v1::Lesson& lesson) {
  if (lesson.state() != v1::LESSON_RETIRED) return Word(lesson.state());
  return absl::StrCat(Word(lesson.state()), ", ", Word(lesson.retire_reason()));
}

// Whom it is for and where it applies.
std::string ScopeText(const v1::Scope& scope) {
  std::vector<std::string> parts;
  parts.push_back(scope.user().empty() ? "every user"
                                       : absl::StrCat("user ", scope.user()));
  if (!scope.agent().empty()) {
    parts.push_back(absl::StrCat("agent ", scope.agent(), " alone"));
  }
  if (scope.breadth() != v1::BREADTH_UNSPECIFIED) {
    parts.push_back(Word(scope.breadth()));
  }
  if (!scope.facets().empty()) {
    parts.push_back(absl::StrJoin(scope.facets(), " ",
                                  [](std::string* out, const auto& facet) {
                                    absl::StrAppend(out, FacetText(facet));
                                  }));
  }
  return absl::StrJoin(parts, "; ");
}

std::string SourcesText(const v1::Lesson& lesson) {
  return absl::StrJoin(
      lesson.sources(), "; ", [](std::string* out, const v1::Source& source) {
        absl::StrAppend(out, source.record_id());
        if (!source.question().empty()) {
          absl::StrAppend(out, " on \"", source.question(), "\"");
        }
        if (source.assigned()) {
          absl::StrAppend(out, ", assigned by a person");
        }
      });
}

std::string ValidityText(const v1::Scope& scope, const Style& style) {
  if (!scope.has_not_before() && !scope.has_not_after()) return "";
  return absl::StrCat(
      scope.has_not_before() ? TimeText(scope.not_before(), style) : "…",
      " to ", scope.has_not_after() ? TimeText(scope.not_after(), style) : "…");
}

std::string DirectiveText(const v1::Directive& directive) {
  if (directive.type_name().empty()) return "";
  google::protobuf::Value display;
  *display.mutable_struct_value() = directive.display();
  return absl::StrCat(directive.type_name(), " ", ValueText(display));
}

}  // namespace

std::string RenderLesson(const v1::Lesson& lesson, const Style& style) {
  Table table({{""}, {""}});
  const auto add = [&table](const char* name, const std::string& value) {
    if (!value.empty()) table.Add({name, value});
  };
  const v1::Scope& scope = lesson.scope();
  add("component", lesson.component());
  add("state", StateText(lesson));
  add("note", lesson.retire_note());
  add("effect", Word(lesson.effect()));
  add("understood as", lesson.understood_as());
  add("text", lesson.text());
  add("applies to", ScopeText(scope));
  add("topic", scope.topic());
  add("triggers", absl::StrJoin(scope.triggers(), ", "));
  add("valid", ValidityText(scope, style));
  for (const v1::Counterexample& counterexample : scope.counterexamples()) {
    add("not for", counterexample.text());
  }
  add("directive", DirectiveText(lesson.directive()));
  add("settles", lesson.conflict_key());
  add("given by",
      absl::StrCat(lesson.giver(), " (", Word(lesson.giver_role()), ")"));
  add("edited by", lesson.edited_by());
  add("from", SourcesText(lesson));
  add("derived from", absl::StrJoin(lesson.derived_from(), ", "));
  add("learned", TimeText(lesson.create_time(), style));
  add("changed", TimeText(lesson.update_time(), style));
  add("position", PositionText(lesson.position()));
  add("etag", lesson.etag());
  Style whole = style;
  whole.width = 0;
  return absl::StrCat(style.Bold(OneLine(lesson.id())), "\n",
                      table.Render(whole, 2));
}

std::string RenderLessons(const std::vector<v1::Lesson>& lessons,
                          const Style& style) {
  if (lessons.empty()) return "no lesson\n";
  Table table({{"LESSON"},
               {"COMPONENT"},
               {"STATE"},
               {"EFFECT"},
               {"UNDERSTOOD AS", Align::kLeft, Fit::kCut},
               {"APPLIES TO", Align::kLeft, Fit::kCut},
               {"GIVER"}});
  for (const v1::Lesson& lesson : lessons) {
    table.Add({lesson.id(), lesson.component(), StateText(lesson),
               Word(lesson.effect()),
               lesson.understood_as().empty() ? lesson.text()
                                              : lesson.understood_as(),
               ScopeText(lesson.scope()), lesson.giver()});
  }
  return table.Render(style);
}

std::string RenderLessonChange(const v1::ChangeLessonResponse& response,
                               const Style& style) {
  const v1::Lesson& lesson = response.lesson();
  const std::string id = OneLine(lesson.id());
  std::string text = absl::StrCat(style.Bold(id), " is ", StateText(lesson),
                                  " in ", OneLine(lesson.component()), ", ",
                                  Word(lesson.effect()), "\n");
  if (!lesson.understood_as().empty()) {
    absl::StrAppend(&text, "  understood as: ", OneLine(lesson.understood_as()),
                    "\n");
  }
  absl::StrAppend(&text, "  applies to: ", OneLine(ScopeText(lesson.scope())),
                  "\n", Word(response.state()), " at position ",
                  PositionText(response.position()), "\n");
  if (lesson.state() == v1::LESSON_RETIRED) {
    absl::StrAppend(&text, "to undo it: ", style.program, " restore ", id,
                    "\n");
  }
  return text;
}

}  // namespace alhf::cli
