// Structured log lines on standard error: one line an event, words of people
// never in them.
//
//   log::Info("lane caught up", {{"tenant", tenant}, {"component", name}});
//
// Thread safety: all functions may be called from many threads.
#ifndef ALHF_BASE_LOG_H_
#define ALHF_BASE_LOG_H_

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace alhf::log {

using Fields = std::initializer_list<std::pair<absl::string_view, std::string>>;

// Names the process in each line. Call once, first in main.
void SetProcess(absl::string_view name);

void Info(absl::string_view event, Fields fields = {});
void Warn(absl::string_view event, Fields fields = {});
void Error(absl::string_view event, Fields fields = {});

}  // namespace alhf::log

#endif  // ALHF_BASE_LOG_H_
