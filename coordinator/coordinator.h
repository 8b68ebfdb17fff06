// The whole coordinator: builds the parts, owns them, starts and drains them.
// Knows nothing of the wire.
//
//   auto coordinator = Coordinator::Start(config);
//   …
//   (*coordinator)->Drain();
//
// Thread safety: one thread.
#ifndef ALHF_COORDINATOR_COORDINATOR_H_
#define ALHF_COORDINATOR_COORDINATOR_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "alhf/config/v1/coordinator.pb.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::coordinator {

class Coordinator {
 public:
  // Opens the stores, connects to the components and listens. `metrics`: where
  // /metrics is served; empty: nowhere. `open_endpoint` opens an encoder behind
  // an endpoint; null: a configuration that names one is refused.
  //
  // INVALID_ARGUMENT CONFIG_INVALID, ADDRESS_REFUSED; UNAVAILABLE
  //   STORE_LOCKED: another coordinator runs on the data folder; DATA_LOSS
  //   STORE_DAMAGED.
  static absl::StatusOr<std::unique_ptr<Coordinator>> Start(
      const config::v1::Coordinator& config, const std::string& metrics = "",
      const core::EncoderOpener& open_endpoint = {});
  // Drains, where that was not done.
  ~Coordinator();

  // Refuses new calls, finishes those under way within the configured time,
  // and stops every part.
  void Drain();

 private:
  struct Parts;
  explicit Coordinator(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_COORDINATOR_H_
