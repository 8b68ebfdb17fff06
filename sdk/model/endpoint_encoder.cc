#include "alhf/sdk/model/endpoint_encoder.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"
#include "base/text_proto.h"
#include "sdk/model/endpoint_pause.h"
#include "sdk/model/model_endpoint.h"
#include "sdk/model/retrier.h"

namespace alhf::sdk {
namespace {

constexpr uint32_t kUsualQueryMs = 300;
constexpr uint32_t kUsualLessonMs = 2'000;
constexpr int kNoRetries = -1;
constexpr size_t kTogether = 64;

constexpr size_t kDigitsInId = 12;
// Of the same text by the same model, whatever machine it runs on.
constexpr double kSameModel = 0.99;

absl::Status Invalid(absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               what);
}

absl::Status AnswerInvalid(absl::string_view what) {
  return Error(absl::StatusCode::kInternal, Reason::MODEL_ANSWER_INVALID, what);
}

double Dot(const core::SentenceVector& a, const core::SentenceVector& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  }
  return sum;
}

// Whether the endpoint is well and did not like a text, which may be too long.
bool RefusesText(const absl::Status& status) {
  const int code = HttpStatusOf(status);
  return code == 400 || code == 413 || code == 422;
}

std::string DigestOf(const config::v1::EncoderProfile& profile,
                     absl::string_view prefix) {
  const std::string digest =
      Sha256(absl::StrCat(profile.SerializeAsString(), prefix));
  return absl::BytesToHexString(digest).substr(0, kDigitsInId);
}

config::v1::ModelEndpoint WithTime(config::v1::ModelEndpoint endpoint,
                                   uint32_t timeout_ms) {
  endpoint.set_timeout_ms(timeout_ms);
  return endpoint;
}

}  // namespace

EndpointEncoder::EndpointEncoder(std::string prefix,
                                 std::unique_ptr<EndpointPause> pause)
    : prefix_(std::move(prefix)), pause_(std::move(pause)) {}
EndpointEncoder::~EndpointEncoder() = default;

absl::StatusOr<std::unique_ptr<const EndpointEncoder>> EndpointEncoder::Make(
    const config::v1::EmbeddingEncoder& config,
    const config::v1::EncoderProfile* profile, ModelParts parts) {
  const RetryEnvironment real = RealRetryEnvironment();
  if (parts.http == nullptr) parts.http = MakeHttpClient();
  if (parts.clock == nullptr) parts.clock = real.clock;
  if (!parts.random) parts.random = real.random;
  auto encoder = absl::WrapUnique(new EndpointEncoder(
      config.prefix(),
      std::make_unique<EndpointPause>(parts.clock, parts.random)));
  config::v1::ModelEndpoint endpoint = config.endpoint();
  if (endpoint.retries() == 0) endpoint.set_retries(kNoRetries);
  ALHF_ASSIGN_OR_RETURN(
      encoder->lessons_,
      MakeEmbeddingModel(WithTime(endpoint, endpoint.timeout_ms() == 0
                                                ? kUsualLessonMs
                                                : endpoint.timeout_ms()),
                         parts));
  endpoint.set_retries(kNoRetries);
  ALHF_ASSIGN_OR_RETURN(
      encoder->queries_,
      MakeEmbeddingModel(WithTime(endpoint, config.query_timeout_ms() == 0
                                                ? kUsualQueryMs
                                                : config.query_timeout_ms()),
                         parts));
  const std::string& name = encoder->queries_->name();
  encoder->id_ = absl::StrCat(name, "/unfitted");
  if (profile != nullptr) ALHF_RETURN_IF_ERROR(encoder->TakeProfile(*profile));
  return encoder;
}

absl::Status EndpointEncoder::TakeProfile(
    const config::v1::EncoderProfile& profile) {
  const std::string& name = queries_->name();
  if (profile.model() != name) {
    return Invalid(absl::StrCat("the profile is of the model '",
                                profile.model(), "', and '", name,
                                "' is to be asked: make it anew by alhf eval "
                                "fit-encoder"));
  }
  if (core::BackgroundOf(profile.like()) == nullptr) {
    return Invalid(absl::StrCat("the profile says how nearness reads for '",
                                profile.like(),
                                "', which this build's scorer is not fitted "
                                "to: make it anew by alhf eval fit-encoder"));
  }
  const int size = profile.query_mean_size();
  if (size == 0 || profile.lesson_mean_size() != size ||
      profile.probe_vector_size() != size || profile.nearness().empty() ||
      profile.nearness_size() != profile.nearness_like_size()) {
    return Invalid(
        "the profile is not whole: make it anew by alhf eval "
        "fit-encoder");
  }
  std::vector<std::pair<float, float>> knots;
  for (int i = 0; i < profile.nearness_size(); ++i) {
    knots.emplace_back(profile.nearness(i), profile.nearness_like(i));
  }
  ALHF_ASSIGN_OR_RETURN(background_.scale,
                        core::NearnessScale::Create(std::move(knots)));
  background_.query_mean.assign(profile.query_mean().begin(),
                                profile.query_mean().end());
  background_.lesson_mean.assign(profile.lesson_mean().begin(),
                                 profile.lesson_mean().end());
  const std::string digest = DigestOf(profile, prefix_);
  background_.version = absl::StrCat("fit-", digest);
  id_ = absl::StrCat(name, "/", digest);
  probe_ = profile.probe();
  probe_vector_.assign(profile.probe_vector().begin(),
                       profile.probe_vector().end());
  fitted_ = true;
  return absl::OkStatus();
}

