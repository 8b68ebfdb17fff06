// Sentence vectors by document, and how near each is to a query.
//
//   VectorIndex index(encoder->background());
//   index.Put(7, vector);
//   const std::vector<float> nearness = index.NearnessTo(query);
//   nearness[7] > 0.5
//
// Nearness is the cosine after the mean of many queries was taken from the
// query and that of many lessons from the lesson: what all have in common tells
// none from another; on the scale of the encoder that the scorer was fitted to.
// Of a few hundred thousand documents each is compared: the
// inner products are exact, and no neighbour is missed.
//
// Thread safety: const methods may run concurrently; writers need exclusion.
#ifndef ALHF_CORE_RELEVANCE_VECTOR_INDEX_H_
#define ALHF_CORE_RELEVANCE_VECTOR_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/relevance/compact_vector.h"
#include "core/relevance/encoder/background.h"

namespace alhf::core {

class VectorIndex {
 public:
  using DocumentId = uint32_t;
  // Of a document without a vector.
  static constexpr float kNone = -2;

  // `background` is not owned; null: nothing is taken away.
  explicit VectorIndex(const Background* background)
      : background_(background) {}

  // Adds or replaces the vector of a document. An empty one, or one of another
  // size than the first, is none.
  void Put(DocumentId document, const CompactVector& vector);
  void Remove(DocumentId document);

  bool empty() const { return count_ == 0; }

  // Returns the nearness of each document, by id, in [-1.0, 1.0] or kNone.
  // Empty where the query's vector does not fit.
  std::vector<float> NearnessTo(const CompactVector& query) const;

 private:
  // Of one document: what the means make of it.
  struct Shape {
    bool present = false;
    float length = 0;         // of the vector as it is kept
    float to_query_mean = 0;  // inner product of the unit vector
    float centred = 0;        // length of the unit vector less the mean
  };

  const Background* const background_;
  size_t size_ = 0;  // of a vector
  size_t count_ = 0;
  std::vector<int8_t> values_;  // by document
  std::vector<Shape> shapes_;
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_VECTOR_INDEX_H_
