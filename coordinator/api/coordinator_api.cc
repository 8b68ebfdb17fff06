// Longer than 400 lines: because every call is checked and handed on here.
#include "coordinator/api/coordinator_api.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"
#include "base/trace_context.h"
#include "base/unix_socket.h"
#include "coordinator/api/exchange_copy.h"

#ifndef ALHF_VERSION
#define ALHF_VERSION "unknown"
#endif

namespace alhf::coordinator {
namespace {

constexpr absl::string_view kLast = "last";

absl::StatusOr<Giver> GiverOf(const Principal& principal,
                              absl::string_view named,
                              const CallContext& call = {}) {
  Giver giver;
  ALHF_ASSIGN_OR_RETURN(giver.user, UserOf(principal, named));
  giver.principal = principal.name;
  giver.role = GiverRoleOf(principal.role);
  giver.traceparent = call.trace.traceparent;
  return giver;
}

bool IsForAnAnswer(const v1::Query& query) {
  return !query.what_if() && !query.dry_run();
}

// The id of the trace that the caller sent; empty where he sent none.
std::string CallersTrace(const CallContext& call) {
  return call.trace.parent_id.empty() ? "" : TraceIdOf(call.trace.traceparent);
}

v1::ComponentStatus StatusOf(const RegisteredComponent& component) {
  v1::ComponentStatus status;
  *status.mutable_manifest() = *component.manifest;
  status.mutable_manifest()->set_name(component.name);
  status.set_address(component.address);
  status.set_health(component.health);
  status.set_detail(component.detail);
  status.set_joined(component.joined);
  return status;
}

}  // namespace

CoordinatorApi::CoordinatorApi(const Parts& parts)
    : parts_(parts), start_(parts.clock->Now()) {}

void CoordinatorApi::Ask(v1::AskRequest request, const Principal& principal,
                         const CallContext& call,
                         absl::AnyInvocable<bool(const v1::AskEvent&)> on_event,
                         absl::AnyInvocable<void(absl::Status)> done) {
  auto user = UserOf(principal, request.query().user());
  if (!user.ok()) return done(user.status());
  request.mutable_query()->set_user(*std::move(user));
  if (parts_.tally != nullptr) {
    on_event = [tally = parts_.tally, agent = request.agent(),
                counts = IsForAnAnswer(request.query()),
                tell = std::move(on_event)](const v1::AskEvent& event) mutable {
      if (event.has_plan() && counts) tally->CountPlan(agent, event.plan());
      if (event.has_step()) tally->CountStep(event.step());
      return tell(event);
    };
  }
  parts_.query->Ask(request, WithStanding(call, request.tenant()),
                    std::move(on_event), std::move(done));
}

void CoordinatorApi::ComposePlan(v1::ComposePlanRequest request,
                                 const Principal& principal,
                                 const CallContext& call,
                                 Done<v1::ComposePlanResponse> done) {
  auto user = UserOf(principal, request.query().user());
  if (!user.ok()) return done(user.status());
  request.mutable_query()->set_user(*std::move(user));
  const CallContext with = WithStanding(call, request.tenant());
  if (parts_.tally != nullptr && IsForAnAnswer(request.query())) {
    done = [tally = parts_.tally, agent = request.agent(),
            tell = std::move(done)](
               absl::StatusOr<v1::ComposePlanResponse> response) mutable {
      response.ok() ? tally->CountPlan(agent, response->plan())
                    : tally->CountFailedPlan(agent);
      tell(std::move(response));
    };
  }
  parts_.query->ComposePlan(std::move(request), with, std::move(done));
}

CallContext CoordinatorApi::WithStanding(CallContext call,
                                         const std::string& tenant) const {
  call.rollout = parts_.feedback->RolloutOf(tenant);
  call.members = parts_.feedback->MembersOf(tenant);
  return call;
}

absl::StatusOr<v1::Exchange> CoordinatorApi::RecordExchange(
    v1::RecordExchangeRequest request, const Principal& principal,
    const CallContext& call) {
  // The digest is of what the caller sent: before anything is filled in.
  const std::string digest = Sha256(request.SerializeAsString());
  v1::Exchange& exchange = *request.mutable_exchange();
  ALHF_ASSIGN_OR_RETURN(const std::string user,
                        UserOf(principal, exchange.user()));
  exchange.set_user(user);
  exchange.set_tenant(request.tenant());
  exchange.set_agent(request.agent());
  if (exchange.id().empty()) exchange.set_id(FreeExchangeId(exchange));
  if (exchange.external_trace_id().empty()) {
    exchange.set_external_trace_id(CallersTrace(call));
  }
  if (!exchange.has_time()) {
    *exchange.mutable_time() = ToProto(parts_.clock->Now());
  }
  return parts_.exchanges->Put(exchange, request.request_id(), digest);
}

absl::StatusOr<v1::Exchange> CoordinatorApi::GetExchange(
    const v1::GetExchangeRequest& request) const {
  if (request.exchange_id() == kLast) {
    return parts_.exchanges->Last(request.tenant(), request.user(),
                                  request.agent());
  }
  return parts_.exchanges->Get(request.tenant(), request.exchange_id());
}

absl::Status CoordinatorApi::AttachExchange(const std::string& tenant,
                                            const std::string& user,
                                            v1::FeedbackRecord& record) const {
  v1::Exchange& given = *record.mutable_exchange();
  const bool complete = !given.question().empty() && !given.answer().empty();
  if (given.id().empty() && !complete) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED,
                 "record.exchange is empty: name the exchange by id, or send "
                 "question and answer",
                 {{"field", "record.exchange"}});
  }
  if (!given.id().empty()) {
    auto known = given.id() == kLast
                     ? parts_.exchanges->Last(tenant, user, record.agent())
                     : parts_.exchanges->Get(tenant, given.id());
    if (known.ok()) {
      given = CopyForRecord(*std::move(known));
      return absl::OkStatus();
    }
    if (!complete || ReasonOf(known.status()) != Reason::EXCHANGE_NOT_FOUND) {
      return Error(
          known.status().code(), ReasonOf(known.status()),
          absl::StrCat(known.status().message(),
                       ": send question and answer with the record, "
                       "then it is taken without"),
          {{"field", "record.exchange.id"}, {"exchange_id", given.id()}});
    }
  }
  given.set_tenant(tenant);
  given = CopyForRecord(std::move(given));
  record.set_detached(true);
  return absl::OkStatus();
}

