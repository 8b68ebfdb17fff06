// What a signed token says (JWS, RFC 7515, compact form), once its signature
// was found to be good.
//
//   ALHF_ASSIGN_OR_RETURN(const std::string payload,
//                         VerifiedPayload(token, keys));
//
// The header says by its `kid` which key of the set to take. The key says the
// algorithm; a token that names another one is refused, and so is one with
// `crit`: no extension is known here. Of the payload nothing is read before.
//
// No message of an error holds what the token says. Thread safety: pure
// functions.
#ifndef ALHF_COORDINATOR_ACCESS_JWS_H_
#define ALHF_COORDINATOR_ACCESS_JWS_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "coordinator/access/jwk_set.h"

namespace alhf::coordinator {

// In bytes. gRPC takes as much for all metadata of a call.
inline constexpr size_t kLongestJwt = 8192;

// Returns whether `token` has the form of one: three parts in base64url,
// divided by dots.
bool HasFormOfJwt(absl::string_view token);

// UNAUTHENTICATED UNAUTHENTICATED: why a JWT is not accepted, and what to do.
absl::Status RefuseJwt(absl::string_view why, absl::string_view what_to_do);

// UNAUTHENTICATED UNAUTHENTICATED: the token cannot be read, or is not signed
//   with one of `keys`; the message says what to do.
absl::StatusOr<std::string> VerifiedPayload(absl::string_view token,
                                            const JwkSet& keys);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_ACCESS_JWS_H_
