#include "coordinator/api/validation.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "coordinator/audit/access_log.h"
#include "core/requests/field_checks.h"

namespace alhf::coordinator {
namespace {

using core::CheckCaller;
using core::CheckId;
using core::CheckPageSize;
using core::CheckText;
using core::InvalidField;
using core::kMaxId;

constexpr size_t kMaxPath = 4096;

// Also of the chain that is no tenant's.
absl::Status CheckAuditCaller(const auto& request) {
  return request.tenant() == kNoTenantsChain ? absl::OkStatus()
                                             : CheckCaller(request);
}

absl::Status CheckUserAndRequestId(absl::string_view user,
                                   absl::string_view request_id) {
  ALHF_RETURN_IF_ERROR(CheckText("user", user, kMaxId));
  return CheckText("request_id", request_id, kMaxId);
}

absl::Status CheckWait(const google::protobuf::Duration& wait) {
  if (wait.seconds() >= 0 && wait.nanos() >= 0) return absl::OkStatus();
  return InvalidField(Reason::FIELD_INVALID, "wait", "is negative");
}

template <typename Texts>
absl::Status CheckIds(absl::string_view field, const Texts& ids) {
  constexpr int kMost = 64;
  if (ids.size() > kMost) {
    return InvalidField(Reason::FIELD_TOO_LARGE, field,
                        absl::StrCat("names more than ", kMost));
  }
  for (const std::string& id : ids) ALHF_RETURN_IF_ERROR(CheckId(field, id));
  return absl::OkStatus();
}

// What a kind of record cannot do without.
absl::Status CheckKind(const v1::FeedbackRecord& record) {
  switch (record.kind()) {
    case v1::RECORD_KIND_UNSPECIFIED:
    case v1::RECORD_TEXT:
    case v1::RECORD_THUMB:
      return absl::OkStatus();
    case v1::RECORD_MISAPPLIED:
      if (!record.about_lessons().empty()) return absl::OkStatus();
      return InvalidField(Reason::FIELD_REQUIRED, "record.about_lessons",
                          "is empty: name the lessons that did not apply");
    case v1::RECORD_REASSIGN:
      if (!record.assign_to().empty() || !record.about_lessons().empty()) {
        return absl::OkStatus();
      }
      return InvalidField(Reason::FIELD_REQUIRED, "record.assign_to",
                          "is empty: name the components that shall learn, or "
                          "the lessons that nobody should have learned");
    default:
      return InvalidField(Reason::FIELD_INVALID, "record.kind",
                          "is not a kind of this protocol version");
  }
}

absl::Status CheckWords(absl::string_view field, const std::string& text,
                        size_t limit) {
  ALHF_RETURN_IF_ERROR(core::CheckNotBlank(field, text));
  return CheckText(field, text, limit);
}

absl::Status CheckChange(const v1::Change& change) {
  using Kind = v1::Change;
  const v1::Lesson& revised = change.revise().lesson();
  switch (change.kind_case()) {
    case Kind::kAccept:
    case Kind::kRetire:
    case Kind::kRestore:
    case Kind::kPromote:
      break;
    case Kind::kMove:
      return core::CheckAgent(change.move().agent());
    case Kind::kAddCounterexample:
      return CheckWords("change.add_counterexample.counterexample.text",
                        change.add_counterexample().counterexample().text(),
                        core::kMaxQuestion);
    case Kind::kRevise:
      // Of a breadth alone lesson_changes.h decides.
      if (revised.text().empty() && revised.has_scope()) break;
      return CheckWords("change.revise.lesson.text", revised.text(),
                        core::kMaxRecordText);
    case Kind::KIND_NOT_SET:
      return InvalidField(Reason::FIELD_REQUIRED, "change",
                          "is empty: say what to change");
    default:
      return InvalidField(
          Reason::FIELD_INVALID, "change",
          "may only accept, retire, restore, promote, move, revise or add a "
          "counterexample");
  }
  ALHF_RETURN_IF_ERROR(CheckText("change.retire.note", change.retire().note(),
                                 core::kMaxRecordText));
  return CheckText("change.promote.user", change.promote().user(), kMaxId);
}

// The id of an exchange that is to be recorded; may be empty.
absl::Status CheckExchangeId(absl::string_view field, absl::string_view id) {
  if (id == "last") {
    return InvalidField(Reason::FIELD_INVALID, field,
                        "'last' means the newest: take another id");
  }
  return CheckText(field, id, kMaxId);
}

absl::Status CheckChecks(
    const google::protobuf::RepeatedPtrField<v1::Check>& checks) {
  constexpr int kMost = 32;
  if (checks.size() > kMost) {
    return InvalidField(Reason::FIELD_TOO_LARGE, "exchange.checks",
                        absl::StrCat("has more than ", kMost));
  }
  for (const v1::Check& check : checks) {
    ALHF_RETURN_IF_ERROR(CheckId("exchange.checks.name", check.name()));
    ALHF_RETURN_IF_ERROR(CheckText("exchange.checks.detail", check.detail(),
                                   core::kMaxQuestion));
  }
  return absl::OkStatus();
}

absl::Status CheckImported(const v1::Lesson& lesson) {
  constexpr absl::string_view kField = "records.lessons";
  ALHF_RETURN_IF_ERROR(CheckId("records.lessons.id", lesson.id()));
  ALHF_RETURN_IF_ERROR(
      CheckId("records.lessons.component", lesson.component()));
  ALHF_RETURN_IF_ERROR(
      CheckText("records.lessons.text", lesson.text(), core::kMaxRecordText));
  switch (lesson.state()) {
    case v1::LESSON_HELD:
    case v1::LESSON_SHADOW:
    case v1::LESSON_ACTIVE:
    case v1::LESSON_RETIRED:
      return absl::OkStatus();
    default:
      return InvalidField(Reason::FIELD_INVALID, kField,
                          absl::StrCat("has lesson ", lesson.id(),
                                       " in no state that can be taken: leave "
                                       "erased lessons out"));
  }
}

}  // namespace

absl::Status Validate(const v1::AskRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  return core::CheckQuery(request.query());
}

absl::Status Validate(const v1::ComposePlanRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(CheckIds("components", request.components()));
  ALHF_RETURN_IF_ERROR(CheckExchangeId("exchange_id", request.exchange_id()));
  return core::CheckQuery(request.query());
}

absl::Status Validate(const v1::RecordExchangeRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(
      CheckUserAndRequestId(request.exchange().user(), request.request_id()));
  const v1::Exchange& exchange = request.exchange();
  ALHF_RETURN_IF_ERROR(CheckExchangeId("exchange.id", exchange.id()));
  ALHF_RETURN_IF_ERROR(CheckExchangeId("exchange.plan.exchange_id",
                                       exchange.plan().exchange_id()));
  ALHF_RETURN_IF_ERROR(CheckChecks(exchange.checks()));
  ALHF_RETURN_IF_ERROR(
      CheckWords("exchange.question", exchange.question(), core::kMaxQuestion));
  return CheckWords("exchange.answer", exchange.answer(), core::kMaxAnswer);
}

absl::Status Validate(const v1::GetExchangeRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(CheckText("user", request.user(), kMaxId));
  return CheckId("exchange_id", request.exchange_id());
}

absl::Status Validate(const v1::ListExchangesRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(CheckText("user", request.user(), kMaxId));
  return CheckPageSize(request.page_size());
}

absl::Status Validate(const v1::SubmitFeedbackRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(
      CheckUserAndRequestId(request.user(), request.request_id()));
  ALHF_RETURN_IF_ERROR(CheckWait(request.wait()));
  const v1::FeedbackRecord& record = request.record();
  ALHF_RETURN_IF_ERROR(core::CheckRecord(record, request.tenant()));
  ALHF_RETURN_IF_ERROR(
      CheckIds("record.about_lessons", record.about_lessons()));
  ALHF_RETURN_IF_ERROR(CheckIds("record.assign_to", record.assign_to()));
  ALHF_RETURN_IF_ERROR(CheckText("record.step", record.step(), kMaxId));
  ALHF_RETURN_IF_ERROR(CheckText("record.source", record.source(), kMaxId));
  ALHF_RETURN_IF_ERROR(CheckText("record.external_trace_id",
                                 record.external_trace_id(), kMaxId));
  return CheckKind(record);
}

absl::Status Validate(const v1::GetFeedbackRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  return CheckId("record_id", request.record_id());
}

absl::Status Validate(const v1::ListFeedbackRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(CheckText("user", request.user(), kMaxId));
  ALHF_RETURN_IF_ERROR(CheckText("exchange_id", request.exchange_id(), kMaxId));
  return CheckPageSize(request.page_size());
}

absl::Status Validate(const v1::WatchFeedbackRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  return CheckId("record_id", request.record_id());
}

absl::Status Validate(const v1::ListLessonsRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(CheckText("record_id", request.record_id(), kMaxId));
  ALHF_RETURN_IF_ERROR(CheckText("component", request.component(), kMaxId));
  return CheckPageSize(request.page_size());
}

absl::Status Validate(const v1::GetLessonRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(core::CheckPosition("as_of", request.as_of()));
  return CheckId("lesson_id", request.lesson_id());
}

absl::Status Validate(const v1::ChangeLessonRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(
      CheckUserAndRequestId(request.user(), request.request_id()));
  ALHF_RETURN_IF_ERROR(CheckId("lesson_id", request.lesson_id()));
  ALHF_RETURN_IF_ERROR(CheckText("etag", request.etag(), kMaxId));
  ALHF_RETURN_IF_ERROR(CheckWait(request.wait()));
  return CheckChange(request.change());
}

absl::Status Validate(const v1::ListComponentsRequest& request) {
  return CheckCaller(request);
}

absl::Status Validate(const v1::GetStatusRequest& request) {
  return CheckCaller(request);
}

absl::Status Validate(const v1::RetryParkedRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(CheckText("request_id", request.request_id(), kMaxId));
  ALHF_RETURN_IF_ERROR(CheckId("component", request.component()));
  if (request.position().sequence() == 0) {
    return InvalidField(Reason::FIELD_REQUIRED, "position",
                        "is empty: GetStatus names what is parked");
  }
  return core::CheckPosition("position", request.position());
}

absl::Status Validate(const v1::RemoveComponentRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  return CheckId("component", request.component());
}

absl::Status Validate(const v1::RebuildComponentRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  return CheckId("component", request.component());
}

absl::Status Validate(const v1::BackupRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(CheckText("folder", request.folder(), kMaxPath));
  if (!absl::StartsWith(request.folder(), "/")) {
    return InvalidField(Reason::FIELD_INVALID, "folder",
                        "is no absolute path on the coordinator's machine");
  }
  return absl::OkStatus();
}

absl::Status Validate(const v1::EraseRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  switch (request.what_case()) {
    case v1::EraseRequest::kRecordId:
      return CheckId("record_id", request.record_id());
    case v1::EraseRequest::kUser:
      return CheckId("user", request.user());
    case v1::EraseRequest::kEverything:
      if (request.everything()) return absl::OkStatus();
      break;
    case v1::EraseRequest::WHAT_NOT_SET:
      break;
  }
  return InvalidField(Reason::FIELD_REQUIRED, "what",
                      "is not set: name a record_id, a user, or everything");
}

absl::Status Validate(const v1::ChangeRolloutRequest& request) {
  constexpr size_t kMaxNote = 1 << 10;
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(CheckText("user", request.user(), kMaxId));
  ALHF_RETURN_IF_ERROR(CheckText("note", request.note(), kMaxNote));
  if (!request.has_paused() && !request.has_holdout() &&
      !request.has_activation()) {
    return InvalidField(Reason::FIELD_REQUIRED, "paused",
                        "is unset, and so are holdout and activation: say what "
                        "to change");
  }
  if (!v1::Activation_IsValid(request.activation())) {
    return InvalidField(Reason::FIELD_INVALID, "activation",
                        "is not one of this protocol version");
  }
  if (!(request.holdout() >= 0 && request.holdout() < 1)) {
    return InvalidField(Reason::FIELD_INVALID, "holdout",
                        "is not in [0, 1): 0.1 is one query in ten");
  }
  return absl::OkStatus();
}

absl::Status Validate(const v1::ImportFeedbackRequest& request) {
  constexpr int kMost = 256;
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  if (request.records().empty()) {
    return InvalidField(Reason::FIELD_REQUIRED, "records", "is empty");
  }
  if (request.records_size() > kMost) {
    return InvalidField(
        Reason::FIELD_TOO_LARGE, "records",
        absl::StrCat("has more than ", kMost, ": send them in parts"));
  }
  for (const v1::FeedbackStatus& status : request.records()) {
    ALHF_RETURN_IF_ERROR(CheckId("records.record.id", status.record().id()));
    v1::FeedbackRecord record = status.record();
    record.clear_tenant();  // of where it comes from
    ALHF_RETURN_IF_ERROR(core::CheckRecord(record, request.tenant()));
    for (const v1::Lesson& lesson : status.lessons()) {
      ALHF_RETURN_IF_ERROR(CheckImported(lesson));
    }
  }
  return absl::OkStatus();
}

absl::Status Validate(const v1::ReassessFeedbackRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckCaller(request));
  ALHF_RETURN_IF_ERROR(CheckText("user", request.user(), kMaxId));
  ALHF_RETURN_IF_ERROR(CheckText("etag", request.etag(), kMaxId));
  return CheckId("record_id", request.record_id());
}

