#include "base/trace_context.h"

#include <algorithm>
#include <cstdint>

#include "absl/random/distributions.h"
#include "absl/strings/str_cat.h"

namespace alhf {
namespace {

// "00-<trace id>-<parent id>-<flags>"
constexpr size_t kTraceAt = 3;
constexpr size_t kTraceSize = 32;
constexpr size_t kSpanAt = kTraceAt + kTraceSize + 1;
constexpr size_t kSpanSize = 16;
constexpr size_t kFlagsAt = kSpanAt + kSpanSize + 1;
constexpr size_t kSize = kFlagsAt + 2;

bool IsHexDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool IsHex(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), IsHexDigit);
}

// An id of zeros stands for none.
bool IsId(absl::string_view text) {
  return IsHex(text) && text.find_first_not_of('0') != absl::string_view::npos;
}

std::string Hex64(absl::BitGenRef random) {
  const uint64_t number =
      absl::Uniform<uint64_t>(absl::IntervalClosed, random, 1, UINT64_MAX);
  return absl::StrCat(absl::Hex(number, absl::kZeroPad16));
}

std::string Traceparent(absl::string_view trace_id, bool sampled,
                        absl::BitGenRef random) {
  return absl::StrCat("00-", trace_id, "-", Hex64(random),
                      sampled ? "-01" : "-00");
}

}  // namespace

bool IsTraceparent(absl::string_view header) {
  if (header.size() < kSize) return false;
  const absl::string_view version = header.substr(0, 2);
  if (!IsHex(version) || version == "ff") return false;
  // A later version may have more to say, after another dash.
  if (header.size() > kSize && (version == "00" || header[kSize] != '-')) {
    return false;
  }
  return header[2] == '-' && header[kSpanAt - 1] == '-' &&
         header[kFlagsAt - 1] == '-' &&
         IsId(header.substr(kTraceAt, kTraceSize)) &&
         IsId(header.substr(kSpanAt, kSpanSize)) &&
         IsHex(header.substr(kFlagsAt, 2));
}

TraceContext ContinueTrace(absl::string_view traceparent,
                           absl::string_view tracestate,
                           absl::BitGenRef random) {
  if (!IsTraceparent(traceparent)) return {};
  return {.traceparent = Traceparent(TraceIdOf(traceparent),
                                     IsSampled(traceparent), random),
          .tracestate = std::string(tracestate),
          .parent_id = SpanIdOf(traceparent)};
}

TraceContext BeginTrace(bool sampled, absl::BitGenRef random) {
  const std::string trace_id = absl::StrCat(Hex64(random), Hex64(random));
  return {.traceparent = Traceparent(trace_id, sampled, random)};
}

std::string TraceIdOf(absl::string_view traceparent) {
  if (!IsTraceparent(traceparent)) return "";
  return std::string(traceparent.substr(kTraceAt, kTraceSize));
}

std::string SpanIdOf(absl::string_view traceparent) {
  if (!IsTraceparent(traceparent)) return "";
  return std::string(traceparent.substr(kSpanAt, kSpanSize));
}

bool IsSampled(absl::string_view traceparent) {
  if (!IsTraceparent(traceparent)) return false;
  // The lowest bit of the flags.
  constexpr absl::string_view kOdd = "13579bdf";
  return kOdd.find(traceparent[kFlagsAt + 1]) != absl::string_view::npos;
}

}  // namespace alhf
