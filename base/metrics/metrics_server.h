// /metrics of this process, for Prometheus: how many calls ended how, and how
// long they took.
//
//   ALHF_ASSIGN_OR_RETURN(auto metrics, MetricsServer::Listen("127.0.0.1:0"));
//   metrics->AddTo(builder);          // before the gRPC server is built
//   log::Info("metrics", {{"address", metrics->address()}});
//
// Names are those that gRPC's Prometheus libraries have in common, so that
// dashboards made for them fit:
//
//   grpc_server_handled_total{grpc_service, grpc_method, grpc_code}
//   grpc_server_handling_seconds{grpc_service, grpc_method}, a histogram
//
// Calls that their caller gave up before their status was sent are not counted.
//
// Thread safety: all methods may run concurrently.
// Ownership: must outlive the gRPC server that it was added to.
#ifndef ALHF_BASE_METRICS_METRICS_SERVER_H_
#define ALHF_BASE_METRICS_METRICS_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grpc {
class ServerBuilder;
}

namespace alhf {

class MetricsServer {
 public:
  // Listens on `address`, "127.0.0.1:PORT" or "[::1]:PORT"; PORT 0: any that is
  // free. Other hosts are refused: nothing here asks who is calling.
  //
  // INVALID_ARGUMENT ADDRESS_REFUSED: no such address, or it is taken.
  static absl::StatusOr<std::unique_ptr<MetricsServer>> Listen(
      const std::string& address);
  virtual ~MetricsServer() = default;

  // Where it listens, with the port that it has.
  virtual const std::string& address() const = 0;
  // Counts the calls of the server that `builder` builds.
  virtual void AddTo(grpc::ServerBuilder& builder) = 0;
};

}  // namespace alhf

#endif  // ALHF_BASE_METRICS_METRICS_SERVER_H_
