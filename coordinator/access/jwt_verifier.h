// Who shows a JWT: signed by the issuer, whose public keys are in a file, for
// this coordinator, and in its time.
//
//   ALHF_ASSIGN_OR_RETURN(auto jwt, JwtVerifier::Open("issuer.jwks", rules,
//                                                     &clock));
//   ALHF_ASSIGN_OR_RETURN(const config::v1::Key grants, jwt->Verify(token));
//
// Thread safety: all methods may run concurrently.
// Ownership: the clock must outlive it.
#ifndef ALHF_COORDINATOR_ACCESS_JWT_VERIFIER_H_
#define ALHF_COORDINATOR_ACCESS_JWT_VERIFIER_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/config/v1/keys.pb.h"
#include "base/clock.h"
#include "base/reread_file.h"
#include "coordinator/access/jwk_set.h"
#include "coordinator/access/jwt_claims.h"

namespace alhf::coordinator {

class JwtVerifier {
 public:
  // Errors of `JwkSet::Read`.
  static absl::StatusOr<std::unique_ptr<JwtVerifier>> Open(
      const std::string& jwks_file, JwtRules rules, const Clock* clock);

  // Returns what `token` grants. Looks first whether the file has changed.
  //
  // UNAUTHENTICATED UNAUTHENTICATED: of `VerifiedPayload` and `ReadClaims`.
  absl::StatusOr<config::v1::Key> Verify(absl::string_view token);

 private:
  JwtVerifier(std::unique_ptr<RereadFile<JwkSet>> keys, JwtRules rules,
              const Clock* clock)
      : keys_(std::move(keys)), rules_(std::move(rules)), clock_(clock) {}

  const std::unique_ptr<RereadFile<JwkSet>> keys_;
  const JwtRules rules_;
  const Clock* const clock_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_ACCESS_JWT_VERIFIER_H_