absl::Status Validate(const v1::ListAuditRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckAuditCaller(request));
  ALHF_RETURN_IF_ERROR(CheckText("principal", request.principal(), kMaxId));
  ALHF_RETURN_IF_ERROR(CheckText("user", request.user(), kMaxId));
  ALHF_RETURN_IF_ERROR(CheckText("record_id", request.record_id(), kMaxId));
  ALHF_RETURN_IF_ERROR(CheckText("lesson_id", request.lesson_id(), kMaxId));
  return CheckPageSize(request.page_size());
}

absl::Status Validate(const v1::VerifyAuditRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckAuditCaller(request));
  if (request.heads_size() <= 64) return absl::OkStatus();
  return InvalidField(Reason::FIELD_TOO_LARGE, "heads", "has more than 64");
}

absl::Status Validate(const v1::JoinRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckId("manifest.name", request.manifest().name()));
  return CheckId("address", request.address());
}

absl::Status Validate(const v1::RenewRequest& request) {
  return CheckId("lease_id", request.lease_id());
}

absl::Status Validate(const v1::LeaveRequest& request) {
  return CheckId("lease_id", request.lease_id());
}

absl::Status Validate(const v1::OfferSnapshotRequest& request) {
  ALHF_RETURN_IF_ERROR(core::CheckTenant(request.tenant()));
  ALHF_RETURN_IF_ERROR(
      CheckId("snapshot.component", request.snapshot().component()));
  return CheckId("snapshot.name", request.snapshot().name());
}

}  // namespace alhf::coordinator
