// How messages become bytes in a memory: always the same bytes for the same
// message, so that equal memories export equal bytes.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_CODEC_H_
#define ALHF_SDK_SRC_CODEC_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/status.h"
#include "google/protobuf/message_lite.h"

namespace alhf::sdk {

// Returns `message` as bytes; entries of maps in order of their keys.
std::string Encode(const google::protobuf::MessageLite& message);

// DATA_LOSS STORE_DAMAGED: `bytes` is no such message.
absl::Status DecodeInto(absl::string_view bytes,
                        google::protobuf::MessageLite* message);

template <typename Message>
absl::StatusOr<Message> Decode(absl::string_view bytes) {
  Message message;
  ALHF_RETURN_IF_ERROR(DecodeInto(bytes, &message));
  return message;
}

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_CODEC_H_
