#include "coordinator/query/missing.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::coordinator {
namespace {

struct Cause {
  absl::string_view word;
  absl::string_view remedy;
};

Cause CauseOf(const absl::Status& status) {
  if (ReasonOf(status) == Reason::POSITION_STALE) {
    return {"STALE", "ask again in a moment, or without min_position"};
  }
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return {"UNAVAILABLE", "start it; it is asked again by itself"};
    case absl::StatusCode::kDeadlineExceeded:
      return {"DEADLINE",
              "ask again with more time, or raise its limit in "
              "the coordinator's configuration"};
    default:
      return {"FAILED", "see its log"};
  }
}

}  // namespace

v1::MissingPart MissingBecause(absl::string_view component,
                               const absl::Status& status) {
  const Cause cause = CauseOf(status);
  v1::MissingPart part;
  part.set_component(std::string(component));
  part.set_reason(absl::StrCat(cause.word, ": ", status.message(), " (",
                               cause.remedy, ")"));
  return part;
}

bool IsAboutPosition(const absl::Status& status, bool wants_position) {
  const Reason reason = ReasonOf(status);
  return reason == Reason::POSITION_AHEAD ||
         (wants_position && reason == Reason::POSITION_STALE);
}

absl::Status CheckCallable(const RegisteredComponent& component) {
  if (component.health == v1::COMPONENT_SERVING) return absl::OkStatus();
  const bool refused = component.health == v1::COMPONENT_REFUSED;
  return Error(refused ? absl::StatusCode::kFailedPrecondition
                       : absl::StatusCode::kUnavailable,
               Reason::COMPONENT_UNAVAILABLE,
               absl::StrCat(component.name,
                            refused ? " is refused: " : " is not there: ",
                            component.detail),
               {{"component", component.name}});
}

absl::Status TooMany(absl::string_view what) {
  return WithRetryDelay(
      Error(absl::StatusCode::kResourceExhausted, Reason::QUEUE_FULL,
            absl::StrCat("too many ", what,
                         " at once: come again after the "
                         "delay that comes with this error")),
      absl::Milliseconds(200));
}

absl::Duration Slice(absl::Time deadline, absl::Time now,
                     absl::Duration limit) {
  return std::min(limit, (deadline - now) * 0.9);
}

}  // namespace alhf::coordinator
