// An endpoint of models on the loopback, real HTTP, that answers what a test
// says, one answer after the other, and keeps what it was asked.
//
//   ScriptedEndpoint endpoint;
//   endpoint.Say(Failure(429));
//   endpoint.Say(Completion("yes"));
//   auto model = MakeChatModel(endpoint.config(), endpoint.parts());
//
// Thread safety: thread-safe, but for what a test changes between calls.
#ifndef ALHF_TESTS_UNIT_SDK_MODEL_ENDPOINT_FIXTURE_H_
#define ALHF_TESTS_UNIT_SDK_MODEL_ENDPOINT_FIXTURE_H_

#include <gmock/gmock.h>

#include <deque>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "alhf/sdk/model/openai.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "base/status.h"
#include "eval/http_server.h"

namespace alhf::sdk {

using eval::HttpServer;

// A chat completion that says `text`.
inline HttpServer::Response Completion(const std::string& text,
                                       const std::string& finish = "stop") {
  nlohmann::ordered_json body;
  body["choices"][0]["message"]["content"] = text;
  body["choices"][0]["finish_reason"] = finish;
  body["usage"] = {{"prompt_tokens", 11}, {"completion_tokens", 3}};
  HttpServer::Response response;
  response.body = body.dump();
  return response;
}

inline std::string Event(const std::string& data) {
  return "data: " + data + "\n\n";
}

// An event of a stream with a part of the text.
inline std::string Delta(const std::string& text) {
  nlohmann::ordered_json body;
  body["choices"][0]["delta"]["content"] = text;
  return Event(body.dump());
}

inline HttpServer::Response Streamed(std::vector<std::string> pieces,
                                     bool cut = false) {
  HttpServer::Response response;
  response.content_type = "text/event-stream";
  response.pieces = std::move(pieces);
  response.cut = cut;
  return response;
}

inline HttpServer::Response Failure(int status, const std::string& body = "") {
  HttpServer::Response response;
  response.status = status;
  response.body = body;
  return response;
}

inline HttpServer::Response Body(const std::string& body,
                                 const std::string& type = "application/json") {
  HttpServer::Response response;
  response.content_type = type;
  response.body = body;
  return response;
}

inline HttpServer::Response Stalled() {
  HttpServer::Response response;
  response.stall = true;
  return response;
}

MATCHER_P(HasCode, code, "is an error of that code") {
  const absl::Status status = status_internal::ToStatus(arg);
  *result_listener << status.ToString();
  return status.code() == code;
}

class ScriptedEndpoint {
 public:
  ScriptedEndpoint()
      : server_(*HttpServer::Start(
            0, [this](const HttpServer::Request& r) { return Answer(r); })) {}

  // What is said next; the last is said again and again.
  void Say(HttpServer::Response response) {
    MutexLock lock(mutex_);
    script_.push_back(std::move(response));
  }
  // Closes the door: nobody listens any more.
  void Leave() { server_ = nullptr; }

  std::vector<HttpServer::Request> requests() {
    MutexLock lock(mutex_);
    return requests_;
  }
  nlohmann::json LastBody() {
    return nlohmann::json::parse(requests().back().body, nullptr, false);
  }

  config::v1::ModelEndpoint config() const {
    config::v1::ModelEndpoint config;
    config.set_base_url(url() + "/v1");
    config.set_model("tested");
    return config;
  }
  std::string url() const { return server_->url(); }

  // The messages of request `i`, as a person reads them.
  std::string Prompt(size_t i) {
    const nlohmann::json body =
        nlohmann::json::parse(requests().at(i).body, nullptr, false);
    std::string text;
    for (const nlohmann::json& message : body["messages"]) {
      text += "===== " + message["role"].get<std::string>() + "\n" +
              message["content"].get<std::string>();
    }
    return text;
  }

  // Time stands still but for the waits between tries, which are kept.
  ModelParts parts() {
    ModelParts parts;
    parts.clock = &clock_;
    parts.random = [] { return 0.0; };
    parts.wait = [this](absl::Duration time) {
      MutexLock lock(mutex_);
      waits_.push_back(time);
      clock_.Advance(time);
    };
    return parts;
  }
  std::vector<absl::Duration> waits() {
    MutexLock lock(mutex_);
    return waits_;
  }
  ManualClock& clock() { return clock_; }

 private:
  HttpServer::Response Answer(const HttpServer::Request& request) {
    MutexLock lock(mutex_);
    requests_.push_back(request);
    if (script_.empty()) return Failure(404);
    HttpServer::Response response = script_.front();
    if (script_.size() > 1) script_.pop_front();
    return response;
  }

  ManualClock clock_{absl::FromUnixSeconds(1'750'000'000)};
  Mutex mutex_;
  std::deque<HttpServer::Response> script_ ABSL_GUARDED_BY(mutex_);
  std::vector<HttpServer::Request> requests_ ABSL_GUARDED_BY(mutex_);
  std::vector<absl::Duration> waits_ ABSL_GUARDED_BY(mutex_);
  // Last: its threads use the rest.
  std::unique_ptr<HttpServer> server_;
};

}  // namespace alhf::sdk

#endif  // ALHF_TESTS_UNIT_SDK_MODEL_ENDPOINT_FIXTURE_H_
