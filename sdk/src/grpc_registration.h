// Joining a coordinator and staying joined: joins, renews the lease, joins
// again with backoff where it is lost, leaves at the end. For as long as it
// lives; a coordinator that is not there is waited for.
//
// Thread safety: all methods may be called from any thread.
#ifndef ALHF_SDK_SRC_GRPC_REGISTRATION_H_
#define ALHF_SDK_SRC_GRPC_REGISTRATION_H_

#include <grpcpp/security/credentials.h>

#include <memory>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/registry.grpc.pb.h"
#include "base/mutex.h"

namespace alhf::sdk {

class CoordinatorRegistration {
 public:
  struct Options {
    // "unix:PATH" or "HOST:PORT" of the coordinator, and credentials for it.
    std::string coordinator;
    std::shared_ptr<grpc::ChannelCredentials> credentials;
    // Where the coordinator reaches the component.
    std::string address;
    v1::Manifest manifest;
    // Between tries; doubles up to the second.
    absl::Duration first_backoff = absl::Milliseconds(100);
    absl::Duration max_backoff = absl::Seconds(5);
  };
  // Starts joining.
  explicit CoordinatorRegistration(Options options);
  // Leaves.
  ~CoordinatorRegistration();

  // Ends the lease and does not join again.
  void Leave();

 private:
  void Run();
  // One step: joins or renews. Returns how long to wait until the next.
  absl::Duration Step();
  absl::StatusOr<absl::Duration> Join();
  absl::StatusOr<absl::Duration> Renew();
  absl::Duration AfterError(const absl::Status& status);
  // Waits; returns false where it shall stop.
  bool Sleep(absl::Duration time);

  const Options options_;
  const std::unique_ptr<v1::Registry::Stub> stub_;
  // Of the thread only.
  std::string lease_id_;
  absl::Duration backoff_;
  std::string last_error_;

  Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool left_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_GRPC_REGISTRATION_H_
