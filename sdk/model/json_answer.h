// JSON out of what a model says, by a message's fields.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_MODEL_JSON_ANSWER_H_
#define ALHF_SDK_MODEL_JSON_ANSWER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace alhf::sdk {

// Returns the JSON schema of `type`: an object with each of its fields and
// nothing else, all required, as strict schemas must be. Fields are strings,
// booleans, numbers, enums, messages of these, and lists; no maps, no bytes,
// and no type within itself.
std::string SchemaOf(const google::protobuf::Descriptor& type);

// Returns the first JSON object in `text`, e.g. out of a fenced block; empty:
// there is none.
absl::string_view FirstObject(absl::string_view text);

// Fills `message` with the first object of `text`. Further fields are passed
// over. INTERNAL MODEL_ANSWER_INVALID: there is none, it is not JSON, or a
// field is missing or of another type; says which.
absl::Status ReadAnswer(absl::string_view text,
                        google::protobuf::Message& message);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_JSON_ANSWER_H_
