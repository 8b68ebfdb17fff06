// The keys of the exchange store: the tenant first, then what kind of key, so
// that a tenant is one range. No key holds words of a person: users are there
// by digest.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_EXCHANGES_EXCHANGE_KEYS_H_
#define ALHF_COORDINATOR_EXCHANGES_EXCHANGE_KEYS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace alhf::coordinator::keys {

// Who this store is: a key that no tenant has.
std::string Header();

// The exchanges themselves, in the order in which they came.
std::string ExchangePrefix(absl::string_view tenant);
std::string Exchange(absl::string_view tenant, uint64_t sequence);
// By id, by request id and by user: values are sequences, and the last has
// its sequence in the key.
std::string Id(absl::string_view tenant, absl::string_view id);
std::string RequestId(absl::string_view tenant, absl::string_view request_id);
std::string UserPrefix(absl::string_view tenant, absl::string_view user);
std::string User(absl::string_view tenant, absl::string_view user,
                 uint64_t sequence);

// The tenant that `key` belongs to, and the place behind all keys of `tenant`;
// behind the header where it is empty.
std::string TenantOf(absl::string_view key);
std::string After(absl::string_view tenant);

// The sequence at the end of an `Exchange` or `User` key.
uint64_t SequenceOf(absl::string_view key);

// The token of the page after `sequence`, and back.
// INVALID_ARGUMENT PAGE_TOKEN_INVALID.
std::string PageToken(uint64_t sequence);
absl::StatusOr<uint64_t> ParsePageToken(const std::string& token);

}  // namespace alhf::coordinator::keys

#endif  // ALHF_COORDINATOR_EXCHANGES_EXCHANGE_KEYS_H_
