// Pages of a list: how many, and where the next one starts.
//
//   ALHF_ASSIGN_OR_RETURN(Page page, ParsePage("records", request.page_size(),
//                                              request.page_token()));
//   … entries after `page.after`, at most `page.size` of them …
//   response.set_next_page_token(PageToken("records", last_key));
//
// Thread safety: pure functions.
#ifndef ALHF_BASE_PAGE_TOKEN_H_
#define ALHF_BASE_PAGE_TOKEN_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace alhf {

struct Page {
  size_t size = 50;
  // The key after which it starts; empty: from the beginning.
  std::string after;
};

// Returns the page that a request asks for: size 0 means 50, above 1000 means
// 1000. `kind` is the list's: a token of another list is none of this one.
//
// INVALID_ARGUMENT FIELD_INVALID: the size is below 0. PAGE_TOKEN_INVALID: the
//   token is not one that this list returned.
absl::StatusOr<Page> ParsePage(absl::string_view kind, int32_t page_size,
                               absl::string_view page_token);

// Returns the token of the page after the entry with key `after`.
std::string PageToken(absl::string_view kind, absl::string_view after);

}  // namespace alhf

#endif  // ALHF_BASE_PAGE_TOKEN_H_
