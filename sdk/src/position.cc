#include "sdk/src/position.h"

#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::sdk {

using absl::StatusCode;

bool SameLog(const v1::Position& a, const v1::Position& b) {
  return a.log_id() == b.log_id() && a.epoch() == b.epoch();
}

bool HasReached(const v1::Position& applied, const v1::Position& wanted) {
  return wanted.sequence() == 0 ||
         (SameLog(applied, wanted) && applied.sequence() >= wanted.sequence());
}

absl::Status ForeignPosition(const v1::Position& position,
                             const v1::Position& applied) {
  return Error(
      StatusCode::kFailedPrecondition, Reason::POSITION_FOREIGN,
      absl::StrCat("the position is of log '", position.log_id(), "' epoch ",
                   position.epoch(), ", the memory of log '", applied.log_id(),
                   "' epoch ", applied.epoch(),
                   ": send from sequence 1 with rebuild"),
      {{"log_id", position.log_id()},
       {"epoch", absl::StrCat(position.epoch())},
       {"applied_log_id", applied.log_id()},
       {"applied_epoch", absl::StrCat(applied.epoch())}});
}

absl::Status CheckAsOf(const v1::Position& applied, const v1::Position& as_of) {
  if (as_of.sequence() > 0 && applied.sequence() > 0 &&
      !SameLog(as_of, applied)) {
    return ForeignPosition(as_of, applied);
  }
  if (as_of.sequence() <= applied.sequence()) return absl::OkStatus();
  return Error(StatusCode::kFailedPrecondition, Reason::POSITION_AHEAD,
               absl::StrCat("position ", as_of.sequence(),
                            " is not applied here yet, only ",
                            applied.sequence(), " is: ask without as_of"),
               {{"sequence", absl::StrCat(as_of.sequence())},
                {"applied_sequence", absl::StrCat(applied.sequence())}});
}

}  // namespace alhf::sdk