absl::StatusOr<core::SentenceVector> EndpointEncoder::Encode(
    absl::string_view text) const {
  ALHF_ASSIGN_OR_RETURN(auto vectors, Ask(*queries_, {std::string(text)}));
  return std::move(vectors.front());
}

absl::StatusOr<std::vector<core::SentenceVector>> EndpointEncoder::EncodeBatch(
    const std::vector<std::string>& texts) const {
  std::vector<core::SentenceVector> vectors;
  vectors.reserve(texts.size());
  for (size_t begin = 0; begin < texts.size(); begin += kTogether) {
    const size_t count = std::min(kTogether, texts.size() - begin);
    const auto from = texts.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto to = from + static_cast<std::ptrdiff_t>(count);
    ALHF_ASSIGN_OR_RETURN(auto some,
                          Ask(*lessons_, std::vector<std::string>(from, to)));
    std::move(some.begin(), some.end(), std::back_inserter(vectors));
  }
  return vectors;
}

absl::StatusOr<std::vector<core::SentenceVector>> EndpointEncoder::Ask(
    EmbeddingModel& model, std::vector<std::string> texts) const {
  ALHF_RETURN_IF_ERROR(pause_->Begin());
  const bool probed = fitted_ && !proven_;
  if (probed) texts.push_back(probe_);
  if (!prefix_.empty()) {
    for (std::string& text : texts) text = absl::StrCat(prefix_, text);
  }
  v1::ModelUsage usage;
  auto vectors = model.Embed(texts, absl::InfiniteFuture(), usage);
  absl::Status status = vectors.status();
  if (vectors.ok()) status = Check(*vectors, probed);
  if (RefusesText(status)) {
    pause_->Ended(false);
    return Error(absl::StatusCode::kInvalidArgument, Reason::MODEL_REFUSED,
                 status.message());
  }
  pause_->Ended(!status.ok());
  // Who comes back after a failure may be another.
  proven_ = status.ok();
  ALHF_RETURN_IF_ERROR(status);
  if (probed) vectors->pop_back();
  return vectors;
}

absl::Status EndpointEncoder::Check(std::vector<core::SentenceVector>& vectors,
                                    bool probed) const {
  for (core::SentenceVector& vector : vectors) {
    if (fitted_ && vector.size() != background_.query_mean.size()) {
      return AnswerInvalid(absl::StrCat(
          "the endpoint's vectors have ", vector.size(),
          " numbers, those of its profile ", background_.query_mean.size()));
    }
    const double length = std::sqrt(Dot(vector, vector));
    if (!(length > 0)) return AnswerInvalid("a vector without a length");
    for (float& value : vector) {
      value = static_cast<float>(static_cast<double>(value) / length);
    }
  }
  if (!probed) return absl::OkStatus();
  const double likeness = Dot(vectors.back(), probe_vector_);
  if (likeness >= kSameModel) return absl::OkStatus();
  return AnswerInvalid(absl::StrCat(
      "another model than that of the profile answers as '", queries_->name(),
      "' (a text that it knows is ", absl::SixDigits(likeness),
      " like itself): make the profile anew by alhf eval fit-encoder"));
}

absl::StatusOr<config::v1::EmbeddingEncoder> ReadEmbeddingEncoder(
    const std::string& path) {
  config::v1::EmbeddingEncoder config;
  ALHF_RETURN_IF_ERROR(ReadTextProto(path, &config));
  if (!config.profile().empty()) {
    const auto folder = std::filesystem::path(path).parent_path();
    config.set_profile((folder / config.profile()).string());
  }
  return config;
}

absl::StatusOr<std::shared_ptr<const core::Encoder>> OpenEndpointEncoder(
    const std::string& path) {
  ALHF_ASSIGN_OR_RETURN(const config::v1::EmbeddingEncoder config,
                        ReadEmbeddingEncoder(path));
  if (config.profile().empty()) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 absl::StrCat(path,
                              ": profile is missing: make it by alhf "
                              "eval fit-encoder ",
                              path, " --out profile.textproto"),
                 {{"file", path}});
  }
  config::v1::EncoderProfile profile;
  ALHF_RETURN_IF_ERROR(ReadTextProto(config.profile(), &profile));
  auto encoder = EndpointEncoder::Make(config, &profile);
  if (!encoder.ok()) return Annotate(encoder.status(), path);
  return std::shared_ptr<const core::Encoder>(*std::move(encoder));
}

}  // namespace alhf::sdk
