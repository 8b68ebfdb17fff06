// Section 9: answers from a memory of a known age.
#include <future>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "base/status.h"
#include "tests/conformance/cases/cases.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/verdict.h"

namespace alhf::conformance {
namespace {

using absl::StatusCode;

// How long a caller waits for a position that is never reached. More than
// once, because a loaded machine may be late with a right answer.
constexpr absl::Duration kShortWaits[] = {absl::Milliseconds(400),
                                          absl::Seconds(1), absl::Seconds(2)};

v1::AdjustQueryRequest NotBefore(const TrialTenant& tenant, uint64_t sequence) {
  v1::AdjustQueryRequest request;
  request.set_tenant(tenant.name());
  *request.mutable_query() = QuestionForAll();
  *request.mutable_query()->mutable_min_position() = tenant.At(sequence);
  return request;
}

absl::Status AnUnreachedPositionIsStale(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  absl::Status came;
  for (const absl::Duration wait : kShortWaits) {
    came = trial.component()
               .AdjustQueryWithin(wait, NotBefore(tenant, 2))
               .status();
    if (!absl::IsDeadlineExceeded(came)) break;
  }
  return ExpectError("min_position of an entry that does not come", came,
                     StatusCode::kFailedPrecondition, Reason::POSITION_STALE);
}

absl::Status AnUnreachedPositionIsStaleToAssess(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  v1::AssessFeedbackRequest request;
  request.set_tenant(tenant.name());
  *request.mutable_record() = Record(trial.TextsInScope().front());
  *request.mutable_min_position() = tenant.At(2);
  absl::Status came;
  for (const absl::Duration wait : kShortWaits) {
    came = trial.component().AssessFeedbackWithin(wait, request).status();
    if (!absl::IsDeadlineExceeded(came)) break;
  }
  return ExpectError("min_position of an entry that does not come", came,
                     StatusCode::kFailedPrecondition, Reason::POSITION_STALE);
}

// The answer's position may be wrong in its own right: the lesson that the
// entry taught is a second witness.
absl::Status ExpectNoOlder(const absl::StatusOr<v1::AdjustQueryResponse>& came,
                           uint64_t sequence, const std::string& lesson_id) {
  if (!came.ok()) {
    return Mismatch(
        absl::StrCat("an answer once sequence ", sequence, " is reached"),
        Describe(came.status()));
  }
  const v1::Adjustment& adjustment = came->adjustment();
  const bool new_enough = adjustment.position().sequence() >= sequence &&
                          LessonsOf(adjustment).count(lesson_id) > 0;
  return Expect(
      new_enough,
      absl::StrCat("an answer from sequence ", sequence,
                   " or later, with lesson ", lesson_id),
      absl::StrCat("sequence ", adjustment.position().sequence(), ", items of ",
                   absl::StrJoin(LessonsOf(adjustment), ", ")));
}

absl::Status AReachedPositionIsAnsweredFrom(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  for (uint64_t sequence = 1; sequence <= 2; ++sequence) {
    const v1::Lesson lesson = trial.NewLesson(tenant);
    ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));
    ALHF_RETURN_IF_ERROR(ExpectNoOlder(
        trial.component().AdjustQuery(NotBefore(tenant, sequence)), sequence,
        lesson.id()));
  }
  return absl::OkStatus();
}

absl::Status AWaitingQuestionSeesWhatItWaitedFor(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const v1::Lesson lesson = trial.NewLesson(tenant);
  ALHF_RETURN_IF_ERROR(tenant.Append({None()}));
  // Asked before the entry is sent, as far as the wire allows.
  auto asked = std::async(std::launch::async, [&] {
    return trial.component().AdjustQuery(NotBefore(tenant, 2));
  });
  const absl::Status sent =
      tenant.Send({tenant.EntryAt(2, {Learn(lesson)})}).status();
  const auto came = asked.get();
  ALHF_RETURN_IF_ERROR(sent);
  return ExpectNoOlder(came, 2, lesson.id());
}

