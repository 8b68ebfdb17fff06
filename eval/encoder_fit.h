// Finds out what nearness means of a model behind an endpoint, so that scores
// mean the same with it: `alhf eval fit-encoder`.
//
//   ALHF_ASSIGN_OR_RETURN(const EncoderFit fit, FitEncoder(model, like,
//   files)); WriteFile(path, ToText(fit.profile));
//
// Reference texts are encoded by the model and by the encoder that the scorer
// is fitted to. Of pairs that have nothing to do with each other the quantiles
// are matched (core/relevance/encoder/nearness_scale.h): of the model's
// nearness and of that one's with what its subjects add, for a wish is weighed
// by both.
//
// Thread safety: pure but for reading files and what the encoders do.
#ifndef ALHF_EVAL_ENCODER_FIT_H_
#define ALHF_EVAL_ENCODER_FIT_H_

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "alhf/config/v1/encoder.pb.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::eval {

struct EncoderFit {
  config::v1::EncoderProfile profile;
  size_t dimensions = 0;
  size_t lessons = 0;
  size_t questions = 0;
  // Pairs of a question and a lesson that does not bear on it.
  size_t unrelated = 0;
  // How probably a lesson that may bear on a question is nearer to it than one
  // that does not, by the model and by the encoder in the tree.
  double told_apart = 0;
  double told_apart_like = 0;
};

struct EncoderFitOptions {
  // File of a config.v1.EmbeddingEncoder.
  std::string encoder;
  // As ReadReferenceTexts takes them; empty: those beside the program.
  std::vector<std::string> texts;
};

// `like` must have a background. Errors are the encoders' and of reading.
absl::StatusOr<EncoderFit> FitEncoder(const core::Encoder& model,
                                      const std::string& model_name,
                                      const core::Encoder& like,
                                      const std::vector<std::string>& files);

// The same of the endpoint that a file describes and the installed encoder.
//
// INVALID_ARGUMENT CONFIG_INVALID: there is no encoder, or there are no texts
//   beside the program.
absl::StatusOr<EncoderFit> RunEncoderFit(const EncoderFitOptions& options);

// As a textproto file, a line for each field.
std::string ToText(const config::v1::EncoderProfile& profile);
// All but the profile.
nlohmann::json ToJson(const EncoderFit& fit);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_ENCODER_FIT_H_
