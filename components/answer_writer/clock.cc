#include "components/answer_writer/clock.h"

#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace alhf::answer_writer {
namespace {

struct Time {
  size_t end = 0;
  int hour = 0;
  int minute = 0;
  bool minutes = false;  // written with some
  // Of the clock of 12 hours: 'a' or 'p'; 0: it has none.
  char half = 0;
};

bool IsDigit(absl::string_view text, size_t at) {
  return at < text.size() &&
         absl::ascii_isdigit(static_cast<unsigned char>(text[at]));
}

bool IsAlnum(absl::string_view text, size_t at) {
  return at < text.size() &&
         absl::ascii_isalnum(static_cast<unsigned char>(text[at]));
}

// Reads "am", "p.m." at `at`, after a space or none.
void ReadHalf(absl::string_view text, Time& time) {
  const size_t begin =
      time.end < text.size() && text[time.end] == ' ' ? time.end + 1 : time.end;
  for (const char half : {'a', 'p'}) {
    for (const std::string& form :
         {absl::StrFormat("%c.m.", half), absl::StrFormat("%cm", half)}) {
      const size_t end = begin + form.size();
      if (!absl::StartsWithIgnoreCase(text.substr(begin), form) ||
          IsAlnum(text, end)) {
        continue;
      }
      time.half = half;
      time.end = end;
      return;
    }
  }
}

// "7", "7:30", "7.30", with or without "am": what may be a time.
std::optional<Time> ReadTime(absl::string_view text, size_t at) {
  if (!IsDigit(text, at) ||
      (at > 0 && (IsAlnum(text, at - 1) ||
                  absl::StrContains(".,:-/+€$£", text.substr(at - 1, 1))))) {
    return std::nullopt;
  }
  Time time;
  size_t end = at;
  while (IsDigit(text, end) && end < at + 2) {
    time.hour = 10 * time.hour + (text[end++] - '0');
  }
  const bool mark = end < text.size() && (text[end] == ':' || text[end] == '.');
  if (mark && IsDigit(text, end + 1) && IsDigit(text, end + 2)) {
    time.minute = 10 * (text[end + 1] - '0') + (text[end + 2] - '0');
    time.minutes = true;
    end += 3;
  }
  if (IsDigit(text, end) || time.minute > 59 || time.hour > 24) {
    return std::nullopt;
  }
  time.end = end;
  ReadHalf(text, time);
  if (time.half != 0 && (time.hour == 0 || time.hour > 12)) return std::nullopt;
  return time;
}

// "6" of "6 to 8 pm" and "6-8 pm".
std::optional<Time> ReadRangeStart(absl::string_view text, size_t at) {
  std::optional<Time> start = ReadTime(text, at);
  if (!start.has_value() || start->half != 0 || start->hour > 12) {
    return std::nullopt;
  }
  for (const absl::string_view join :
       {" to ", " until ", " till ", " and ", "-", " - ", "–", " – "}) {
    if (!absl::StartsWith(text.substr(start->end), join)) continue;
    const size_t next = start->end + join.size();
    // A dash before a number is its sign elsewhere.
    const auto end = ReadTime(absl::StrCat(" ", text.substr(next)), 1);
    if (!end.has_value() || end->half == 0) continue;
    const bool over_noon = end->half == 'p' && end->hour != 12 &&
                           start->hour != 12 && start->hour > end->hour;
    start->half = over_noon ? 'a' : end->half;
    return start;
  }
  return std::nullopt;
}

// Whether "18.30" is one is not sure; "18:30" is.
bool IsClockOf24(absl::string_view text, size_t at, const Time& time) {
  return time.half == 0 && time.minutes &&
         text.substr(at, time.end - at).find(':') != text.npos;
}

std::string By24(const Time& time) {
  const int hour = time.hour % 12 + (time.half == 'p' ? 12 : 0);
  return absl::StrFormat("%02d:%02d", hour, time.minute);
}

std::string By12(const Time& time) {
  const int hour = time.hour % 12 == 0 ? 12 : time.hour % 12;
  return absl::StrCat(
      hour, time.minute == 0 ? "" : absl::StrFormat(":%02d", time.minute),
      time.hour % 24 < 12 ? " am" : " pm");
}

}  // namespace

std::string WithClock(uint32_t hours, absl::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    std::optional<Time> time = ReadTime(text, at);
    if (time.has_value() && hours == 24 && time->half == 0) {
      time = ReadRangeStart(text, at);
    }
    if (!time.has_value()) {
      out.push_back(text[at++]);
    } else if (hours == 24) {
      out += By24(*time);
      // "… 9 p.m." ended the sentence, too.
      const bool stop = text[time->end - 1] == '.' && time->end == text.size();
      if (stop) out.push_back('.');
      at = time->end;
    } else if (hours == 12 && IsClockOf24(text, at, *time)) {
      out += By12(*time);
      at = time->end;
    } else {
      out.append(text.substr(at, time->end - at).data(), time->end - at);
      at = time->end;
    }
    // What follows a range's dash is no negative number.
    if (hours == 24 && time.has_value()) {
      for (const absl::string_view dash : {"-", "–"}) {
        if (!absl::StartsWith(text.substr(at), dash)) continue;
        const auto end =
            ReadTime(absl::StrCat(" ", text.substr(at + dash.size())), 1);
        if (!end.has_value() || end->half == 0) continue;
        absl::StrAppend(&out, dash, By24(*end));
        at += dash.size() + end->end - 1;
      }
    }
  }
  return out;
}

bool NamesTime(absl::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    const auto time = ReadTime(text, at);
    if (time.has_value() && (time->half != 0 || IsClockOf24(text, at, *time))) {
      return true;
    }
  }
  return false;
}

}  // namespace alhf::answer_writer
