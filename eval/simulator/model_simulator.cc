#include "eval/simulator/model_simulator.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "eval/simulator/simulated_answer.h"

namespace alhf::eval {
namespace {

using nlohmann::ordered_json;

constexpr char kName[] = "simulated";
constexpr size_t kVector = 64;
constexpr size_t kHuge = size_t{64} << 20;
// A token is taken as 4 bytes, as guidance counts them.
constexpr size_t kBytesPerToken = 4;

HttpServer::Response Json(int status, const ordered_json& body) {
  HttpServer::Response response;
  response.status = status;
  response.body =
      body.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  return response;
}

HttpServer::Response ErrorOf(int status, const std::string& message) {
  return Json(status, {{"error", {{"message", message}}}});
}

std::string KindName(ChatKind kind) {
  switch (kind) {
    case ChatKind::kText:
      return "text";
    case ChatKind::kSql:
      return "sql";
    case ChatKind::kPassages:
      return "passages";
    case ChatKind::kAssessment:
      return "assessment";
  }
  return "";
}

ordered_json UsageOf(const ChatCall& call, const std::string& text) {
  return {{"prompt_tokens", call.prompt_bytes / kBytesPerToken},
          {"completion_tokens", text.size() / kBytesPerToken}};
}

HttpServer::Response Whole(const ChatCall& call, const std::string& text) {
  ordered_json choice = {{"index", 0}, {"finish_reason", "stop"}};
  choice["message"] = {{"role", "assistant"}, {"content", text}};
  ordered_json body = {{"object", "chat.completion"}, {"model", kName}};
  body["choices"] = ordered_json::array({std::move(choice)});
  body["usage"] = UsageOf(call, text);
  return Json(200, body);
}

std::string Event(const ordered_json& choices, const ordered_json& usage) {
  ordered_json body = {{"object", "chat.completion.chunk"}, {"model", kName}};
  body["choices"] = choices;
  if (!usage.is_null()) body["usage"] = usage;
  return absl::StrCat("data: ", body.dump(), "\n\n");
}

// A word or so at a time.
HttpServer::Response Streamed(const ChatCall& call, const std::string& text) {
  HttpServer::Response response;
  response.content_type = "text/event-stream";
  for (size_t begin = 0; begin < text.size();) {
    const std::string part = CutUtf8(absl::string_view(text).substr(begin), 16);
    if (part.empty()) break;
    begin += part.size();
    ordered_json choice = {{"index", 0}};
    choice["delta"] = {{"content", part}};
    response.pieces.push_back(Event(ordered_json::array({choice}), nullptr));
  }
  ordered_json last = {{"index", 0}, {"finish_reason", "stop"}};
  last["delta"] = ordered_json::object();
  response.pieces.push_back(Event(ordered_json::array({last}), nullptr));
  response.pieces.push_back(Event(ordered_json::array(), UsageOf(call, text)));
  response.pieces.emplace_back("data: [DONE]\n\n");
  return response;
}

// Breaks the connection after half of the response.
HttpServer::Response Cut(HttpServer::Response response) {
  if (response.pieces.empty()) {
    response.pieces = {response.body.substr(0, response.body.size() / 2)};
  } else {
    response.pieces.resize((response.pieces.size() + 1) / 2);
    if (response.pieces.size() > 1) response.pieces.resize(1);
  }
  response.cut = true;
  return response;
}

// The same text gets the same vector of length 1; nearness means nothing.
std::vector<double> HashVector(const std::string& text) {
  std::vector<double> vector;
  double square = 0;
  for (size_t i = 0; i < kVector; ++i) {
    const double value = Chance(i, "embedding", text) - 0.5;
    vector.push_back(value);
    square += value * value;
  }
  for (double& value : vector) value /= std::sqrt(square);
  return vector;
}

HttpServer::Response Embed(const std::string& body) {
  const ordered_json request =
      ordered_json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!request.is_object() || !request.contains("input")) {
    return ErrorOf(400, "the body has no `input`");
  }
  const ordered_json inputs = request["input"].is_array()
                                  ? request["input"]
                                  : ordered_json::array({request["input"]});
  ordered_json data = ordered_json::array();
  size_t bytes = 0;
  for (const ordered_json& input : inputs) {
    if (!input.is_string()) return ErrorOf(400, "an input is not a text");
    const auto& text = input.get_ref<const std::string&>();
    bytes += text.size();
    ordered_json each = {{"index", data.size()}};
    each["embedding"] = HashVector(text);
    data.push_back(std::move(each));
  }
  ordered_json answer = {{"model", kName},
                         {"note", "made of hashes: nearness means nothing"}};
  answer["data"] = std::move(data);
  answer["usage"] = {{"prompt_tokens", bytes / kBytesPerToken}};
  return Json(200, answer);
}

}  // namespace