// A tenant whose every entry changes what is there: it learns `one`, retires
// it, and learns `two`.
struct Past {
  TrialTenant tenant;
  std::string one;
  std::string two;
};

absl::StatusOr<Past> MakePast(Trial& trial) {
  Past past{trial.NewTenant(), "", ""};
  const v1::Lesson one = trial.NewLesson(past.tenant);
  const v1::Lesson two = trial.NewLesson(past.tenant);
  past.one = one.id();
  past.two = two.id();
  ALHF_RETURN_IF_ERROR(past.tenant.Append({Learn(one)}));
  ALHF_RETURN_IF_ERROR(past.tenant.Append({Retire(one.id())}));
  ALHF_RETURN_IF_ERROR(past.tenant.Append({Learn(two)}));
  return past;
}

absl::Status QuestionsCanBeAskedOfThePast(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(const Past past, MakePast(trial));
  const std::set<std::string> wanted[] = {{}, {past.one}, {}, {past.two}};
  for (uint64_t sequence = 0; sequence < std::size(wanted); ++sequence) {
    v1::Query query = QuestionForAll();
    *query.mutable_as_of() = past.tenant.At(sequence);
    ALHF_ASSIGN_OR_RETURN(const v1::Adjustment came, past.tenant.Adjust(query));
    // Looked at one by one: what else is there is another rule's matter.
    for (const std::string& lesson : {past.one, past.two}) {
      const bool there = LessonsOf(came).count(lesson) > 0;
      ALHF_RETURN_IF_ERROR(Expect(
          there == (wanted[sequence].count(lesson) > 0),
          absl::StrCat(there ? "no item" : "an item", " of lesson ", lesson,
                       " as of sequence ", sequence),
          absl::StrCat("items of ", absl::StrJoin(LessonsOf(came), ", "))));
    }
  }
  return absl::OkStatus();
}

absl::Status LessonsCanBeReadAsTheyWere(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(const Past past, MakePast(trial));
  ALHF_RETURN_IF_ERROR(ExpectError(
      "GetLesson as of before it was learned", past.tenant.Get(past.one, 0),
      StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
  const v1::LessonState states[] = {v1::LESSON_ACTIVE, v1::LESSON_RETIRED,
                                    v1::LESSON_RETIRED};
  for (uint64_t sequence = 1; sequence <= std::size(states); ++sequence) {
    ALHF_ASSIGN_OR_RETURN(const v1::Lesson came,
                          past.tenant.Get(past.one, sequence));
    ALHF_RETURN_IF_ERROR(
        Expect(came.state() == states[sequence - 1],
               absl::StrCat(v1::LessonState_Name(states[sequence - 1]),
                            " as of sequence ", sequence),
               v1::LessonState_Name(came.state())));
  }
  return ExpectError("GetLesson as of before the last was learned",
                     past.tenant.Get(past.two, 2), StatusCode::kNotFound,
                     Reason::LESSON_NOT_FOUND);
}

absl::Status RecordsCanBeAssessedByThePast(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  for (int i = 0; i < 3; ++i) {
    ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  }
  v1::AssessFeedbackRequest request;
  request.set_tenant(tenant.name());
  *request.mutable_record() = Record(trial.TextsInScope().front());
  for (const uint64_t sequence : {0, 1, 3}) {
    *request.mutable_as_of() = tenant.At(sequence);
    const auto came = trial.component().AssessFeedback(request);
    if (!came.ok()) {
      return Mismatch(absl::StrCat("an assessment as of sequence ", sequence),
                      Describe(came.status()));
    }
    const uint64_t seen = came->assessment().position_seen().sequence();
    ALHF_RETURN_IF_ERROR(Expect(
        seen == sequence, absl::StrCat("position_seen at sequence ", sequence),
        absl::StrCat("sequence ", seen)));
  }
  *request.mutable_as_of() = tenant.At(4);
  return ExpectError("AssessFeedback as of the next entry",
                     trial.component().AssessFeedback(request),
                     StatusCode::kFailedPrecondition, Reason::POSITION_AHEAD);
}

absl::Status TheFutureIsRefused(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const v1::Lesson lesson = trial.NewLesson(tenant);
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));
  v1::Query query = Question();
  *query.mutable_as_of() = tenant.At(2);
  ALHF_RETURN_IF_ERROR(
      ExpectError("AdjustQuery as of the next entry", tenant.Adjust(query),
                  StatusCode::kFailedPrecondition, Reason::POSITION_AHEAD));
  return ExpectError("GetLesson as of the next entry",
                     tenant.Get(lesson.id(), 2),
                     StatusCode::kFailedPrecondition, Reason::POSITION_AHEAD);
}

