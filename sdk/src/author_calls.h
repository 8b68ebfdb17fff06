// Calling an author's code: what it throws, and errors that it gives no
// reason, become errors of ours. The process lives on.
//
// Thread safety: pure.
#ifndef ALHF_SDK_SRC_AUTHOR_CALLS_H_
#define ALHF_SDK_SRC_AUTHOR_CALLS_H_

#include <exception>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/status.h"

namespace alhf::sdk {

// Returns the error that the author's `method` failed with, `what` says why.
absl::Status ComponentFailed(absl::string_view method, absl::string_view what);

// Returns `status` of the author's `method`; an error without a reason gets
// COMPONENT_FAILED.
absl::Status FromAuthor(absl::string_view method, const absl::Status& status);

// Returns what `call` (an absl::Status or StatusOr of the author's `method`)
// returns.
template <typename Call>
auto CallAuthor(absl::string_view method, const Call& call)
    -> decltype(call()) {
  try {
    auto result = call();
    if (result.ok()) return result;
    return FromAuthor(method, status_internal::ToStatus(std::move(result)));
  } catch (const std::exception& error) {
    return ComponentFailed(method, error.what());
  } catch (...) {
    return ComponentFailed(method, "it threw");
  }
}

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_AUTHOR_CALLS_H_
