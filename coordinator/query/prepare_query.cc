#include "coordinator/query/prepare_query.h"

#include "absl/random/random.h"
#include "base/log.h"
#include "base/text.h"
#include "core/relevance/conversation.h"

namespace alhf::coordinator {

std::string NewExchangeId() {
  absl::BitGen random;
  return RandomId("x-", random);
}

void PrepareQuery(absl::Time now, const core::Encoder* encoder,
                  v1::Query& query) {
  if (!query.has_now()) *query.mutable_now() = ToProto(now);
  if (encoder == nullptr || !query.embedding().vector().empty()) return;
  const auto vector = encoder->Encode(core::WordsInConversation(query));
  if (!vector.ok()) {
    log::Warn("a query goes without its sentence vector",
              {{"error", std::string(vector.status().message())}});
    return;
  }
  v1::Embedding& embedding = *query.mutable_embedding();
  embedding.set_encoder_id(encoder->id());
  embedding.mutable_vector()->Assign(vector->begin(), vector->end());
}

}  // namespace alhf::coordinator
