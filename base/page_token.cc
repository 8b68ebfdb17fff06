#include "base/page_token.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "alhf/storage/v1/exchange.pb.h"
#include "base/status.h"

namespace alhf {
namespace {

constexpr int32_t kDefaultSize = 50;
constexpr int32_t kLargestSize = 1000;

}  // namespace

absl::StatusOr<Page> ParsePage(absl::string_view kind, int32_t page_size,
                               absl::string_view page_token) {
  if (page_size < 0) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
                 "page_size is below 0: send 0 for the default, or up to 1000",
                 {{"field", "page_size"}});
  }
  Page page;
  page.size = static_cast<size_t>(
      page_size == 0 ? kDefaultSize : std::min(page_size, kLargestSize));
  if (page_token.empty()) return page;
  std::string bytes;
  storage::v1::PageToken token;
  if (!absl::WebSafeBase64Unescape(page_token, &bytes) ||
      !token.ParseFromString(bytes) || token.kind() != kind ||
      token.after().empty()) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::PAGE_TOKEN_INVALID,
                 "page_token is not one that this list returned: start the "
                 "list anew without it",
                 {{"field", "page_token"}});
  }
  page.after = token.after();
  return page;
}

std::string PageToken(absl::string_view kind, absl::string_view after) {
  storage::v1::PageToken token;
  token.set_kind(std::string(kind));
  token.set_after(std::string(after));
  return absl::WebSafeBase64Escape(token.SerializeAsString());
}

}  // namespace alhf