absl::Status ThePastOfAnotherLogIsRefused(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const v1::Lesson lesson = trial.NewLesson(tenant);
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));
  v1::Position other_log = tenant.At(1);
  other_log.set_log_id("log-another");
  v1::Position other_epoch = tenant.At(1);
  other_epoch.set_epoch(other_epoch.epoch() + 1);
  for (const v1::Position& position : {other_log, other_epoch}) {
    const std::string as_of =
        absl::StrCat(" as of {", position.ShortDebugString(), "}");
    v1::Query query = Question();
    *query.mutable_as_of() = position;
    ALHF_RETURN_IF_ERROR(
        ExpectError(absl::StrCat("AdjustQuery", as_of), tenant.Adjust(query),
                    StatusCode::kFailedPrecondition, Reason::POSITION_FOREIGN));
    v1::GetLessonRequest request;
    request.set_tenant(tenant.name());
    request.set_lesson_id(lesson.id());
    *request.mutable_as_of() = position;
    ALHF_RETURN_IF_ERROR(ExpectError(
        absl::StrCat("GetLesson", as_of), trial.component().GetLesson(request),
        StatusCode::kFailedPrecondition, Reason::POSITION_FOREIGN));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Case> PositionCases() {
  return {
      {"POSITION_01_AnUnreachedPositionIsStale",
       "Answer some time before the caller's deadline, not at it.",
       &AnUnreachedPositionIsStale},
      {"POSITION_01_AnUnreachedPositionIsStaleToAssess",
       "Assess from a memory that has reached min_position, and answer some "
       "time before the caller's deadline.",
       &AnUnreachedPositionIsStaleToAssess},
      {"POSITION_02_AReachedPositionIsAnsweredFrom",
       "Take the snapshot after the position was found reached.",
       &AReachedPositionIsAnsweredFrom},
      {"POSITION_02_AWaitingQuestionSeesWhatItWaitedFor",
       "Wait for the position without holding what applying needs.",
       &AWaitingQuestionSeesWhatItWaitedFor},
      {"POSITION_03_QuestionsCanBeAskedOfThePast",
       "Keep each revision of a lesson under its position, and recall from "
       "those up to as_of.",
       &QuestionsCanBeAskedOfThePast},
      {"POSITION_03_LessonsCanBeReadAsTheyWere",
       "Keep each revision of a lesson under its position, and read the newest "
       "up to as_of.",
       &LessonsCanBeReadAsTheyWere},
      {"POSITION_03_RecordsCanBeAssessedByThePast",
       "Assess with the revisions of lessons up to as_of, and name as_of in "
       "position_seen.",
       &RecordsCanBeAssessedByThePast},
      {"POSITION_04_TheFutureIsRefused",
       "Compare as_of with the applied position first.", &TheFutureIsRefused},
      {"POSITION_05_ThePastOfAnotherLogIsRefused",
       "Compare log_id and epoch of as_of with those that were applied.",
       &ThePastOfAnotherLogIsRefused},
  };
}

}  // namespace alhf::conformance
