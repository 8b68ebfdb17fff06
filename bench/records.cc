#include "bench/records.h"

#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/status.h"

namespace alhf::bench {
namespace {

// What an envelope adds to the payload of a log entry.
constexpr size_t kEnvelopeBytes = 250;
constexpr absl::Duration kPoll = absl::Milliseconds(5);

uint32_t SizeOf(const google::protobuf::Message& message) {
  return static_cast<uint32_t>(message.ByteSizeLong());
}

std::string TenantOf(const std::string& tenants, int caller) {
  return absl::StrCat(tenants, "-", caller);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Records>> Records::Make(AlhfSystem& alhf,
                                                       BareSystem& bare) {
  auto records = absl::WrapUnique(new Records(alhf, bare));
  leveldb::Options options;
  options.create_if_missing = true;
  leveldb::DB* store = nullptr;
  const leveldb::Status opened =
      leveldb::DB::Open(options, alhf.FolderFor("bare-store"), &store);
  if (!opened.ok()) return absl::InternalError(opened.ToString());
  records->store_ = absl::WrapUnique(store);
  ALHF_RETURN_IF_ERROR(records->TakeSizes());
  return records;
}

absl::Status Records::TakeSizes() {
  v1::SubmitFeedbackRequest request = NewRequest("sizes");
  request.set_wait_for(v1::WAIT_FOR_LEARNED);
  ALHF_ASSIGN_OR_RETURN(const v1::FeedbackStatus status, Submit(request));
  v1::FeedbackStatus durable = status;
  durable.clear_assessments();
  durable.clear_assignment();
  durable.clear_lessons();
  submit_.mutable_data()->assign(SizeOf(request), 'q');
  submit_.set_answer_bytes(SizeOf(durable));
  assess_ = submit_;
  assess_.set_answer_bytes(SizeOf(status));
  assess_.set_onward_bytes(SizeOf(status.record()));
  assess_.set_onward_answer_bytes(SizeOf(status.assessments(0)));
  apply_.set_onward_bytes(SizeOf(status.lessons(0)));
  apply_.set_onward_answer_bytes(SizeOf(status.position()));
  record_entry_.assign(SizeOf(status.record()) + kEnvelopeBytes, 'p');
  uint32_t decided = SizeOf(status.assignment());
  for (const auto& each : status.assessments()) decided += SizeOf(each);
  for (const auto& each : status.lessons()) decided += SizeOf(each);
  assigned_entry_.assign(decided + 2 * kEnvelopeBytes, 'p');
  return absl::OkStatus();
}

v1::SubmitFeedbackRequest Records::NewRequest(const std::string& tenant) {
  v1::SubmitFeedbackRequest request;
  request.set_tenant(tenant);
  const uint64_t number = sent_++;
  request.set_request_id(absl::StrCat("r-", number));
  request.mutable_wait()->set_seconds(30);
  v1::FeedbackRecord& record = *request.mutable_record();
  record.set_text(
      absl::StrCat("Please leave batch ", number, " out of the totals."));
  record.mutable_exchange()->set_question(
      absl::StrCat("What was the total of batch ", number, " last year?"));
  record.mutable_exchange()->set_answer(
      "The total was 1,234,567 units, of which 89 % were shipped within a "
      "week of the order and 11 % later.");
  return request;
}

absl::StatusOr<v1::FeedbackStatus> Records::Submit(
    const v1::SubmitFeedbackRequest& request) {
  v1::SubmitFeedbackResponse response;
  ALHF_RETURN_IF_ERROR(MakeCall([&](grpc::ClientContext* context) {
    return alhf_.coordinator().SubmitFeedback(context, request, &response);
  }));
  const bool learned = response.status().state() == v1::FEEDBACK_LEARNED;
  if (request.wait_for() == v1::WAIT_FOR_LEARNED && !learned) {
    return absl::DeadlineExceededError("a record was not learned in time");
  }
  return std::move(*response.mutable_status());
}

Call Records::DurableAndSettled(const std::string& tenants) {
  return [this, tenants](int caller) -> absl::StatusOr<absl::Duration> {
    v1::SubmitFeedbackRequest request = NewRequest(TenantOf(tenants, caller));
    request.set_wait_for(v1::WAIT_FOR_DURABLE);
    ALHF_ASSIGN_OR_RETURN(const absl::Duration time,
                          Time([&] { return Submit(request).status(); }));
    // The same request again: only waits.
    request.set_wait_for(v1::WAIT_FOR_LEARNED);
    ALHF_RETURN_IF_ERROR(Submit(request).status());
    return time;
  };
}

Call Records::Durable(const std::string& tenants) {
  return [this, tenants](int caller) {
    v1::SubmitFeedbackRequest request = NewRequest(TenantOf(tenants, caller));
    request.set_wait_for(v1::WAIT_FOR_DURABLE);
    return Time([&] { return Submit(request).status(); });
  };
}

Call Records::Learned(const std::string& tenants) {
  return [this, tenants](int caller) {
    v1::SubmitFeedbackRequest request = NewRequest(TenantOf(tenants, caller));
    request.set_wait_for(v1::WAIT_FOR_LEARNED);
    return Time([&] { return Submit(request).status(); });
  };
}

absl::Status Records::Settle(const std::string& tenants, int callers) {
  for (int caller = 0; caller < callers; ++caller) {
    v1::GetStatusRequest request;
    request.set_tenant(TenantOf(tenants, caller));
    v1::GetStatusResponse response;
    do {
      if (response.records() > 0) absl::SleepFor(kPoll);
      ALHF_RETURN_IF_ERROR(MakeCall([&](grpc::ClientContext* context) {
        return alhf_.coordinator().GetStatus(context, request, &response);
      }));
    } while (response.awaiting_assessment() > 0);
  }
  return absl::OkStatus();
}

absl::Status Records::Put(const std::string& value) {
  leveldb::WriteOptions synced;
  synced.sync = true;
  const std::string key = absl::StrCat("acme-", put_++);
  const leveldb::Status status = store_->Put(synced, key, value);
  return status.ok() ? absl::OkStatus()
                     : absl::InternalError(status.ToString());
}

Call Records::CallAndPut() {
  return [this](int) {
    return Time([this]() -> absl::Status {
      ALHF_RETURN_IF_ERROR(CallBare(bare_.server(), submit_));
      return Put(record_entry_);
    });
  };
}

Call Records::TwoFanOutsAndPuts() {
  return [this](int) {
    return Time([this]() -> absl::Status {
      ALHF_RETURN_IF_ERROR(Put(record_entry_));
      ALHF_RETURN_IF_ERROR(CallBare(bare_.relay(), assess_));
      ALHF_RETURN_IF_ERROR(Put(assigned_entry_));
      return CallBare(bare_.relay(), apply_);
    });
  };
}

}  // namespace alhf::bench
