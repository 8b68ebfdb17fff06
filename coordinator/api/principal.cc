#include "coordinator/api/principal.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

Principal OwnerOf(std::string owner) {
  Principal principal;
  principal.name = absl::StrCat("owner:", owner);
  principal.every_tenant = true;
  principal.user = std::move(owner);
  principal.names_users = true;
  principal.role = v1::ROLE_EXPERT;
  return principal;
}

}  // namespace

SocketOwnerAuthenticator::SocketOwnerAuthenticator(std::string owner)
    : principal_(OwnerOf(std::move(owner))) {}

absl::StatusOr<Principal> SocketOwnerAuthenticator::Authenticate(
    const Caller& caller) const {
  // A wrong address could be configured one day; a wrong caller never gets in.
  if (!absl::StartsWith(caller.peer, "unix:")) {
    return Error(absl::StatusCode::kPermissionDenied, Reason::PERMISSION,
                 "only callers on the unix socket are known here",
                 {{"peer", caller.peer}});
  }
  return principal_;
}

absl::Status AuthorizeTenant(const Principal& principal,
                             absl::string_view tenant) {
  if (principal.every_tenant ||
      principal.tenants.contains(std::string(tenant))) {
    return absl::OkStatus();
  }
  return Error(
      absl::StatusCode::kPermissionDenied, Reason::PERMISSION,
      absl::StrCat(principal.name, " may not name tenant '", tenant, "'"),
      {{"tenant", std::string(tenant)}});
}

absl::StatusOr<std::string> UserOf(const Principal& principal,
                                   absl::string_view named) {
  if (named.empty() || named == principal.user) return principal.user;
  if (principal.names_users) return std::string(named);
  return Error(
      absl::StatusCode::kPermissionDenied, Reason::PERMISSION,
      absl::StrCat(principal.name, " may not speak for user '", named, "'"),
      {{"user", std::string(named)}});
}

}  // namespace alhf::coordinator
