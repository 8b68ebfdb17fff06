#include "sdk/model/json_answer.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/model/chat_model.h"
#include "base/status.h"
#include "google/protobuf/util/json_util.h"
#include "sdk/model/openai_wire.h"

namespace alhf::sdk {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using Json = nlohmann::ordered_json;

Json ObjectOf(const Descriptor& type);

Json TypeOf(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return ObjectOf(*field.message_type());
    case FieldDescriptor::CPPTYPE_BOOL:
      return {{"type", "boolean"}};
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      return {{"type", "number"}};
    case FieldDescriptor::CPPTYPE_STRING:
      return {{"type", "string"}};
    case FieldDescriptor::CPPTYPE_ENUM: {
      Json names = Json::array();
      for (int i = 0; i < field.enum_type()->value_count(); ++i) {
        names.push_back(field.enum_type()->value(i)->name());
      }
      Json type = {{"type", "string"}};
      type["enum"] = std::move(names);
      return type;
    }
    default:
      return {{"type", "integer"}};
  }
}

Json ObjectOf(const Descriptor& type) {
  Json properties = Json::object();
  Json required = Json::array();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    Json each = TypeOf(field);
    if (field.is_repeated()) {
      Json list = {{"type", "array"}};
      list["items"] = std::move(each);
      each = std::move(list);
    }
    properties[field.name()] = std::move(each);
    required.push_back(field.name());
  }
  Json object = {{"type", "object"}};
  object["properties"] = std::move(properties);
  object["required"] = std::move(required);
  object["additionalProperties"] = false;
  return object;
}

// Returns the path of the first field of `type` that `json` has not; empty:
// it has all of them.
std::string MissingField(const Json& json, const Descriptor& type) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const auto found = json.find(field.name());
    if (found == json.end()) return field.name();
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    // What is no list or object is told by the parser of messages.
    const Json one = Json::array({*found});
    for (const Json& each : field.is_repeated() ? *found : one) {
      if (!each.is_object()) continue;
      const std::string inner = MissingField(each, *field.message_type());
      if (!inner.empty()) return absl::StrCat(field.name(), ".", inner);
    }
  }
  return "";
}

}  // namespace

std::string SchemaOf(const Descriptor& type) { return ObjectOf(type).dump(); }

absl::string_view FirstObject(absl::string_view text) {
  const size_t begin = text.find('{');
  if (begin == absl::string_view::npos) return "";
  int depth = 0;
  bool quoted = false;
  for (size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return text.substr(begin, i + 1 - begin);
    }
  }
  return "";
}

absl::Status ReadAnswer(absl::string_view text,
                        google::protobuf::Message& message) {
  const absl::string_view object = FirstObject(text);
  if (object.empty()) return AnswerInvalid("without a whole JSON object");
  const Json json = Json::parse(object.begin(), object.end(), nullptr,
                                /*allow_exceptions=*/false);
  if (json.is_discarded()) return AnswerInvalid("with what is not JSON");
  const std::string missing = MissingField(json, *message.GetDescriptor());
  if (!missing.empty()) {
    return AnswerInvalid(absl::StrCat("without the field ", missing));
  }
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  message.Clear();
  const auto parsed = google::protobuf::util::JsonStringToMessage(
      {object.data(), object.size()}, &message, options);
  if (parsed.ok()) return absl::OkStatus();
  return AnswerInvalid(absl::StrCat("with another JSON than asked for: ",
                                    std::string(parsed.message())));
}

absl::Status AskJson(ChatModel& model, ChatRequest& request,
                     google::protobuf::Message& answer, v1::ModelUsage& usage) {
  const Descriptor& type = *answer.GetDescriptor();
  request.json_schema = SchemaOf(type);
  request.schema_name = type.name();
  absl::Status read;
  for (int tried = 0; tried < 2; ++tried) {
    ALHF_ASSIGN_OR_RETURN(std::string text, model.Chat(request, usage));
    read = ReadAnswer(text, answer);
    request.messages.push_back({ChatRole::kAssistant, std::move(text)});
    if (read.ok() || tried > 0) break;
    request.messages.push_back(
        {ChatRole::kUser,
         absl::StrCat("That cannot be read: ", std::string(read.message()),
                      ". Answer with the JSON object alone.")});
  }
  return read;
}

}  // namespace alhf::sdk
