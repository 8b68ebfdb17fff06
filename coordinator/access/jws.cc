#include "coordinator/access/jws.h"

#include <cjose/header.h>
#include <cjose/jws.h>
#include <cjose/util.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status.h"
#include "base/token.h"
#include "coordinator/access/base64url.h"

namespace alhf::coordinator {
namespace {

constexpr char kAnother[] = "get a new one from its issuer";

struct ReleaseJws {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};
using Jws = std::unique_ptr<cjose_jws_t, ReleaseJws>;

// Returns a text of the header; empty where it has none.
std::string TextOf(cjose_header_t* header, const char* name) {
  cjose_err error{};
  const char* text = cjose_header_get(header, name, &error);
  return text == nullptr ? "" : text;
}

bool Has(cjose_header_t* header, const char* name) {
  cjose_err error{};
  char* const value = cjose_header_get_raw(header, name, &error);
  if (value == nullptr) return false;
  cjose_get_dealloc()(value);
  return true;
}

}  // namespace

bool HasFormOfJwt(absl::string_view token) {
  const std::vector<absl::string_view> parts = absl::StrSplit(token, '.');
  return parts.size() == 3 &&
         std::all_of(parts.begin(), parts.end(), IsBase64Url);
}

absl::Status RefuseJwt(absl::string_view why, absl::string_view what_to_do) {
  return Error(
      absl::StatusCode::kUnauthenticated, Reason::UNAUTHENTICATED,
      absl::StrCat("the call's JWT is not accepted: ", why, "; ", what_to_do),
      {{"metadata", kAuthorization}});
}

absl::StatusOr<std::string> VerifiedPayload(absl::string_view token,
                                            const JwkSet& keys) {
  if (token.size() > kLongestJwt) {
    return RefuseJwt(absl::StrCat("it has more than ", kLongestJwt, " bytes"),
                     "have its issuer put fewer claims into it");
  }
  cjose_err error{};
  const Jws jws(HasFormOfJwt(token)
                    ? cjose_jws_import(token.data(), token.size(), &error)
                    : nullptr);
  cjose_header_t* const header =
      jws == nullptr ? nullptr : cjose_jws_get_protected(jws.get());
  if (header == nullptr || Has(header, "crit")) {
    return RefuseJwt("it cannot be read",
                     "send one in compact form, without crit, that is signed "
                     "with RS256 or ES256");
  }
  const JwkSet::Key* const key = keys.Find(TextOf(header, CJOSE_HDR_KID));
  if (key == nullptr) {
    return RefuseJwt(
        "its kid names no key that is known here",
        "get a new one; where its issuer has new keys, put them into the "
        "coordinator's jwks_file, which is read again when it changes");
  }
  if (TextOf(header, CJOSE_HDR_ALG) != key->algorithm) {
    return RefuseJwt(
        absl::StrCat("its key is for ", key->algorithm, " alone"),
        absl::StrCat("have its issuer sign with ", key->algorithm));
  }
  if (!cjose_jws_verify(jws.get(), key->key.get(), &error)) {
    return RefuseJwt("its signature is not that of its key", kAnother);
  }
  uint8_t* payload = nullptr;
  size_t size = 0;
  if (!cjose_jws_get_plaintext(jws.get(), &payload, &size, &error)) {
    return RefuseJwt("it says nothing", kAnother);
  }
  return std::string(payload, payload + size);
}

}  // namespace alhf::coordinator
