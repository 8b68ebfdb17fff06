// What the claims of a JWT (RFC 7519) grant: the same as a line of the keys
// file (config/v1/keys.proto).
//
//   const JwtRules rules = {.issuer = "https://id.example", .audience =
//   "alhf"}; ALHF_ASSIGN_OR_RETURN(const config::v1::Key grants,
//                         ReadClaims(payload, rules, clock.Now()));
//
// Required of every token: `iss`, `aud`, `exp`, `sub`, and the role.
//
// No message of an error holds what the token says. Thread safety: pure
// functions.
#ifndef ALHF_COORDINATOR_ACCESS_JWT_CLAIMS_H_
#define ALHF_COORDINATOR_ACCESS_JWT_CLAIMS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/config/v1/keys.pb.h"

namespace alhf::coordinator {

// Whose tokens are taken, and which claims say what.
struct JwtRules {
  // What `iss` must be, and what `aud` must be, or hold.
  std::string issuer;
  std::string audience;
  // A name, or a list of names; "*": every tenant.
  std::string tenants_claim = "tenants";
  std::string user_claim = "sub";
  // A role, or a list of which one is a role.
  std::string role_claim = "role";
  // Of a component: a name under which it may join, or a list of these.
  std::string components_claim = "components";
  // How far the issuer's clock may be from ours.
  absl::Duration leeway = absl::Minutes(1);
};

// Returns what `payload` grants at `now`, with the id `sub`.
//
// UNAUTHENTICATED UNAUTHENTICATED: it is no JSON, of another issuer, for
//   somebody else, over, for later, or does not say all that is required; the
//   message says what to do.
absl::StatusOr<config::v1::Key> ReadClaims(absl::string_view payload,
                                           const JwtRules& rules,
                                           absl::Time now);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_ACCESS_JWT_CLAIMS_H_
