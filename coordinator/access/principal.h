// Who is calling, and what he may name: the owner of the unix socket, who has
// the coordinator's token, who has a key, and who has a JWT of the issuer.
//
//   CallerAuthenticator authenticator({.owner = "mira", .token = token});
//   ALHF_ASSIGN_OR_RETURN(Principal principal, authenticator.Authenticate(
//                             {.peer = "unix:", .metadata = {}}));
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_ACCESS_PRINCIPAL_H_
#define ALHF_COORDINATOR_ACCESS_PRINCIPAL_H_

#include <map>
#include <memory>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"
#include "coordinator/access/access_table.h"
#include "coordinator/access/jwt_verifier.h"
#include "coordinator/access/key_ring.h"

namespace alhf::coordinator {

struct Principal {
  // For the log, e.g. "owner:mira", "key:ci" or "jwt:ann@example.org".
  std::string name;
  Role role = config::v1::READER;
  // Tenants that he may name. Ignored where `every_tenant`.
  std::set<std::string> tenants;
  bool every_tenant = false;
  // Who he is where a request names nobody. Empty: each request must name one.
  std::string user;
  // Whether he may speak for other users.
  bool names_users = false;
  // Names under which he may join as a component. Ignored where
  // `every_component`.
  std::set<std::string> components;
  bool every_component = false;
};

// What a giver of `role` is in the log: an expert, or a member.
v1::Role GiverRoleOf(Role role);

// What is known of a call before its request is read.
struct Caller {
  // As gRPC gives it, e.g. "unix:".
  std::string peer;
  // The value of "authorization"; empty where there is none.
  std::string authorization;
};

class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // UNAUTHENTICATED UNAUTHENTICATED: this caller is nobody here; the message
  // says what to send. It never says what was sent.
  virtual absl::StatusOr<Principal> Authenticate(
      const Caller& caller) const = 0;
};

class CallerAuthenticator final : public Authenticator {
 public:
  struct Options {
    // Login name of the user whose folder the socket lies in. Whoever reaches
    // the socket, or sends the token, is he: an admin of every tenant, who may
    // name tenant and user.
    std::string owner;
    // Empty: there is none.
    std::string token;
    // Null: there are none.
    std::unique_ptr<KeyRing> keys;
    // Null: no JWT is taken.
    std::unique_ptr<JwtVerifier> jwt;
  };
  explicit CallerAuthenticator(Options options);
  absl::StatusOr<Principal> Authenticate(const Caller& caller) const override;

 private:
  const Options options_;
};

// Returns whether `principal` may call `method`, naming `tenant` (empty where
// the request has no such field). PERMISSION_DENIED PERMISSION: he may not.
absl::Status Authorize(const Principal& principal, absl::string_view method,
                       absl::string_view tenant);

// Returns whether `principal` may join as `component`, or speak as it.
// PERMISSION_DENIED PERMISSION: he may not.
absl::Status AuthorizeComponent(const Principal& principal,
                                absl::string_view component);

// Returns the user that a request of `principal` speaks for: `named`, or he
// himself where that is empty. PERMISSION_DENIED PERMISSION: he may not.
// INVALID_ARGUMENT FIELD_REQUIRED: he is nobody himself, and named nobody.
absl::StatusOr<std::string> UserOf(const Principal& principal,
                                   absl::string_view named);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_ACCESS_PRINCIPAL_H_
