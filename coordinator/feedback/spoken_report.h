// "That did not apply here", said in words instead of with the lesson's id.
//
// Thread safety: pure functions.
#ifndef ALHF_COORDINATOR_FEEDBACK_SPOKEN_REPORT_H_
#define ALHF_COORDINATOR_FEEDBACK_SPOKEN_REPORT_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "alhf/v1/types.pb.h"

namespace alhf::coordinator {

// Makes RECORD_MISAPPLIED of a text that says so of the answer it was given on,
// and names the lesson: the one that acted there and that the words name, else
// the only one that acted. Any other record stays as it is. `find` gives a
// lesson of the tenant, or null.
//
// INVALID_ARGUMENT FIELD_REQUIRED, with the lessons that acted: it cannot be
//   told which of them is meant, and a report on the wrong one would silence
//   it.
absl::Status ReadReport(
    v1::FeedbackRecord& record,
    absl::FunctionRef<const v1::Lesson*(const std::string& id)> find);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_SPOKEN_REPORT_H_
