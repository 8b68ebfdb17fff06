// The copy of an exchange that a record takes with it into the log.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_API_EXCHANGE_COPY_H_
#define ALHF_COORDINATOR_API_EXCHANGE_COPY_H_

#include <cstddef>

#include "alhf/v1/types.pb.h"

namespace alhf::coordinator {

inline constexpr size_t kMaxExchangeCopy = 64 << 10;

// Returns `exchange` in at most `limit` bytes. What goes first: the plan's
// reasons, then rows and passages (half of them, again and again), then the
// answer is cut, at last the steps go. Question and id stay.
v1::Exchange CopyForRecord(v1::Exchange exchange,
                           size_t limit = kMaxExchangeCopy);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_API_EXCHANGE_COPY_H_
