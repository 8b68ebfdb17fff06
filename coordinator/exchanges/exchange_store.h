// The exchanges: what was asked, and the steps that led to each answer.
#ifndef ALHF_COORDINATOR_EXCHANGES_EXCHANGE_STORE_H_
#define ALHF_COORDINATOR_EXCHANGES_EXCHANGE_STORE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "core/lessons/redact.h"

namespace leveldb {
class Env;
}

namespace alhf::coordinator {

// Thread safety: all methods may run concurrently.
class ExchangeStore {
 public:
  // Opens or makes the store in `folder`. `env` may be null: the real one.
  // DATA_LOSS STORE_DAMAGED; UNAVAILABLE STORE_LOCKED.
  static absl::StatusOr<std::unique_ptr<ExchangeStore>> Open(
      const std::string& folder, leveldb::Env* env);
  virtual ~ExchangeStore() = default;

  // Stores `exchange`, whose id must be set. With a `request_id` it is
  // idempotent: the same id and digest return the exchange stored first;
  // another digest is INVALID_ARGUMENT REQUEST_ID_REUSED. An exchange id that
  // is taken is INVALID_ARGUMENT FIELD_INVALID. Not synced: an exchange is
  // kept by the record that is given about it.
  virtual absl::StatusOr<v1::Exchange> Put(
      const v1::Exchange& exchange, absl::string_view request_id,
      absl::string_view request_digest) = 0;

  // NOT_FOUND EXCHANGE_NOT_FOUND.
  virtual absl::StatusOr<v1::Exchange> Get(absl::string_view tenant,
                                           absl::string_view id) const = 0;
  // The newest of `user` (empty: of anybody) with `agent` (empty: any).
  // NOT_FOUND EXCHANGE_NOT_FOUND.
  virtual absl::StatusOr<v1::Exchange> Last(absl::string_view tenant,
                                            absl::string_view user,
                                            absl::string_view agent) const = 0;
  // Newest first, without steps and plan.
  virtual absl::StatusOr<v1::ListExchangesResponse> List(
      const v1::ListExchangesRequest& request) const = 0;
  virtual uint64_t Count(absl::string_view tenant) const = 0;

  // Returns how many exchanges of `tenant` `erased` concerns.
  virtual absl::StatusOr<uint64_t> CountErased(
      absl::string_view tenant, const core::Erased& erased) const = 0;
  // Removes those that it covers, and takes from the others what it names.
  // When it returns no file of the store has the words any more, and nothing
  // else was read or written meanwhile. Returns how many it concerned.
  virtual absl::StatusOr<uint64_t> Erase(absl::string_view tenant,
                                         const core::Erased& erased) = 0;
  // Removes the exchanges of every tenant that are older than `time`, and
  // gives their space back. Those of a tenant are looked through in the order
  // in which they came, up to the first that stays. Returns how many it
  // removed.
  virtual absl::StatusOr<uint64_t> DropBefore(absl::Time time) = 0;
  // Copies the store as it is now into the empty folder `target`.
  virtual absl::Status CopyTo(const std::string& target) const = 0;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_EXCHANGES_EXCHANGE_STORE_H_
