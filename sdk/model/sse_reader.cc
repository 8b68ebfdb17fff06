#include "sdk/model/sse_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace alhf::sdk {

std::vector<std::string> SseReader::Feed(absl::string_view bytes) {
  std::vector<std::string> events;
  for (const char c : bytes) {
    const bool paired = c == '\n' && after_return_;
    after_return_ = c == '\r';
    if (paired) continue;
    if (c == '\n' || c == '\r') {
      TakeLine(events);
    } else {
      line_ += c;
    }
  }
  return events;
}

void SseReader::TakeLine(std::vector<std::string>& events) {
  if (line_.empty()) {
    if (has_data_) events.push_back(std::move(data_));
    data_.clear();
    has_data_ = false;
    return;
  }
  absl::string_view line = line_;
  if (absl::ConsumePrefix(&line, "data") &&
      (line.empty() || absl::ConsumePrefix(&line, ":"))) {
    absl::ConsumePrefix(&line, " ");
    absl::StrAppend(&data_, has_data_ ? "\n" : "", line);
    has_data_ = true;
  }
  line_.clear();
}

}  // namespace alhf::sdk
