#include "core/requests/field_checks.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"

namespace alhf::core {

absl::Status InvalidField(Reason reason, absl::string_view field,
                          absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, reason,
               absl::StrCat(field, " ", what), {{"field", std::string(field)}});
}

absl::Status CheckText(absl::string_view field, absl::string_view text,
                       size_t limit) {
  if (text.size() > limit) {
    return InvalidField(
        Reason::FIELD_TOO_LARGE, field,
        absl::StrCat("has ", text.size(), " bytes: send at most ", limit));
  }
  if (!IsUtf8(text)) {
    return InvalidField(Reason::INVALID_UTF8, field, "is not UTF-8");
  }
  return absl::OkStatus();
}

absl::Status CheckNotBlank(absl::string_view field, absl::string_view text) {
  if (!absl::StripAsciiWhitespace(text).empty()) return absl::OkStatus();
  return InvalidField(Reason::FIELD_REQUIRED, field, "is empty");
}

absl::Status CheckName(absl::string_view field, absl::string_view name) {
  const bool fits =
      name.size() <= kMaxName &&
      std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-';
      });
  if (fits) return absl::OkStatus();
  return InvalidField(Reason::FIELD_INVALID, field,
                      "must be at most 64 of A-Z a-z 0-9 . _ -");
}

absl::Status CheckPageSize(int page_size) {
  if (page_size >= 0) return absl::OkStatus();
  return InvalidField(Reason::FIELD_INVALID, "page_size",
                      "is negative: 0 means the default");
}

absl::Status CheckPosition(absl::string_view field,
                           const v1::Position& position) {
  if (position.sequence() == 0 || !position.log_id().empty()) {
    return absl::OkStatus();
  }
  return InvalidField(
      Reason::FIELD_INVALID, field,
      "has a sequence and no log_id: hand back a position as it "
      "was given");
}

absl::Status CheckQuery(const v1::Query& query) {
  ALHF_RETURN_IF_ERROR(CheckNotBlank("query.text", query.text()));
  ALHF_RETURN_IF_ERROR(CheckText("query.text", query.text(), kMaxQuestion));
  ALHF_RETURN_IF_ERROR(CheckText("query.user", query.user(), kMaxId));
  ALHF_RETURN_IF_ERROR(
      CheckPosition("query.min_position", query.min_position()));
  ALHF_RETURN_IF_ERROR(CheckPosition("query.as_of", query.as_of()));
  if (query.turns_size() > kMaxTurns) {
    return InvalidField(Reason::FIELD_TOO_LARGE, "query.turns",
                        "has more than 8 turns: send the last ones");
  }
  if (query.labels_size() > kMaxLabels) {
    return InvalidField(Reason::FIELD_TOO_LARGE, "query.labels",
                        "has more than 32 labels");
  }
  for (const auto& [name, value] : query.labels()) {
    ALHF_RETURN_IF_ERROR(CheckText("query.labels", name, kMaxLabel));
    ALHF_RETURN_IF_ERROR(CheckText("query.labels", value, kMaxLabel));
  }
  return absl::OkStatus();
}

absl::Status CheckRecord(const v1::FeedbackRecord& record,
                         absl::string_view tenant) {
  const bool words = record.kind() == v1::RECORD_TEXT ||
                     record.kind() == v1::RECORD_KIND_UNSPECIFIED;
  if (words) {
    ALHF_RETURN_IF_ERROR(CheckNotBlank("record.text", record.text()));
  }
  ALHF_RETURN_IF_ERROR(CheckText("record.text", record.text(), kMaxRecordText));
  ALHF_RETURN_IF_ERROR(CheckText("record.id", record.id(), kMaxId));
  if (!record.tenant().empty() && record.tenant() != tenant) {
    return InvalidField(Reason::FIELD_INVALID, "record.tenant",
                        "is not the request's tenant");
  }
  const v1::Exchange& exchange = record.exchange();
  ALHF_RETURN_IF_ERROR(CheckText("record.exchange.id", exchange.id(), kMaxId));
  ALHF_RETURN_IF_ERROR(
      CheckText("record.exchange.question", exchange.question(), kMaxQuestion));
  return CheckText("record.exchange.answer", exchange.answer(), kMaxAnswer);
}

absl::Status CheckTenant(absl::string_view tenant) {
  ALHF_RETURN_IF_ERROR(CheckNotBlank("tenant", tenant));
  return CheckName("tenant", tenant);
}

absl::Status CheckAgent(absl::string_view agent) {
  return CheckName("agent", agent);
}

absl::Status CheckId(absl::string_view field, absl::string_view id) {
  ALHF_RETURN_IF_ERROR(CheckNotBlank(field, id));
  return CheckText(field, id, kMaxId);
}

}  // namespace alhf::core
