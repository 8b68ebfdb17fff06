#include "cli/json.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"

namespace alhf::cli {
namespace {

absl::StatusOr<std::string> Print(const google::protobuf::Message& message,
                                  bool lines) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = lines;
  std::string text;
  const auto status =
      google::protobuf::util::MessageToJsonString(message, &text, options);
  if (!status.ok()) {
    return absl::InternalError(
        absl::StrCat("the response cannot be written as JSON: ",
                     std::string(status.message())));
  }
  if (!lines) text.push_back('\n');
  return text;
}

}  // namespace

absl::StatusOr<std::string> ToJson(const google::protobuf::Message& message) {
  return Print(message, true);
}

absl::StatusOr<std::string> ToJsonLine(
    const google::protobuf::Message& message) {
  return Print(message, false);
}

}  // namespace alhf::cli
