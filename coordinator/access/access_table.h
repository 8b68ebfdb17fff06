// Who may call what: one rule for every method of every service. The table of
// docs/security.md is this one (tests/unit/coordinator/access compares them).
//
//   ALHF_RETURN_IF_ERROR(CheckRole("alhf.v1.Coordinator/Ask", role));
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_ACCESS_ACCESS_TABLE_H_
#define ALHF_COORDINATOR_ACCESS_ACCESS_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "alhf/config/v1/keys.pb.h"

namespace alhf::coordinator {

using Role = config::v1::Role;

// Which tenants a caller must have been granted.
enum class TenantRule {
  kNamed,  // the one that the request names
  kEvery,  // all of them, since the call reaches all
  kNone,   // none: the request names none
};

struct AccessRule {
  std::string method;  // "PACKAGE.SERVICE/METHOD"
  std::vector<Role> roles;
  TenantRule tenants = TenantRule::kNamed;

  bool Allows(Role role) const;
};

// Every rule, in the order of the services' methods.
const std::vector<AccessRule>& AccessTable();

// Returns the rule of `method`, null where there is none: nobody may call it.
const AccessRule* FindRule(absl::string_view method);

// Returns e.g. "expert".
std::string RoleName(Role role);

// PERMISSION_DENIED PERMISSION: `role` may not call `method`; the message says
// who may.
absl::Status CheckRole(absl::string_view method, Role role);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_ACCESS_ACCESS_TABLE_H_
