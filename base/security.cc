#include "base/security.h"

#include <unistd.h>

#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "base/address.h"
#include "base/status.h"
#include "base/token.h"

namespace alhf {
namespace {

absl::Status Refused(absl::string_view address, absl::string_view why) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED,
               absl::StrCat("address '", address, "' is refused: ", why),
               {{"address", std::string(address)}});
}

absl::Status CheckFiles(const Security& security) {
  if (!security.token_file.empty()) {
    ALHF_RETURN_IF_ERROR(CheckSecretFile(security.token_file));
  }
  if (security.tls_folder.empty()) return absl::OkStatus();
  ALHF_RETURN_IF_ERROR(CheckSecretFile(security.key_file()));
  for (const std::string& file :
       {security.ca_file(), security.certificate_file()}) {
    if (::access(file.c_str(), R_OK) == 0) continue;
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 absl::StrCat(file,
                              " cannot be read: a TLS folder has ca.pem, "
                              "cert.pem and key.pem"),
                 {{"file", file}});
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckListening(absl::string_view address,
                            const Security& security) {
  const auto parsed = ParseAddress(address);
  ALHF_RETURN_IF_ERROR(parsed.status());
  if (parsed->is_unix()) return absl::OkStatus();
  if (security.tls_folder.empty()) {
    if (!parsed->loopback()) {
      return Refused(address,
                     "others could listen to what is said there. Give TLS "
                     "certificates (deploy/make-certs), or listen on "
                     "127.0.0.1 or a unix socket");
    }
    if (security.token_file.empty()) {
      return Refused(address,
                     "every user of this machine could call it. Give a token "
                     "file ((umask 077; openssl rand -hex 32 > FILE)), TLS "
                     "certificates, or listen on unix:PATH");
    }
  }
  return CheckFiles(security);
}

absl::Status CheckCalling(absl::string_view address, const Security& security) {
  const auto parsed = ParseAddress(address);
  ALHF_RETURN_IF_ERROR(parsed.status());
  if (parsed->is_unix()) return absl::OkStatus();
  if (parsed->port == 0) return Refused(address, "there is no port 0 to call");
  if (security.tls_folder.empty() && !parsed->loopback()) {
    return Refused(address,
                   "without TLS only this machine is called: give the folder "
                   "of a certificate (deploy/make-certs)");
  }
  return CheckFiles(security);
}

}  // namespace alhf