absl::Status CoordinatorApi::AttachAgent(v1::FeedbackRecord& record) const {
  const std::string& of = record.exchange().agent();
  // One that is not configured any more cannot learn.
  if (of.empty() || !parts_.agents.Check(of).ok()) return absl::OkStatus();
  if (record.agent().empty()) record.set_agent(of);
  if (record.agent() == of) return absl::OkStatus();
  return Error(
      absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
      absl::StrCat("agent ", record.agent(),
                   " did not give this answer: name agent ", of, ", or none"),
      {{"field", "agent"}, {"agent", of}});
}

absl::Status CoordinatorApi::CheckComponent(absl::string_view field,
                                            const std::string& name) const {
  if (parts_.registry->Find(name).has_value()) return absl::OkStatus();
  return Error(absl::StatusCode::kNotFound, Reason::COMPONENT_NOT_FOUND,
               absl::StrCat(field, ": no component is called '", name,
                            "'; ListComponents names them"),
               {{"field", std::string(field)}, {"component", name}});
}

absl::Status CoordinatorApi::CheckNames(
    const std::string& tenant, const v1::FeedbackRecord& record) const {
  for (const std::string& name : record.assign_to()) {
    ALHF_RETURN_IF_ERROR(CheckComponent("record.assign_to", name));
  }
  if (!record.step().empty()) {
    ALHF_RETURN_IF_ERROR(CheckComponent("record.step", record.step()));
  }
  for (const std::string& id : record.about_lessons()) {
    v1::GetLessonRequest request;
    request.set_tenant(tenant);
    request.set_lesson_id(id);
    ALHF_RETURN_IF_ERROR(parts_.feedback->GetLesson(request).status());
  }
  return absl::OkStatus();
}

template <typename Request>
absl::StatusOr<Giver> CoordinatorApi::Admit(const Request& request,
                                            const Principal& principal,
                                            const CallContext& call) const {
  ALHF_ASSIGN_OR_RETURN(Giver giver, GiverOf(principal, request.user(), call));
  ALHF_RETURN_IF_ERROR(parts_.limits->Take(
      request.tenant(), giver.user,
      principal.role == config::v1::ADMIN ? Allowed::kKeeper : Allowed::kGiver,
      {.calls = 1, .bytes = request.ByteSizeLong()}));
  return giver;
}

