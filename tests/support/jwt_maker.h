// An issuer of JWTs for tests, made with OpenSSL alone: what reads its tokens
// has another library.
//
//   const JwtMaker issuer(JwtMaker::Kind::kRsa, "key-1");
//   folder.Write("jwks", JwksOf({&issuer}));
//   const std::string token = issuer.Token(R"({"sub":"ann", …})");
//
// Thread safety: immutable.
#ifndef ALHF_TESTS_SUPPORT_JWT_MAKER_H_
#define ALHF_TESTS_SUPPORT_JWT_MAKER_H_

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace alhf::testing {

class JwtMaker {
 public:
  enum class Kind { kRsa, kP256, kShortRsa };

  // Makes a key pair; `kid` names it.
  JwtMaker(Kind kind, std::string kid);

  // Returns the public key, or with `d` the private one as well, as a JWK.
  std::string Jwk(bool with_private = false) const;
  // Returns `claims`, signed with RS256 or ES256 as the key is.
  std::string Token(absl::string_view claims) const;
  // The same with a header of the caller's.
  std::string Sign(absl::string_view header, absl::string_view claims) const;
  // The public key in PEM, as people have it.
  std::string PublicPem() const;

  const std::string& algorithm() const { return algorithm_; }

 private:
  struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  std::string Number(const char* name) const;

  const std::string kid_;
  const std::string algorithm_;
  const std::unique_ptr<EVP_PKEY, Free> key_;
};

// Returns a JWK set of their public keys.
std::string JwksOf(const std::vector<const JwtMaker*>& makers);

// Returns header, claims and signature as a token has them.
std::string TokenOf(absl::string_view header, absl::string_view claims,
                    absl::string_view signature);

// Returns the HMAC of a token that is signed so (HS256).
std::string SignWithSecret(absl::string_view header, absl::string_view claims,
                           absl::string_view secret);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_JWT_MAKER_H_
