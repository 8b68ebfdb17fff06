#include "sdk/src/author_calls.h"

#include <string>

#include "absl/strings/str_cat.h"

namespace alhf::sdk {
namespace {

absl::Status Failed(absl::StatusCode code, absl::string_view method,
                    absl::string_view what) {
  return Error(code, Reason::COMPONENT_FAILED,
               absl::StrCat("the component failed in ", method, ": ", what),
               {{"method", std::string(method)}, {"error", std::string(what)}});
}

}  // namespace

absl::Status ComponentFailed(absl::string_view method, absl::string_view what) {
  return Failed(absl::StatusCode::kInternal, method, what);
}

absl::Status FromAuthor(absl::string_view method, const absl::Status& status) {
  if (status.ok() || ReasonOf(status) != Reason::REASON_UNSPECIFIED) {
    return status;
  }
  return Failed(status.code(), method, status.message());
}

}  // namespace alhf::sdk