absl::StatusOr<Giver> CoordinatorApi::PrepareFeedback(
    v1::SubmitFeedbackRequest& request, const Principal& principal,
    const CallContext& call) const {
  ALHF_ASSIGN_OR_RETURN(Giver giver, Admit(request, principal, call));
  v1::FeedbackRecord& record = *request.mutable_record();
  // Ours to say, whatever was sent.
  record.clear_id();
  record.clear_giver();
  record.clear_giver_role();
  record.clear_time();
  record.clear_detached();
  record.set_tenant(request.tenant());
  record.set_agent(request.agent());
  if (record.kind() == v1::RECORD_KIND_UNSPECIFIED) {
    record.set_kind(v1::RECORD_TEXT);
  }
  ALHF_RETURN_IF_ERROR(CheckNames(request.tenant(), record));
  ALHF_RETURN_IF_ERROR(AttachExchange(request.tenant(), giver.user, record));
  ALHF_RETURN_IF_ERROR(AttachAgent(record));
  return giver;
}

void CoordinatorApi::SubmitFeedback(v1::SubmitFeedbackRequest request,
                                    const Principal& principal,
                                    const CallContext& call,
                                    Done<v1::SubmitFeedbackResponse> done) {
  const auto giver = PrepareFeedback(request, principal, call);
  if (!giver.ok()) return done(giver.status());
  parts_.feedback->Submit(
      std::move(request), *giver,
      [done =
           std::move(done)](absl::StatusOr<v1::FeedbackStatus> taken) mutable {
        if (!taken.ok()) return done(taken.status());
        v1::SubmitFeedbackResponse response;
        *response.mutable_status() = *std::move(taken);
        done(std::move(response));
      });
}

void CoordinatorApi::PreviewFeedback(v1::SubmitFeedbackRequest request,
                                     const Principal& principal,
                                     const CallContext& call,
                                     Done<v1::PreviewFeedbackResponse> done) {
  const auto giver = PrepareFeedback(request, principal, call);
  if (!giver.ok()) return done(giver.status());
  parts_.feedback->Preview(request, *giver, std::move(done));
}

void CoordinatorApi::ReassessFeedback(
    const v1::ReassessFeedbackRequest& request, const Principal& principal,
    const CallContext& call, Done<v1::ReassessFeedbackResponse> done) {
  const auto giver = GiverOf(principal, request.user(), call);
  if (!giver.ok()) return done(giver.status());
  // All that was ever taught, one after the other.
  const absl::Status left =
      parts_.limits->Take(request.tenant(), giver->user, Allowed::kKeeper,
                          {.calls = 1, .bytes = request.ByteSizeLong()});
  if (!left.ok()) return done(left);
  parts_.feedback->Reassess(request, *giver, std::move(done));
}

void CoordinatorApi::ChangeLesson(const v1::ChangeLessonRequest& request,
                                  const Principal& principal,
                                  const CallContext& call,
                                  Done<v1::ChangeLessonResponse> done) {
  const auto giver = Admit(request, principal, call);
  if (!giver.ok()) return done(giver.status());
  const absl::Status known =
      parts_.agents.Check(request.change().move().agent());
  if (!known.ok()) return done(known);
  parts_.feedback->ChangeLesson(request, *giver, std::move(done));
}

void CoordinatorApi::RetryParked(const v1::RetryParkedRequest& request,
                                 const Principal& principal,
                                 Done<v1::RetryParkedResponse> done) {
  const auto giver = GiverOf(principal, "");
  if (!giver.ok()) return done(giver.status());
  const absl::Status known = CheckComponent("component", request.component());
  if (!known.ok()) return done(known);
  parts_.feedback->RetryParked(request, *giver, std::move(done));
}

absl::StatusOr<v1::RemoveComponentResponse> CoordinatorApi::RemoveComponent(
    const v1::RemoveComponentRequest& request, const Principal& principal) {
  ALHF_ASSIGN_OR_RETURN(const Giver giver, GiverOf(principal, ""));
  return parts_.feedback->RemoveComponent(request, giver);
}

absl::StatusOr<v1::RebuildComponentResponse> CoordinatorApi::RebuildComponent(
    const v1::RebuildComponentRequest& request) {
  return parts_.feedback->RebuildComponent(request);
}

absl::StatusOr<v1::BackupResponse> CoordinatorApi::Backup(
    const v1::BackupRequest& request) {
  const std::string& folder = request.folder();
  std::error_code error;
  if (std::filesystem::exists(folder, error) &&
      !std::filesystem::is_empty(folder, error)) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
                 absl::StrCat("the folder ", folder,
                              " has something in it: name one that is empty "
                              "or not there yet"),
                 {{"field", "folder"}});
  }
  ALHF_RETURN_IF_ERROR(MakePrivateFolder(folder));
  // The log last: whatever record stands in it, its exchange is in the copy.
  ALHF_RETURN_IF_ERROR(parts_.exchanges->CopyTo(folder + "/exchanges"));
  return parts_.feedback->CopyLog(folder + "/log");
}

