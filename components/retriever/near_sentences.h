// Whether a passage says something near a question, by vectors of sentences.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_RETRIEVER_NEAR_SENTENCES_H_
#define ALHF_COMPONENTS_RETRIEVER_NEAR_SENTENCES_H_

#include "absl/status/statusor.h"
#include "alhf/sdk/encoder.h"
#include "alhf/v1/types.pb.h"

namespace alhf::retriever {

// Returns whether the headings of `passage`, its beginning or one of its
// sentences is near `question`. Errors of `Encoder::EncodeBatch`.
absl::StatusOr<bool> SaysNearly(const sdk::Encoder& encoder,
                                const sdk::SentenceVector& question,
                                const v1::Passage& passage);

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_NEAR_SENTENCES_H_
