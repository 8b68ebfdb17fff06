// Lists of a memory, page by page.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_LESSON_PAGES_H_
#define ALHF_SDK_SRC_LESSON_PAGES_H_

#include "absl/status/statusor.h"
#include "alhf/v1/feedback.pb.h"
#include "sdk/src/stored_memory.h"

namespace alhf::sdk {

// Returns the page of `memory` that `request` asks for.
//
// INVALID_ARGUMENT PAGE_TOKEN_INVALID: the token is not of this list.
absl::StatusOr<v1::ListLessonsResponse> PageOfLessons(
    const StoredMemory& memory, const v1::ListLessonsRequest& request);

// The same for everything that the memory holds; a page ends at 2 MiB too.
absl::StatusOr<v1::ExportMemoryResponse> PageOfMemory(
    const StoredMemory& memory, const v1::ExportMemoryRequest& request);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_LESSON_PAGES_H_
