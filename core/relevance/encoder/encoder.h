// Sentences as vectors whose angle says how near their meanings are.
//
//   ALHF_ASSIGN_OR_RETURN(auto encoder, LoadSentenceEncoder(path));
//   ALHF_ASSIGN_OR_RETURN(auto vector, encoder->Encode("orders per week"));
//
// The seam for other encoders: whoever has an `Encoder` does not know whether
// the vectors come from the file that lies in this tree or from an endpoint.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_CORE_RELEVANCE_ENCODER_ENCODER_H_
#define ALHF_CORE_RELEVANCE_ENCODER_ENCODER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace alhf::core {

// A vector of length one.
using SentenceVector = std::vector<float>;

struct Background;

class Encoder {
 public:
  virtual ~Encoder() = default;

  // Names the model and its weights, e.g.
  // "use-lite-en-0.2.0-int8/546cec2bdada". Vectors of two encoders can be
  // compared only where their ids are equal.
  virtual const std::string& id() const = 0;

  // What its vectors are compared against; lives as long as the encoder. Null:
  // no scorer knows what its nearness means, so that words alone decide.
  virtual const Background* background() const = 0;

  // Whether another process makes the vectors. Such a call costs time and may
  // fail: for a query one is made, by the coordinator, and who answers queries
  // never asks for more.
  virtual bool remote() const { return false; }

  // Returns the vector of `text`, UTF-8. Errors are those of what makes it; the
  // encoder of this tree has none. INVALID_ARGUMENT: it is of the text, and the
  // same another time. Somebody waits: a remote one gives up soon.
  virtual absl::StatusOr<SentenceVector> Encode(
      absl::string_view text) const = 0;

  // Returns the vectors of `texts`, in their order; each is what `Encode`
  // returns for it. Faster than one by one, and more patient.
  virtual absl::StatusOr<std::vector<SentenceVector>> EncodeBatch(
      const std::vector<std::string>& texts) const = 0;
};

// Opens the encoder that a file describes.
using EncoderOpener =
    std::function<absl::StatusOr<std::shared_ptr<const Encoder>>(
        const std::string& path)>;

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_ENCODER_ENCODER_H_
