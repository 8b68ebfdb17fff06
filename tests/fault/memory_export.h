// All that a component keeps of a tenant, as it serves it.
#ifndef ALHF_TESTS_FAULT_MEMORY_EXPORT_H_
#define ALHF_TESTS_FAULT_MEMORY_EXPORT_H_

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "alhf/v1/feedback.grpc.pb.h"
#include "base/grpc_status.h"
#include "base/status.h"

namespace alhf::testing {

// Returns every key and value that the component at `address` keeps.
inline absl::StatusOr<std::map<std::string, std::string>> ExportMemory(
    const std::string& address, const std::string& tenant) {
  const auto stub = v1::Feedback::NewStub(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  std::map<std::string, std::string> items;
  v1::ExportMemoryRequest request;
  request.set_tenant(tenant);
  do {
    grpc::ClientContext context;
    context.set_wait_for_ready(true);
    v1::ExportMemoryResponse response;
    ALHF_RETURN_IF_ERROR(
        FromGrpcStatus(stub->ExportMemory(&context, request, &response)));
    for (const auto& item : response.items()) items[item.key()] = item.value();
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return items;
}

}  // namespace alhf::testing

#endif  // ALHF_TESTS_FAULT_MEMORY_EXPORT_H_
