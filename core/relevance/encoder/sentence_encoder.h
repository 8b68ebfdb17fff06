// The encoder of this tree: the Universal Sentence Encoder, lite edition, for
// English; offline, on one core. models/README.md says where its weights come
// from, docs/encoder.md what it does well and how fast it is.
//
//   ALHF_ASSIGN_OR_RETURN(auto encoder, SentenceEncoder::Load(path));
//   encoder->Tokens("How many?");
//
// A text of more than 128 tokens is cut there, silently: split what is long.
// Line breaks and tabs are unknown characters to it, not white space. An empty
// text has a vector that means nothing.
//
// Thread safety: immutable. Memory: about 9 MB with the weights in int8.
#ifndef ALHF_CORE_RELEVANCE_ENCODER_SENTENCE_ENCODER_H_
#define ALHF_CORE_RELEVANCE_ENCODER_SENTENCE_ENCODER_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/relevance/encoder/encoder.h"
#include "core/relevance/encoder/int8_kernel.h"
#include "core/relevance/encoder/tokenizer.h"
#include "core/relevance/encoder/transformer.h"
#include "core/relevance/encoder/weights.h"

namespace alhf::core {

class SentenceEncoder final : public Encoder {
 public:
  // Reads the weights file at `path`; tools/convert_encoder.py makes it.
  //
  // INVALID_ARGUMENT CONFIG_INVALID: the file cannot be read.
  // DATA_LOSS STORE_DAMAGED: it is not a weights file, or damaged.
  static absl::StatusOr<std::unique_ptr<const SentenceEncoder>> Load(
      const std::string& path, Instructions instructions = BestInstructions());

  const std::string& id() const override { return id_; }
  const Background* background() const override { return background_; }
  absl::StatusOr<SentenceVector> Encode(absl::string_view text) const override;
  absl::StatusOr<std::vector<SentenceVector>> EncodeBatch(
      const std::vector<std::string>& texts) const override;

  // Returns the ids of the pieces of `text`, all of them.
  std::vector<int> Tokens(absl::string_view text) const {
    return tokenizer_.Encode(text);
  }

 private:
  SentenceEncoder(const EncoderWeights& weights,
                  std::unique_ptr<const Transformer> transformer);

  const std::string id_;
  const Background* const background_;  // of the program
  const Tokenizer tokenizer_;
  const std::unique_ptr<const Transformer> transformer_;
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_ENCODER_SENTENCE_ENCODER_H_
