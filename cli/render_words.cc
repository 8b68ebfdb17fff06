#include "cli/render_words.h"

#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "base/text.h"

namespace alhf::cli {
namespace {

// Returns the word of an enum value: its name without `prefix`, in lower case.
// A value that this build does not know is its number.
std::string Spoken(const std::string& name, absl::string_view prefix,
                   int number) {
  if (name.empty()) return absl::StrCat("?", number);
  if (number == 0) return "-";
  return absl::AsciiStrToLower(
      absl::StrReplaceAll(absl::StripPrefix(name, prefix), {{"_", " "}}));
}

}  // namespace

std::string Word(v1::LessonState state) {
  return Spoken(v1::LessonState_Name(state), "LESSON_", state);
}

std::string Word(v1::RetireReason reason) {
  return Spoken(v1::RetireReason_Name(reason), "RETIRE_", reason);
}

std::string Word(v1::Effect effect) {
  return Spoken(v1::Effect_Name(effect), "EFFECT_", effect);
}

std::string Word(v1::Outcome outcome) {
  return Spoken(v1::Outcome_Name(outcome), "OUTCOME_", outcome);
}

std::string Word(v1::FeedbackState state) {
  return Spoken(v1::FeedbackState_Name(state), "FEEDBACK_", state);
}

std::string Word(v1::Relation::Kind kind) {
  return Spoken(v1::Relation::Kind_Name(kind), "", kind);
}

std::string Word(v1::Disposition disposition) {
  return Spoken(v1::Disposition_Name(disposition), "DISPOSITION_", disposition);
}

std::string Word(v1::ComponentHealth health) {
  return Spoken(v1::ComponentHealth_Name(health), "COMPONENT_", health);
}

std::string Word(v1::Breadth breadth) {
  switch (breadth) {
    case v1::BREADTH_QUESTION:
      return "questions like this one";
    case v1::BREADTH_TOPIC:
      return "questions on its topic";
    case v1::BREADTH_COMPONENT:
      return "all that the component does";
    default:
      return "-";
  }
}

std::string Word(v1::Role role) {
  return Spoken(v1::Role_Name(role), "ROLE_", role);
}

std::string Word(v1::Activation activation) {
  return Spoken(v1::Activation_Name(activation), "ACTIVATION_", activation);
}

std::string ScoreText(double score) { return absl::StrFormat("%.2f", score); }

std::string DurationText(const google::protobuf::Duration& duration) {
  const double seconds =
      static_cast<double>(duration.seconds()) + duration.nanos() * 1e-9;
  if (seconds >= 1) return absl::StrFormat("%.1f s", seconds);
  return absl::StrFormat("%.0f ms", seconds * 1000);
}

std::string TimeText(const google::protobuf::Timestamp& time,
                     const Style& style) {
  if (time.seconds() == 0 && time.nanos() == 0) return "-";
  return absl::FormatTime("%Y-%m-%d %H:%M", FromProto(time), style.time_zone);
}

std::string ReachText(const v1::Scope& scope, const Style& style) {
  std::vector<std::string> parts;
  if (scope.breadth() != v1::BREADTH_UNSPECIFIED) {
    parts.push_back(Word(scope.breadth()));
  }
  if (scope.has_not_before()) {
    parts.push_back(absl::StrCat("from ", TimeText(scope.not_before(), style)));
  }
  if (scope.has_not_after()) {
    parts.push_back(absl::StrCat("until ", TimeText(scope.not_after(), style)));
  }
  return absl::StrJoin(parts, ", ");
}

std::string PositionText(const v1::Position& position) {
  return absl::StrCat(position.sequence());
}

std::string Count(uint64_t number, const std::string& singular) {
  return absl::StrCat(number, " ", singular, number == 1 ? "" : "s");
}

std::string ValueText(const google::protobuf::Value& value) {
  switch (value.kind_case()) {
    case google::protobuf::Value::kBoolValue:
      return value.bool_value() ? "true" : "false";
    case google::protobuf::Value::kNumberValue:
      return absl::StrCat(value.number_value());
    case google::protobuf::Value::kStringValue:
      return value.string_value();
    case google::protobuf::Value::kListValue:
      return absl::StrCat(
          "[",
          absl::StrJoin(value.list_value().values(), ", ",
                        [](std::string* out, const auto& element) {
                          absl::StrAppend(out, ValueText(element));
                        }),
          "]");
    case google::protobuf::Value::kStructValue: {
      // Maps have no order; people read one.
      const std::map<std::string, google::protobuf::Value> fields(
          value.struct_value().fields().begin(),
          value.struct_value().fields().end());
      return absl::StrCat(
          "{",
          absl::StrJoin(fields, ", ",
                        [](std::string* out, const auto& field) {
                          absl::StrAppend(out, field.first, ": ",
                                          ValueText(field.second));
                        }),
          "}");
    }
    default:
      return "null";
  }
}

std::string FacetText(const v1::Facet& facet) {
  return absl::StrCat(facet.key(), ":", facet.value());
}

}  // namespace alhf::cli
