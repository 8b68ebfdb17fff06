// An endpoint of embeddings in the place of the sentence encoder.
//
//   options.open_endpoint = &OpenEndpointEncoder;   // serve.h
//   options.encoder = "encoder.textproto";
//
// A query has 300 ms unless the file says otherwise, lessons have two seconds.
// After three failures in a row the endpoint is left alone for a second, then
// for longer and longer up to half a minute: until then each call fails at
// once. With the first call, and after each failure, a text whose vector the
// profile knows goes along: where another comes back, another model answers.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_SDK_MODEL_ENDPOINT_ENCODER_H_
#define ALHF_SDK_MODEL_ENDPOINT_ENCODER_H_

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/config/v1/encoder.pb.h"
#include "alhf/sdk/model/embedding_model.h"
#include "alhf/sdk/model/openai.h"
#include "core/relevance/encoder/background.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::sdk {

class EndpointPause;

class EndpointEncoder final : public core::Encoder {
 public:
  // Without a profile (null) it has no background: what a profile is made
  // with. Unset parts are the real ones.
  //
  // INVALID_ARGUMENT CONFIG_INVALID: as MakeEmbeddingModel; the profile is of
  //   another model, of a scorer that is not this build's, or not whole.
  static absl::StatusOr<std::unique_ptr<const EndpointEncoder>> Make(
      const config::v1::EmbeddingEncoder& config,
      const config::v1::EncoderProfile* profile, ModelParts parts = {});
  ~EndpointEncoder() override;

  // The model's name at the endpoint.
  const std::string& model() const { return queries_->name(); }

  // The model's name and a digest of the profile.
  const std::string& id() const override { return id_; }
  const core::Background* background() const override {
    return fitted_ ? &background_ : nullptr;
  }
  bool remote() const override { return true; }

  // Errors as ChatModel::Chat, but INVALID_ARGUMENT MODEL_REFUSED where a text
  // is refused; INTERNAL MODEL_ANSWER_INVALID also where the vectors are not of
  // the profile's model.
  absl::StatusOr<core::SentenceVector> Encode(
      absl::string_view text) const override;
  absl::StatusOr<std::vector<core::SentenceVector>> EncodeBatch(
      const std::vector<std::string>& texts) const override;

 private:
  EndpointEncoder(std::string prefix, std::unique_ptr<EndpointPause> pause);

  absl::Status TakeProfile(const config::v1::EncoderProfile& profile);
  absl::StatusOr<std::vector<core::SentenceVector>> Ask(
      EmbeddingModel& model, std::vector<std::string> texts) const;
  // Makes each of length one, and compares the last with the probe's.
  absl::Status Check(std::vector<core::SentenceVector>& vectors,
                     bool probed) const;

  const std::string prefix_;
  std::string id_;
  bool fitted_ = false;
  core::Background background_;
  std::string probe_;
  core::SentenceVector probe_vector_;
  std::unique_ptr<EmbeddingModel> queries_;
  std::unique_ptr<EmbeddingModel> lessons_;
  const std::unique_ptr<EndpointPause> pause_;
  mutable std::atomic<bool> proven_ = false;  // by the probe
};

// Reads a file of an EmbeddingEncoder; the path of its profile is relative to
// its folder.
//
// INVALID_ARGUMENT CONFIG_INVALID: it cannot be read, or has an error.
absl::StatusOr<config::v1::EmbeddingEncoder> ReadEmbeddingEncoder(
    const std::string& path);

// Opens the encoder that the file at `path` describes. Does not call it: an
// endpoint that is down keeps nothing from starting.
//
// INVALID_ARGUMENT CONFIG_INVALID: as ReadEmbeddingEncoder and
//   EndpointEncoder::Make, or there is no profile.
absl::StatusOr<std::shared_ptr<const core::Encoder>> OpenEndpointEncoder(
    const std::string& path);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_ENDPOINT_ENCODER_H_
