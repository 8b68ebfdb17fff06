// The public keys of an issuer of JWTs: a file with a JWK set (RFC 7517).
//
//   ALHF_ASSIGN_OR_RETURN(const JwkSet keys, JwkSet::Read("issuer.jwks"));
//   const JwkSet::Key* key = keys.Find(kid);
//
// A key is for one algorithm, which its kind decides and no token: RS256 for
// RSA, ES256 for the curve P-256 (RFC 7518).
//
// Thread safety: immutable. Ownership: a key lives as long as its set.
#ifndef ALHF_COORDINATOR_ACCESS_JWK_SET_H_
#define ALHF_COORDINATOR_ACCESS_JWK_SET_H_

#include <cjose/jwk.h>

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace alhf::coordinator {

class JwkSet {
 public:
  struct Release {
    void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
  };
  struct Key {
    std::string algorithm;  // "RS256" or "ES256"
    std::unique_ptr<cjose_jwk_t, Release> key;
  };

  // Reads the file at `path`, which others must not be able to write.
  //
  // INVALID_ARGUMENT CONFIG_INVALID: the file, or one of `Parse`.
  static absl::StatusOr<JwkSet> Read(const std::string& path);

  // Reads `json`; `name` stands for the file. Keys of other kinds, and for
  // other uses than signing, are passed over, as the RFC wants.
  //
  // INVALID_ARGUMENT CONFIG_INVALID: it is no set, has no key that counts, or
  //   one that is private, has no `kid`, one that another has, or fewer than
  //   2,048 bits; the message says which.
  static absl::StatusOr<JwkSet> Parse(absl::string_view json,
                                      const std::string& name);

  // Returns the key that is called so, null where there is none.
  const Key* Find(absl::string_view kid) const;

 private:
  std::map<std::string, Key> keys_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_ACCESS_JWK_SET_H_
