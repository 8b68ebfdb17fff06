// Who learns what from a record: decided per component against that
// component's own thresholds, never by rank. Two components may both learn,
// and none may.
//
//   state of a lesson   when
//   HELD                it was not understood, the record asks to hold, or the
//                       claim came late
//   SHADOW              the record asks for it
//   ACTIVE              else
//
// Thread safety: pure functions: no clock, no I/O.
#ifndef ALHF_COORDINATOR_FEEDBACK_ASSIGNMENT_POLICY_H_
#define ALHF_COORDINATOR_FEEDBACK_ASSIGNMENT_POLICY_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/storage/v1/log.pb.h"
#include "alhf/v1/types.pb.h"

namespace alhf::coordinator {

// All that a decision depends on.
struct AssignmentInput {
  v1::FeedbackRecord record;
  // Never UNSPECIFIED.
  v1::Activation activation = v1::ACTIVATION_IMMEDIATE;
  // What the components asked this time said.
  std::vector<v1::Assessment> assessments;
  // Who was asked this time and did not answer.
  std::vector<v1::Assignment::Missing> missing;
  // The decision before this one; revision 0 where this is the first.
  v1::Assignment previous;
  // What components said before, for those that are unsure.
  std::map<std::string, v1::Assessment> known;
  // The record's `about_lessons`, those that exist.
  std::vector<v1::Lesson> about;
  // The entry's time; a claim later than `late_claim` after the record waits
  // for a person.
  absl::Time now;
  absl::Duration late_claim = absl::Hours(1);
};

// Returns the next revision of the assignment, with the changes that it brings.
storage::v1::Payload::Assigned Assign(const AssignmentInput& input);

// Returns whether `component` is to be asked about `record`: members about
// words, nobody about thumbs and misapplied lessons, only those named about a
// record that is to be reassigned.
bool IsAsked(const v1::FeedbackRecord& record, absl::string_view component);

// Returns whether a person named `component` in `record.assign_to`.
bool IsNamed(const v1::FeedbackRecord& record, absl::string_view component);

// Returns the lesson that `proposal` makes of `record` for `component`, all but
// id, state and what applying fills in.
v1::Lesson LessonFrom(const v1::FeedbackRecord& record,
                      absl::string_view component,
                      const v1::Proposal& proposal);

// Returns the part of a record's id that its lessons share: "7k2m" of "f-7k2m".
absl::string_view SuffixOf(absl::string_view record_id);

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_FEEDBACK_ASSIGNMENT_POLICY_H_
