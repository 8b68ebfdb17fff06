#include "eval/simulator/chat_call.h"

#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/compose/fence.h"
#include "core/compose/guidance.h"
#include "eval/exposure.h"

namespace alhf::eval {
namespace {

using nlohmann::json;

std::string TextOf(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>()
                                                     : std::string();
}

// "3. [folder/page.md] Heading" begins the third passage.
std::vector<std::string> SourcesOf(absl::string_view text) {
  std::vector<std::string> sources;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    const std::string start = absl::StrCat(sources.size() + 1, ". [");
    if (!absl::ConsumePrefix(&line, start)) continue;
    sources.emplace_back(line.substr(0, line.find(']')));
  }
  return sources;
}

void TakePart(const core::FencedPart& part, ChatCall& call) {
  const std::string text(absl::StripAsciiWhitespace(part.text));
  if (part.name == "question") {
    call.question = text;
  } else if (part.name == core::kGuidanceFence) {
    call.guidance_bytes += part.text.size();
  } else if (part.name == "passages") {
    call.sources = SourcesOf(part.text);
  } else if (part.name == "wanted") {
    uint32_t wanted = 0;
    if (absl::SimpleAtoi(text.substr(0, text.find(' ')), &wanted)) {
      call.wanted_passages = wanted;
    }
  } else if (part.name == "feedback") {
    call.feedback = text;
  } else if (part.name == "component") {
    absl::string_view name = text;
    absl::ConsumePrefix(&name, "Name: ");
    call.component = std::string(name.substr(0, name.find('\n')));
  }
}

ChatKind KindOf(const json& body) {
  const json& fields = body.value(
      json::json_pointer("/response_format/json_schema/schema/properties"),
      json());
  if (fields.contains("sql")) return ChatKind::kSql;
  if (fields.contains("keep")) return ChatKind::kPassages;
  if (fields.contains("relevance")) return ChatKind::kAssessment;
  return ChatKind::kText;
}

}  // namespace

absl::StatusOr<ChatCall> ReadChatCall(absl::string_view body) {
  const json request = json::parse(body.begin(), body.end(), nullptr,
                                   /*allow_exceptions=*/false);
  if (!request.is_object() || !request.contains("messages") ||
      !request["messages"].is_array()) {
    return absl::InvalidArgumentError("the body has no list `messages`");
  }
  ChatCall call;
  call.kind = KindOf(request);
  call.streams = request.contains("stream") && request["stream"] == true;
  for (const json& message : request["messages"]) {
    if (!message.is_object()) continue;
    const std::string content = TextOf(message, "content");
    call.prompt_bytes += content.size();
    // What the model itself said is no part of what it was told.
    if (TextOf(message, "role") == "assistant") continue;
    for (const core::FencedPart& part : core::FencedParts(content)) {
      TakePart(part, call);
    }
    for (std::string& line : LessonLines(content)) {
      call.lessons.push_back(std::move(line));
    }
  }
  return call;
}

}  // namespace alhf::eval
