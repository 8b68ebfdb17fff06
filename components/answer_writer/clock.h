// Times of day in text, written by the clock of 24 or of 12 hours.
//
//   WithClock(24, "from 7 am to 9:30 pm") == "from 07:00 to 21:30"
//   WithClock(12, "from 07:00 to 21:30") == "from 7 am to 9:30 pm"
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_ANSWER_WRITER_CLOCK_H_
#define ALHF_COMPONENTS_ANSWER_WRITER_CLOCK_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace alhf::answer_writer {

// Returns `text` with its times of day by the clock of `hours`, 12 or 24. Of
// "6 to 8 pm" both are in the afternoon.
std::string WithClock(uint32_t hours, absl::string_view text);

// Returns whether `text` names a time of day.
bool NamesTime(absl::string_view text);

}  // namespace alhf::answer_writer

#endif  // ALHF_COMPONENTS_ANSWER_WRITER_CLOCK_H_
