#include "coordinator/audit/words_of_others.h"

#include <algorithm>

namespace alhf::coordinator {
namespace {

bool IsOther(absl::string_view author, absl::string_view reader) {
  return reader.empty() || author != reader;
}

template <typename Items>
uint64_t Sum(const Items& items, absl::string_view reader) {
  uint64_t sum = 0;
  for (const auto& item : items) sum += WordsOfOthers(item, reader);
  return sum;
}

}  // namespace

uint64_t WordsOfOthers(const v1::Exchange& exchange, absl::string_view reader) {
  const bool has_words =
      !exchange.question().empty() || !exchange.answer().empty();
  return has_words && IsOther(exchange.user(), reader) ? 1 : 0;
}

uint64_t WordsOfOthers(const v1::Lesson& lesson, absl::string_view reader) {
  if (lesson.text().empty()) return 0;  // erased
  const bool edited =
      !lesson.edited_by().empty() && IsOther(lesson.edited_by(), reader);
  return edited || IsOther(lesson.giver(), reader) ? 1 : 0;
}

uint64_t WordsOfOthers(const v1::FeedbackStatus& status,
                       absl::string_view reader) {
  const v1::FeedbackRecord& record = status.record();
  const bool said = !record.giver().empty() && IsOther(record.giver(), reader);
  // A record keeps its copy of the exchange that it is about; one that came
  // with the record is the giver's own.
  const bool asked = !record.exchange().user().empty() &&
                     WordsOfOthers(record.exchange(), reader) > 0;
  const bool learned = Sum(status.lessons(), reader) > 0;
  return said || asked || learned ? 1 : 0;
}

uint64_t WordsOfOthers(const v1::ListExchangesResponse& response,
                       absl::string_view reader) {
  return Sum(response.exchanges(), reader);
}

uint64_t WordsOfOthers(const v1::ListFeedbackResponse& response,
                       absl::string_view reader) {
  return Sum(response.records(), reader);
}

uint64_t WordsOfOthers(const v1::ListLessonsResponse& response,
                       absl::string_view reader) {
  return Sum(response.lessons(), reader);
}

}  // namespace alhf::coordinator
