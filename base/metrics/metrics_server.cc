#include "base/metrics/metrics_server.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/support/server_interceptor.h>
#include <prometheus/client_metric.h>
#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>

#include <chrono>
#include <exception>
#include <map>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/clock.h"
#include "base/metrics/process_metrics.h"
#include "base/mutex.h"
#include "base/status.h"

namespace alhf {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::InterceptorBatchMethods;

// Seconds: from a plan on warm memories to a language model.
const prometheus::Histogram::BucketBoundaries kBuckets = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

absl::Status Refused(const std::string& address, absl::string_view why) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_REFUSED,
               absl::StrCat("metrics on ", address, ": ", why),
               {{"address", address}});
}

// How calls ended.
class CallCounts {
 public:
  explicit CallCounts(prometheus::Registry& registry)
      : handled_(prometheus::BuildCounter()
                     .Name("grpc_server_handled_total")
                     .Help("Calls that ended on this server, however they did")
                     .Register(registry)),
        seconds_(prometheus::BuildHistogram()
                     .Name("grpc_server_handling_seconds")
                     .Help("Seconds from the beginning of a call to its status")
                     .Register(registry)) {}

  // `path`: "/SERVICE/METHOD".
  void Count(const std::string& path, grpc::StatusCode code, double seconds) {
    const std::vector<std::string> parts =
        absl::StrSplit(path, '/', absl::SkipEmpty());
    if (parts.size() != 2) return;
    std::map<std::string, std::string> labels = {{"grpc_service", parts[0]},
                                                 {"grpc_method", parts[1]}};
    seconds_.Add(labels, kBuckets).Observe(seconds);
    labels["grpc_code"] = CodeText(code);
    handled_.Add(labels).Increment();
  }

 private:
  // As the libraries spell them, e.g. "NotFound".
  static std::string CodeText(grpc::StatusCode code) {
    if (code == grpc::StatusCode::OK) return "OK";
    const std::string name =
        absl::StatusCodeToString(static_cast<absl::StatusCode>(code));
    std::string text;
    for (const absl::string_view word : absl::StrSplit(name, '_')) {
      absl::StrAppend(&text, word.substr(0, 1));
      for (const char c : word.substr(1)) {
        text += static_cast<char>(c - 'A' + 'a');
      }
    }
    return text;
  }

  prometheus::Family<prometheus::Counter>& handled_;
  prometheus::Family<prometheus::Histogram>& seconds_;
};

class CallInterceptor final : public grpc::experimental::Interceptor {
 public:
  CallInterceptor(CallCounts* counts, std::string path)
      : counts_(counts),
        path_(std::move(path)),
        start_(std::chrono::steady_clock::now()) {}

  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(
            InterceptionHookPoints::PRE_SEND_STATUS)) {
      const std::chrono::duration<double> taken =
          std::chrono::steady_clock::now() - start_;
      counts_->Count(path_, methods->GetSendStatus().error_code(),
                     taken.count());
    }
    methods->Proceed();
  }

 private:
  CallCounts* const counts_;
  const std::string path_;
  const std::chrono::steady_clock::time_point start_;
};

class CallInterceptors final
    : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit CallInterceptors(CallCounts* counts) : counts_(counts) {}
  grpc::experimental::Interceptor* CreateServerInterceptor(
      grpc::experimental::ServerRpcInfo* info) override {
    return new CallInterceptor(counts_, info->method());  // gRPC's to delete
  }

 private:
  CallCounts* const counts_;
};

// What a part of the process says at each scrape.
class Source final : public prometheus::Collectable {
 public:
  explicit Source(std::function<std::vector<MetricFamily>()> collect)
      : collect_(std::move(collect)) {}

  std::vector<prometheus::MetricFamily> Collect() const override {
    std::vector<prometheus::MetricFamily> all;
    for (const MetricFamily& family : collect_()) {
      all.push_back(Converted(family));
    }
    return all;
  }

 private:
  static prometheus::MetricFamily Converted(const MetricFamily& family) {
    const bool counts = family.kind == MetricFamily::Kind::kCounter;
    prometheus::MetricFamily converted;
    converted.name = family.name;
    converted.help = family.help;
    converted.type = counts ? prometheus::MetricType::Counter
                            : prometheus::MetricType::Gauge;
    for (const MetricFamily::Sample& sample : family.samples) {
      prometheus::ClientMetric& metric = converted.metric.emplace_back();
      (counts ? metric.counter.value : metric.gauge.value) = sample.value;
      for (const auto& [name, value] : sample.labels) {
        metric.label.push_back({name, value});
      }
    }
    return converted;
  }

  const std::function<std::vector<MetricFamily>()> collect_;
};

class PrometheusServer final : public MetricsServer {
 public:
  explicit PrometheusServer(const std::string& address)
      : registry_(std::make_shared<prometheus::Registry>()),
        counts_(*registry_),
        exposer_(address) {
    exposer_.RegisterCollectable(registry_);
    AddSource([process = ProcessMetrics(SystemClock())] {
      return process.Collect();
    });
    const std::vector<int> ports = exposer_.GetListeningPorts();
    address_ = absl::StrCat(address.substr(0, address.rfind(':')), ":",
                            ports.empty() ? 0 : ports[0]);
  }

  const std::string& address() const override { return address_; }
  void AddSource(std::function<std::vector<MetricFamily>()> collect) override {
    auto source = std::make_shared<Source>(std::move(collect));
    exposer_.RegisterCollectable(source);
    MutexLock lock(mutex_);
    sources_.push_back(std::move(source));
  }
  void AddTo(grpc::ServerBuilder& builder) override {
    std::vector<
        std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
        factories;
    factories.push_back(std::make_unique<CallInterceptors>(&counts_));
    builder.experimental().SetInterceptorCreators(std::move(factories));
  }

 private:
  const std::shared_ptr<prometheus::Registry> registry_;
  CallCounts counts_;
  Mutex mutex_;
  // The exposer holds them weakly.
  std::vector<std::shared_ptr<Source>> sources_ ABSL_GUARDED_BY(mutex_);
  prometheus::Exposer exposer_;
  std::string address_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<MetricsServer>> MetricsServer::Listen(
    const std::string& address) {
  if (!absl::StartsWith(address, "127.0.0.1:") &&
      !absl::StartsWith(address, "[::1]:")) {
    return Refused(address, "only 127.0.0.1:PORT and [::1]:PORT are served");
  }
  try {
    return std::make_unique<PrometheusServer>(address);
  } catch (const std::exception& error) {
    return Refused(address, "it cannot be listened on; take another port");
  }
}

}  // namespace alhf
