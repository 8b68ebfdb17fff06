#include "tests/conformance/verdict.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "cli/terminal_text.h"

namespace alhf::conformance {
namespace {

// Marks the ends that are no errors of a call; what it holds is the
// expectation.
constexpr char kMismatch[] = "alhf.conformance/mismatch";
constexpr char kNotApplicable[] = "alhf.conformance/not_applicable";

absl::Status End(const char* mark, absl::string_view message,
                 absl::string_view payload) {
  absl::Status end(absl::StatusCode::kUnknown, message);
  end.SetPayload(mark, absl::Cord(payload));
  return end;
}

std::string NameOf(absl::StatusCode code, Reason reason) {
  return absl::StrCat(absl::StatusCodeToString(code),
                      reason == Reason::REASON_UNSPECIFIED
                          ? ""
                          : absl::StrCat(" ", rpc::v1::Reason_Name(reason)));
}

}  // namespace

absl::Status Mismatch(absl::string_view expected, absl::string_view came) {
  return End(kMismatch, came, expected);
}

absl::Status NotApplicable(absl::string_view reason) {
  return End(kNotApplicable, reason, "");
}

absl::Status Expect(bool holds, absl::string_view expected,
                    absl::string_view came) {
  return holds ? absl::OkStatus() : Mismatch(expected, came);
}

absl::Status ExpectError(absl::string_view call, const absl::Status& came,
                         absl::StatusCode code, Reason reason) {
  const bool same =
      came.code() == code &&
      (reason == Reason::REASON_UNSPECIFIED || ReasonOf(came) == reason);
  return Expect(same, absl::StrCat(NameOf(code, reason), " for ", call),
                Describe(came));
}

std::string Describe(const absl::Status& status) {
  if (status.ok()) return "OK";
  const auto info = ErrorInfoOf(status);
  return absl::StrCat(absl::StatusCodeToString(status.code()), " ",
                      info.has_value() ? info->reason() : "without a reason",
                      ": ", status.message());
}

CaseResult ResultOf(const absl::Status& end) {
  CaseResult result;
  result.set_outcome(FAILED);
  // What the component says may be anything; a report is one line of UTF-8.
  if (end.ok()) {
    result.set_outcome(PASSED);
  } else if (end.GetPayload(kNotApplicable)) {
    result.set_outcome(NOT_APPLICABLE);
    result.set_reason(cli::OneLine(end.message()));
  } else if (const auto expected = end.GetPayload(kMismatch)) {
    result.set_expected(cli::OneLine(std::string(*expected)));
    result.set_came(cli::OneLine(end.message()));
  } else {
    result.set_expected("an answer");
    result.set_came(cli::OneLine(Describe(end)));
  }
  return result;
}

}  // namespace alhf::conformance
