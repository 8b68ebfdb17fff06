#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "coordinator/access/jwk_set.h"
#include "coordinator/access/jws.h"
#include "coordinator/access/jwt_claims.h"
#include "tests/fuzz/targets.h"

namespace alhf::fuzz {
namespace {

// The keys that the tokens of the corpus are signed with; the private ones are
// gone.
constexpr char kModulus[] =
    "xew7YHdhVKeg-uxzGMeBoEcB7_ttoZnhZXqjOIofzXAyz0col6SmtFquUcHPA2QQQgyq6g"
    "7udZQSGkc-CHPdT2TX4EUmRKEHxYewC-_CifkqzUUjtr9ZzGHlLlwCzJX9PemcQF5PYJMi"
    "pEdCtultxKvVFm9U6yJBnH7K_g51Afsh-jAtILdiBggofWSxL6Rt9A-q83oKaL8uk26TOA"
    "zNEo3GdQJxZvPceHTS8hqjZLGUm0Z-ncUhgOIt754sneyzlyAXq34lNU42s79Ymf1SV_na"
    "cel6BZ5yqSK3TfBb6xTTBncl86iTMVp0aIzBNrps33On9rErC4HQTI2SqBJEPQ";
constexpr char kX[] = "d6xFMacUGmIyVncEzaLrbH1YQ6t6MYz3V3zx7gKoy5Q";
constexpr char kY[] = "IF-2qTSAj9oqeyRx_QklEhB9zy5gBPHLLmLJIzv_TKw";

const coordinator::JwkSet& Keys() {
  static const auto* const keys =
      new coordinator::JwkSet(*coordinator::JwkSet::Parse(
          absl::StrCat(R"({"keys":[{"kty":"RSA","kid":"r","e":"AQAB","n":")",
                       kModulus,
                       R"("},{"kty":"EC","crv":"P-256","kid":"e","x":")", kX,
                       R"(","y":")", kY, R"("}]})"),
          "fuzz"));
  return *keys;
}

}  // namespace

void ReadTokens(absl::string_view bytes) {
  coordinator::HasFormOfJwt(bytes);
  coordinator::VerifiedPayload(bytes, Keys()).IgnoreError();
  coordinator::ReadClaims(bytes, {.issuer = "i", .audience = "a"},
                          absl::FromUnixSeconds(1'700'000'000))
      .IgnoreError();
  coordinator::JwkSet::Parse(bytes, "fuzz").IgnoreError();
}

}  // namespace alhf::fuzz
