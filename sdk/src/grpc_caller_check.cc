#include "sdk/src/grpc_caller_check.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/grpc_credentials.h"
#include "base/status.h"
#include "base/token.h"

namespace alhf::sdk {
namespace {

absl::Status Stranger(absl::string_view why) {
  return Error(
      absl::StatusCode::kUnauthenticated, Reason::UNAUTHENTICATED,
      absl::StrCat("this component answers its coordinator alone, and ", why));
}

bool IsCoordinator(const grpc::CallbackServerContext& context) {
  const std::vector<std::string> names = NamesOfPeer(*context.auth_context());
  return std::find(names.begin(), names.end(), kCoordinatorIdentity) !=
         names.end();
}

}  // namespace

absl::StatusOr<CallerCheck> CallerCheck::Create(const Security& security) {
  std::string token;
  if (!security.token_file.empty()) {
    ALHF_ASSIGN_OR_RETURN(token, ReadTokenFile(security.token_file));
  }
  return CallerCheck(std::move(token), !security.tls_folder.empty());
}

absl::Status CallerCheck::Check(
    const grpc::CallbackServerContext& context) const {
  // Only TCP has secrets; most components have none.
  if (token_.empty() && !tls_) return absl::OkStatus();
  if (absl::StartsWith(context.peer(), "unix:")) return absl::OkStatus();
  if (tls_ && !IsCoordinator(context)) {
    return Stranger(absl::StrCat("the caller's certificate does not name '",
                                 kCoordinatorIdentity, "'"));
  }
  if (token_.empty()) return absl::OkStatus();
  const auto& metadata = context.client_metadata();
  const auto sent = metadata.find(kAuthorization);
  absl::string_view token;
  if (sent != metadata.end()) {
    token = BearerToken({sent->second.data(), sent->second.size()});
  }
  if (SameSecret(token, token_)) return absl::OkStatus();
  return Stranger(
      "the call's token is not the one in its --token-file: give the "
      "coordinator the same one as component_token_file");
}

}  // namespace alhf::sdk
