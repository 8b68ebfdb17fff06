// /metrics of this process, for Prometheus: how many calls ended how, how long
// they took, what the process uses, and what its parts say of themselves.
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
// Of the process itself: see process_metrics.h.
//
// Thread safety: all methods may run concurrently.
// Ownership: must outlive the gRPC server that it was added to.
#ifndef ALHF_BASE_METRICS_METRICS_SERVER_H_
#define ALHF_BASE_METRICS_METRICS_SERVER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/metrics/metric_family.h"

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
  // Serves what `collect` returns, which is called at each scrape, on a thread
  // of the exporter, until this ends.
  virtual void AddSource(
      std::function<std::vector<MetricFamily>()> collect) = 0;
};

}  // namespace alhf

#endif  // ALHF_BASE_METRICS_METRICS_SERVER_H_
