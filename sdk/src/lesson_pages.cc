#include "sdk/src/lesson_pages.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "alhf/storage/v1/exchange.pb.h"
#include "base/status.h"

namespace alhf::sdk {
namespace {

constexpr size_t kMaxPageBytes = 2 << 20;

size_t PageSize(int asked) {
  return asked == 0 ? 50 : std::min<size_t>(static_cast<size_t>(asked), 1000);
}

std::string ToToken(absl::string_view kind, std::string after) {
  storage::v1::PageToken token;
  token.set_kind(std::string(kind));
  token.set_after(std::move(after));
  return absl::WebSafeBase64Escape(token.SerializeAsString());
}

// Returns what `token` stands after; empty for an empty token.
absl::StatusOr<std::string> FromToken(absl::string_view kind,
                                      absl::string_view token) {
  if (token.empty()) return std::string();
  std::string bytes;
  storage::v1::PageToken parsed;
  if (absl::WebSafeBase64Unescape(token, &bytes) &&
      parsed.ParseFromString(bytes) && parsed.kind() == kind) {
    return std::move(*parsed.mutable_after());
  }
  return Error(absl::StatusCode::kInvalidArgument, Reason::PAGE_TOKEN_INVALID,
               "page_token is not one that this list returned: start anew "
               "without it",
               {{"field", "page_token"}});
}

bool IsWanted(const v1::Lesson& lesson, const v1::ListLessonsRequest& request) {
  const auto& states = request.states();
  const bool state_fits = states.empty()
                              ? lesson.state() != v1::LESSON_ERASED
                              : std::find(states.begin(), states.end(),
                                          lesson.state()) != states.end();
  const bool agent_fits = request.agent().empty() ||
                          lesson.scope().agent().empty() ||
                          lesson.scope().agent() == request.agent();
  const auto& sources = lesson.sources();
  const bool record_fits =
      request.record_id().empty() ||
      std::any_of(sources.begin(), sources.end(), [&](const auto& source) {
        return source.record_id() == request.record_id();
      });
  return state_fits && agent_fits && record_fits;
}

}  // namespace

absl::StatusOr<v1::ListLessonsResponse> PageOfLessons(
    const StoredMemory& memory, const v1::ListLessonsRequest& request) {
  constexpr absl::string_view kKind = "lessons";
  ALHF_ASSIGN_OR_RETURN(const std::string after,
                        FromToken(kKind, request.page_token()));
  const size_t limit = PageSize(request.page_size());
  v1::ListLessonsResponse page;
  std::string last;
  size_t bytes = 0;
  ALHF_RETURN_IF_ERROR(memory.VisitLessons(
      after, [&](absl::string_view place, v1::Lesson lesson) {
        if (!IsWanted(lesson, request)) return true;
        if (static_cast<size_t>(page.lessons_size()) == limit ||
            bytes > kMaxPageBytes) {
          page.set_next_page_token(ToToken(kKind, last));
          return false;
        }
        last = std::string(place);
        bytes += lesson.ByteSizeLong();
        *page.add_lessons() = std::move(lesson);
        return true;
      }));
  return page;
}

absl::StatusOr<v1::ExportMemoryResponse> PageOfMemory(
    const StoredMemory& memory, const v1::ExportMemoryRequest& request) {
  constexpr absl::string_view kKind = "export";
  ALHF_ASSIGN_OR_RETURN(const std::string after,
                        FromToken(kKind, request.page_token()));
  const size_t limit = PageSize(request.page_size());
  v1::ExportMemoryResponse page;
  *page.mutable_applied_position() = memory.position();
  size_t bytes = 0;
  ALHF_RETURN_IF_ERROR(memory.VisitKeys(after, [&](absl::string_view key,
                                                   absl::string_view value) {
    if (static_cast<size_t>(page.items_size()) == limit ||
        bytes > kMaxPageBytes) {
      page.set_next_page_token(ToToken(kKind, page.items().rbegin()->key()));
      return false;
    }
    bytes += key.size() + value.size();
    auto* item = page.add_items();
    item->set_key(std::string(key));
    item->set_value(std::string(value));
    return true;
  }));
  return page;
}

}  // namespace alhf::sdk
