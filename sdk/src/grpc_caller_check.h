// Whom a component answers: the coordinator, and nobody else.
//
//   ALHF_ASSIGN_OR_RETURN(const CallerCheck check,
//                         CallerCheck::Create(security));
//   ALHF_RETURN_IF_ERROR(check.Check(*context));
//
// Who reaches a unix socket is its owner. Over TCP the caller sends the token,
// where the component has one, and over TLS shows a certificate for
// "coordinator" as well.
//
// Thread safety: immutable.
#ifndef ALHF_SDK_SRC_GRPC_CALLER_CHECK_H_
#define ALHF_SDK_SRC_GRPC_CALLER_CHECK_H_

#include <grpcpp/server_context.h>

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/security.h"

namespace alhf::sdk {

class CallerCheck {
 public:
  // CONFIG_INVALID: the token cannot be read.
  static absl::StatusOr<CallerCheck> Create(const Security& security);

  // UNAUTHENTICATED UNAUTHENTICATED: the caller is not the coordinator; the
  // message says what to send.
  absl::Status Check(const grpc::CallbackServerContext& context) const;

 private:
  CallerCheck(std::string token, bool tls)
      : token_(std::move(token)), tls_(tls) {}

  std::string token_;  // empty: none is asked for
  bool tls_;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_GRPC_CALLER_CHECK_H_
