#include "eval/json_fields.h"

#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::eval {

using nlohmann::json;

absl::Status JsonFields::Invalid(absl::string_view what) const {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(where_, ": ", what));
}

absl::Status JsonFields::CheckObject() const {
  return object_.is_object() ? absl::OkStatus()
                             : Invalid("is no JSON object: {…}");
}

const json* JsonFields::Find(const std::string& name) {
  read_.insert(name);
  const auto found = object_.find(name);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

absl::StatusOr<std::string> JsonFields::Text(const std::string& name) {
  absl::StatusOr<std::string> text = OptionalText(name);
  if (text.ok() && absl::StripAsciiWhitespace(*text).empty()) {
    return Invalid(absl::StrCat("\"", name, "\" is missing or empty"));
  }
  return text;
}

absl::StatusOr<std::string> JsonFields::OptionalText(const std::string& name) {
  const json* field = Find(name);
  if (field == nullptr) return std::string();
  if (!field->is_string()) {
    return Invalid(absl::StrCat("\"", name, "\" is no text: \"…\""));
  }
  return field->get<std::string>();
}

absl::StatusOr<std::string> JsonFields::TextOrNumber(const std::string& name) {
  const json* field = Find(name);
  if (field != nullptr && field->is_number()) return field->dump();
  return Text(name);
}

absl::StatusOr<std::optional<std::vector<std::string>>> JsonFields::Texts(
    const std::string& name) {
  const json* field = Find(name);
  if (field == nullptr) return std::nullopt;
  const absl::Status no_list =
      Invalid(absl::StrCat("\"", name, "\" is no list of texts: [\"…\"]"));
  if (field->is_string()) {
    return std::vector<std::string>{field->get<std::string>()};
  }
  if (!field->is_array()) return no_list;
  std::vector<std::string> texts;
  for (const json& each : *field) {
    if (!each.is_string()) return no_list;
    texts.push_back(each.get<std::string>());
  }
  return texts;
}

absl::StatusOr<std::vector<json>> JsonFields::List(const std::string& name) {
  const json* field = Find(name);
  if (field == nullptr) return std::vector<json>();
  if (!field->is_array()) {
    return Invalid(absl::StrCat("\"", name, "\" is no list: […]"));
  }
  return field->get<std::vector<json>>();
}

std::vector<std::string> JsonFields::Unread() const {
  std::vector<std::string> names;
  for (const auto& [name, value] : object_.items()) {
    if (read_.count(name) == 0) names.push_back(name);
  }
  return names;
}

}  // namespace alhf::eval
