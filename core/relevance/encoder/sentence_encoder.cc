#include "core/relevance/encoder/sentence_encoder.h"

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "core/relevance/encoder/background.h"

namespace alhf::core {
namespace {

constexpr size_t kDigitsInId = 12;

}  // namespace

absl::StatusOr<std::unique_ptr<const SentenceEncoder>> SentenceEncoder::Load(
    const std::string& path, Instructions instructions) {
  ALHF_ASSIGN_OR_RETURN(const EncoderWeights weights, ReadEncoderWeights(path));
  ALHF_ASSIGN_OR_RETURN(std::unique_ptr<const Transformer> transformer,
                        Transformer::Create(weights, instructions));
  return absl::WrapUnique(new SentenceEncoder(weights, std::move(transformer)));
}

SentenceEncoder::SentenceEncoder(const EncoderWeights& weights,
                                 std::unique_ptr<const Transformer> transformer)
    : id_(absl::StrCat(weights.model, "/",
                       weights.digest.substr(0, kDigitsInId))),
      background_(BackgroundOf(id_)),
      tokenizer_(weights.vocabulary),
      transformer_(std::move(transformer)) {}

absl::StatusOr<SentenceVector> SentenceEncoder::Encode(
    absl::string_view text) const {
  return transformer_->Encode({Tokens(text)})[0];
}

absl::StatusOr<std::vector<SentenceVector>> SentenceEncoder::EncodeBatch(
    const std::vector<std::string>& texts) const {
  std::vector<std::vector<int>> ids;
  ids.reserve(texts.size());
  for (const std::string& text : texts) ids.push_back(Tokens(text));
  return transformer_->Encode(ids);
}

}  // namespace alhf::core
