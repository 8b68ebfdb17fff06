// Sentence pieces: a text as ids of a vocabulary.
//
//   Tokenizer tokenizer(weights.vocabulary);
//   tokenizer.Encode("How many singers do we have?")
//       == {728, 212, 4542, 7, 64, 82, 32, 54}
//
// The text's Unicode normal form NFKC (UAX 15) is cut into the pieces whose
// scores add up to the most: a unigram language model by Viterbi's algorithm
// (T. Kudo, "Subword Regularization", ACL 2018). The details are those of the
// tokeniser that the npm package @energetic-ai/embeddings 0.2.0 runs, because
// the weights were made to be fed by it; they differ from libsentencepiece:
//   - a word boundary (U+2581) stands in front, and for every space; nothing is
//     trimmed or collapsed, and no other character is white space;
//   - of two ways with one score, the one whose last piece is shorter wins;
//   - a sum of exactly 0 counts as none yet;
//   - of a piece that stands twice, the last counts;
//   - where no piece begins, one character is unknown at no cost; a run of
//     unknown ones is one id 0.
//
// Thread safety: immutable.
#ifndef ALHF_CORE_RELEVANCE_ENCODER_TOKENIZER_H_
#define ALHF_CORE_RELEVANCE_ENCODER_TOKENIZER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "core/relevance/encoder/weights.h"

namespace alhf::core {

// Returns NFKC of `text`; bytes that are not UTF-8 become U+FFFD.
std::string ToNfkc(absl::string_view text);

class Tokenizer {
 public:
  // Takes pieces by their place in `vocabulary`; the first six are reserved
  // and never found in a text.
  explicit Tokenizer(const std::vector<VocabularyPiece>& vocabulary);

  // Returns the ids of `text`, without any limit; none for an empty text.
  std::vector<int> Encode(absl::string_view text) const;

 private:
  using Node = uint32_t;

  Node Step(Node from, unsigned char byte) const;

  // A trie of the pieces' bytes. An edge is its node and byte.
  absl::flat_hash_map<uint64_t, Node> edges_;
  // By node: the piece that ends there, or -1.
  std::vector<int> piece_at_;
  std::vector<double> scores_;  // by piece
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_ENCODER_TOKENIZER_H_
