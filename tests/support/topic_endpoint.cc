#include "tests/support/topic_endpoint.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace alhf::testing {
namespace {

// Of the encoder in the tree, which the scorer is fitted to.
constexpr char kLike[] = "use-lite-en-0.2.0-int8/4ac3564aec35";
constexpr char kProbe[] = "We had supper.";

bool Speaks(const std::string& text, const std::vector<std::string>& words) {
  const std::string lower = absl::AsciiStrToLower(text);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return absl::StrContains(lower, word);
  });
}

std::vector<double> VectorOf(const std::string& text) {
  if (Speaks(text, {"meat", "fish", "supper", "restaurant"})) return {3, 0, 1};
  if (Speaks(text, {"boat", "harbour"})) return {0, 3, 1};
  return {0, 0, 1};
}

}  // namespace

TopicEndpoint::TopicEndpoint()
    : server_(*eval::HttpServer::Start(
          0, [this](const auto& request) { return Answer(request); })) {}

TopicEndpoint::~TopicEndpoint() = default;

void TopicEndpoint::Be(Mood mood) {
  MutexLock lock(mutex_);
  mood_ = mood;
}

std::string TopicEndpoint::url() const { return server_->url() + "/v1"; }

std::vector<TopicEndpoint::Asked> TopicEndpoint::asked() {
  MutexLock lock(mutex_);
  return asked_;
}

int TopicEndpoint::TimesAsked(const std::string& text) {
  const std::vector<Asked> all = asked();
  return static_cast<int>(
      std::count_if(all.begin(), all.end(), [&](const Asked& each) {
        return std::count(each.texts.begin(), each.texts.end(), text) > 0;
      }));
}

config::v1::EmbeddingEncoder TopicEndpoint::Config(bool key) const {
  config::v1::EmbeddingEncoder config;
  config.mutable_endpoint()->set_base_url(url());
  config.mutable_endpoint()->set_model("topics");
  if (key) config.mutable_endpoint()->set_key_variable("TOPIC_KEY");
  // A loaded machine is late.
  config.mutable_endpoint()->set_timeout_ms(20'000);
  config.set_query_timeout_ms(20'000);
  return config;
}

config::v1::EncoderProfile TopicEndpoint::Profile() {
  config::v1::EncoderProfile profile;
  profile.set_model("topics");
  profile.set_like(kLike);
  for (const float value : {0.0F, 0.0F, 0.1F}) {
    profile.add_query_mean(value);
    profile.add_lesson_mean(value);
  }
  profile.add_nearness(0);
  profile.add_nearness_like(0);
  profile.set_probe(kProbe);
  for (const float value : {0.94868F, 0.0F, 0.31623F}) {
    profile.add_probe_vector(value);
  }
  return profile;
}

std::string TopicEndpoint::WriteFiles(const std::string& folder) const {
  const std::string path = folder + "/encoder.textproto";
  config::v1::EmbeddingEncoder config = Config();
  config.set_profile("profile.textproto");
  std::ofstream(path) << config.DebugString();
  std::ofstream(folder + "/profile.textproto") << Profile().DebugString();
  return path;
}

eval::HttpServer::Response TopicEndpoint::Answer(
    const eval::HttpServer::Request& request) {
  eval::HttpServer::Response response;
  const nlohmann::json body = nlohmann::json::parse(request.body);
  Asked asked;
  for (const nlohmann::json& text : body["input"]) {
    asked.texts.push_back(text.get<std::string>());
  }
  const auto key = request.headers.find("authorization");
  if (key != request.headers.end()) asked.authorization = key->second;
  MutexLock lock(mutex_);
  asked_.push_back(asked);
  nlohmann::json data = nlohmann::json::array();
  for (const std::string& text : asked.texts) {
    std::vector<double> vector = VectorOf(text);
    if (mood_ == kOtherSize) vector.pop_back();
    if (mood_ == kAnotherModel) std::rotate(&vector[0], &vector[1], &vector[3]);
    if (mood_ == kPicky && absl::StrContains(text, "secret")) {
      response.status = 400;
    }
    data.push_back({{"index", data.size()}, {"embedding", vector}});
  }
  response.body = nlohmann::json({{"data", data}}).dump();
  if (mood_ == kDown) response.status = 503;
  if (mood_ == kGarbage) response.body = "<html>";
  response.stall = mood_ == kSilent;
  return response;
}

}  // namespace alhf::testing
