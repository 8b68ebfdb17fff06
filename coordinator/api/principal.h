// Who is calling, and what he may name. The seam for tokens and certificates:
// another `Authenticator`, nothing else.
//
// Thread safety: authenticators are immutable.
#ifndef ALHF_COORDINATOR_API_PRINCIPAL_H_
#define ALHF_COORDINATOR_API_PRINCIPAL_H_

#include <map>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"

namespace alhf::coordinator {

struct Principal {
  // For the log, e.g. "uid:1000".
  std::string name;
  // Tenants that he may name. Ignored where `every_tenant`.
  std::set<std::string> tenants;
  bool every_tenant = false;
  // Who he is where a request names nobody.
  std::string user;
  // Whether he may speak for other users.
  bool names_users = false;
  v1::Role role = v1::ROLE_MEMBER;
};

// What is known of a call before its request is read.
struct Caller {
  // As gRPC gives it, e.g. "unix:".
  std::string peer;
  std::multimap<std::string, std::string> metadata;
};

class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // PERMISSION_DENIED PERMISSION: this caller is nobody here.
  virtual absl::StatusOr<Principal> Authenticate(
      const Caller& caller) const = 0;
};

// For a unix socket in a folder of mode 0700: whoever can reach it is the
// folder's owner, an expert in every tenant, who may name tenant and user.
class SocketOwnerAuthenticator final : public Authenticator {
 public:
  // `owner` is the owner's login name.
  explicit SocketOwnerAuthenticator(std::string owner);
  absl::StatusOr<Principal> Authenticate(const Caller& caller) const override;

 private:
  const Principal principal_;
};

// Returns whether `principal` may name `tenant`.
// PERMISSION_DENIED PERMISSION: he may not.
absl::Status AuthorizeTenant(const Principal& principal,
                             absl::string_view tenant);

// Returns the user that a request of `principal` speaks for: `named`, or he
// himself where that is empty. PERMISSION_DENIED PERMISSION: he may not.
absl::StatusOr<std::string> UserOf(const Principal& principal,
                                   absl::string_view named);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_API_PRINCIPAL_H_
