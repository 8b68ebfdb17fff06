// gRPC's credentials for an address and what a process has to show there, and
// the port that a server listens on.
//
//   ALHF_ASSIGN_OR_RETURN(auto credentials, ToCall(address, security));
//   auto channel = grpc::CreateCustomChannel(address, credentials, arguments);
//
//   ALHF_ASSIGN_OR_RETURN(auto port, ListeningPort::Prepare(address,
//   security)); port->AddTo(builder); server = builder.BuildAndStart();
//   ALHF_ASSIGN_OR_RETURN(const std::string reached, port->Bound(*server));
//
// A channel of a TCP address sends the token with every call, on loopback only
// where its peer is on this machine; the token's file is read again when it
// changes. With TLS both ends have certificates of
// one authority and the caller checks the host's name; the files are looked at
// once a second, so that new certificates need no restart.
//
// Thread safety: functions may be called from many threads; a port is its
// owner's.
#ifndef ALHF_BASE_GRPC_CREDENTIALS_H_
#define ALHF_BASE_GRPC_CREDENTIALS_H_

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/address.h"
#include "base/security.h"

namespace alhf {

// Errors of `CheckCalling`, and CONFIG_INVALID where the token cannot be read.
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ToCall(
    const std::string& address, const Security& security);

// Whether callers over TLS must show a certificate, or may show a token or key
// alone.
enum class ClientCertificate { kRequired, kOptional };

class ListeningPort {
 public:
  // Makes ready to listen on `address`; a socket's folder is made private.
  //
  // INVALID_ARGUMENT ADDRESS_REFUSED, CONFIG_INVALID.
  static absl::StatusOr<std::unique_ptr<ListeningPort>> Prepare(
      const std::string& address, const Security& security,
      ClientCertificate client_certificate = ClientCertificate::kRequired);

  // Must outlive `BuildAndStart()`.
  void AddTo(grpc::ServerBuilder& builder);
  // Returns the address by which others reach the server that was started,
  // null where it was not: a socket's path is absolute, a port the real one.
  // ADDRESS_REFUSED: it does not listen.
  absl::StatusOr<std::string> Bound(const grpc::Server* server) const;

 private:
  ListeningPort(Address address,
                std::shared_ptr<grpc::ServerCredentials> credentials)
      : address_(std::move(address)), credentials_(std::move(credentials)) {}

  const Address address_;
  const std::shared_ptr<grpc::ServerCredentials> credentials_;
  int port_ = 0;
};

// Returns the names (subjectAltName) in the certificate that the peer of a call
// showed; none without TLS.
std::vector<std::string> NamesOfPeer(const grpc::AuthContext& peer);

}  // namespace alhf

#endif  // ALHF_BASE_GRPC_CREDENTIALS_H_
