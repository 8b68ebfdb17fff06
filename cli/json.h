// Messages as proto3 JSON.
//
// INTERNAL: the message holds what JSON cannot, e.g. a value that is no number.
//
// Thread safety: pure functions.
#ifndef ALHF_CLI_JSON_H_
#define ALHF_CLI_JSON_H_

#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace alhf::cli {

// Returns `message` over several lines, for one response.
absl::StatusOr<std::string> ToJson(const google::protobuf::Message& message);

// Returns `message` on one line, for one of a stream.
absl::StatusOr<std::string> ToJsonLine(
    const google::protobuf::Message& message);

}  // namespace alhf::cli

#endif  // ALHF_CLI_JSON_H_
