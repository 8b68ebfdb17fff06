#include "coordinator/access/jwt_verifier.h"

#include "absl/memory/memory.h"
#include "base/status.h"
#include "coordinator/access/jws.h"

namespace alhf::coordinator {

absl::StatusOr<std::unique_ptr<JwtVerifier>> JwtVerifier::Open(
    const std::string& jwks_file, JwtRules rules, const Clock* clock) {
  ALHF_ASSIGN_OR_RETURN(auto keys,
                        RereadFile<JwkSet>::Open(jwks_file, &JwkSet::Read));
  return absl::WrapUnique(
      new JwtVerifier(std::move(keys), std::move(rules), clock));
}

absl::StatusOr<config::v1::Key> JwtVerifier::Verify(absl::string_view token) {
  const std::shared_ptr<const JwkSet> keys = keys_->Get();
  ALHF_ASSIGN_OR_RETURN(const std::string payload,
                        VerifiedPayload(token, *keys));
  return ReadClaims(payload, rules_, clock_->Now());
}

}  // namespace alhf::coordinator
