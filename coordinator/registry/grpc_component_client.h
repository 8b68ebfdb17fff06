// Components behind gRPC addresses.
//
//   GrpcConnector connector(security);
//   std::shared_ptr<ComponentClient> client = connector.Connect(address);
//   client->GetManifest({}, {}, [](auto response) { … });
//
// A client connects with its first call, and again by itself, within half a
// second of the component's return. Calls under way when it is destroyed end
// soon after, as UNAVAILABLE. A client may be destroyed in its own callback.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_REGISTRY_GRPC_COMPONENT_CLIENT_H_
#define ALHF_COORDINATOR_REGISTRY_GRPC_COMPONENT_CLIENT_H_

#include <memory>
#include <string>

#include "base/security.h"
#include "coordinator/registry/component_client.h"

namespace alhf::coordinator {

// Makes clients, and brings their answers on threads of its own. gRPC's
// callbacks would come, in one queue and on the same two threads, behind every
// call that is taken in: what is under way goes before what is new. Must
// outlive its clients.
class GrpcConnector {
 public:
  // `security`: what components at HOST:PORT are shown.
  explicit GrpcConnector(Security security = {});
  // Waits for the clients and their calls to end.
  ~GrpcConnector();
  GrpcConnector(const GrpcConnector&) = delete;
  GrpcConnector& operator=(const GrpcConnector&) = delete;

  // Returns a client of the component at `address`.
  //
  // Errors of its calls that are the transport's own carry a reason as well:
  // UNAVAILABLE COMPONENT_UNAVAILABLE, DEADLINE_EXCEEDED DEADLINE,
  // UNIMPLEMENTED NOT_IMPLEMENTED.
  std::shared_ptr<ComponentClient> Connect(const std::string& address);

  class Answers;

 private:
  const Security security_;
  const std::unique_ptr<Answers> answers_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_REGISTRY_GRPC_COMPONENT_CLIENT_H_
