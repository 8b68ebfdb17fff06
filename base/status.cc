#include "base/status.h"

#include <string>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace alhf {
namespace {

constexpr absl::string_view kErrorInfoUrl =
    "type.googleapis.com/google.rpc.ErrorInfo";
constexpr absl::string_view kRetryInfoUrl =
    "type.googleapis.com/google.rpc.RetryInfo";

template <typename Message>
std::optional<Message> DetailOf(const absl::Status& status,
                                absl::string_view url) {
  const auto payload = status.GetPayload(url);
  if (!payload.has_value()) return std::nullopt;
  Message message;
  if (!message.ParseFromString(std::string(*payload))) return std::nullopt;
  return message;
}

}  // namespace

absl::Status Error(absl::StatusCode code, Reason reason,
                   absl::string_view message, ErrorMetadata metadata) {
  absl::Status status(code, message);
  rpc::v1::ErrorInfo info;
  info.set_reason(rpc::v1::Reason_Name(reason));
  info.set_domain("alhf");
  for (auto& [name, value] : metadata) {
    (*info.mutable_metadata())[name] = value;
  }
  status.SetPayload(kErrorInfoUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

absl::Status WithRetryDelay(absl::Status status, absl::Duration delay) {
  rpc::v1::RetryInfo info;
  info.mutable_retry_delay()->set_seconds(absl::ToInt64Seconds(delay));
  info.mutable_retry_delay()->set_nanos(
      static_cast<int>(absl::ToInt64Nanoseconds(delay % absl::Seconds(1))));
  status.SetPayload(kRetryInfoUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

absl::Status Annotate(const absl::Status& status, absl::string_view prefix) {
  if (status.ok()) return status;
  absl::Status result(status.code(),
                      absl::StrCat(prefix, ": ", status.message()));
  status.ForEachPayload(
      [&result](absl::string_view url, const absl::Cord& payload) {
        result.SetPayload(url, payload);
      });
  return result;
}

std::optional<rpc::v1::ErrorInfo> ErrorInfoOf(const absl::Status& status) {
  return DetailOf<rpc::v1::ErrorInfo>(status, kErrorInfoUrl);
}

Reason ReasonOf(const absl::Status& status) {
  Reason reason = Reason::REASON_UNSPECIFIED;
  if (const auto info = ErrorInfoOf(status)) {
    rpc::v1::Reason_Parse(info->reason(), &reason);
  }
  return reason;
}

std::optional<absl::Duration> RetryDelayOf(const absl::Status& status) {
  const auto info = DetailOf<rpc::v1::RetryInfo>(status, kRetryInfoUrl);
  if (!info.has_value()) return std::nullopt;
  return absl::Seconds(info->retry_delay().seconds()) +
         absl::Nanoseconds(info->retry_delay().nanos());
}

}  // namespace alhf
