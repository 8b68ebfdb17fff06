// Configuration files: textproto, with errors that say file, line and column.
#ifndef ALHF_BASE_TEXT_PROTO_H_
#define ALHF_BASE_TEXT_PROTO_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace alhf {

// Reads the textproto file at `path` into `message`.
//
// INVALID_ARGUMENT CONFIG_INVALID: the file cannot be read, or has an error;
//   the message starts with "FILE:LINE:COLUMN: " and the metadata has `file`,
//   `line` and `column`, both from 1.
absl::Status ReadTextProto(const std::string& path,
                           google::protobuf::Message* message);

// The same for text that is at hand; `name` stands for the file.
absl::Status ParseTextProto(absl::string_view text, absl::string_view name,
                            google::protobuf::Message* message);

}  // namespace alhf

#endif  // ALHF_BASE_TEXT_PROTO_H_
