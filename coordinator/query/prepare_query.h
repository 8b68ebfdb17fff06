// What every component is told of a query beside its words.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_QUERY_PREPARE_QUERY_H_
#define ALHF_COORDINATOR_QUERY_PREPARE_QUERY_H_

#include <string>

#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::coordinator {

// Returns an id that no exchange has.
std::string NewExchangeId();

// Fills in what the caller left open: `now`, and where there is an encoder
// (null: there is none) the sentence vector of its words in the conversation,
// so that no component has to encode them again. A text that cannot be encoded
// goes without.
void PrepareQuery(absl::Time now, const core::Encoder* encoder,
                  v1::Query& query);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_QUERY_PREPARE_QUERY_H_