absl::StatusOr<v1::EraseResponse> CoordinatorApi::Erase(
    const v1::EraseRequest& request, const Principal& principal) {
  ALHF_ASSIGN_OR_RETURN(const Giver giver, GiverOf(principal, ""));
  ALHF_ASSIGN_OR_RETURN(const core::Erased erased,
                        parts_.feedback->LookAtErasure(request));
  const std::string& tenant = request.tenant();
  ALHF_ASSIGN_OR_RETURN(uint64_t exchanges,
                        request.dry_run()
                            ? parts_.exchanges->CountErased(tenant, erased)
                            : parts_.exchanges->Erase(tenant, erased));
  ALHF_ASSIGN_OR_RETURN(v1::EraseResponse response,
                        parts_.feedback->Erase(request, giver));
  if (!request.dry_run()) {
    // What was asked while the lessons still acted.
    ALHF_ASSIGN_OR_RETURN(const uint64_t late,
                          parts_.exchanges->Erase(tenant, erased));
    exchanges += late;
  }
  response.set_exchanges(exchanges);
  return response;
}

absl::StatusOr<v1::ChangeRolloutResponse> CoordinatorApi::ChangeRollout(
    const v1::ChangeRolloutRequest& request, const Principal& principal) {
  ALHF_ASSIGN_OR_RETURN(const Giver giver, GiverOf(principal, request.user()));
  return parts_.feedback->ChangeRollout(request, giver);
}

absl::StatusOr<v1::ImportFeedbackResponse> CoordinatorApi::ImportFeedback(
    v1::ImportFeedbackRequest request, const Principal& principal) {
  ALHF_ASSIGN_OR_RETURN(const Giver giver, GiverOf(principal, ""));
  ALHF_RETURN_IF_ERROR(parts_.limits->Take(
      request.tenant(), giver.user, Allowed::kKeeper,
      {.calls = static_cast<uint64_t>(request.records_size()),
       .bytes = request.ByteSizeLong()}));
  for (v1::FeedbackStatus& status : *request.mutable_records()) {
    v1::Exchange& exchange = *status.mutable_record()->mutable_exchange();
    exchange = CopyForRecord(std::move(exchange));
  }
  return parts_.feedback->Import(request, giver);
}

absl::StatusOr<v1::ListLessonsResponse> CoordinatorApi::ListLessons(
    const v1::ListLessonsRequest& request) const {
  ALHF_ASSIGN_OR_RETURN(v1::ListLessonsResponse response,
                        parts_.feedback->ListLessons(request));
  // A component that has gone still has its lessons.
  if (!request.component().empty() && response.lessons().empty()) {
    ALHF_RETURN_IF_ERROR(CheckComponent("component", request.component()));
  }
  return response;
}

v1::ListComponentsResponse CoordinatorApi::ListComponents(
    const v1::ListComponentsRequest& request) const {
  v1::ListComponentsResponse response;
  const std::vector<RegisteredComponent> components =
      parts_.agents.ComponentsOf(request.agent(), parts_.registry->List(),
                                 parts_.feedback->MembersOf(request.tenant()));
  for (const RegisteredComponent& component : components) {
    v1::ComponentStatus& status = *response.add_components();
    status = StatusOf(component);
    parts_.feedback->FillComponent(request.tenant(), &status);
  }
  return response;
}

v1::GetStatusResponse CoordinatorApi::GetStatus(
    const v1::GetStatusRequest& request) const {
  v1::GetStatusResponse response;
  response.set_version(ALHF_VERSION);
  *response.mutable_start_time() = ToProto(start_);
  parts_.feedback->FillStatus(request.tenant(), &response);
  v1::ListComponentsRequest components;
  components.set_tenant(request.tenant());
  components.set_agent(request.agent());
  *response.mutable_components() =
      std::move(*ListComponents(components).mutable_components());
  response.set_exchanges(parts_.exchanges->Count(request.tenant()));
  if (parts_.encoder != nullptr) response.set_encoder_id(parts_.encoder->id());
  parts_.agents.AddTo(response);
  return response;
}

std::string CoordinatorApi::FreeExchangeId(const v1::Exchange& exchange) {
  const std::string& planned = exchange.plan().exchange_id();
  const bool is_free =
      !planned.empty() &&
      ReasonOf(parts_.exchanges->Get(exchange.tenant(), planned).status()) ==
          Reason::EXCHANGE_NOT_FOUND;
  if (is_free) return planned;
  MutexLock lock(random_mutex_);
  return RandomId("x-", random_);
}

}  // namespace alhf::coordinator
