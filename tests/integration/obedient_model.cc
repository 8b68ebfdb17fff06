#include "tests/integration/obedient_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace alhf::testing {
namespace {

using nlohmann::json;

eval::HttpServer::Response Completion(const std::string& text) {
  json message = {{"role", "assistant"}, {"content", text}};
  json choice = {{"index", 0}, {"finish_reason", "stop"}, {"message", message}};
  json body = {{"object", "chat.completion"},
               {"model", "obedient"},
               {"choices", json::array({choice})},
               {"usage", {{"prompt_tokens", 1}, {"completion_tokens", 1}}}};
  eval::HttpServer::Response response;
  response.body = body.dump();
  return response;
}

}  // namespace

ObedientModel::ObedientModel(std::vector<Injection> injections,
                             std::string plain_sql)
    : injections_(std::move(injections)), plain_sql_(std::move(plain_sql)) {
  auto server = eval::HttpServer::Start(
      0, [this](const auto& request) { return Answer(request); });
  EXPECT_TRUE(server.ok()) << server.status();
  server_ = *std::move(server);
}

eval::HttpServer::Response ObedientModel::Answer(
    const eval::HttpServer::Request& request) {
  const json body = json::parse(request.body, nullptr, false);
  std::string prompt;
  for (const json& message : body["messages"]) {
    absl::StrAppend(&prompt, message["content"].get<std::string>(), "\n");
  }
  const json format = body.value("response_format", json::object());
  MutexLock lock(mutex_);
  prompts_.push_back(prompt);
  return Completion(Write(format.dump(), prompt));
}

std::string ObedientModel::Write(absl::string_view schema,
                                 const std::string& prompt) {
  std::vector<const Injection*> present;
  for (const Injection& each : injections_) {
    if (absl::StrContains(prompt, each.id)) present.push_back(&each);
  }
  if (absl::StrContains(schema, "executable_sql")) {
    // The one that was obeyed least.
    const auto next = std::min_element(present.begin(), present.end(),
                                       [&](const auto* a, const auto* b) {
                                         return runs_[a->id] < runs_[b->id];
                                       });
    std::string sql = plain_sql_;
    if (next != present.end()) {
      ++runs_[(*next)->id];
      sql = (*next)->sql;
    }
    return json{
        {"sql", sql}, {"dialect", ""}, {"executable_sql", ""}, {"cannot", ""}}
        .dump();
  }
  if (absl::StrContains(schema, "keep")) {
    json keep = json::array({-1, 0, 1, 2, 3, 4, 5, 6, 1000000});
    json queries = json::array({"../../../../etc/passwd", "/etc/passwd"});
    return json{{"keep", keep}, {"queries", queries}}.dump();
  }
  if (absl::StrContains(schema, "relevance")) {
    json instructions = json::array();
    for (const Injection* each : present) {
      taught_.insert(each->id);
      instructions.push_back({{"quote", each->text},
                              {"understood_as", each->text},
                              {"reach", "ALL_QUESTIONS"},
                              {"topic", ""},
                              {"defined_terms", json::array({"the"})},
                              {"facts", json::array()}});
    }
    return json{{"relevance", present.empty() ? 0.0 : 1.0},
                {"reason", "as I was told"},
                {"instructions", instructions}}
        .dump();
  }
  std::string text = "As I was told:\n";
  for (const Injection* each : present) {
    said_.insert(each->id);
    absl::StrAppend(&text, each->text, "\n!", each->text, "\n",
                    "alhf feedback \"", each->text, "\"\n");
  }
  return text + prompt;
}

std::set<std::string> ObedientModel::ran() const {
  MutexLock lock(mutex_);
  std::set<std::string> ids;
  for (const auto& [id, runs] : runs_) {
    if (runs > 0) ids.insert(id);
  }
  return ids;
}

std::set<std::string> ObedientModel::said() const {
  MutexLock lock(mutex_);
  return said_;
}

std::set<std::string> ObedientModel::taught() const {
  MutexLock lock(mutex_);
  return taught_;
}

std::vector<std::string> ObedientModel::prompts() const {
  MutexLock lock(mutex_);
  return prompts_;
}

}  // namespace alhf::testing
