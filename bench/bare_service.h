// The bare service: gRPC's callback API, and nothing but the bytes asked for.
//
// Thread safety: called by gRPC.
#ifndef ALHF_BENCH_BARE_SERVICE_H_
#define ALHF_BENCH_BARE_SERVICE_H_

#include <memory>
#include <string>
#include <vector>

#include "bench/bare.grpc.pb.h"

namespace alhf::bench {

class BareService final : public Bare::CallbackService {
 public:
  // Where `onward` names addresses it is a relay to them.
  explicit BareService(const std::vector<std::string>& onward);

  grpc::ServerUnaryReactor* Call(grpc::CallbackServerContext* context,
                                 const BareRequest* request,
                                 BareAnswer* answer) override;

 private:
  std::vector<std::unique_ptr<Bare::Stub>> onward_;
};

}  // namespace alhf::bench

#endif  // ALHF_BENCH_BARE_SERVICE_H_
