#include "coordinator/access/principal.h"

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/token.h"
#include "coordinator/access/jws.h"

namespace alhf::coordinator {
namespace {

constexpr absl::string_view kEveryTenant = "*";

Principal OwnerOf(absl::string_view how, const std::string& owner) {
  Principal principal;
  principal.name = absl::StrCat(how, ":", owner);
  principal.role = config::v1::ADMIN;
  principal.every_tenant = true;
  principal.user = owner;
  principal.names_users = true;
  principal.every_component = true;
  return principal;
}

Principal PrincipalOf(absl::string_view how, const config::v1::Key& key) {
  Principal principal;
  principal.name = absl::StrCat(how, ":", key.id());
  principal.role = key.role();
  principal.tenants = {key.tenant().begin(), key.tenant().end()};
  // A component has the lessons of every tenant anyway.
  principal.every_tenant =
      principal.tenants.contains(std::string(kEveryTenant)) ||
      key.role() == config::v1::COMPONENT;
  principal.names_users = key.role() == config::v1::AGENT;
  if (!principal.names_users) principal.user = key.user();
  principal.components = {key.component().begin(), key.component().end()};
  return principal;
}

absl::Status Unknown(const Caller& caller, absl::string_view why) {
  return Error(absl::StatusCode::kUnauthenticated, Reason::UNAUTHENTICATED,
               absl::StrCat(why,
                            ": send 'authorization: Bearer …' with the "
                            "coordinator's token, a key of its keys file or a "
                            "JWT of its issuer (alhf --token-file FILE, or "
                            "ALHF_TOKEN_FILE)"),
               {{"metadata", kAuthorization}, {"peer", caller.peer}});
}

}  // namespace

v1::Role GiverRoleOf(Role role) {
  return role == config::v1::EXPERT || role == config::v1::ADMIN
             ? v1::ROLE_EXPERT
             : v1::ROLE_MEMBER;
}

CallerAuthenticator::CallerAuthenticator(Options options)
    : options_(std::move(options)) {}

absl::StatusOr<Principal> CallerAuthenticator::Authenticate(
    const Caller& caller) const {
  if (absl::StartsWith(caller.peer, "unix:")) {
    return OwnerOf("owner", options_.owner);
  }
  const absl::string_view shown = BearerToken(caller.authorization);
  if (shown.empty()) return Unknown(caller, "the call has no token");
  if (!options_.token.empty() && SameSecret(shown, options_.token)) {
    return OwnerOf("token", options_.owner);
  }
  if (options_.keys != nullptr) {
    const std::optional<config::v1::Key> key = options_.keys->Find(shown);
    if (key.has_value()) return PrincipalOf("key", *key);
  }
  if (options_.jwt != nullptr && HasFormOfJwt(shown)) {
    ALHF_ASSIGN_OR_RETURN(const config::v1::Key grants,
                          options_.jwt->Verify(shown));
    return PrincipalOf("jwt", grants);
  }
  return Unknown(caller, "the call's token is not known here");
}

absl::Status Authorize(const Principal& principal, absl::string_view method,
                       absl::string_view tenant) {
  ALHF_RETURN_IF_ERROR(CheckRole(method, principal.role));
  if (principal.every_tenant) return absl::OkStatus();
  switch (FindRule(method)->tenants) {
    case TenantRule::kNone:
      return absl::OkStatus();
    case TenantRule::kEvery:
      return Error(absl::StatusCode::kPermissionDenied, Reason::PERMISSION,
                   absl::StrCat(method, " reaches every tenant, and ",
                                principal.name, " has some of them only"),
                   {{"method", std::string(method)}});
    case TenantRule::kNamed:
      break;
  }
  if (principal.tenants.contains(std::string(tenant))) return absl::OkStatus();
  return Error(
      absl::StatusCode::kPermissionDenied, Reason::PERMISSION,
      absl::StrCat(principal.name, " may not name tenant '", tenant, "'"),
      {{"tenant", std::string(tenant)}});
}

absl::Status AuthorizeComponent(const Principal& principal,
                                absl::string_view component) {
  if (principal.every_component ||
      principal.components.contains(std::string(component))) {
    return absl::OkStatus();
  }
  return Error(
      absl::StatusCode::kPermissionDenied, Reason::PERMISSION,
      absl::StrCat(principal.name, " may not be component '", component,
                   "': its line in the keys file, or its JWT, "
                   "names those that it may be"),
      {{"component", std::string(component)}});
}

absl::StatusOr<std::string> UserOf(const Principal& principal,
                                   absl::string_view named) {
  if (named.empty() && principal.user.empty()) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED,
                 absl::StrCat(principal.name,
                              " speaks for others: name the "
                              "user of each call"),
                 {{"field", "user"}});
  }
  if (named.empty() || named == principal.user) return principal.user;
  if (principal.names_users) return std::string(named);
  return Error(
      absl::StatusCode::kPermissionDenied, Reason::PERMISSION,
      absl::StrCat(principal.name, " may not speak for user '", named, "'"),
      {{"user", std::string(named)}});
}

}  // namespace alhf::coordinator
