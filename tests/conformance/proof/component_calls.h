// A component as a set of functions, one for each call of its protocol: what a
// fault replaces, and helpers to do so.
//
//   After(calls.adjust_query, [](const auto& request, auto& response) {
//     response.mutable_adjustment()->clear_items();
//   });
//
// Thread safety: the functions may be called from many threads; what a fault
// puts in must stand that.
#ifndef ALHF_TESTS_CONFORMANCE_PROOF_COMPONENT_CALLS_H_
#define ALHF_TESTS_CONFORMANCE_PROOF_COMPONENT_CALLS_H_

#include <functional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/agent.pb.h"
#include "alhf/v1/feedback.pb.h"

namespace alhf::conformance {

template <typename Request, typename Response>
using Call = std::function<absl::StatusOr<Response>(const Request&,
                                                    absl::Time deadline)>;

struct ComponentCalls {
  Call<v1::GetManifestRequest, v1::GetManifestResponse> get_manifest;
  Call<v1::AssessFeedbackRequest, v1::AssessFeedbackResponse> assess_feedback;
  Call<v1::ApplyChangesRequest, v1::ApplyChangesResponse> apply_changes;
  Call<v1::AdjustQueryRequest, v1::AdjustQueryResponse> adjust_query;
  Call<v1::ListLessonsRequest, v1::ListLessonsResponse> list_lessons;
  Call<v1::GetLessonRequest, v1::Lesson> get_lesson;
  Call<v1::ExportMemoryRequest, v1::ExportMemoryResponse> export_memory;
  // Agent.Run, without its events.
  std::function<absl::Status(const v1::RunRequest&)> run;
  // What a request of `method` that does not parse is answered with.
  std::function<absl::Status(const std::string& method, absl::Status honest)>
      unreadable;
  // What the health service says.
  bool serving = true;
};

// Makes `wrap(next, request, deadline)` answer, where `next` is the call as it
// was.
template <typename Request, typename Response, typename Wrap>
void Around(
    std::function<absl::StatusOr<Response>(const Request&, absl::Time)>& call,
    Wrap wrap) {
  call = [next = std::move(call), wrap = std::move(wrap)](
             const Request& request,
             absl::Time deadline) -> absl::StatusOr<Response> {
    return wrap(next, request, deadline);
  };
}

// Lets `change(request)` change each request before it is answered.
template <typename Request, typename Response, typename Change>
void Before(
    std::function<absl::StatusOr<Response>(const Request&, absl::Time)>& call,
    Change change) {
  Around(call, [change = std::move(change)](const auto& next, Request request,
                                            absl::Time deadline) {
    change(request);
    return next(request, deadline);
  });
}

// Lets `change(request, response)` change each answer that is no error.
template <typename Request, typename Response, typename Change>
void After(
    std::function<absl::StatusOr<Response>(const Request&, absl::Time)>& call,
    Change change) {
  Around(call,
         [change = std::move(change)](const auto& next, const Request& request,
                                      absl::Time deadline) {
           absl::StatusOr<Response> response = next(request, deadline);
           if (response.ok()) change(request, *response);
           return response;
         });
}

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_PROOF_COMPONENT_CALLS_H_
