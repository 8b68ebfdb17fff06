#include "eval/recorder/exchange_recorder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/text.h"

namespace alhf::eval {
namespace {

using nlohmann::ordered_json;

HttpServer::Response ErrorOf(int status, const std::string& message) {
  HttpServer::Response response;
  response.status = status;
  response.body = ordered_json{{"error", {{"message", message}}}}.dump();
  return response;
}

// "/v1/chat/completions" -> "/chat/completions": what comes after any base.
std::string BelowBase(const std::string& path) {
  return std::string(absl::StripPrefix(path, "/v1"));
}

// A line of the fence of lessons: "[l-7k2m9q4d2x-1] words".
absl::string_view LessonOf(absl::string_view line) {
  const size_t end = line.find("] ");
  return absl::StartsWith(line, "[l-") && end != absl::string_view::npos
             ? line.substr(end + 2)
             : absl::string_view();
}

// The prompt with its lessons in the order of their words, without ids.
std::string WithoutIds(const std::string& prompt) {
  std::string text;
  std::vector<std::string> lessons;
  for (absl::string_view line : absl::StrSplit(prompt, '\n')) {
    const absl::string_view lesson = LessonOf(line);
    if (!lesson.empty()) {
      lessons.emplace_back(lesson);
      continue;
    }
    if (!lessons.empty() && absl::StartsWith(line, "  ")) {
      absl::StrAppend(&lessons.back(), "\n", line);
      continue;
    }
    std::sort(lessons.begin(), lessons.end());
    for (const std::string& each : lessons) absl::StrAppend(&text, each, "\n");
    lessons.clear();
    absl::StrAppend(&text, line, "\n");
  }
  return text;
}

// The number after the last `"name":`, so that a stream's last event counts
// too.
uint64_t LastNumber(absl::string_view body, const std::string& name) {
  const std::string key = absl::StrCat("\"", name, "\":");
  size_t at = body.rfind(key);
  if (at == absl::string_view::npos) return 0;
  at = body.find_first_not_of(' ', at + key.size());
  uint64_t number = 0;
  for (; at < body.size() && body[at] >= '0' && body[at] <= '9'; ++at) {
    number = number * 10 + static_cast<uint64_t>(body[at] - '0');
  }
  return number;
}

}  // namespace

std::string ExchangeRecorder::NameOf(absl::string_view path,
                                     absl::string_view body) {
  ordered_json json = ordered_json::parse(body.begin(), body.end(), nullptr,
                                          /*allow_exceptions=*/false);
  std::string canonical(body);
  if (json.is_object() && json.contains("messages") &&
      json["messages"].is_array()) {
    for (ordered_json& message : json["messages"]) {
      if (!message.is_object() || !message.contains("content") ||
          !message["content"].is_string()) {
        continue;
      }
      message["content"] = WithoutIds(message["content"].get<std::string>());
    }
    canonical =
        json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  }
  return absl::BytesToHexString(Sha256(absl::StrCat(path, "\n", canonical)));
}

std::optional<HttpServer::Response> ExchangeRecorder::Replay(
    const std::string& name) const {
  std::ifstream file(absl::StrCat(options_.folder, "/", name, ".json"),
                     std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file),
                         std::istreambuf_iterator<char>()};
  const ordered_json json =
      ordered_json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("response")) return std::nullopt;
  const ordered_json& said = json["response"];
  if (!said.is_object() || !said.value("body", ordered_json()).is_string()) {
    return std::nullopt;
  }
  HttpServer::Response response;
  response.body = said["body"].get<std::string>();
  response.content_type = said.value("content_type", response.content_type);
  return response;
}

absl::Status ExchangeRecorder::Record(
    const std::string& name, const std::string& path, const std::string& body,
    const HttpServer::Response& response) const {
  ordered_json json;
  json["request"] = {{"path", path}, {"body", body}};
  json["response"] = {{"content_type", response.content_type},
                      {"body", response.body}};
  const std::string file = absl::StrCat(options_.folder, "/", name, ".json");
  std::ofstream out(file + ".new", std::ios::binary);
  out << json.dump(1, ' ', false, ordered_json::error_handler_t::replace)
      << "\n";
  out.close();
  if (!out) return absl::InternalError(absl::StrCat("cannot write ", file));
  // Whole or not at all, whoever else records the same.
  std::error_code error;
  std::filesystem::rename(file + ".new", file, error);
  return error ? absl::InternalError(error.message()) : absl::OkStatus();
}

HttpServer::Response ExchangeRecorder::Ask(const std::string& path,
                                           const HttpServer::Request& request) {
  sdk::HttpRequest ask;
  ask.url = absl::StrCat(options_.upstream, path);
  ask.headers = {{"Content-Type", "application/json"}};
  if (!options_.key.empty()) {
    ask.headers.emplace_back("Authorization",
                             absl::StrCat("Bearer ", options_.key));
  }
  ask.body = request.body;
  ask.timeout = options_.timeout;
  const auto answer = http_->Post(ask);
  if (!answer.ok()) {
    return ErrorOf(502, std::string(answer.status().message()));
  }
  HttpServer::Response response;
  response.status = answer->status;
  response.body = answer->body;
  const auto header = [&answer](const char* name) {
    const auto found = answer->headers.find(name);
    return found == answer->headers.end() ? std::string() : found->second;
  };
  response.content_type = header("content-type");
  if (const std::string again = header("retry-after"); !again.empty()) {
    response.headers = {{"Retry-After", again}};
  }
  return response;
}

HttpServer::Response ExchangeRecorder::Answer(
    const HttpServer::Request& request) {
  const std::string path = BelowBase(request.path);
  const std::string name = NameOf(path, request.body);
  if (auto recorded = Replay(name)) {
    MutexLock lock(mutex_);
    ++counts_.replayed;
    return *std::move(recorded);
  }
  {
    MutexLock lock(mutex_);
    counts_.budget_spent |=
        options_.budget_tokens > 0 && counts_.tokens >= options_.budget_tokens;
    if (options_.upstream.empty() || counts_.budget_spent) {
      ++counts_.missing;
      return ErrorOf(
          404, counts_.budget_spent
                   ? "the budget of tokens is spent"
                   : absl::StrCat("no recording ", name, ": record again"));
    }
  }
  HttpServer::Response response = Ask(path, request);
  if (response.status / 100 != 2) {
    MutexLock lock(mutex_);
    ++counts_.failed;
    return response;
  }
  const absl::Status kept = Record(name, path, request.body, response);
  if (!kept.ok()) return ErrorOf(500, std::string(kept.message()));
  MutexLock lock(mutex_);
  ++counts_.recorded;
  counts_.tokens += LastNumber(response.body, "prompt_tokens") +
                    LastNumber(response.body, "completion_tokens");
  return response;
}

RecorderCounts ExchangeRecorder::counts() {
  MutexLock lock(mutex_);
  return counts_;
}

}  // namespace alhf::eval