HttpServer::Response ModelSimulator::Answer(
    const HttpServer::Request& request) {
  if (absl::EndsWith(request.path, "/chat/completions")) return Chat(request);
  if (absl::EndsWith(request.path, "/embeddings")) return Embed(request.body);
  if (absl::EndsWith(request.path, "/models")) {
    return Json(200, {{"data", ordered_json::array({{{"id", kName}}})}});
  }
  return ErrorOf(404, absl::StrCat("there is no ", request.path));
}

std::string ModelSimulator::Fault(const HttpServer::Request& request) {
  const auto wanted = request.headers.find("x-simulate");
  if (wanted != request.headers.end()) return wanted->second;
  uint64_t call = 0;
  {
    MutexLock lock(mutex_);
    call = ++calls_;
  }
  double chance = Chance(options_.traits.seed, "fault", absl::StrCat(call));
  for (const auto& [name, probability] :
       {std::pair<const char*, double>{"stall", options_.stalls},
        {"reject", options_.rejects},
        {"cut", options_.cuts},
        {"break", options_.breaks}}) {
    if (chance < probability) return name;
    chance -= probability;
  }
  return "";
}

HttpServer::Response ModelSimulator::Chat(const HttpServer::Request& request) {
  const auto call = ReadChatCall(request.body);
  if (!call.ok()) return ErrorOf(400, std::string(call.status().message()));
  const std::string fault = Fault(request);
  HttpServer::Response response;
  if (fault == "stall") {
    response.stall = true;
    return response;
  }
  if (fault == "reject") {
    response = ErrorOf(429, "the simulator has no room, as it was told to");
    response.headers = {{"Retry-After", absl::StrCat(options_.retry_after_s)}};
    return response;
  }
  if (fault == "html") {
    response.content_type = "text/html";
    response.body = "<html><body>Sign in</body></html>";
    return response;
  }
  if (fault == "huge") return Whole(*call, std::string(kHuge, 'x'));
  std::string text;
  if (call->kind == ChatKind::kAssessment) {
    if (!options_.assesses) {
      return ErrorOf(501, "this simulator assesses nothing");
    }
    text = WriteAssessment(scenarios_, *call);
  } else {
    const Obedience heeds = Decide(scenarios_, *call, options_.traits);
    SimulatedAnswer answer = WriteSimulated(*call, heeds);
    Log(*call, heeds, answer.unwritten);
    text = std::move(answer.text);
  }
  if (fault == "break") text = text.substr(0, text.size() / 2);
  response = call->streams ? Streamed(*call, text) : Whole(*call, text);
  return fault == "cut" ? Cut(std::move(response)) : response;
}

void ModelSimulator::Log(const ChatCall& call, const Obedience& heeds,
                         const std::vector<std::string>& unwritten) {
  if (!options_.log) return;
  ordered_json line = {{"kind", KindName(call.kind)},
                       {"question", call.question}};
  line["scenario"] = heeds.scenario == nullptr ? "" : heeds.scenario->id;
  line["prompt_bytes"] = call.prompt_bytes;
  line["guidance_bytes"] = call.guidance_bytes;
  line["lessons"] = call.lessons.size();
  for (const char* list : {"exposed", "met", "unmet", "followed"}) {
    line[list] = ordered_json::array();
  }
  for (const auto* item : heeds.exposed) line["exposed"].push_back(item->id);
  for (const auto* each : heeds.met) line["met"].push_back(each->name);
  for (const auto* each : heeds.unmet) line["unmet"].push_back(each->name);
  for (const auto* item : heeds.followed) line["followed"].push_back(item->id);
  line["unwritten"] = unwritten;
  const std::string text = line.dump();
  MutexLock lock(mutex_);
  options_.log(text);
}

}  // namespace alhf::eval
