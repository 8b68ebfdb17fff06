#include "base/status.h"
#include "tests/conformance/proof/faults.h"

namespace alhf::conformance {
namespace {

using v1::AdjustQueryRequest;
using v1::AssessFeedbackRequest;
using v1::GetLessonRequest;

// Answers again, with the request as `mend` leaves it, what was refused for
// `reason`, or, where that is unspecified, what was answered.
template <typename Request, typename Response, typename Mend>
void AnswersAgain(
    Reason reason, Mend mend,
    std::function<absl::StatusOr<Response>(const Request&, absl::Time)>& call) {
  Around(call, [reason, mend](const auto& next, Request request,
                              absl::Time deadline) {
    const auto response = next(request, deadline);
    const bool answered = response.ok() || absl::IsNotFound(response.status());
    const bool concerned = reason == Reason::REASON_UNSPECIFIED
                               ? answered
                               : ReasonOf(response.status()) == reason;
    if (!concerned || !mend(request)) return response;
    return next(request, deadline);
  });
}

bool ForgetsMinPosition(AdjustQueryRequest& request) {
  request.mutable_query()->clear_min_position();
  return true;
}

bool ForgetsMinPositionToAssess(AssessFeedbackRequest& request) {
  request.clear_min_position();
  return true;
}

// Answers from one entry before what was asked for.
bool LooksBack(AdjustQueryRequest& request) {
  v1::Query& query = *request.mutable_query();
  if (query.min_position().sequence() == 0) return false;
  *query.mutable_as_of() = query.min_position();
  query.mutable_as_of()->set_sequence(query.min_position().sequence() - 1);
  query.clear_min_position();
  return true;
}

bool ForgetsAsOfOfQuery(AdjustQueryRequest& request) {
  request.mutable_query()->clear_as_of();
  return true;
}

bool ForgetsAsOfToAssess(AssessFeedbackRequest& request) {
  request.clear_as_of();
  return true;
}

bool ForgetsAsOfOfLesson(GetLessonRequest& request) {
  request.clear_as_of();
  return true;
}

}  // namespace

std::vector<Fault> PositionFaults() {
  constexpr Reason kAnswered = Reason::REASON_UNSPECIFIED;
  return {
      {"AnswersFromAStaleMemory",
       {"POSITION_01_AnUnreachedPositionIsStale"},
       [](ComponentCalls& calls) {
         AnswersAgain(Reason::POSITION_STALE, &ForgetsMinPosition,
                      calls.adjust_query);
       }},
      {"AssessesFromAStaleMemory",
       {"POSITION_01_AnUnreachedPositionIsStaleToAssess"},
       [](ComponentCalls& calls) {
         AnswersAgain(Reason::POSITION_STALE, &ForgetsMinPositionToAssess,
                      calls.assess_feedback);
       }},
      {"LooksBack",
       {"POSITION_02_AReachedPositionIsAnsweredFrom",
        "POSITION_02_AWaitingQuestionSeesWhatItWaitedFor"},
       [](ComponentCalls& calls) {
         AnswersAgain(kAnswered, &LooksBack, calls.adjust_query);
       }},
      {"AsksTheNewestMemory",
       {"POSITION_03_QuestionsCanBeAskedOfThePast"},
       [](ComponentCalls& calls) {
         AnswersAgain(kAnswered, &ForgetsAsOfOfQuery, calls.adjust_query);
       }},
      {"ReadsTheNewestRevision",
       {"POSITION_03_LessonsCanBeReadAsTheyWere"},
       [](ComponentCalls& calls) {
         AnswersAgain(kAnswered, &ForgetsAsOfOfLesson, calls.get_lesson);
       }},
      {"AssessesByTheNewestMemory",
       {"POSITION_03_RecordsCanBeAssessedByThePast"},
       [](ComponentCalls& calls) {
         AnswersAgain(kAnswered, &ForgetsAsOfToAssess, calls.assess_feedback);
       }},
      {"AsksTheFuture",
       {"POSITION_04_TheFutureIsRefused"},
       [](ComponentCalls& calls) {
         AnswersAgain(Reason::POSITION_AHEAD, &ForgetsAsOfOfQuery,
                      calls.adjust_query);
       }},
      {"ReadsTheFuture",
       {"POSITION_04_TheFutureIsRefused"},
       [](ComponentCalls& calls) {
         AnswersAgain(Reason::POSITION_AHEAD, &ForgetsAsOfOfLesson,
                      calls.get_lesson);
       }},
      {"AsksThePastOfAnyLog",
       {"POSITION_05_ThePastOfAnotherLogIsRefused"},
       [](ComponentCalls& calls) {
         AnswersAgain(Reason::POSITION_FOREIGN, &ForgetsAsOfOfQuery,
                      calls.adjust_query);
       }},
      {"ReadsThePastOfAnyLog",
       {"POSITION_05_ThePastOfAnotherLogIsRefused"},
       [](ComponentCalls& calls) {
         AnswersAgain(Reason::POSITION_FOREIGN, &ForgetsAsOfOfLesson,
                      calls.get_lesson);
       }},
  };
}

}  // namespace alhf::conformance
