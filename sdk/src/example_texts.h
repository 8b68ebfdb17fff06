// Groups of example texts, and how like a text is to each group: by its words
// and pairs of neighbouring words (cosine of tf-idf; stop words count, since
// wording says much), and, with an encoder, by meaning (cosine after the mean
// of all examples is taken away).
//
//   ExampleTexts examples({{"keep it short"}, {"thanks"}}, encoder);
//   examples.LikenessTo("be brief").by_words[0] …
//
// Thread safety: const methods may run concurrently.
#ifndef ALHF_SDK_SRC_EXAMPLE_TEXTS_H_
#define ALHF_SDK_SRC_EXAMPLE_TEXTS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "base/mutex.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::sdk {

class ExampleTexts {
 public:
  // For each group, in [-1.0, 1.0]; 0 for an empty one.
  struct Likeness {
    std::vector<double> by_words;
    // Unset: without an encoder, or it failed.
    std::optional<std::vector<double>> by_meaning;
  };

  // Without an encoder (null) words alone are compared.
  ExampleTexts(const std::vector<std::vector<std::string>>& groups,
               std::shared_ptr<const core::Encoder> encoder);

  // Encodes what the examples mean, which the first question for a likeness
  // does otherwise: some hundreds of texts.
  void Prepare() const { EncodedExamples(); }

  // The mean likeness to the examples of each group that are most alike.
  Likeness LikenessTo(absl::string_view text) const;

  // The likeness of `text` to each of `others`, which are no examples: the mean
  // of both likenesses, or that of words where there are no vectors.
  std::vector<double> LikenessTo(absl::string_view text,
                                 const std::vector<std::string>& others) const;

 private:
  using Words = absl::flat_hash_map<std::string, double>;  // of length one
  struct Example {
    size_t group;
    std::string text;
  };
  // The weight of a term in an example.
  struct Posting {
    size_t example;
    double weight;
  };
  // All of one encoder: what examples have in common, and each without it.
  struct Meanings {
    core::SentenceVector mean;
    std::vector<core::SentenceVector> examples;
  };

  Words WordsOf(absl::string_view text) const;
  // The cosine of `words` and each example's.
  std::vector<double> SharedWords(const Words& words) const;
  // Null where there are none.
  const Meanings* EncodedExamples() const;
  // Kept, since the same texts are asked for again; empty where it failed.
  core::SentenceVector MeaningOf(const Meanings& all,
                                 const std::string& text) const;

  size_t groups_;
  absl::flat_hash_map<std::string, size_t> occurrences_;
  std::vector<Example> examples_;
  absl::flat_hash_map<std::string, std::vector<Posting>> postings_;
  const std::shared_ptr<const core::Encoder> encoder_;
  mutable Mutex mutex_;
  mutable std::unique_ptr<const Meanings> meanings_ ABSL_GUARDED_BY(mutex_);
  mutable absl::flat_hash_map<std::string, core::SentenceVector> known_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_EXAMPLE_TEXTS_H_
